import { Runs, safeHref, type Marks, type Run } from './document.js';
import { decodeReferences, referenceAt } from './entities.js';
import { DelimiterStack, type Delimiter, type InlineMark } from './delimiters.js';
import { Scanner } from './html-tokens.js';
import { linkTail } from './link-tail.js';
import { trimmedEnd } from './markdown-lines.js';

/** Reads the inline text of one block, its lines joined by `\n`, by the rules of CommonMark, with strikethrough. */
export function readInline(text: string): { readonly runs: readonly Run[]; readonly exact: boolean } {
  if (/[\\`*_~[\]!<&\n]/.test(text)) return new InlineReader(text).read();
  const line = trimmedEnd(text);
  return { runs: line === '' ? [] : [{ text: line }], exact: true };
}

/** A stretch of text. What marks it carries is worked out at the end. */
interface Piece {
  text: string;
  /** `kept` text came out of an escape, or of a sign that means nothing: it is not looked at again. A `bracket` may yet open a link. */
  readonly kind: 'text' | 'kept' | 'bracket' | 'code' | 'soft';
  href?: string;
  /** The signs for emphasis that the piece is. */
  readonly delimiter?: Delimiter;
}

interface Bracket {
  readonly piece: number;
  readonly image: boolean;
  /** How many signs for emphasis stood before it. */
  readonly delimiters: number;
}

const htmlMarks: ReadonlyMap<string, InlineMark> = /* @__PURE__ */ new Map<string, InlineMark>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['s', 'strike'],
  ['del', 'strike'],
  ['strike', 'strike'],
]);

const plainText = /[^\\`*_~[\]!<&\n]+/y;
const signs = /\*+|_+|~+/y;
const ticks = /`+/y;
const autolink = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>/y;
const autoMail = /<([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>/y;
const punctuation = /[!-/:-@[-`{-~]/;

class InlineReader {
  readonly #text: string;
  readonly #html: Scanner;
  readonly #pieces: Piece[] = [];
  readonly #delimiters = new DelimiterStack();
  readonly #brackets: Bracket[] = [];
  /** Brackets below this height stand around a link, and links do not nest. */
  #inactive = 0;
  /** Where the last run of so many backticks is. */
  readonly #lastTicks = new Map<number, number>();
  #at = 0;
  #exact = true;

  constructor(text: string) {
    this.#text = text;
    this.#html = new Scanner(text);
    for (const run of text.matchAll(/`+/g)) this.#lastTicks.set(run[0].length, run.index);
  }

  read(): { runs: readonly Run[]; exact: boolean } {
    while (this.#at < this.#text.length) this.#step();
    this.#trimLine();
    this.#delimiters.match(0);
    return { runs: withoutIdleLineEnds(this.#runs()), exact: this.#exact };
  }

  #step(): void {
    const plain = this.#match(plainText);
    if (plain !== undefined) return this.#push(plain);
    const character = this.#text.charAt(this.#at);
    if (character === '\n') return this.#lineEnd();
    if (character === '\\') return this.#escape();
    if (character === '`') return this.#code();
    if (character === '<') return this.#angle();
    if (character === '&') return this.#reference();
    if (character === '[') return this.#openBracket(false, 1);
    if (character === '!' && this.#text.charAt(this.#at + 1) === '[') return this.#openBracket(true, 2);
    if (character === ']') return this.#closeBracket();
    if (character === '!') return this.#literal(1);
    return this.#signs();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found?.[1] ?? found?.[0];
  }

  #push(text: string, kind: Piece['kind'] = 'text'): void {
    const last = this.#pieces.at(-1);
    if (text === '') return;
    if (kind === 'kept' && last?.kind === 'kept' && !last.delimiter && last.href === undefined)
      last.text += text;
    else this.#pieces.push({ text, kind });
  }

  #literal(length: number): void {
    this.#push(this.#text.slice(this.#at, this.#at + length), 'kept');
    this.#at += length;
  }

  /** Two spaces before the end of a line make it a hard break. */
  #lineEnd(): void {
    const hard = this.#trimLine() >= 2;
    this.#push('\n', hard ? 'kept' : 'soft');
    this.#at++;
    while (isBlank(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Takes white space off the end of the line, and tells how many spaces there were. */
  #trimLine(): number {
    const last = this.#pieces.at(-1);
    if (last?.kind !== 'text') return 0;
    let end = last.text.length;
    while (isBlank(last.text.charAt(end - 1))) end--;
    const spaces = last.text.slice(end);
    last.text = last.text.slice(0, end);
    return spaces.includes('\t') ? 0 : spaces.length;
  }

  #escape(): void {
    const next = this.#text.charAt(this.#at + 1);
    if (next !== '\n' && !punctuation.test(next)) return this.#literal(1);
    this.#push(next, 'kept');
    this.#at += 2;
    while (next === '\n' && isBlank(this.#text.charAt(this.#at))) this.#at++;
  }

  #code(): void {
    const from = this.#at;
    const fence = this.#match(ticks)?.length ?? 0;
    const last = this.#lastTicks.get(fence) ?? -1;
    for (let at = this.#at; at <= last;) {
      const open = this.#text.indexOf('`', at);
      let end = open;
      while (this.#text.charAt(end) === '`') end++;
      if (end - open === fence) {
        this.#push(codeText(this.#text.slice(from + fence, open)), 'code');
        this.#at = end;
        return;
      }
      at = end;
    }
    this.#push(this.#text.slice(from, this.#at), 'kept');
  }

  #angle(): void {
    const link = this.#match(autolink);
    const mail = link === undefined ? this.#match(autoMail) : undefined;
    if (link !== undefined || mail !== undefined)
      return this.#autolink(link ?? mail ?? '', link ?? `mailto:${mail}`);
    const piece = this.#html.pieceAt(this.#at);
    if (!piece) return this.#literal(1);
    this.#at = piece.end;
    const { token } = piece;
    const mark = token.kind === 'open' || token.kind === 'close' ? htmlMarks.get(token.name) : undefined;
    if (token.kind === 'open' && token.attributes.size > 0) this.#exact = false;
    // What follows a tag must not be added to the piece before it.
    this.#pieces.push({ text: '', kind: 'text' });
    if (mark && token.kind === 'open') this.#delimiters.open(mark, this.#pieces.length);
    else if (mark) this.#delimiters.close(mark, this.#pieces.length);
    else if (token.kind === 'open' && token.name === 'br') this.#push('\n', 'kept');
    else this.#exact = false;
  }

  #autolink(text: string, href: string): void {
    const safe = safeHref(href);
    if (safe === undefined) this.#exact = false;
    this.#pieces.push(safe === undefined ? { text, kind: 'kept' } : { text, kind: 'kept', href: safe });
  }

  #reference(): void {
    const found = referenceAt(this.#text, this.#at);
    if (found === undefined) return this.#literal(1);
    const { text, exact } = decodeReferences(found);
    if (!exact) this.#exact = false;
    this.#push(text, 'kept');
    this.#at += found.length;
  }

  #openBracket(image: boolean, length: number): void {
    this.#brackets.push({ piece: this.#pieces.length, image, delimiters: this.#delimiters.height });
    this.#push(image ? '![' : '[', 'bracket');
    this.#at += length;
  }

  #closeBracket(): void {
    const bracket = this.#brackets.pop();
    const isInactive = this.#brackets.length < this.#inactive;
    this.#inactive = Math.min(this.#inactive, this.#brackets.length);
    const tail = bracket && (bracket.image || !isInactive) ? linkTail(this.#text, this.#at + 1) : undefined;
    if (!bracket || !tail) return this.#literal(1);
    this.#at = tail.end;
    this.#delimiters.match(bracket.delimiters);
    const opening = this.#pieces[bracket.piece];
    if (opening) opening.text = '';
    const href = bracket.image ? undefined : safeHref(decodeReferences(tail.href).text);
    if (href === undefined || tail.titled) this.#exact = false;
    if (bracket.image) return;
    this.#inactive = this.#brackets.length;
    if (href !== undefined) for (const piece of this.#pieces.slice(bracket.piece)) piece.href = href;
  }

  #signs(): void {
    const from = this.#at;
    const text = this.#match(signs) ?? '';
    const delimiter = this.#delimiters.add(this.#text, from, this.#at, this.#pieces.length);
    this.#pieces.push({ text, kind: 'kept', delimiter });
  }

  #runs(): Run[] {
    const runs = new Runs();
    const marks = this.#delimiters.marks(this.#pieces.length);
    this.#pieces.forEach(({ text, kind, href, delimiter }, at) => {
      let marked: Marks = marks[at] ?? {};
      if (href !== undefined) marked = { ...marked, href };
      if (kind === 'code') marked = { ...marked, code: true };
      if (kind === 'soft') runs.addSoftBreak(marked);
      else runs.add(delimiter ? delimiter.sign.repeat(delimiter.left) : text, marked);
    });
    return runs.end();
  }
}

/** Line ends in code are spaces, and one space at both ends belongs to the fence. */
function codeText(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}

/** Line ends of the source say nothing beside a line break, or where only tags are before or after them. */
function withoutIdleLineEnds(runs: readonly Run[]): readonly Run[] {
  const endsLine = (run: Run | undefined) => run === undefined || run.text.endsWith('\n');
  const startsLine = (run: Run | undefined) => run === undefined || run.text.startsWith('\n');
  return runs.filter(({ soft }, at) => !soft || !(endsLine(runs[at - 1]) || startsLine(runs[at + 1])));
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
