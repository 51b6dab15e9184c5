import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { Report } from '../diagnostics.js';
import { Source, type Locator, type Part, type Pointer, type Range } from '../source.js';

/**
 * Reads YAML 1.2 with the core schema. Faults are reported at their place; duplicate keys are a fault of their own. Aliases may be
 * used, up to a number that keeps a small file from unfolding into a huge one.
 */
export function readYaml(path: string, text: string, report: Report): Source | undefined {
  const document = parseDocument(text, {
    uniqueKeys: true,
    lineCounter: new LineCounter(),
    prettyErrors: false,
  });
  const source = new Source(path, text, undefined, () => undefined);
  for (const fault of document.errors) {
    const [start, end] = fault.pos;
    const place = { source, pointer: [], range: { start, end } };
    if (fault.code === 'DUPLICATE_KEY') {
      const { key, range } = keyAt(document, start) ?? { key: text.slice(start, end), range: place.range };
      report.add('source/duplicate-key', { ...place, range }, { key }, 'Keep one of the two.');
    } else {
      report.add('source/syntax', place, { format: 'YAML', reason: sentence(fault.message) });
    }
  }
  if (document.errors.length > 0) return undefined;
  return withData(path, text, document, source, report);
}

/** The key that starts at an offset. */
function keyAt(
  document: Document.Parsed,
  offset: number,
): { readonly key: string; readonly range: Range } | undefined {
  let found: Node | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isNode(key) || key.range?.[0] !== offset) return undefined;
      found = key;
      return visit.BREAK;
    },
  });
  const range = rangeOf(found);
  return range && { key: String(isScalar(found) ? found.value : found), range };
}

function withData(
  path: string,
  text: string,
  document: Document.Parsed,
  bare: Source,
  report: Report,
): Source | undefined {
  try {
    return new Source(path, text, document.toJS({ maxAliasCount: 1000 }), locator(document));
  } catch (error) {
    const reason = sentence(error instanceof Error ? error.message : String(error));
    const range = rangeOf(strayAlias(document));
    report.add(
      'source/syntax',
      { source: bare, pointer: [], ...(range && { range }) },
      { format: 'YAML', reason },
    );
    return undefined;
  }
}

/** The first alias that no anchor stands before. */
function strayAlias(document: Document.Parsed): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0]!.replace(/[.:]$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function locator(document: Document.Parsed): Locator {
  return (pointer: Pointer, part: Part): Range | undefined => {
    let node: unknown = document.contents;
    let pair: Pair | undefined;
    for (const token of pointer) {
      if (isAlias(node)) node = node.resolve(document);
      pair = undefined;
      if (isMap(node)) {
        pair = node.items.find(
          (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === token,
        );
        node = pair?.value;
        if (pair === undefined) return undefined;
      } else if (isSeq(node)) {
        node = node.items[Number(token)];
        if (node === undefined) return undefined;
      } else {
        return undefined;
      }
    }
    const value = rangeOf(node as Node | null | undefined);
    const empty = value === undefined || value.start === value.end;
    return pair !== undefined && (part === 'key' || empty) ? rangeOf(pair.key as Node) : value;
  };
}

function rangeOf(node: Node | null | undefined): Range | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}
