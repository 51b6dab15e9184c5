import { rangeOf, type Place } from './source.js';

/** One line of a frame: the line's number, if it has one, and what stands in it; of the carets only `marked` is text. */
export interface FrameRow {
  readonly number: string;
  readonly indent: string;
  readonly content: string;
  readonly marked: boolean;
}

const WIDTH = 120;
const BEFORE = 40;

/** The line that a place begins in, the one before it, and carets under what is meant of it. */
export function frame(place: Place): readonly FrameRow[] {
  const { start, end } = rangeOf(place);
  const { line, column } = place.source.position(start);
  const text = place.source.line(line) ?? '';
  const from = Math.max(0, Math.min(column - 1 - BEFORE, text.length - WIDTH));
  const meant = text.slice(column - 1, Math.min(column - 1 + end - start, from + WIDTH));
  const before = from > 0 ? undefined : place.source.line(line - 1);
  const rows = [
    row(String(line), printable(text.slice(from, from + WIDTH))),
    {
      number: '',
      indent: ' '.repeat(columns(text.slice(from, column - 1))),
      content: '^'.repeat(Math.max(1, columns(meant))),
      marked: true,
    },
  ];
  return before === undefined ? rows : [row(String(line - 1), printable(before.slice(0, WIDTH))), ...rows];
}

function row(number: string, content: string): FrameRow {
  return { number, indent: '', content, marked: false };
}

/**
 * Text of a document reaches a terminal only without characters that steer it: they could rewrite what people see. A control character
 * shows as its picture, a mark that turns the direction of writing and half a character as a question mark.
 */
export function printable(text: string): string {
  return (
    text
      .replaceAll('\t', ' ')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
      .replaceAll('\u007f', '\u2421')
      .replace(/[\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu, '\ufffd')
  );
}

/** How many columns of a terminal a text takes: two for wide characters, none for marks that go on top of others. */
function columns(text: string): number {
  let width = 0;
  for (const character of printable(text))
    width += /^(\p{Mn}|\p{Me}|[\u200b-\u200d])/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
