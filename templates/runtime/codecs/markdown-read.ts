import { maxDepth, type Block, type Document, type Run } from './document.js';
import { readHtml } from './html-read.js';
import { readInline } from './markdown-inline.js';
import {
  cellsOf,
  closesFence,
  fenceOf,
  headingOf,
  htmlEndOf,
  indentOf,
  interruptsParagraph,
  isBlankLine,
  isRule,
  isTableRuler,
  itemSignOf,
  outdent,
  quotedOf,
  trimmed,
  underlineOf,
  type Fence,
  type ItemSign,
} from './markdown-lines.js';

/**
 * Reads Markdown: CommonMark with strikethrough. Tables become lines, images their texts; links by reference stay text. It never fails,
 * and the document is not exact where something was left out.
 */
export function readMarkdown(text: string): Document {
  const reader = new MarkdownReader();
  const blocks = reader.read(text.split(/\r\n|\n|\r/), 0);
  return { blocks, exact: reader.exact };
}

class MarkdownReader {
  exact = true;

  /** The blocks of some lines. The depth counts the lists and quotes around them. */
  read(lines: readonly string[], depth: number): Block[] {
    const blocks: Block[] = [];
    let paragraph: string[] = [];
    const add = (block: Block | undefined) => {
      if (paragraph.length > 0) blocks.push(...this.#paragraph(paragraph));
      paragraph = [];
      if (block) blocks.push(block);
    };
    for (let at = 0; at < lines.length;) {
      const line = lines[at] ?? '';
      const level = paragraph.length > 0 ? underlineOf(line) : undefined;
      if (level !== undefined) {
        blocks.push({ kind: 'heading', level, runs: this.#inline(paragraph.join('\n')) });
        paragraph = [];
        at++;
      } else if (
        isTableRuler(line) &&
        paragraph.length > 0 &&
        cellsOf(line).length === cellsOf(paragraph.at(-1) ?? '').length
      ) {
        const head = paragraph.pop() ?? '';
        const end = endOf(lines, at + 1, (row) => isBlankLine(row) || interruptsParagraph(row));
        add(this.#table([head, ...lines.slice(at + 1, end)]));
        at = end;
      } else if (isBlankLine(line)) {
        add(undefined);
        at++;
      } else {
        const found =
          paragraph.length === 0 || interruptsParagraph(line) ? this.#block(lines, at, depth) : undefined;
        if (found) found.blocks.forEach(add);
        if (found?.blocks.length === 0) add(undefined);
        if (!found) paragraph.push(trimmed(line));
        at = found?.end ?? at + 1;
      }
    }
    add(undefined);
    return blocks;
  }

  /** The block that begins at a line, other than a paragraph. */
  #block(lines: readonly string[], at: number, depth: number): { blocks: Block[]; end: number } | undefined {
    const line = lines[at] ?? '';
    if (indentOf(line) >= 4) return indentedCode(lines, at);
    const fence = fenceOf(line);
    if (fence) {
      if (!fence.exact) this.exact = false;
      return fencedCode(lines, at, fence);
    }
    const heading = headingOf(line);
    if (heading)
      return one({ kind: 'heading', level: heading.level, runs: this.#inline(heading.text) }, at + 1);
    if (isRule(line)) return one({ kind: 'rule' }, at + 1);
    const htmlEnd = htmlEndOf(line);
    if (htmlEnd !== undefined) return this.#html(lines, at, htmlEnd);
    const isNested = quotedOf(line) !== undefined || itemSignOf(line) !== undefined;
    if (isNested && depth >= maxDepth) {
      this.exact = false;
      return undefined;
    }
    const item = itemSignOf(line);
    if (item) return this.#list(lines, at, item, depth);
    return quotedOf(line) === undefined ? undefined : this.#quote(lines, at, depth);
  }

  #quote(lines: readonly string[], from: number, depth: number): { blocks: Block[]; end: number } {
    const content = new Content();
    let at = from;
    for (; at < lines.length; at++) {
      const line = lines[at] ?? '';
      const quoted = quotedOf(line);
      if (quoted === undefined && !content.goesOnWith(line)) break;
      content.add(quoted ?? trimmed(line));
    }
    return one({ kind: 'quote', blocks: this.read(content.lines, depth + 1) }, at);
  }

  #list(
    lines: readonly string[],
    from: number,
    first: ItemSign,
    depth: number,
  ): { blocks: Block[]; end: number } {
    const items: Block[][] = [];
    let at = from;
    let item: ItemSign | undefined = first;
    while (item && item.sign === first.sign && !isRule(lines[at] ?? '')) {
      const content = new Content();
      content.add(item.text);
      // A box to tick is read as its text.
      if (/^\[[ xX]\][ \t]/.test(item.text)) this.exact = false;
      for (at++; at < lines.length; at++) {
        const line = lines[at] ?? '';
        const blank = isBlankLine(line);
        if (blank && content.lines.length === 1 && item.text === '') break;
        if (!blank && indentOf(line) < item.column && !content.goesOnWith(line)) break;
        content.add(!blank && indentOf(line) < item.column ? trimmed(line) : outdent(line, item.column));
      }
      items.push(this.read(content.lines, depth + 1));
      while (at < lines.length && isBlankLine(lines[at] ?? '')) at++;
      item = itemSignOf(lines[at] ?? '');
    }
    return one({ kind: 'list', ordered: first.ordered, start: first.number, items }, at);
  }

  #html(lines: readonly string[], from: number, ending: string): { blocks: Block[]; end: number } {
    const ends = (line: string) =>
      ending === 'blank' ? isBlankLine(line) : line.toLowerCase().includes(ending);
    const last = endOf(lines, from, ends);
    const end = ending === 'blank' ? last : Math.min(lines.length, last + 1);
    const { blocks, exact } = readHtml(lines.slice(from, end).join('\n'));
    if (!exact) this.exact = false;
    return { blocks: [...blocks], end };
  }

  #table(rows: readonly string[]): Block {
    this.exact = false;
    const text = rows.map((row) => cellsOf(row).join(' | ')).join('\\\n');
    return { kind: 'paragraph', runs: this.#inline(text) };
  }

  #paragraph(lines: readonly string[]): Block[] {
    // A link's target that stands on its own is not looked up, and says nothing as text.
    if (lines.some((line) => /^\[[^\]]{1,200}\]:/.test(line))) this.exact = false;
    const runs = this.#inline(lines.join('\n'));
    return runs.length === 0 ? [] : [{ kind: 'paragraph', runs }];
  }

  #inline(text: string): readonly Run[] {
    const { runs, exact } = readInline(text);
    if (!exact) this.exact = false;
    return runs;
  }
}

/** The lines inside a quote or an item, as they are gathered. */
class Content {
  readonly lines: string[] = [];
  #fence: Fence | undefined;

  add(line: string): void {
    if (this.#fence) {
      if (closesFence(line, this.#fence)) this.#fence = undefined;
    } else this.#fence = fenceOf(line);
    this.lines.push(line);
  }

  /** Lines of a paragraph may leave out the sign of the quote, or the indentation of the item, that they are in. */
  goesOnWith(line: string): boolean {
    if (this.#fence || isBlankLine(line) || interruptsParagraph(line) || itemSignOf(line)) return false;
    return isParagraphLine(this.lines.at(-1) ?? '');
  }
}

/** Is the line text of a paragraph, perhaps behind signs of quotes and items? */
function isParagraphLine(line: string): boolean {
  let text: string | undefined = line;
  for (let depth = 0; text !== undefined && depth < maxDepth; depth++) {
    if (isBlankLine(text) || isRule(text) || headingOf(text) || fenceOf(text)) return false;
    text = quotedOf(text) ?? itemSignOf(text)?.text;
  }
  return true;
}

function one(block: Block, end: number): { blocks: Block[]; end: number } {
  return { blocks: [block], end };
}

function indentedCode(lines: readonly string[], from: number): { blocks: Block[]; end: number } {
  let end = endOf(lines, from, (line) => !isBlankLine(line) && indentOf(line) < 4);
  while (isBlankLine(lines[end - 1] ?? '')) end--;
  const text = lines
    .slice(from, end)
    .map((line) => outdent(line, 4))
    .join('\n');
  return one({ kind: 'code', text, language: '' }, end);
}

function fencedCode(lines: readonly string[], from: number, fence: Fence): { blocks: Block[]; end: number } {
  const end = endOf(lines, from + 1, (line) => closesFence(line, fence));
  const text = lines
    .slice(from + 1, end)
    .map((line) => outdent(line, fence.indent))
    .join('\n');
  return one({ kind: 'code', text, language: fence.language }, Math.min(lines.length, end + 1));
}

/** The first line from a place on that fits, or the end. */
function endOf(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && !fits(lines[at] ?? '')) at++;
  return at;
}
