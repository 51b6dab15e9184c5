import { BlockStack } from './block-stack.js';
import { safeHref, type Document, type Marks } from './document.js';
import { decodeReferences } from './entities.js';
import { htmlTokens, type HtmlToken } from './html-tokens.js';
import { LineBuilder } from './line.js';

type Mark = 'bold' | 'italic' | 'strike' | 'code';

const marks: ReadonlyMap<string, Mark> = /* @__PURE__ */ new Map<string, Mark>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['s', 'strike'],
  ['del', 'strike'],
  ['strike', 'strike'],
  ['code', 'code'],
  ['tt', 'code'],
]);

/** Elements without a form of their own, and those whose form is read. Any other is flattened. */
const plain = /* @__PURE__ */ new Set(['html', 'body', 'div', 'span', 'p', 'br', 'hr', 'a', 'ul', 'ol', 'li', 'blockquote', 'pre']);

/** Elements that end the line before them and after them, beside those that have a form of their own. */
const blocks = /* @__PURE__ */ new Set(
  (
    'p div address article aside caption center dd details dialog dir dl dt fieldset figcaption figure footer form header hgroup main menu ' +
    'nav search section summary table tbody tfoot thead html body head legend option'
  ).split(' '),
);

/** Reads HTML. Never fails; what it cannot say about the text is left out, and then the document is not exact. */
export function readHtml(html: string): Document {
  const reader = new HtmlReader();
  for (const token of htmlTokens(html)) reader.take(token);
  return reader.end();
}

class HtmlReader {
  readonly #stack = new BlockStack();
  readonly #line = new LineBuilder();
  readonly #open: Record<Mark, number> = { bold: 0, italic: 0, strike: 0, code: 0 };
  #href: string | undefined;
  #heading = 0;
  /** The text of the `pre` that is open. */
  #pre: { text: string; language: string } | undefined;
  /** How many cells are open: tables become lines. */
  #cells = 0;
  #rowStarted = false;
  #exact = true;

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#text(token.text);
    else if (token.kind === 'open') this.#opened(token.name, token.attributes);
    else if (token.kind === 'close') this.#closed(token.name);
    else this.#exact = false;
  }

  end(): Document {
    this.#endPre();
    this.#flush();
    return { blocks: this.#stack.end(), exact: this.#exact && this.#stack.exact };
  }

  #text(text: string): void {
    if (this.#pre) this.#pre.text += this.#decode(text);
    else this.#line.add(text, this.#marks(), this.#decode);
  }

  /** `&nbsp;` by its name is how editors keep a space; the character itself is left alone. */
  readonly #decode = (text: string): string => {
    const decoded = decodeReferences(text, (name) => (name === 'nbsp' ? ' ' : undefined));
    if (!decoded.exact) this.#exact = false;
    return decoded.text;
  };

  #opened(name: string, attributes: ReadonlyMap<string, string>): void {
    const level = headingLevel(name);
    if (!plain.has(name) && !marks.has(name) && level === 0) this.#exact = false;
    this.#checkAttributes(name, attributes);
    if (this.#pre) return this.#openedInPre(name, attributes);
    const mark = marks.get(name);
    if (mark) this.#open[mark]++;
    else if (level > 0) {
      this.#flush();
      this.#heading = level;
    } else if (blocks.has(name)) this.#boundary();
    else this.#openers[name]?.(attributes);
  }

  readonly #openers: Readonly<Record<string, (attributes: ReadonlyMap<string, string>) => void>> = {
    br: () => this.#line.addBreak(this.#marks()),
    hr: () => this.#block(() => this.#stack.add({ kind: 'rule' })),
    a: (attributes) => (this.#href = this.#hrefOf(attributes)),
    ul: () => this.#block(() => this.#stack.openList(false, 1)),
    ol: (attributes) => this.#block(() => this.#stack.openList(true, Number.parseInt(attributes.get('start') ?? '1', 10))),
    li: () => this.#block(() => this.#stack.openItem()),
    blockquote: () => this.#block(() => this.#stack.openQuote()),
    pre: () => this.#block(() => (this.#pre = { text: '', language: '' })),
    img: (attributes) => this.#line.add(attributes.get('alt') ?? '', this.#marks(), this.#decode),
    tr: () => this.#row(),
    td: () => this.#cell(),
    th: () => this.#cell(),
  };

  #closed(name: string): void {
    if (this.#pre) return this.#closedInPre(name);
    const mark = marks.get(name);
    if (mark) this.#open[mark] = Math.max(0, this.#open[mark] - 1);
    else if (headingLevel(name) > 0) this.#flush();
    else if (name === 'p' && this.#line.empty && this.#cells === 0) return;
    else if (blocks.has(name)) this.#boundary();
    else this.#closers[name]?.();
  }

  readonly #closers: Readonly<Record<string, () => void>> = {
    br: () => this.#line.addBreak(this.#marks()),
    a: () => (this.#href = undefined),
    ul: () => this.#block(() => this.#stack.closeList()),
    ol: () => this.#block(() => this.#stack.closeList()),
    li: () => this.#block(() => this.#stack.closeItem()),
    blockquote: () => this.#block(() => this.#stack.closeQuote()),
    td: () => (this.#cells = Math.max(0, this.#cells - 1)),
    th: () => (this.#cells = Math.max(0, this.#cells - 1)),
  };
}
