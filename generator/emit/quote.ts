/**
 * The one place through which text of documents reaches generated code. Such text is hostile: it may hold quotes, comment ends,
 * templates, control characters or marks that turn the reading direction. One function for each context.
 */

/** A string literal. */
export function stringLiteral(text: string): string {
  const body = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'");
  return `'${body.replace(SOURCE_MAP, escapeUnicode).replace(UNSAFE, escapeUnicode)}'`;
}

/** A literal of any JSON value. */
export function jsonLiteral(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{ ${members.map(([key, member]) => `${propertyName(key)}: ${jsonLiteral(member)}`).join(', ')} }`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** The name of a property in an object or a type: bare where it may be. */
export function propertyName(name: string): string {
  return isIdentifier(name) && name !== '__proto__'
    ? name
    : stringLiteral(name).replace(/^'__proto__'$/, "['__proto__']");
}

/** How a property is read: `.name` or `['name']`. */
export function access(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${stringLiteral(name)}]`;
}

/** Whether a name can stand without quotes. Only ASCII: look-alikes of other scripts stay in quotes, where they can be seen. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** The fixed text of a template literal. */
export function templateText(text: string): string {
  return text
    .replace(/[\\`]|\$(?=\{)/g, '\\$&')
    .replace(/\r/g, '\\r')
    .replace(SOURCE_MAP, escapeUnicode)
    .replace(UNSAFE, escapeUnicode)
    .replace(HALF, escapeUnicode);
}

const WIDTH = 96;
/** Most texts are one short line of plain letters, that nothing has to be done to. */
const HARMLESS_LINE = /^[ !"$-)+-?A-~]{0,96}$/;

/**
 * The text of a JSDoc comment: it can't end the comment, start a tag, or carry control characters. Paragraphs are filled anew; lists,
 * tables, headings, quotes and fenced code keep their lines.
 */
export function docText(text: string): string {
  if (HARMLESS_LINE.test(text)) return text.trim();
  const rows: string[] = [];
  let fenced = false;
  let open = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n').map(safeLine)) {
    const fence = /^\s*(```|~~~)/.test(line);
    const plain = !fenced && !fence && line !== '' && !STRUCTURED.test(line);
    if (plain && open) rows.push(`${rows.pop()!} ${line.trim()}`);
    else rows.push(line);
    if (fence) fenced = !fenced;
    open = !fenced && !fence && line !== '' && (plain || LIST_ITEM.test(line));
  }
  fenced = false;
  const folded = rows.flatMap((row) => {
    if (/^\s*(```|~~~)/.test(row)) fenced = !fenced;
    return fenced || /^\s*\|/.test(row) ? [row] : fold(row);
  });
  return folded
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Text that stands as code within a doc comment: on one line, however long, since a path is looked for as a whole. */
export function docCode(text: string): string {
  return `\`${safeLine(text.replace(/\s+/g, ' ')).replaceAll('`', '').trim()}\``;
}

const LIST_ITEM = /^\s*([-*+]|\d+[.)])\s/;
/** Lines that begin something of their own, and so are not run together with the one before. */
const STRUCTURED = /^(\s*([-*+]|\d+[.)])\s|\s*[#>|]|\s{4})/;

function safeLine(line: string): string {
  const bare = line.replace(/\t/g, '  ').replace(UNSAFE, '').replace(HALF, '\ufffd').trimEnd();
  return bare.replace(/\*\//g, '*\\/').replace(TAG, '\\@').replace(SOURCE_MAP, '\\$&');
}

function fold(line: string): readonly string[] {
  const indent = /^\s*([-*+]|\d+\.)?\s*/.exec(line)![0].length;
  const rows: string[] = [];
  let start = 0;
  let margin = '';
  while (margin.length + line.length - start > WIDTH) {
    const cut = line.lastIndexOf(' ', start + WIDTH - margin.length);
    if (cut <= start + (start === 0 ? indent : 0)) break;
    rows.push(margin + line.slice(start, cut));
    start = cut + 1;
    while (line[start] === ' ') start += 1;
    margin = ' '.repeat(indent);
  }
  return [...rows, margin + line.slice(start)];
}

/** A text that stands in a line comment. */
export function lineComment(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(UNSAFE, '').replace(HALF, '\ufffd');
  // A word to the compiler, or to what reads maps of sources, stands at the beginning.
  return line.replace(/^ ?(?=[@#])/, '\\');
}

// Control characters, line separators, and marks that change the direction of text ("Trojan Source", CVE-2021-42574).
// oxlint-disable-next-line no-control-regex
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Half of a character, which no file can hold. */
const HALF = /\p{Surrogate}/gu;

/** Where a tag of a doc comment begins. The compiler finds them within lines as well. */
const TAG = /(?<=^|\s)@(?=\S)/g;

/** The mark of a word that debuggers and bundlers take as the address of a map, wherever it stands. */
const SOURCE_MAP = /[#@](?=\s{0,9}source(?:Mapping)?URL\s{0,9}=)/g;

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
