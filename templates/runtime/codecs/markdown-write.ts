import { indent, textOf, type Block, type Document, type Run, type Written } from './document.js';
import { beyondReference, longestTicks, oddInTarget, writeInline } from './markdown-text.js';

/**
 * Writes Markdown that any reader of CommonMark with strikethrough takes for what it is. It is not exact where Markdown has no word for
 * something: an empty paragraph, a line break in code, a target with white space, or a character beside emphasis that no reference stands for.
 */
export function writeMarkdown({ blocks, exact }: Document): Written {
  return { text: writeBlocks(blocks), exact: exact && blocks.every((block) => canBeSaid(block, false)) };
}

/** Two lists in a row would be read as one, so that the second has another sign. */
function writeBlocks(blocks: readonly Block[]): string {
  let before: Block | undefined;
  let alternate = false;
  const written = withoutEmptyParagraphs(blocks).map((block) => {
    const isSameKind = before?.kind === 'list' && block.kind === 'list' && before.ordered === block.ordered;
    alternate = isSameKind && !alternate;
    before = block;
    return writeBlock(block, alternate);
  });
  return written.join('\n\n');
}

function writeBlock(block: Block, alternate = false): string {
  switch (block.kind) {
    case 'paragraph':
      return writeInline(block.runs, 'lines');
    case 'heading':
      return `${'#'.repeat(block.level)} ${writeInline(block.runs, 'heading')}`.replace(/ $/, '');
    case 'list':
      return writeList(block, alternate);
    case 'quote':
      return indent(writeBlocks(block.blocks), '> ', '> ');
    case 'code':
      return writeCode(block);
    case 'rule':
      return '***';
  }
}

function writeList({ ordered, start, items }: Block & { kind: 'list' }, alternate: boolean): string {
  const contents = items.map(withoutEmptyParagraphs);
  const isTight = contents.every(fitsOnLines);
  const written = contents.map((content, at) => {
    const sign = ordered ? `${start + at}${alternate ? ')' : '.'} ` : alternate ? '+ ' : '- ';
    const text = isTight ? content.map((block) => writeBlock(block)).join('\n') : writeBlocks(content);
    // A list right behind the sign could look like a rule: `- - -`.
    if (content[0]?.kind === 'list')
      return `${sign.trimEnd()}\n${indent(text, ' '.repeat(sign.length), ' '.repeat(sign.length))}`;
    return indent(text, sign, ' '.repeat(sign.length));
  });
  return written.join(isTight ? '\n' : '\n\n');
}

/** Blocks that need no blank line between them: a paragraph, or one list, or both. */
function fitsOnLines(blocks: readonly Block[]): boolean {
  const [first, second, ...rest] = blocks;
  if (rest.length > 0) return false;
  if (!second) return !first || first.kind === 'paragraph' || first.kind === 'list';
  return first?.kind === 'paragraph' && second.kind === 'list' && mayInterrupt(second);
}

/** A list directly below a paragraph must begin with 1, if it has numbers, and with an item that is not empty. */
function mayInterrupt({ start, items }: Block & { kind: 'list' }): boolean {
  const first = withoutEmptyParagraphs(items[0] ?? [])[0];
  return start === 1 && first !== undefined && first.kind !== 'list';
}

function writeCode({ text, language }: Block & { kind: 'code' }): string {
  const lines = text.replace(/\r\n?/g, '\n');
  const fence = '`'.repeat(Math.max(3, longestTicks(lines) + 1));
  return `${fence}${language}\n${lines === '' ? '' : `${lines}\n`}${fence}`;
}

/** Markdown has no empty paragraphs: their line breaks go to the paragraph before or after them. */
function withoutEmptyParagraphs(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  let runs: Run[] | undefined;
  let isOpen = false;
  for (const block of blocks) {
    const isEmpty = isEmptyParagraph(block);
    if (block.kind !== 'paragraph') {
      joined.push(block);
      runs = undefined;
    } else if (runs && (isOpen || isEmpty)) {
      runs.push({ text: '\n\n' });
      for (const run of block.runs) runs.push(run);
    } else {
      runs = [...block.runs];
      joined.push({ kind: 'paragraph', runs });
    }
    isOpen = isEmpty;
  }
  return joined.filter((block) => !isEmptyParagraph(block));
}

function isEmptyParagraph(block: Block): boolean {
  return block.kind === 'paragraph' && textOf(block.runs) === '';
}

function canBeSaid(block: Block, isQuoted: boolean): boolean {
  if (block.kind === 'rule') return true;
  // Behind the sign of a quote a tab is some spaces.
  if (block.kind === 'code') return !block.text.includes('\r') && !(isQuoted && /^ *\t/m.test(block.text));
  if (block.kind === 'quote') return block.blocks.every((inner) => canBeSaid(inner, true));
  if (block.kind === 'list')
    return block.items.every((item) => item.every((inner) => canBeSaid(inner, isQuoted)));
  const isMarked = block.runs.length > 1;
  return (
    !isEmptyParagraph(block) &&
    block.runs.every((run) => hasWords(run) && !(isMarked && beyondReference.test(run.text)))
  );
}

function hasWords({ code, text, href }: Run): boolean {
  return !(code && /[\r\n]/.test(text)) && !(href !== undefined && oddInTarget.test(href));
}
