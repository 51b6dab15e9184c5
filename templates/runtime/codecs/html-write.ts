import type { Block, Document, Run, Written } from './document.js';
import { escapeHtml } from './entities.js';
import { marksAtWords, nestMarks, type MarkName } from './marks.js';

/** Writes HTML without attributes beyond what the text needs: `href`, `start` and the language of code. */
export function writeHtml({ blocks, exact }: Document): Written {
  return { text: blocks.map(writeBlock).join(''), exact };
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${writeLine(block.runs)}</p>`;
    case 'heading':
      return `<h${block.level}>${writeLine(block.runs)}</h${block.level}>`;
    case 'list':
      return writeList(block);
    case 'quote':
      return `<blockquote>${block.blocks.map(writeBlock).join('')}</blockquote>`;
    case 'code':
      return `<pre><code${languageOf(block)}>${escapeHtml(block.text).replaceAll('\r', '&#13;')}\n</code></pre>`;
    case 'rule':
      return '<hr>';
  }
}

function writeList({ ordered, start, items }: Block & { kind: 'list' }): string {
  const written = items.map((item) => `<li>${writeItem(item)}</li>`).join('');
  return ordered ? `<ol${start === 1 ? '' : ` start="${start}"`}>${written}</ol>` : `<ul>${written}</ul>`;
}

/** An item of one paragraph, perhaps with lists below it, does without the paragraph's tags. */
function writeItem([first, ...rest]: readonly Block[]): string {
  if (!first) return '';
  const simple = first.kind === 'paragraph' && rest.every(({ kind }) => kind === 'list');
  return (simple ? writeLine(first.runs) : writeBlock(first)) + rest.map(writeBlock).join('');
}

function languageOf({ language }: Block & { kind: 'code' }): string {
  return language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
}

const tags: Readonly<Record<MarkName, string>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  code: 'code',
  href: 'a',
};

/**
 * The runs of one block. A browser gives the last line break of a block no line, so that one is doubled; it also makes an empty line
 * visible.
 */
function writeLine(source: readonly Run[]): string {
  const runs = marksAtWords(source).map((run) => (run.soft ? { ...run, text: ' ' } : run));
  let html = '';
  runs.forEach((run, at) => {
    const { closing, opening } = nestMarks(runs[at - 1], run);
    html += closing.map((mark) => `</${tags[mark]}>`).join('');
    html += opening.map((mark) => openingTag(mark, run)).join('');
    html += writeText(run.text, runs[at - 1]?.text.at(-1), runs[at + 1]?.text.charAt(0));
  });
  html += nestMarks(runs.at(-1), undefined)
    .closing.map((mark) => `</${tags[mark]}>`)
    .join('');
  return runs.length === 0 || runs.at(-1)?.text.endsWith('\n') ? `${html}<br>` : html;
}

function openingTag(mark: MarkName, run: Run): string {
  return mark === 'href' ? `<a href="${escapeHtml(run.href ?? '')}">` : `<${tags[mark]}>`;
}

/**
 * Text between two neighbours (undefined at the ends of the block). Spaces that HTML would collapse are written as `&nbsp;`, the way
 * editors do it, and other white space by its number.
 */
function writeText(text: string, before: string | undefined, after: string | undefined): string {
  return escapeHtml(text).replace(/[ \n\t\f\r]/g, (space, at: number, whole: string) => {
    if (space === '\n') return '<br>';
    if (space !== ' ') return `&#${space.charCodeAt(0)};`;
    const previous = at > 0 ? whole.charAt(at - 1) : before;
    const next = at + 1 < whole.length ? whole.charAt(at + 1) : after;
    const collapses =
      previous === undefined || previous === '\n' || next === undefined || next === '\n' || next === ' ';
    return collapses ? '&nbsp;' : ' ';
  });
}
