import { indent, sameMarks, textOf, type Block, type Document, type Run, type Written } from './document.js';

/** Reads plain text: one blank line between two texts ends a paragraph. Other line breaks, and more of them in a row, stay in it. */
export function readPlain(text: string): Document {
  // Texts and line breaks by turns.
  const parts = text.split(/(\n+)/);
  const paragraphs: string[] = [];
  let lines = '';
  parts.forEach((part, at) => {
    if (part === '\n\n' && parts[at - 1] !== '' && parts[at + 1] !== '') {
      paragraphs.push(lines);
      lines = '';
    } else lines += part;
  });
  if (lines !== '') paragraphs.push(lines);
  return {
    blocks: paragraphs.map((paragraph): Block => ({ kind: 'paragraph', runs: [{ text: paragraph }] })),
    exact: true,
  };
}

/** Writes plain text. It is exact if there were only paragraphs without marks, and if they read back as the same ones. */
export function writePlain({ blocks, exact }: Document): Written {
  const text = writeBlocks(blocks);
  return { text, exact: exact && blocks.every(isPlain) && isSame(blocks, readPlain(text).blocks) };
}

function isPlain(block: Block): boolean {
  if (block.kind !== 'paragraph') return false;
  return block.runs.every((run) => sameMarks(run, {}) && !run.soft);
}

function isSame(a: readonly Block[], b: readonly Block[]): boolean {
  const texts = b.map((block) => ('runs' in block ? textOf(block.runs) : ''));
  return a.length === b.length && a.every((block, at) => 'runs' in block && textOf(block.runs) === texts[at]);
}

function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return writeRuns(block.runs);
    case 'list':
      return writeList(block);
    case 'quote':
      return indent(writeBlocks(block.blocks), '> ', '> ');
    case 'code':
      return block.text;
    case 'rule':
      return '---';
  }
}

function writeList({ ordered, start, items }: Block & { kind: 'list' }): string {
  const simple = items.every(
    ([first, ...rest]) => (!first || first.kind === 'paragraph') && rest.every(({ kind }) => kind === 'list'),
  );
  const lines = items.map((item, at) => {
    const sign = ordered ? `${start + at}. ` : '- ';
    return indent(
      simple ? item.map(writeBlock).join('\n') : writeBlocks(item),
      sign,
      ' '.repeat(sign.length),
    );
  });
  return lines.join(simple ? '\n' : '\n\n');
}

/** Link targets follow their text in parentheses, unless the text is the target. */
function writeRuns(runs: readonly Run[]): string {
  let text = '';
  let from = 0;
  runs.forEach(({ href }, at) => {
    if (at + 1 < runs.length && href === runs[at + 1]?.href) return;
    const linked = textOf(runs.slice(from, at + 1));
    text += href === undefined || isItself(href, linked) ? linked : `${linked} (${href})`;
    from = at + 1;
  });
  return text;
}

function isItself(href: string, text: string): boolean {
  return href === text || href === `mailto:${text}` || href === `tel:${text}`;
}
