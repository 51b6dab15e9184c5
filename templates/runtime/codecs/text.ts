/** A title and, below a blank line, a body: for a vendor that keeps both in one field. An empty body adds nothing. */
export function joinTitleAndBody(title: string, body: string | null | undefined): string {
  return body ? `${title}\n\n${body}` : title;
}

/**
 * The way back: the first line is the title, the rest, after one blank line where there is one, is the body. It gives back what was
 * joined if the title was one line (`isOneLine`); of a text that somebody wrote there by hand it makes a good guess.
 */
export function splitTitleAndBody(text: string): { readonly title: string; readonly body: string | null } {
  const [title, rest] = splitLine(text);
  const [blank, below] = splitLine(rest);
  const body = blank === '' ? below : rest;
  return { title, body: body === '' ? null : body };
}

/** Does the text survive as a title above a body? */
export function isOneLine(text: string): boolean {
  return !text.includes('\n') && !text.endsWith('\r');
}

function splitLine(text: string): [line: string, rest: string] {
  const end = text.indexOf('\n');
  if (end < 0) return [text, ''];
  return [text.slice(0, text[end - 1] === '\r' ? end - 1 : end), text.slice(end + 1)];
}

/**
 * The text, cut to at most `max` UTF-16 units (what `length` counts, and what vendors that say "characters" mostly mean). The cut is at
 * the end of a word unless more than half of the room would be given up for that, as in a long URL, and never inside a surrogate pair.
 * A `…` shows the cut where there is room for it beside some text.
 */
export function cutAtWord(text: string, max: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= max) return { text, cut: false };
  const room = max >= 2 ? max - 1 : Math.max(0, max);
  const kept = text.slice(0, wordEnd(text, room)).trimEnd();
  return { text: kept !== '' && kept.length < max ? `${kept}…` : kept, cut: true };
}

function wordEnd(text: string, room: number): number {
  for (let end = room; end > 0 && end >= room / 2; end--) {
    if (isSpace(text.charAt(end)) && !isSpace(text.charAt(end - 1))) return end;
  }
  return isLowSurrogate(text.charCodeAt(room)) && isHighSurrogate(text.charCodeAt(room - 1))
    ? room - 1
    : room;
}

function isSpace(character: string): boolean {
  return character.trim() === '';
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
