import type { Report } from '../diagnostics.js';
import { Source, type Locator, type Range } from '../source.js';
import { findFault } from './json-fault.js';
import { DEEPEST, isTooDeep } from './limits.js';

/**
 * Reads JSON with `JSON.parse`, which is a hundred times faster than a parser that keeps positions. Positions are found by a second
 * walk over the text, made only when a diagnostic asks for one.
 */
export function readJson(path: string, text: string, report: Report): Source | undefined {
  const sound = soundJson(path, text);
  if (sound === undefined) {
    const source = new Source(path, text, undefined, () => undefined);
    const { reason, ...range } = findFault(text) ?? { start: 0, end: 1, reason: 'it can not be read' };
    report.add('source/syntax', { source, pointer: [], range }, { format: 'JSON', reason });
    return undefined;
  }
  return notTooDeep(sound, report);
}

/** The source, or undefined after a diagnostic if it is nested too deeply. */
export function notTooDeep(source: Source, report: Report): Source | undefined {
  if (!isTooDeep(source.data)) return source;
  const start = offsetOfDepth(source.text);
  const place = { source, pointer: [], range: { start, end: start + 1 } };
  report.add('source/too-deep', place, { levels: String(DEEPEST) });
  return undefined;
}

/** Where a text goes deeper than what is read. */
function offsetOfDepth(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = skipString(text, at) - 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if ((character === '{' || character === '[') && (depth += 1) > DEEPEST) return at;
  }
  return 0;
}

/** The source of a text that is JSON; undefined if it is none. How deep it is nested is not looked at. */
export function soundJson(path: string, text: string): Source | undefined {
  try {
    return new Source(path, text, JSON.parse(text), locator(text));
  } catch {
    return undefined;
  }
}

/**
 * Walks well-formed JSON to pointers. The members of every object and list that was gone through are remembered, so that a thousand
 * diagnostics about one document walk it once. The last of two equal names wins, as it does in `JSON.parse`.
 */
function locator(text: string): Locator {
  const opened = new Map<number, ReadonlyMap<string, Member>>();
  let ends: Ends | undefined;
  const members = (open: number): ReadonlyMap<string, Member> => {
    let found = opened.get(open);
    if (found !== undefined) return found;
    ends ??= endsOf(text);
    found =
      text[open] === '{'
        ? membersOf(text, open, ends)
        : text[open] === '['
          ? itemsOf(text, open, ends)
          : NONE;
    opened.set(open, found);
    return found;
  };
  return (pointer, part) => {
    let at = skipSpace(text, 0);
    let key: Range | undefined;
    for (const token of pointer) {
      const member = members(at).get(token);
      if (member === undefined) return undefined;
      key = member.key;
      at = member.at;
    }
    return part === 'key' && key !== undefined ? key : { start: at, end: skipValue(text, at, ends) };
  };
}

interface Member {
  readonly key?: Range;
  readonly at: number;
}

const NONE: ReadonlyMap<string, Member> = new Map();

function membersOf(text: string, open: number, ends: Ends): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  let at = skipSpace(text, open + 1);
  while (at < text.length && text[at] !== '}') {
    const key = { start: at, end: skipString(text, at) };
    at = skipSpace(text, skipSpace(text, key.end) + 1);
    const bare = text.slice(key.start + 1, key.end - 1);
    found.set(bare.includes('\\') ? (JSON.parse(`"${bare}"`) as string) : bare, { key, at });
    at = skipSpace(text, skipValue(text, at, ends));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function itemsOf(text: string, open: number, ends: Ends): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  let at = skipSpace(text, open + 1);
  for (let index = 0; at < text.length && text[at] !== ']'; index += 1) {
    found.set(String(index), { at });
    at = skipSpace(text, skipValue(text, at, ends));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function skipValue(text: string, from: number, ends?: Ends): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first === '{' || first === '[') return ends?.get(from) ?? skipHolder(text, from);
  let at = from;
  while (at < text.length && !',]} \t\r\n'.includes(text[at]!)) at += 1;
  return at;
}

function skipHolder(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = skipString(text, at) - 1;
    else if (isOpening(code)) depth += 1;
    else if (isClosing(code) && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** Where objects and lists end, by where they begin. Small ones are not listed: they are gone through quickly. */
type Ends = ReadonlyMap<number, number>;

const SMALL = 256;

/** The ends of all objects and lists, found in one walk: to skip them level by level would take as many walks as there are levels. */
function endsOf(text: string): Ends {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = skipString(text, at) - 1;
    else if (isOpening(code)) open.push(at);
    else if (isClosing(code)) {
      const start = open.pop()!;
      if (at - start > SMALL) ends.set(start, at + 1);
    }
  }
  return ends;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}
