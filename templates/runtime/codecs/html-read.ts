import { BlockStack } from './block-stack.js';
import { safeHref, type Document, type Marks } from './document.js';
import { decodeReferences } from './entities.js';
import { htmlTokens, type HtmlToken } from './html-tokens.js';
import { LineBuilder } from './line.js';

type Mark = 'bold' | 'italic' | 'strike' | 'code';
type Attributes = ReadonlyMap<string, string>;

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

/** Elements that are read for what they are, beside marks and headings. Any other is flattened. */
const known = /* @__PURE__ */ 'html body div span p br hr a ul ol li blockquote pre'.split(' ');

/** Elements that stand on lines of their own, beside those that have a form here. */
const blocks = /* @__PURE__ */ (
  'p div html body address article aside caption center dd details dialog dir dl dt fieldset figcaption figure footer form header hgroup ' +
  'main menu nav search section summary'
).split(' ');

/** Reads HTML. It never fails; what it cannot say about a text is left out, and the document is then not exact. */
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
  /** The `pre` that is open, and whether anything in it was read. */
  #pre: { text: string; language: string; begun: boolean } | undefined;
  #tables = 0;
  /** In a table, what comes between the text before and the text after: tables become lines. */
  #gap: 'none' | 'cell' | 'row' | 'paragraph' = 'none';
  #exact = true;

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#text(token.text);
    else if (token.kind === 'skipped') this.#exact = false;
    else if (this.#pre) this.#tagInPre(token);
    else if (token.kind === 'close') this.#close(token.name);
    else {
      this.#checkLosses(token.name, token.attributes);
      this.#openElement(token.name, token.attributes);
    }
  }

  end(): Document {
    if (this.#pre) this.#endPre();
    this.#flush();
    return { blocks: this.#stack.end(), exact: this.#exact && this.#stack.exact };
  }

  #openElement(name: string, attributes: Attributes): void {
    const mark = marks.get(name);
    if (mark) this.#open[mark]++;
    else if (name === 'a') this.#href = this.#hrefOf(attributes);
    else if (name === 'br') this.#break();
    else if (name === 'img') this.#text(attributes.get('alt') ?? '');
    else if (name === 'tr') this.#widenGap('row');
    else if (name === 'td' || name === 'th') this.#widenGap('cell');
    else if (blocks.includes(name)) this.#boundary();
    else this.#openBlock(name, attributes);
  }

  #openBlock(name: string, attributes: Attributes): void {
    if (!isBlock(name)) return;
    this.#flush();
    this.#heading = headingLevel(name);
    if (name === 'hr') this.#stack.add({ kind: 'rule' });
    else if (name === 'ul') this.#stack.openList(false, 1);
    else if (name === 'ol') this.#stack.openList(true, Number(attributes.get('start') ?? 1));
    else if (name === 'li') this.#stack.openItem();
    else if (name === 'blockquote') this.#stack.openQuote();
    else if (name === 'pre') this.#pre = { text: '', language: '', begun: false };
    else if (name === 'table') this.#tables++;
  }

  #close(name: string): void {
    const mark = marks.get(name);
    if (mark) this.#open[mark] = Math.max(0, this.#open[mark] - 1);
    else if (name === 'a') this.#href = undefined;
    else if (name === 'br') this.#break();
    else if (blocks.includes(name)) this.#boundary();
    else this.#closeBlock(name);
  }

  #closeBlock(name: string): void {
    if (!isBlock(name)) return;
    this.#flush();
    this.#heading = 0;
    if (name === 'ul' || name === 'ol') this.#stack.closeList();
    else if (name === 'li') this.#stack.closeItem();
    else if (name === 'blockquote') this.#stack.closeQuote();
    else if (name === 'table') this.#tables = Math.max(0, this.#tables - 1);
  }

  #text(text: string): void {
    if (this.#pre) return this.#textInPre(this.#pre, text);
    if (/[^ \t\n\f\r]/.test(text)) this.#fillGap();
    this.#line.add(text, this.#marks(), this.#decode);
  }

  /** `&nbsp;` by its name is how editors keep a space. The character itself stays what it is. */
  readonly #decode = (text: string): string => {
    const decoded = decodeReferences(text, (name) => (name === 'nbsp' ? ' ' : undefined));
    if (!decoded.exact) this.#exact = false;
    return decoded.text;
  };

  #marks(): Marks {
    const { bold, italic, strike, code } = this.#open;
    const href = this.#href === undefined ? {} : { href: this.#href };
    return { bold: bold > 0, italic: italic > 0, strike: strike > 0, code: code > 0, ...href };
  }

  #break(): void {
    this.#fillGap();
    this.#line.addBreak(this.#marks());
  }

  /** The end or the beginning of an element that stands on lines of its own. */
  #boundary(): void {
    if (this.#tables === 0) this.#flush();
    else if (this.#gap === 'none') this.#widenGap('paragraph');
  }

  #widenGap(gap: 'cell' | 'row' | 'paragraph'): void {
    if (!this.#line.empty && this.#gap !== 'row') this.#gap = gap;
  }

  #fillGap(): void {
    const gap = this.#gap;
    this.#gap = 'none';
    if (gap === 'paragraph') this.#flush();
    else if (gap === 'row') this.#line.addBreak({});
    else if (gap === 'cell') this.#line.addKept(' | ', {});
  }

  #flush(): void {
    this.#gap = 'none';
    const runs = this.#line.take();
    if (!runs) return;
    this.#stack.add(
      this.#heading > 0 ? { kind: 'heading', level: this.#heading, runs } : { kind: 'paragraph', runs },
    );
  }

  /** A line break right behind `<pre>` belongs to the markup. */
  #textInPre(pre: { text: string; begun: boolean }, text: string): void {
    const lines = text.replace(/\r\n?/g, '\n');
    pre.text += this.#decode(pre.begun || !lines.startsWith('\n') ? lines : lines.slice(1));
    pre.begun = true;
  }

  #tagInPre(token: HtmlToken): void {
    const pre = this.#pre;
    if (!pre || token.kind === 'text' || token.kind === 'skipped') return;
    pre.begun = true;
    if (token.kind === 'close' && token.name === 'pre') this.#endPre();
    else if (token.name === 'br') pre.text += '\n';
    else if (token.name !== 'code') this.#exact = false;
    else if (token.kind === 'open') {
      pre.language = /^language-([\w+#.-]{1,40})$/.exec(token.attributes.get('class') ?? '')?.[1] ?? '';
      if (token.attributes.size > (pre.language === '' ? 0 : 1)) this.#exact = false;
    }
  }

  /** The last line break only ends the last line. */
  #endPre(): void {
    const { text = '', language = '' } = this.#pre ?? {};
    this.#pre = undefined;
    this.#stack.add({ kind: 'code', text: text.endsWith('\n') ? text.slice(0, -1) : text, language });
  }

  #hrefOf(attributes: Attributes): string | undefined {
    const href = safeHref(this.#decode(attributes.get('href') ?? ''));
    if (href === undefined) this.#exact = false;
    return href;
  }

  /** Elements that are flattened, and attributes that are not carried. */
  #checkLosses(name: string, attributes: Attributes): void {
    const carried =
      (name === 'a' && attributes.has('href')) || (name === 'ol' && attributes.has('start')) ? 1 : 0;
    if (attributes.size > carried) this.#exact = false;
    if (!marks.has(name) && headingLevel(name) === 0 && !known.includes(name)) this.#exact = false;
  }
}

/** 1 for `h1` to 6 for `h6`, and 0 for anything else. */
function headingLevel(name: string): number {
  return /^h[1-6]$/.test(name) ? Number(name.charAt(1)) : 0;
}

function isBlock(name: string): boolean {
  return headingLevel(name) > 0 || ['hr', 'ul', 'ol', 'li', 'blockquote', 'pre', 'table'].includes(name);
}
