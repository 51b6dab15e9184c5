import { BlockStack } from './block-stack.js';
import { maxDepth, Runs, safeHref, type Document, type Run } from './document.js';
import { readPlain } from './plain.js';

/**
 * Reads the JSON of a block editor (BlockNote): a list of blocks with styled text and with children. Text that is not such JSON is read
 * as plain text, and the document is then not exact; nor is it where colours, alignments, files or unknown blocks were left out.
 */
export function readBlockNote(text: string): Document {
  const blocks = parse(text);
  if (!blocks) return { ...readPlain(text), exact: text === '' };
  const reader = new BlockNoteReader();
  reader.read(blocks, 0);
  return reader.end();
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const lists: ReadonlyMap<unknown, { readonly ordered: boolean; readonly exact: boolean }> =
  /* @__PURE__ */ new Map([
    ['bulletListItem', { ordered: false, exact: true }],
    ['numberedListItem', { ordered: true, exact: true }],
    ['checkListItem', { ordered: false, exact: false }],
    ['toggleListItem', { ordered: false, exact: false }],
  ]);

/** What blocks have when nobody chose anything. */
const defaults: Json = {
  backgroundColor: 'default',
  textColor: 'default',
  textAlignment: 'left',
  isToggleable: false,
};

/** Properties that are read. */
const carried = ['level', 'language', 'start', 'checked', 'name', 'caption'];

class BlockNoteReader {
  readonly #stack = new BlockStack();
  #exact = true;

  read(blocks: readonly unknown[], depth: number): void {
    let open: boolean | undefined;
    for (const value of blocks) {
      const block = objectOf(value);
      const list = lists.get(block['type']);
      if (open !== undefined && open !== list?.ordered) this.#stack.closeList();
      if (list && open !== list.ordered) this.#stack.openList(list.ordered, startOf(block));
      open = list?.ordered;
      if (list) this.#item(block, list.exact, depth);
      else this.#block(block, depth);
    }
    if (open !== undefined) this.#stack.closeList();
  }

  end(): Document {
    const blocks = this.#stack.end();
    // The editor keeps an empty paragraph at the end to type in.
    const last = blocks.at(-1);
    const isIdle = last?.kind === 'paragraph' && last.runs.length === 0;
    return { blocks: isIdle ? blocks.slice(0, -1) : blocks, exact: this.#exact && this.#stack.exact };
  }

  #item(block: Json, exact: boolean, depth: number): void {
    if (!exact) this.#exact = false;
    this.#stack.openItem();
    const box =
      block['type'] === 'checkListItem'
        ? objectOf(block['props'])['checked'] === true
          ? '[x] '
          : '[ ] '
        : '';
    const runs = this.#runs(block['content']);
    this.#stack.add({ kind: 'paragraph', runs: box === '' ? runs : [{ text: box }, ...runs] });
    this.#checkProps(block);
    this.#children(block, depth);
    this.#stack.closeItem();
  }

  #block(block: Json, depth: number): void {
    const runs = this.#runs(block['content']);
    const level = objectOf(block['props'])['level'];
    if (block['type'] === 'heading') {
      this.#stack.add({
        kind: 'heading',
        level: typeof level === 'number' && level >= 1 && level <= 6 ? Math.trunc(level) : 1,
        runs,
      });
    } else if (block['type'] === 'quote') {
      this.#stack.openQuote();
      this.#stack.add({ kind: 'paragraph', runs });
      this.#stack.closeQuote();
    } else if (block['type'] === 'codeBlock') this.#code(block, runs);
    else if (block['type'] === 'divider') this.#stack.add({ kind: 'rule' });
    else if (block['type'] === 'table') this.#table(block);
    else this.#other(block, runs);
    this.#checkProps(block);
    // Blocks that are only indented below another one are read as if they followed it.
    if (listOf(block['children']).length > 0) this.#exact = false;
    this.#children(block, depth);
  }

  #code(block: Json, runs: readonly Run[]): void {
    const language = objectOf(block['props'])['language'];
    const isName = typeof language === 'string' && /^[\w+#.-]{1,40}$/.test(language);
    this.#stack.add({
      kind: 'code',
      text: runs.map(({ text }) => text).join(''),
      language: isName ? language : '',
    });
  }

  #table(block: Json): void {
    this.#exact = false;
    const runs = new Runs();
    let isFirst = true;
    for (const row of listOf(objectOf(block['content'])['rows'])) {
      if (!isFirst) runs.add('\n', {});
      isFirst = false;
      listOf(objectOf(row)['cells']).forEach((cell, at) => {
        if (at > 0) runs.add(' | ', {});
        runs.addAll(
          this.#runs(typeof cell === 'string' || Array.isArray(cell) ? cell : objectOf(cell)['content']),
        );
      });
    }
    this.#stack.add({ kind: 'paragraph', runs: runs.end() });
  }

  /** A paragraph; of files and blocks that are not known, the name and the text. */
  #other(block: Json, runs: readonly Run[]): void {
    if (block['type'] === 'paragraph') return this.#stack.add({ kind: 'paragraph', runs });
    this.#exact = false;
    const { caption, name } = objectOf(block['props']);
    const label = [caption, name].find((text) => typeof text === 'string' && text !== '');
    const labelled = typeof label === 'string' && runs.length === 0 ? [{ text: label }] : runs;
    if (labelled.length > 0) this.#stack.add({ kind: 'paragraph', runs: labelled });
  }

  #children(block: Json, depth: number): void {
    const children = listOf(block['children']);
    if (children.length === 0) return;
    // JSON may nest deeper than the stack.
    if (depth < 8 * maxDepth) this.read(children, depth + 1);
    else this.#exact = false;
  }

  #checkProps(block: Json): void {
    for (const [name, value] of Object.entries(objectOf(block['props']))) {
      if (!carried.includes(name) && value !== defaults[name]) this.#exact = false;
    }
  }

  #runs(content: unknown): Run[] {
    const runs = new Runs();
    if (typeof content === 'string') runs.add(content, {});
    for (const value of listOf(content)) {
      const inline = objectOf(value);
      if (inline['type'] !== 'link') runs.addAll(this.#texts([inline]));
      else {
        const href = safeHref(typeof inline['href'] === 'string' ? inline['href'] : '');
        if (href === undefined) this.#exact = false;
        runs.addAll(
          this.#texts(inline['content']).map((run) => (href === undefined ? run : { ...run, href })),
        );
      }
    }
    return runs.end();
  }

  #texts(content: unknown): Run[] {
    if (typeof content === 'string') return [{ text: content }];
    return listOf(content).map((value) => {
      const { type, text, styles } = objectOf(value);
      if (type !== 'text' || typeof text !== 'string') this.#exact = false;
      const { bold, italic, strike, code, ...others } = objectOf(styles);
      if (Object.values(others).some((style) => style !== false && style !== 'default')) this.#exact = false;
      const marks = {
        bold: bold === true,
        italic: italic === true,
        strike: strike === true,
        code: code === true,
      };
      return { text: typeof text === 'string' ? text : '', ...marks };
    });
  }
}

function startOf(block: Json): number {
  const start = objectOf(block['props'])['start'];
  return typeof start === 'number' ? start : 1;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
