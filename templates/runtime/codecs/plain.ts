import { indent, textOf, type Block, type Document, type Run, type Written } from './document.js';

/** Reads plain text: a blank line ends a paragraph, a single line break stays in it. */
export function readPlain(text: string): Document {
  const paragraphs = text === '' ? [] : text.split('\n\n');
  return {
    blocks: paragraphs.map((line): Block => ({
      kind: 'paragraph',
      runs: line === '' ? [] : [{ text: line }],
    })),
    exact: true,
  };
}

/** Writes plain text. It is exact if there was nothing but paragraphs without marks. */
export function writePlain({ blocks, exact }: Document): Written {
  const flat = blocks.every((block) => block.kind === 'paragraph' && block.runs.every(isPlain));
  return { text: writeBlocks(blocks), exact: exact && flat };
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

function isPlain({ bold, italic, strike, code, href }: Run): boolean {
  return !bold && !italic && !strike && !code && href === undefined;
}
