import type { Run } from './document.js';
import { referenceAt } from './entities.js';
import { marksAtWords, nestMarks } from './marks.js';

/**
 * Writes the runs of one block. A heading has only one line, so that its line breaks become references.
 *
 * Whether `**` or `_` begins or ends emphasis depends on the characters at both its sides. Where the character outside would undo it,
 * that character is written as a reference, which counts as punctuation. `*` marks italics only where no `**` can run into it.
 */
export function writeInline(source: readonly Run[], form: 'lines' | 'heading'): string {
  const runs = marksAtWords(source).flatMap(codeByLine);
  const joints = jointsOf(runs);
  const texts = runs.map((run, at) => writeRun(run, runs[at - 1], runs[at + 1], form));
  // A reference changes how a text of one character ends, so that what opens is looked at from the end, and what closes from the start.
  for (let at = texts.length - 1; at > 0; at--) {
    const { closed, opened } = joints[at] ?? noJoint;
    const isBare = closed === '' && !opened.startsWith('[');
    if (isBare && needsPunctuation(opened, firstOf(texts[at] ?? '')))
      texts[at - 1] = withReferenceAtEnd(texts[at - 1] ?? '');
  }
  for (let at = 1; at < texts.length; at++) {
    const { closed, opened } = joints[at] ?? noJoint;
    const isBare = opened === '' && !closed.endsWith(')');
    if (isBare && needsPunctuation(closed, lastOf(texts[at - 1] ?? '')))
      texts[at] = withReferenceAtStart(texts[at] ?? '');
  }
  const text = joints.map(({ closed, opened }, at) => closed + opened + (texts[at] ?? '')).join('');
  return form === 'heading' ? text.replace(/(^|[^\\])#$/, '$1\\#') : text;
}

/** The signs that close and open before each run, and after the last. */
interface Joint {
  readonly closed: string;
  readonly opened: string;
}

const noJoint: Joint = { closed: '', opened: '' };

function jointsOf(runs: readonly Run[]): Joint[] {
  const signs = {
    bold: '**',
    italic: runs.some(({ bold }) => bold) ? '_' : '*',
    strike: '~~',
    code: '',
    href: '[',
  };
  return [...runs, undefined].map((run, at) => {
    const before = runs[at - 1];
    const { closing, opening } = nestMarks(before, run);
    if (closing.length + opening.length === 0) return noJoint;
    const closed = closing.map((mark) => (mark === 'href' ? linkEnd(before?.href ?? '') : signs[mark]));
    return { closed: closed.join(''), opened: opening.map((mark) => signs[mark]).join('') };
  });
}

/** The length of the longest run of backticks. */
export function longestTicks(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** Code has no line breaks of its own, so that it ends at each and begins again behind it. */
function codeByLine(run: Run): Run[] {
  if (!run.code || !run.text.includes('\n')) return [run];
  const lines = run.text.split('\n').flatMap((text): Run[] => [
    { ...run, code: false, text: '\n' },
    { ...run, text },
  ]);
  return lines.slice(1).filter(({ text }) => text !== '');
}

function writeRun(
  run: Run,
  before: Run | undefined,
  after: Run | undefined,
  form: 'lines' | 'heading',
): string {
  if (run.soft) return form === 'heading' ? ' ' : '\n';
  if (run.code) return codeSpan(run.text);
  if (/^[A-Za-z]+$/.test(run.text)) return run.text;
  const lines = run.text.split('\n');
  const startsLine = !before || before.text.endsWith('\n');
  const endsLine = !after || after.text.startsWith('\n');
  const written = lines.map((line, at) => {
    const isLast = at === lines.length - 1;
    const text = escapeLine(line, startsLine || at > 0, endsLine || !isLast);
    // At the end of a block a break is none.
    const endsBlock = !after && at === lines.length - 2 && lines[at + 1] === '';
    return isLast ? text : text + (form === 'heading' || endsBlock ? '&#10;' : hardBreakAfter(text));
  });
  return withAddressesApart(written.join(''), after !== undefined && !/^\s+\S/.test(after.text));
}

/** Readers that make links of bare addresses would take the backslash of a line break into them. */
function hardBreakAfter(line: string): string {
  return line !== '' && address.test(line.slice(line.lastIndexOf(' ') + 1)) ? '  \n' : '\\\n';
}

/** They would also take escapes and signs into them: an address that touches one is kept from becoming a link. */
function withAddressesApart(text: string, touchesSign: boolean): string {
  if (!address.test(text)) return text;
  return text.replace(/[^ \n]+/g, (word, at: number) => {
    const touches = /[\\]|&#/.test(word) || (touchesSign && at + word.length === text.length);
    return touches ? word.replace(/:\/\//g, '\\$&').replace(/(www)\./gi, '$1\\.') : word;
  });
}

const address = /https?:\/\/|www\./i;

function codeSpan(text: string): string {
  const line = text.replaceAll('\r', ' ');
  const fence = '`'.repeat(longestTicks(line) + 1);
  const isPadded = line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line);
  const space = isPadded || line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + space + line + space + fence;
}

/** What cannot stand in a target, and is written there as a percent sign and digits. */
export const oddInTarget: RegExp = /[\s\0-\x1f\x7f<>`]/;

/** A target in which nothing ends the link, and nothing is taken for code or for a tag. */
function linkEnd(href: string): string {
  const target = href.replace(/[\s\0-\x1f\x7f<>`\\()&]/g, (character, at: number) => {
    if (character === '(' || character === ')' || character === '\\') return `\\${character}`;
    if (character === '&') return referenceAt(href, at) ? '&amp;' : '&';
    return encodeURIComponent(character);
  });
  return `](${target})`;
}

/** One line, or a part of one, in which nothing is taken for markup. */
function escapeLine(line: string, startsLine: boolean, endsLine: boolean): string {
  if (line === '') return '';
  let text = line.replace(/[\\`*_~[\]<&!\r]/g, (character, at: number) =>
    escaped(character, line, at, startsLine, endsLine),
  );
  if (startsLine) {
    text = text
      .replace(/^(?:[-+](?![A-Za-z0-9])|#{1,6}(?![^ \t])|[>=|]|:(?=-))/, '\\$&')
      .replace(/^(\d{1,9})([.)])(?![^ \t])/, '$1\\$2')
      .replace(/^[ \t]/, referenceTo);
  }
  return endsLine ? text.replace(/[ \t]$/, referenceTo) : text;
}

/** One character of a line, without a backslash where it cannot mean anything. At the edges of the text it always may. */
function escaped(
  character: string,
  line: string,
  at: number,
  startsLine: boolean,
  endsLine: boolean,
): string {
  // The first and the last character of a text may yet be written as references.
  const isInside = (startsLine || at > 1) && (endsLine || at < line.length - 2);
  const around = line.charAt(at - 1) + line.charAt(at + 1);
  if (character === '\r') return '&#13;';
  if (character === '&' && !referenceAt(line, at)) return '&';
  if (character === '!' && (endsLine || at < line.length - 1)) return '!';
  if (character === '<' && line.charAt(at + 1) === ' ') return '<';
  if (character === '*' && at > 1 && at < line.length - 2 && around === '  ') return '*';
  if (character === '_' && isInside && /^[A-Za-z0-9]{2}$/.test(around)) return '_';
  return `\\${character}`;
}

function needsPunctuation(signs: string, inside: string): boolean {
  if (signs === '') return false;
  return !['**', '*', '~~'].includes(signs) || !(/[A-Za-z0-9]/.test(inside) || /[\p{L}\p{N}]/u.test(inside));
}

function withReferenceAtEnd(text: string): string {
  const last = lastOf(text);
  return text.slice(0, text.length - last.length) + punctuated(last);
}

function withReferenceAtStart(text: string): string {
  const first = firstOf(text);
  return punctuated(first) + text.slice(first.length);
}

/** Half pairs and controls: a reference to one of them is read as another character. */
export const beyondReference: RegExp = /[\p{Cs}\0\x80-\x9f]/u;

/** A character that counts as punctuation: itself, or a reference to it. Where no reference reads back as it, it stays. */
function punctuated(character: string): string {
  const isFine = character === '' || /[\s!-/:-@[-`{-~]/.test(character) || beyondReference.test(character);
  return isFine ? character : referenceTo(character);
}

function referenceTo(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

function firstOf(text: string): string {
  return text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastOf(text: string): string {
  const pair = text.slice(-2);
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.slice(-1);
}
