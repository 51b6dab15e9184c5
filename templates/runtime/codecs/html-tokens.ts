/** A piece of HTML. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  /** Something that is not content: a comment, a declaration, a script. */
  | { readonly kind: 'skipped' };

/** Elements whose content is not text for people, or not text at all. */
const skipped: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'textarea',
  'select',
]);

const skip: HtmlToken = { kind: 'skipped' };

/**
 * Cuts HTML into pieces, in the order they stand in, in time that grows with the length of the text only. A `<` that begins no tag, or a
 * tag that never ends, is text: this reads what people typed into a field as well as what an editor wrote.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const scanner = new Scanner(html);
  let textFrom = 0;
  let at = html.indexOf('<');
  while (at >= 0) {
    const piece = scanner.pieceAt(at);
    if (piece) {
      if (at > textFrom) yield { kind: 'text', text: html.slice(textFrom, at) };
      yield piece.token;
      textFrom = piece.end;
    }
    at = html.indexOf('<', piece ? piece.end : at + 1);
  }
  if (textFrom < html.length) yield { kind: 'text', text: html.slice(textFrom) };
}

interface Piece {
  readonly token: HtmlToken;
  readonly end: number;
}

/** Reads one piece at a given place. It remembers what it searched for in vain, so that no text is searched to its end twice. */
export class Scanner {
  readonly #html: string;
  readonly #absent = new Set<string>();
  /** A quote once stayed open to the end of the text; from then on the first `>` ends a tag, quoted or not. */
  #quotesFail = false;

  constructor(html: string) {
    this.#html = html;
  }

  /** The tag, comment, declaration or skipped element that begins at `at`, or undefined if the `<` there is only a character. */
  pieceAt(at: number): Piece | undefined {
    const next = this.#html.charAt(at + 1);
    if (next === '!' || next === '?') return this.#commentAt(at);
    if (next === '/') return isLetter(this.#html.charAt(at + 2)) ? this.#tagAt(at, at + 2) : undefined;
    return isLetter(next) ? this.#tagAt(at, at + 1) : undefined;
  }

  #commentAt(at: number): Piece | undefined {
    const ending = this.#html.startsWith('<!--', at) ? '-->' : '>';
    const end = this.#find(ending, at + 2);
    return end < 0 ? undefined : { token: skip, end: end + ending.length };
  }

  #tagAt(at: number, nameAt: number): Piece | undefined {
    const end = this.#tagEnd(nameAt);
    if (end < 0) return undefined;
    let nameEnd = nameAt;
    while (nameEnd < end && !isSpace(this.#html.charAt(nameEnd)) && this.#html.charAt(nameEnd) !== '/')
      nameEnd++;
    const name = this.#html.slice(nameAt, nameEnd).toLowerCase();
    if (nameAt === at + 2) return { token: { kind: 'close', name }, end: end + 1 };
    if (skipped.has(name)) return { token: skip, end: this.#elementEnd(name, end + 1) };
    return {
      token: { kind: 'open', name, attributes: attributesOf(this.#html.slice(nameEnd, end)) },
      end: end + 1,
    };
  }

  /** Where the `>` of a tag is: the first one that stands in no quoted value. */
  #tagEnd(from: number): number {
    let quote = '';
    let previous = '';
    for (let at = from; !this.#quotesFail && at < this.#html.length; at++) {
      const character = this.#html.charAt(at);
      if (quote !== '') quote = character === quote ? '' : quote;
      else if (character === '>') return at;
      else if (previous === '=' && (character === '"' || character === "'")) quote = character;
      if (!isSpace(character)) previous = character;
    }
    this.#quotesFail = true;
    return this.#find('>', from);
  }

  /** Behind the closing tag of an element. Where nothing closes it, a script goes on to the end, and of others only the tag is skipped. */
  #elementEnd(name: string, from: number): number {
    const closing = new RegExp(`</${name}[^>]{0,100}>`, 'gi');
    closing.lastIndex = from;
    if (this.#absent.has(name) || !closing.test(this.#html)) {
      this.#absent.add(name);
      return name === 'script' || name === 'style' ? this.#html.length : from;
    }
    return closing.lastIndex;
  }

  #find(text: string, from: number): number {
    const at = this.#absent.has(text) ? -1 : this.#html.indexOf(text, from);
    if (at < 0) this.#absent.add(text);
    return at;
  }
}

/** The attributes of a tag, of which only the first of a name counts. */
function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let at = 0;
  const until = (stop: (character: string) => boolean) => {
    const from = at;
    while (at < text.length && !stop(text.charAt(at))) at++;
    return text.slice(from, at);
  };
  while (at < text.length) {
    until((character) => !isSpace(character) && character !== '/' && character !== '=');
    const name = until(
      (character) => isSpace(character) || character === '/' || character === '=',
    ).toLowerCase();
    until((character) => !isSpace(character));
    let value = '';
    if (text.charAt(at) === '=') {
      at++;
      until((character) => !isSpace(character));
      const quote = text.charAt(at);
      if (quote === '"' || quote === "'") {
        at++;
        value = until((character) => character === quote);
        at++;
      } else value = until(isSpace);
    }
    if (name !== '' && !attributes.has(name)) attributes.set(name, value);
  }
  return attributes;
}

/** White space by HTML's rules, which collapse it: a no-break space is not among it. */
export function isSpace(character: string): boolean {
  return (
    character === ' ' || character === '\n' || character === '\t' || character === '\r' || character === '\f'
  );
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
