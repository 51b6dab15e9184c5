/** The lines of Markdown, told apart by what they begin. */

/** How far a line is indented, in columns: a tab goes on to the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (let at = 0; ; at++) {
    const character = line.charAt(at);
    if (character === ' ') columns++;
    else if (character === '\t') columns += 4 - (columns % 4);
    else return columns;
  }
}

/** The line without so many columns of indentation. A tab of which only a part goes leaves spaces. */
export function outdent(line: string, columns: number): string {
  let column = 0;
  let at = 0;
  for (; column < columns; at++) {
    const character = line.charAt(at);
    if (character === ' ') column++;
    else if (character === '\t') column += 4 - (column % 4);
    else break;
  }
  return ' '.repeat(Math.max(0, column - columns)) + line.slice(at);
}

/** The rest of a line behind a sign, which ends at a column, without so much of the indentation that follows it. Tabs become spaces. */
function restBehind(column: number, rest: string, columns: number): string {
  const indent = indentOf(' '.repeat(column) + rest) - column;
  return ' '.repeat(Math.max(0, indent - columns)) + trimmed(rest);
}

/** The line without the white space it begins with. */
export function trimmed(line: string): string {
  let at = 0;
  while (line.charAt(at) === ' ' || line.charAt(at) === '\t') at++;
  return line.slice(at);
}

export function isBlankLine(line: string): boolean {
  return trimmed(line) === '';
}

/** What opens a fenced block of code. */
export interface Fence {
  readonly sign: string;
  readonly length: number;
  readonly indent: number;
  readonly language: string;
  /** Nothing but the language stands behind the fence. */
  readonly exact: boolean;
}

export function fenceOf(line: string): Fence | undefined {
  const text = trimmed(line);
  const sign = text.charAt(0);
  if (sign !== '`' && sign !== '~') return undefined;
  const length = countOf(text, sign);
  const info = text.slice(length);
  if (length < 3 || indentOf(line) > 3 || (sign === '`' && info.includes('`'))) return undefined;
  const language = /^[ \t]*([\w+#.-]{1,40})/.exec(info)?.[1] ?? '';
  const exact = language === trimmedEnd(trimmed(info));
  return { sign, length, indent: indentOf(line), language, exact };
}

export function closesFence(line: string, { sign, length }: Fence): boolean {
  const text = trimmed(line);
  const count = countOf(text, sign);
  return count >= length && indentOf(line) < 4 && isBlankLine(text.slice(count));
}

/** `# Heading`, with or without signs at its end. */
export function headingOf(line: string): { readonly level: number; readonly text: string } | undefined {
  const text = trimmed(line);
  const level = countOf(text, '#');
  if (level < 1 || level > 6 || indentOf(line) > 3 || !/^[ \t]?$/.test(text.charAt(level))) return undefined;
  const content = trimmedEnd(text.slice(level));
  let end = content.length;
  while (content.charAt(end - 1) === '#') end--;
  const closed = end === 0 || /[ \t]/.test(content.charAt(end - 1));
  return { level, text: trimmed(trimmedEnd(closed ? content.slice(0, end) : content)) };
}

/** 1 or 2 for a line that makes a heading of the paragraph above it. */
export function underlineOf(line: string): number | undefined {
  const text = trimmedEnd(trimmed(line));
  const sign = text.charAt(0);
  if ((sign !== '=' && sign !== '-') || indentOf(line) > 3 || countOf(text, sign) < text.length)
    return undefined;
  return sign === '=' ? 1 : 2;
}

/** Three or more `*`, `-` or `_`, with or without spaces between them. */
export function isRule(line: string): boolean {
  const sign = trimmed(line).charAt(0);
  if ((sign !== '*' && sign !== '-' && sign !== '_') || indentOf(line) > 3) return false;
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === sign) count++;
    else if (character !== ' ' && character !== '\t') return false;
  }
  return count >= 3;
}

/** What opens an item of a list. */
export interface ItemSign {
  /** Items with the same sign are in one list. */
  readonly sign: string;
  readonly ordered: boolean;
  readonly number: number;
  /** The column at which the item's content begins; what follows with less indentation is not in the item. */
  readonly column: number;
  /** The item's first line. */
  readonly text: string;
}

export function itemSignOf(line: string): ItemSign | undefined {
  const indent = indentOf(line);
  const text = trimmed(line);
  const found = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(text);
  if (!found || indent > 3) return undefined;
  const [whole, digits] = found;
  const behind = indent + whole.length;
  const rest = restBehind(behind, text.slice(whole.length), 0);
  const gap = indentOf(rest);
  const isEmpty = isBlankLine(rest);
  const column = isEmpty || gap > 4 ? behind + 1 : behind + gap;
  return {
    sign: whole.charAt(whole.length - 1),
    ordered: digits !== undefined,
    number: Number(digits ?? 1),
    column,
    text: isEmpty ? '' : outdent(rest, column - behind),
  };
}

/** The content of a line of a quote. */
export function quotedOf(line: string): string | undefined {
  const text = trimmed(line);
  return text.startsWith('>') && indentOf(line) < 4
    ? restBehind(indentOf(line) + 1, text.slice(1), 1)
    : undefined;
}

const htmlBlock =
  /^<(?:(?:script|style|pre|textarea)(?=[\s>]|$)|!--|[?!]|\/?(?:address|article|aside|blockquote|body|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|option|p|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?=[\s/>]|$))/i;

/** The end of the HTML that this line begins: a text in one of its lines, or a blank line. */
export function htmlEndOf(line: string): string | 'blank' | undefined {
  const found = indentOf(line) < 4 ? htmlBlock.exec(trimmed(line))?.[0].toLowerCase() : undefined;
  if (found === undefined) return undefined;
  if (found === '<!--') return '-->';
  if (found === '<!' || found === '<?') return '>';
  return ['<script', '<style', '<pre', '<textarea'].includes(found) ? `</${found.slice(1)}` : 'blank';
}

/** Does this line end a paragraph above it, though no blank line is between them? */
export function interruptsParagraph(line: string): boolean {
  if (!/^[-+*_#>`~<\d]/.test(trimmed(line))) return false;
  const item = itemSignOf(line);
  if (item && item.text !== '' && (!item.ordered || item.number === 1)) return true;
  const isHtml = htmlEndOf(line) !== undefined;
  return (
    isHtml ||
    isRule(line) ||
    fenceOf(line) !== undefined ||
    headingOf(line) !== undefined ||
    quotedOf(line) !== undefined
  );
}

/** The cells of a line of a table. */
export function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  let from = 0;
  const text = trimmedEnd(trimmed(line));
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '|') {
      if (at > 0) cells.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (from < text.length) cells.push(text.slice(from));
  return cells.map((cell) => trimmedEnd(trimmed(cell)));
}

/** The line below the heads of a table: `| --- | :-: |`. */
export function isTableRuler(line: string): boolean {
  return (
    line.includes('-') &&
    line.includes('|') &&
    /^[ \t|:-]+$/.test(line) &&
    cellsOf(line).every((cell) => /^:?-+:?$/.test(cell))
  );
}

function countOf(text: string, sign: string): number {
  let count = 0;
  while (text.charAt(count) === sign) count++;
  return count;
}

/** The line without the white space it ends with. */
export function trimmedEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ' || text.charAt(end - 1) === '\t') end--;
  return text.slice(0, end);
}
