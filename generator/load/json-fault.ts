/** Where a text stops being JSON, and why. */
export interface JsonFault {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/**
 * Finds the first fault of a text that `JSON.parse` refused. Engines word their messages differently, and often name no place; this walk
 * says the same on every one of them. Undefined if it finds nothing wrong.
 */
export function findFault(text: string): JsonFault | undefined {
  try {
    const at = skipSpace(text, value(text, skipSpace(text, 0), 0));
    return at < text.length ? fault(text, at, 'there is more after its end') : undefined;
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
}

/** Ends the walk. */
class Stop {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    this.fault = fault;
  }
}

function fault(text: string, at: number, reason: string): JsonFault {
  const ends = at >= text.length;
  const start = ends ? Math.max(0, text.trimEnd().length - 1) : at;
  const word = /^[\w.+-]+/.exec(text.slice(start, start + 40))?.[0].length ?? 1;
  const isComment = /^\/[/*]/.test(text.slice(start, start + 2));
  const why = isComment ? 'JSON has no comments' : reason;
  return { start, end: start + (ends ? 1 : word), reason: ends ? 'it ends too early' : why };
}

function stop(text: string, at: number, reason: string): never {
  throw new Stop(fault(text, at, reason));
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const DEEPEST = 2000;

/** Each gives the offset behind what it read. */
function value(text: string, at: number, depth: number): number {
  const first = text[at];
  if (depth > DEEPEST) return stop(text, at, 'it is nested too deeply');
  if (first === '{') return list(text, at, '}', depth, member);
  if (first === '[') return list(text, at, ']', depth, value);
  if (first === '"') return string(text, at);
  LITERAL.lastIndex = at;
  const found = LITERAL.exec(text);
  return found === null ? stop(text, at, 'a value is expected here') : at + found[0].length;
}

function list(text: string, open: number, close: string, depth: number, item: typeof value): number {
  let at = skipSpace(text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skipSpace(text, item(text, at, depth + 1));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return stop(text, at, `"," or "${close}" is expected here`);
    at = skipSpace(text, at + 1);
    if (text[at] === close) return stop(text, at, 'nothing follows the comma before it');
  }
}

function member(text: string, at: number, depth: number): number {
  if (text[at] !== '"') return stop(text, at, 'a name in double quotes is expected here');
  const colon = skipSpace(text, string(text, at));
  if (text[colon] !== ':') return stop(text, colon, '":" is expected here');
  return value(text, skipSpace(text, colon + 1), depth);
}

function string(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text.charCodeAt(at) < 0x20) return stop(text, at, 'a control character stands in a string');
    if (text[at] !== '\\') continue;
    const rest = text.slice(at, at + 6);
    const escape = /^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.exec(rest)?.[0];
    if (escape !== undefined) at += escape.length - 1;
    else if (/^\\(?:u[\dA-Fa-f]{0,3})?$/.test(rest)) break;
    else return stop(text, at, 'this escape is unknown');
  }
  return stop(text, text.length, '');
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \n\r\t'.includes(text[at] ?? 'x')) at += 1;
  return at;
}
