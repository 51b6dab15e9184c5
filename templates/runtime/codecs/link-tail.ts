/** What follows the text of a link in Markdown. */
export interface LinkTail {
  readonly href: string;
  readonly titled: boolean;
  /** Behind the closing parenthesis. */
  readonly end: number;
}

/** Parentheses inside each other in a link's target, beyond which it is none. The bound keeps reading linear. */
const maxParentheses = 32;

/** Reads `(target "title")` at a place. Undefined if there is none. */
export function linkTail(text: string, from: number): LinkTail | undefined {
  if (text.charAt(from) !== '(') return undefined;
  const start = skipSpace(text, from + 1);
  const target = text.charAt(start) === '<' ? bracketed(text, start) : bare(text, start);
  if (!target) return undefined;
  const behind = skipSpace(text, target.end);
  const title = behind > target.end ? titleEnd(text, behind) : undefined;
  const end = skipSpace(text, title ?? behind);
  if (text.charAt(end) !== ')') return undefined;
  return { href: withoutBackslashes(target.text), titled: title !== undefined, end: end + 1 };
}

function bracketed(text: string, from: number): { text: string; end: number } | undefined {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '>') return { text: text.slice(from + 1, at), end: at + 1 };
    if (character === '<' || character === '\n') return undefined;
    if (character === '\\') at++;
  }
  return undefined;
}

function bare(text: string, from: number): { text: string; end: number } | undefined {
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character <= ' ' || (character === ')' && depth === 0)) break;
    if (character === '(' && ++depth > maxParentheses) return undefined;
    if (character === ')') depth--;
    if (character === '\\' && isPunctuation(text.charAt(at + 1))) at++;
  }
  return depth === 0 ? { text: text.slice(from, at), end: at } : undefined;
}

/** Behind the title that begins here. */
function titleEnd(text: string, from: number): number | undefined {
  const close = { '"': '"', "'": "'", '(': ')' }[text.charAt(from)];
  if (close === undefined) return undefined;
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === close) return at + 1;
    if (character === '(' && close === ')') return undefined;
    if (character === '\\') at++;
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t' || text.charAt(at) === '\n') at++;
  return at;
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function isPunctuation(character: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(character);
}
