import type { Marks } from './document.js';

export type InlineMark = 'bold' | 'italic' | 'strike';

/** A run of `*`, `_` or `~` that may begin emphasis, end it, or both. */
interface Delimiter {
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
  /** All that were added, by their piece. */
  readonly #byPiece = new Map<number, Delimiter>();
  /** How many more or fewer of each mark hold from a piece on. */
  readonly #changes = new Map<number, Record<InlineMark, number>>();
  readonly #openTags: Record<InlineMark, number> = { bold: 0, italic: 0, strike: 0 };

  get height(): number {
    return this.#delimiters.length;
  }

  /** Adds a run of signs between the text before and the text after it. */
  add(run: string, before: string, after: string, piece: number): void {
    const delimiter = {
      sign: run.charAt(0),
      length: run.length,
      left: run.length,
      piece,
      ...sides(run, before, after),
    };
    this.#delimiters.push(delimiter);
    this.#byPiece.set(piece, delimiter);
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
    const depth: Record<InlineMark, number> = { bold: 0, italic: 0, strike: 0 };
    let marks: Marks = {};
    return Array.from({ length: pieces }, (_, piece) => {
      const change = this.#changes.get(piece);
      if (change) {
        depth.bold += change.bold;
        depth.italic += change.italic;
        depth.strike += change.strike;
        marks = { bold: depth.bold > 0, italic: depth.italic > 0, strike: depth.strike > 0 };
      }
      return marks;
    });
  }

  /** The signs of a piece that turned out to be text; undefined if the piece is no run of signs. */
  textLeftAt(piece: number): string | undefined {
    const delimiter = this.#byPiece.get(piece);
    return delimiter?.sign.repeat(delimiter.left);
  }

  #change(mark: InlineMark, piece: number, by: number): void {
    const change = this.#changes.get(piece) ?? { bold: 0, italic: 0, strike: 0 };
    change[mark] += by;
    this.#changes.set(piece, change);
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

/** Whether a run can open and close, by what stands at its sides. */
function sides(run: string, before: string, after: string): { opens: boolean; closes: boolean } {
  const previous = kindOf([...before].at(-1));
  const next = kindOf([...after][0]);
  const left = next !== 'space' && (next !== 'sign' || previous !== 'text');
  const right = previous !== 'space' && (previous !== 'sign' || next !== 'text');
  if (run.startsWith('~'))
    return run.length > 2 ? { opens: false, closes: false } : { opens: left, closes: right };
  if (run.startsWith('*')) return { opens: left, closes: right };
  return { opens: left && (!right || previous === 'sign'), closes: right && (!left || next === 'sign') };
}

function kindOf(character: string | undefined): 'space' | 'sign' | 'text' {
  if (character === undefined || /\s/.test(character)) return 'space';
  return /[\p{P}\p{S}]/u.test(character) ? 'sign' : 'text';
}
