import { severityOf, type Diagnostic, type Severity } from './diagnostics.js';
import { frame, printable } from './frame.js';
import { fragment, rangeOf, type Place } from './source.js';

/** How a diagnostic is drawn: a function that colours a text for a role. */
export type Paint = (role: Severity | 'code' | 'gutter' | 'pointer' | 'help', text: string) => string;

/** No colours at all. */
export const plain: Paint = (_role, text) => text;

/**
 * A diagnostic as people read it: `file:line:col  error code`, the message, the JSON pointer, a frame of the text with a caret, and
 * the help.
 */
export function render(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { code, severity, message, place, help } = diagnostic;
  const title = `${paint(severity, severity)} ${paint('code', code)}`;
  const lines = [
    place === undefined ? title : `${where(place)}  ${title}`,
    `  ${printable(shortened(message))}`,
  ];
  if (place !== undefined && place.pointer.length > 0)
    lines.push(`  ${paint('pointer', `at ${printable(shortened(fragment(place.pointer)))}`)}`);
  if (place !== undefined) lines.push('', ...drawn(place, severity, paint), '');
  if (help !== undefined)
    lines.push(
      ...help
        .split('\n')
        .slice(0, MOST_LINES)
        .map((line) => paint('help', `  ${printable(shortened(line))}`)),
      '',
    );
  return lines.join('\n').trimEnd() + '\n';
}

function where(place: Place): string {
  const { line, column } = place.source.position(rangeOf(place).start);
  return `${printable(place.source.path)}:${line}:${column}`;
}

function drawn(place: Place, severity: Severity, paint: Paint): readonly string[] {
  const rows = frame(place);
  const digits = Math.max(...rows.map(({ number }) => number.length));
  return rows.map(({ number, indent, content, marked }) => {
    const text = marked ? paint(severity, content) : content;
    return `  ${paint('gutter', `${number.padStart(digits)} |`)} ${indent}${text}`.trimEnd();
  });
}

const LONGEST_LINE = 600;
/** What is told may hold text of a document, which may be of any length. */
const MOST_LINES = 20;

function shortened(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

const SHOWN = 3;

/**
 * What is shown of many diagnostics: all errors, of each kind of warning the first few, and how many more there are of it. Being strict
 * makes nothing longer.
 */
export function selection(
  diagnostics: readonly Diagnostic[],
  all: boolean,
): { readonly shown: readonly Diagnostic[]; readonly hidden: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  const hidden = new Map<string, number>();
  const shown = diagnostics.filter(({ code }) => {
    const times = (counts.get(code) ?? 0) + 1;
    counts.set(code, times);
    if (all || times <= SHOWN || severityOf(code) === 'error') return true;
    hidden.set(code, times - SHOWN);
    return false;
  });
  return { shown, hidden };
}

/** A diagnostic as data, for machines. */
export function toJson(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, message, place, help, suggestions } = diagnostic;
  const said = { code, severity, message, help, suggestions };
  return place === undefined ? said : { ...said, ...spot(place) };
}

function spot(place: Place): Readonly<Record<string, unknown>> {
  const { start, end } = rangeOf(place);
  const from = place.source.position(start);
  const to = place.source.position(Math.max(start, end));
  return {
    file: place.source.path,
    ...from,
    endLine: to.line,
    endColumn: to.column,
    pointer: place.range === undefined ? fragment(place.pointer) : undefined,
  };
}

/**
 * A diagnostic as a workflow command of GitHub Actions, which shows it beside the line. `base` is what stands before the file's path, seen
 * from the root of the repository.
 */
export function annotation(diagnostic: Diagnostic, base: string): string {
  const { code, severity, message, place, help } = diagnostic;
  const properties = [...(place === undefined ? [] : annotated(place, base)), ['title', code]];
  const text = help === undefined ? message : `${message}\n${help}`;
  const said = properties.map(([name, value]) => `${name}=${escapedProperty(value!)}`).join(',');
  return `::${severity} ${said}::${escaped(text)}`;
}

function annotated(place: Place, base: string): readonly (readonly string[])[] {
  const { start, end } = rangeOf(place);
  const from = place.source.position(start);
  const to = place.source.position(Math.max(start, end));
  const file = /^\/|^[a-z]+:/i.test(place.source.path) ? place.source.path : base + place.source.path;
  const line = ['line', String(from.line)];
  // Columns mean something to GitHub only within one line.
  return from.line === to.line
    ? [['file', file], line, ['col', String(from.column)], ['endColumn', String(to.column)]]
    : [['file', file], line, ['endLine', String(to.line)]];
}

function escaped(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
