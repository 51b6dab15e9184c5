import { Composer, Lexer, Parser, type CST, type Document, type Node, type Pair, type YAMLError } from 'yaml';
import type { Report } from '../diagnostics.js';
import { isObject } from '../model/document.js';
import { Source, type Locator, type Part, type Pointer, type Range } from '../source.js';
import { DEEPEST, MOST_UNFOLDED, MOST_YAML_BYTES, tooLarge } from './limits.js';
import { rangeOf, Unreadable, YamlData, type Repeated } from './yaml-data.js';

/** Always YAML 1.2 with the core schema, whatever a `%YAML` line says. Repeated keys are looked for in a faster way. */
const OPTIONS = {
  schema: 'core',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** Of a text with a thousand faults, the first ones are worth telling. */
const MOST_FAULTS = 100;

/**
 * Reads YAML 1.2 with the core schema. Faults are reported at their place. Of a stream with several documents the first is read.
 * Aliases and merge keys may be used, up to a number that keeps a small file from unfolding into a huge one.
 */
export function readYaml(path: string, text: string, report: Report): Source | undefined {
  if (text.length > MOST_YAML_BYTES) {
    const reason = `${tooLarge(MOST_YAML_BYTES)} as YAML`;
    report.add('source/unreadable', undefined, { path, reason }, 'As JSON it may be larger.');
    return undefined;
  }
  const bare = new Source(path, text, undefined, () => undefined);
  const parsed = parse(text);
  if (typeof parsed === 'number') {
    const place = { source: bare, pointer: [], range: { start: parsed, end: parsed + 1 } };
    report.add('source/too-deep', place, { levels: String(DEEPEST) });
    return undefined;
  }
  const { document, next } = parsed;
  for (const { pos, message } of worthTelling(document.errors)) {
    const place = { source: bare, pointer: [], range: { start: pos[0], end: pos[1] } };
    report.add('source/syntax', place, { format: 'YAML', reason: sentence(message) });
  }
  if (document.errors.length > 0) return undefined;
  if (next !== undefined)
    report.add('source/several-documents', { source: bare, pointer: [], range: next }, {});
  const data = dataOf(document, bare, report);
  if (data === undefined || !reportRepeated(data, bare, report)) return undefined;
  return new Source(path, text, data.root, locator(document.contents, data));
}

/** Faults of one value. Behind any other fault the structure is lost, and what else is found may only follow from it. */
const LOCAL: ReadonlySet<YAMLError['code']> = new Set([
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_PROP_ORDER',
  'BAD_SCALAR_START',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

/** The faults up to the first one that the others may follow from. */
function worthTelling(errors: readonly YAMLError[]): readonly YAMLError[] {
  const sorted = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const last = sorted.findIndex(({ code }) => !LOCAL.has(code));
  return sorted.slice(0, last === -1 ? MOST_FAULTS : Math.min(last + 1, MOST_FAULTS));
}

/**
 * The first document of a stream and where the next one starts, or the offset at which the text is nested too deeply. The parser
 * behind it goes down by recursion, so it must not even see such a text.
 */
function parse(
  text: string,
): { readonly document: Document.Parsed; readonly next: Range | undefined } | number {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEEPEST + 4) return parser.offset;
  }
  for (const token of parser.end()) tokens.push(token);
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  const range = rangeOf(second?.contents as Node | undefined);
  const next = range === undefined || range.start === range.end ? undefined : range;
  // Asked to give a document also of an empty text, the composer always gives one.
  return { document: document as Document.Parsed, next };
}

function dataOf(document: Document.Parsed, source: Source, report: Report): YamlData | undefined {
  try {
    return new YamlData(document.contents, source.text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const range = rangeOf(error.node);
    const place = { source, pointer: [], ...(range && { range }) };
    switch (error.reason) {
      case 'deep':
        report.add('source/too-deep', place, { levels: String(DEEPEST) });
        break;
      case 'unfolds':
        report.add('source/too-many-aliases', place, { most: String(MOST_UNFOLDED) });
        break;
      case 'circular':
        report.add('source/syntax', place, {
          format: 'YAML',
          reason: 'this alias stands within what it means',
        });
        break;
      case 'unknown-anchor':
        report.add('source/syntax', place, {
          format: 'YAML',
          reason: 'no anchor of this name stands before it',
        });
    }
    return undefined;
  }
}

/** The levels of an OpenAPI document that hold operations and schemas: one that vanished behind another would be missed. */
const STRUCTURE = 3;

/** Deep inside a vendor's document a repeated key is a local fault, and the last one counts. Returns whether the data can be used. */
function reportRepeated({ root, repeated }: YamlData, source: Source, report: Report): boolean {
  const isVendors = isObject(root) && ('openapi' in root || 'swagger' in root);
  const isLocal = ({ pointer }: Repeated): boolean => isVendors && pointer.length > STRUCTURE;
  for (const fault of repeated.slice(0, MOST_FAULTS)) {
    const place = { source, pointer: [], ...(fault.range && { range: fault.range }) };
    if (isLocal(fault)) report.add('source/repeated-key', place, { key: fault.key });
    else report.add('source/duplicate-key', place, { key: fault.key }, 'Keep one of the two.');
  }
  return repeated.every(isLocal);
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0]!.replace(/[.:]$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function locator(contents: Node | null, data: YamlData): Locator {
  return (pointer: Pointer, part: Part): Range | undefined => {
    let node: unknown = contents;
    let pair: Pair | undefined;
    for (const token of pointer) {
      const found = data.member(node, token);
      if (found === undefined) return undefined;
      ({ node, pair } = found);
    }
    const value = rangeOf(node as Node | null | undefined);
    const empty = value === undefined || value.start === value.end;
    return pair !== undefined && (part === 'key' || empty) ? rangeOf(pair.key as Node) : value;
  };
}
