import type { Document, Written } from './document.js';
import { readBlockNote } from './blocknote.js';
import { readHtml } from './html-read.js';
import { writeHtml } from './html-write.js';
import { readMarkdown } from './markdown-read.js';
import { writeMarkdown } from './markdown-write.js';
import { readPlain, writePlain } from './plain.js';

/** A text in the form in which a vendor gave it. It is turned into another form only when one is written, so that nothing is lost before. */
export interface RichText {
  readonly format: 'html' | 'markdown' | 'plain' | 'blocknote';
  readonly text: string;
}

const readers: Readonly<Record<RichText['format'], (text: string) => Document>> = {
  html: readHtml,
  markdown: readMarkdown,
  plain: readPlain,
  blocknote: readBlockNote,
};

/**
 * The text as HTML. HTML is given back as it is: this turns one form into another and is no guard against what a vendor has stored. What
 * was another form holds only tags for its formatting, and links by http, https, mailto and tel. `exact` is false where anything was left
 * out or flattened. No text makes it throw.
 */
export function toHtml(rich: RichText): Written {
  return rich.format === 'html'
    ? { text: rich.text, exact: true }
    : writeHtml(readers[rich.format](rich.text));
}

/** The text as Markdown, by the rules of CommonMark with strikethrough. Markdown is given back as it is. No text makes it throw. */
export function toMarkdown(rich: RichText): Written {
  return rich.format === 'markdown'
    ? { text: rich.text, exact: true }
    : writeMarkdown(readers[rich.format](rich.text));
}

/** The text without its formatting, which is exact only if it had none. Lists keep their signs, and links their targets. */
export function toPlain(rich: RichText): Written {
  return rich.format === 'plain'
    ? { text: rich.text, exact: true }
    : writePlain(readers[rich.format](rich.text));
}
