import type { Marks } from './document.js';

export type InlineMark = 'bold' | 'italic' | 'strike';

/** A run of `*`, `_` or `~` that may begin emphasis, end it, or both. */
export interface Delimiter {
  readonly sign: string;
  readonly length: number;
  /** How many of its signs are not used up. */
  left: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** The piece of text that it is. */
  readonly piece: number;
}

/**
 * Finds out which signs for emphasis belong together, as CommonMark has it, and which pieces of the text lie between them. It keeps where
 * marks begin and end instead of a tree, so that any depth of nesting costs nothing.
 */
export class DelimiterStack {
  readonly #delimiters: Delimiter[] = [];
  /** How many more or fewer of each mark hold from a piece on. */
  readonly #changes: Record<InlineMark, number[]> = { bold: [], italic: [], strike: [] };
  readonly #openTags: Record<InlineMark, number> = { bold: 0, italic: 0, strike: 0 };

  get height(): number {
    return this.#delimiters.length;
  }

  /** Adds the run of signs that stands in a text from one place to another. */
  add(text: string, from: number, to: number, piece: number): Delimiter {
    const length = to - from;
    const delimiter = { sign: text.charAt(from), length, left: length, piece, ...sides(text, from, to) };
    this.#delimiters.push(delimiter);
    return delimiter;
  }

  /** A tag that opens a mark. */
  open(mark: InlineMark, piece: number): void {
    this.#openTags[mark]++;
    this.#change(mark, piece, 1);
  }

  /** A tag that closes a mark; one too many does nothing. */
  close(mark: InlineMark, piece: number): void {
    if (this.#openTags[mark] === 0) return;
    this.#openTags[mark]--;
    this.#change(mark, piece, -1);
  }

  /** Pairs the runs above a height, and takes them off. */
  match(height: number): void {
    const openers = new Openers();
    for (const closer of this.#delimiters.splice(height)) {
      while (closer.closes && closer.left > 0) {
        const opener = openers.findFor(closer);
        if (!opener) break;
        const used = closer.sign === '~' ? closer.length : Math.min(2, opener.left, closer.left);
        opener.left -= used;
        closer.left -= used;
        const mark = closer.sign === '~' ? 'strike' : used === 2 ? 'bold' : 'italic';
        this.#change(mark, opener.piece + 1, 1);
        this.#change(mark, closer.piece, -1);
        if (opener.left === 0) openers.pop();
      }
      if (closer.opens && closer.left > 0) openers.push(closer);
    }
  }

  /** The marks of so many pieces, in their order. */
  marks(pieces: number): readonly Marks[] {
    const depth = { bold: 0, italic: 0, strike: 0 };
    const { bold, italic, strike } = this.#changes;
    let marks: Marks = {};
    return Array.from({ length: pieces }, (_, piece) => {
      const changes = [bold[piece] ?? 0, italic[piece] ?? 0, strike[piece] ?? 0] as const;
      if (changes[0] === 0 && changes[1] === 0 && changes[2] === 0) return marks;
      depth.bold += changes[0];
      depth.italic += changes[1];
      depth.strike += changes[2];
      marks = { bold: depth.bold > 0, italic: depth.italic > 0, strike: depth.strike > 0 };
      return marks;
    });
  }

  #change(mark: InlineMark, piece: number, by: number): void {
    const changes = this.#changes[mark];
    while (changes.length <= piece) changes.push(0);
    changes[piece] = (changes[piece] ?? 0) + by;
  }
}

/** The runs that wait for an end. */
class Openers {
  readonly #stack: Delimiter[] = [];
  /** For each sort of closer the height below which there is no opener for it: it is not searched twice. */
  readonly #searched = new Map<string, number>();

  push(delimiter: Delimiter): void {
    this.#stack.push(delimiter);
  }

  pop(): void {
    this.#cut(this.#stack.length - 1);
  }

  /** The nearest opener for a closer. The runs between them are text from now on. */
  findFor(closer: Delimiter): Delimiter | undefined {
    const sort =
      closer.sign === '~' ? `~${closer.length}` : `${closer.sign}${closer.opens}${closer.length % 3}`;
    const floor = this.#searched.get(sort) ?? 0;
    for (let at = this.#stack.length - 1; at >= floor; at--) {
      const opener = this.#stack[at];
      if (!opener || !belongTogether(opener, closer)) continue;
      this.#cut(at + 1);
      return opener;
    }
    this.#searched.set(sort, this.#stack.length);
    return undefined;
  }

  #cut(height: number): void {
    if (height === this.#stack.length) return;
    this.#stack.length = height;
    for (const [sort, searched] of this.#searched) if (searched > height) this.#searched.set(sort, height);
  }
}

function belongTogether(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.sign !== closer.sign) return false;
  if (opener.sign === '~') return opener.length === closer.length;
  const sum = opener.length + closer.length;
  const maybeBoth = opener.closes || closer.opens;
  return !maybeBoth || sum % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

/** Whether a run of signs can open and close, by what stands at its sides. */
function sides(text: string, from: number, to: number): { opens: boolean; closes: boolean } {
  const pair = from > 1 ? (text.codePointAt(from - 2) ?? 0) : 0;
  const previous = kindOf(pair > 0xffff ? pair : from > 0 ? text.charCodeAt(from - 1) : undefined);
  const next = kindOf(text.codePointAt(to));
  const left = next !== 'space' && (next !== 'sign' || previous !== 'text');
  const right = previous !== 'space' && (previous !== 'sign' || next !== 'text');
  const sign = text.charAt(from);
  if (sign === '~') return to - from > 2 ? { opens: false, closes: false } : { opens: left, closes: right };
  if (sign === '*') return { opens: left, closes: right };
  return { opens: left && (!right || previous === 'sign'), closes: right && (!left || next === 'sign') };
}

function kindOf(code: number | undefined): 'space' | 'sign' | 'text' {
  if (code === undefined) return 'space';
  const character = String.fromCodePoint(code);
  if (/[A-Za-z0-9]/.test(character)) return 'text';
  if (/\s/.test(character)) return 'space';
  return /[\p{P}\p{S}]/u.test(character) ? 'sign' : 'text';
}
