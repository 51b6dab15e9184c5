import { fragment, type Place } from './source.js';

/** Errors stop the output, warnings do not. */
export type Severity = 'error' | 'warning';

interface Entry<Names extends string> {
  readonly severity: Severity;
  readonly text: (values: Readonly<Record<Names, string>>) => string;
}

function entry(severity: Severity) {
  return <Names extends string>(texts: TemplateStringsArray, ...names: readonly Names[]): Entry<Names> => ({
    severity,
    text: (values) => texts.reduce((whole, text, index) => whole + values[names[index - 1]!] + text),
  });
}

const error = entry('error');
const warning = entry('warning');

/**
 * All that the compiler may say about its input. Codes are stable: the first word is the kind of file that is at fault. The holes of a
 * text are the parameters of the call that reports it.
 */
const catalogue = {
  'source/unreadable': error`${'path'} can't be read: ${'reason'}.`,
  'source/syntax': error`This is not well-formed ${'format'}: ${'reason'}.`,
  'source/no-vendors': error`${'path'} holds no vendor, or is no folder.`,
  'source/duplicate-key': error`The key "${'key'}" stands here for the second time.`,

  'document/not-openapi': error`This is no OpenAPI document: ${'reason'}.`,
  'document/unsupported-version': error`OpenAPI "${'version'}" is not a version this compiler reads.`,
  'document/malformed': error`${'what'} should be ${'expected'}.`,
  'document/dangling-ref': warning`Nothing is at "${'ref'}"; the type is unknown instead.`,
  'document/duplicate-operation': error`Two operations are called "${'id'}".`,
  'document/renamed-schema': warning`The schema "${'schema'}" is called ${'name'} in the output, since ${'reason'}.`,
  'document/no-operations': error`The document describes no operation, so there is no client to make.`,

  'config/invalid': error`${'reason'}.`,
  'config/unknown-vendor': error`No vendor "${'vendor'}" is shipped, and no document is named for it.`,

  'manifest/invalid': error`${'reason'}.`,
  'manifest/unknown-operation': error`${'rule'} names the operation "${'operation'}", which the document does not have.`,
  'manifest/unknown-path': error`${'rule'} looks for "${'path'}", which the ${'where'} of ${'operation'} does not have.`,

  'mapping/invalid': error`${'reason'}.`,
  'mapping/unknown-vendor': error`There is no vendor "${'vendor'}" for this mapping.`,
  'mapping/unknown-entity': error`The canonical model has no entity "${'entity'}".`,
  'mapping/unknown-resource': error`${'vendor'} has no resource "${'resource'}" that can be read and written.`,
  'mapping/unknown-field': error`The canonical ${'entity'} has no field "${'field'}".`,
  'mapping/unknown-path': error`${'field'} is mapped to "${'path'}", which ${'schema'} does not have.`,
  'mapping/unknown-codec': error`There is no conversion "${'codec'}".`,
  'mapping/unknown-value': error`"${'value'}" is not one of the values of ${'of'}.`,
  'mapping/partial-table': error`The table of ${'field'} does not say what becomes of ${'values'}.`,
  'mapping/ambiguous-table': error`Both ${'first'} and ${'second'} of ${'field'} claim to be read from "${'value'}".`,
  'mapping/no-conversion': error`${'from'} does not become ${'to'}.`,
  'mapping/missing-target': error`${'schema'} requires "${'path'}", and nothing is written there.`,
  'mapping/not-writable': error`"${'path'}" can't be written: ${'schema'} does not have it.`,
  'mapping/unaccounted-field': error`Nothing is said about "${'path'}" of ${'schema'}.`,
  'mapping/unaccounted-canonical': error`Nothing is said about ${'entity'}.${'field'}.`,
  'mapping/said-twice': error`"${'path'}" is accounted for twice.`,
  'mapping/unknown-reference': error`"${'name'}" is no ${'kind'} of this vendor.`,
} as const;

/** The code of a diagnostic, such as `mapping/unknown-path`. */
export type Code = keyof typeof catalogue;

type Parameters<C extends Code> =
  (typeof catalogue)[C] extends Entry<infer Names> ? Readonly<Record<Names, string>> : never;

/** One message about the input. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place | undefined;
  /** What to do about it, in a sentence or two. */
  readonly help: string | undefined;
}

/** Gathers diagnostics; nothing here throws, and nothing is printed. */
export class Report {
  readonly #diagnostics: Diagnostic[] = [];

  /** Reports a fault of the input at a place; `help` says what to do. */
  add<C extends Code>(code: C, place: Place | undefined, values: Parameters<C>, help?: string): void {
    const { severity, text } = catalogue[code] as Entry<string>;
    this.#diagnostics.push({ code, severity, message: text(values as Record<string, string>), place, help });
  }

  /** Whether anything was reported that stops the output. */
  get failed(): boolean {
    return this.#diagnostics.some(({ severity }) => severity === 'error');
  }

  /** Everything reported, in the order of files and lines. */
  get diagnostics(): readonly Diagnostic[] {
    const placed = this.#diagnostics.map((diagnostic) => ({
      diagnostic,
      path: path(diagnostic),
      start: start(diagnostic),
    }));
    return placed
      .toSorted((a, b) => a.path.localeCompare(b.path, 'en') || a.start - b.start)
      .map(({ diagnostic }) => diagnostic);
  }
}

function path({ place }: Diagnostic): string {
  return place?.source.path ?? '';
}

function start({ place }: Diagnostic): number {
  return place === undefined
    ? 0
    : (place.range ?? place.source.locate(place.pointer, place.part ?? 'value')).start;
}

/** How a diagnostic is drawn: a function that colours a text for a role. */
export type Paint = (role: Severity | 'code' | 'gutter' | 'help', text: string) => string;

/** No colours at all. */
export const plain: Paint = (_role, text) => text;

/**
 * A diagnostic as people read it: `file:line:col  error code`, the message, a frame of the text with a caret, and the help.
 */
export function render(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { code, severity, message, place, help } = diagnostic;
  const title = `${paint(severity, severity)} ${paint('code', code)}`;
  const lines = [place === undefined ? title : `${where(place)}  ${title}`, `  ${printable(message)}`];
  if (place !== undefined) lines.push('', ...frame(place, paint), '');
  if (help !== undefined)
    lines.push(...help.split('\n').map((line) => paint('help', `  ${printable(line)}`)), '');
  return lines.join('\n').trimEnd() + '\n';
}

function where(place: Place): string {
  const { line, column } = place.source.position(rangeOf(place).start);
  return `${printable(place.source.path)}:${line}:${column}`;
}

function rangeOf(place: Place): { readonly start: number; readonly end: number } {
  return place.range ?? place.source.locate(place.pointer, place.part ?? 'value');
}

const FRAME_WIDTH = 120;

function frame(place: Place, paint: Paint): string[] {
  const { start, end } = rangeOf(place);
  const { line, column } = place.source.position(start);
  const text = place.source.line(line) ?? '';
  const from = Math.max(0, Math.min(column - 40, text.length - FRAME_WIDTH));
  const shown = printable(text.slice(from, from + FRAME_WIDTH));
  const width = Math.max(
    1,
    Math.min(end - start, text.length - column + 1, FRAME_WIDTH - (column - 1 - from)),
  );
  const digits = String(line).length;
  const before = place.source.line(line - 1);
  const rows =
    before === undefined || from > 0 ? [] : [row(String(line - 1), printable(before.slice(0, FRAME_WIDTH)))];
  rows.push(
    row(String(line), shown),
    row('', ' '.repeat(column - 1 - from) + paint('error', '^'.repeat(width))),
  );
  return rows;

  function row(number: string, content: string): string {
    return `  ${paint('gutter', `${number.padStart(digits)} |`)} ${content}`.trimEnd();
  }
}

/** Text of a document reaches a terminal only without control characters: they could rewrite what people see. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
}

/** A diagnostic as data, for machines. */
export function toJson(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, message, place, help } = diagnostic;
  if (place === undefined) return { code, severity, message, help };
  const position = place.source.position(rangeOf(place).start);
  return {
    code,
    severity,
    message,
    help,
    file: place.source.path,
    ...position,
    pointer: fragment(place.pointer),
  };
}
