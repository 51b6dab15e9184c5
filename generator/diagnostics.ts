import { fragment, rangeOf, written, type Place } from './source.js';
import { Suggestion, type Help } from './suggest.js';

/** Errors stop the output, warnings do not. */
export type Severity = 'error' | 'warning';

interface Entry<Names extends string> {
  readonly severity: Severity;
  readonly holes: readonly Names[];
  readonly text: (values: Readonly<Record<Names, string>>) => string;
}

function entry(severity: Severity) {
  return <Names extends string>(texts: TemplateStringsArray, ...names: readonly Names[]): Entry<Names> => ({
    severity,
    holes: names,
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
  'source/repeated-key': warning`The key "${'key'}" stands here for the second time; the last one counts.`,
  'source/several-documents': warning`A second document starts here; only the first is read.`,
  'source/not-utf-8': warning`This is no UTF-8 here; the letters are a guess.`,
  'source/too-deep': error`This is nested deeper than the ${'levels'} levels that are read.`,
  'source/too-many-aliases': error`The aliases up to here unfold into more than ${'most'} values.`,

  'document/not-openapi': error`This is no OpenAPI document: ${'reason'}.`,
  'document/unsupported-version': error`OpenAPI "${'version'}" is not a version this compiler reads.`,
  'document/malformed': warning`${'what'} should be ${'expected'}.`,
  'document/odd-version': warning`The version should be a text like "${'expected'}"; it is read as that.`,
  'document/dangling-ref': warning`Nothing is at "${'ref'}"; the type is unknown instead.`,
  'document/remote-not-allowed': warning`${'host'} is no host that documents may be drawn from; the type is unknown instead.`,
  'document/duplicate-operation': warning`Two operations are called "${'id'}".`,
  'document/unknown-word': warning`"${'word'}" is no ${'what'}; ${'effect'}.`,
  'document/no-responses': warning`The operation says nothing of its answers, so its method gives nothing back.`,
  'document/empty-enum': warning`An enumeration has no values; it is passed over.`,
  'document/no-items': warning`An array does not say what is in it; its items are unknown.`,
  'document/odd-path': warning`The path "${'path'}" is odd: ${'reason'}.`,
  'document/undescribed-hole': warning`No parameter says what goes into ${'hole'}.`,
  'document/unused-parameter': warning`The path "${'path'}" has no hole for the parameter "${'name'}", which is left out.`,
  'document/unknown-security': warning`There is no security scheme "${'name'}".`,
  'document/unusable-server': warning`"${'url'}" can't be called: ${'reason'}.`,
  'document/renamed-schema': warning`The schema "${'schema'}" is called ${'name'} in the output, since ${'reason'}.`,
  'document/unsendable-method': warning`Nothing can send a ${'method'} by \`fetch\`; the operation is left out.`,
  'document/no-operations': warning`The document describes no operation, so there are only types.`,
  'document/empty': error`The document describes no operation, no webhook and no schema, so there is nothing to make.`,
  'document/invalid-name': error`"${'name'}" can't be the name of ${'what'}.`,
  'document/name-taken': error`Something else is called "${'name'}" already.`,

  'config/invalid': error`${'reason'}.`,
  'config/unknown-selection': warning`"${'selection'}" selects no operation of ${'vendor'}.`,
  'config/nothing-selected': error`Of ${'vendor'} no operation is selected, so there is nothing to generate.`,
  'config/unknown-vendor': error`No vendor "${'vendor'}" is shipped, and no document is named for it.`,

  'overlay/invalid': error`${'reason'}.`,
  'overlay/invalid-path': error`"${'path'}" is no JSONPath: ${'reason'}.`,
  'overlay/no-match': error`Nothing in ${'document'} is at "${'path'}".`,
  'overlay/unexpected-count': error`"${'path'}" is at ${'count'} in ${'document'}, not at ${'expected'}.`,
  'overlay/mixed-targets': error`"${'path'}" means ${'kinds'}; what is merged can fit only one of these.`,
  'overlay/incompatible': error`This is ${'part'}, and at ${'where'} is ${'there'}: the two can't be merged.`,
  'overlay/removed-root': error`The whole document can't be removed.`,
  'overlay/too-much': error`With this action overlays put more than ${'most'} values into ${'document'}.`,

  'manifest/invalid': error`${'reason'}.`,
  'manifest/unknown-operation': error`${'rule'} names the operation "${'operation'}", which the document does not have.`,
  'manifest/unknown-path': error`${'rule'} looks for "${'path'}", which the ${'where'} of ${'operation'} does not have.`,
  'manifest/unknown-enum': error`No enumeration is called "${'schema'}".`,
  'manifest/not-applied': warning`${'rule'} looks for "${'path'}", which the ${'where'} of ${'operation'} does not have in this document; it is not applied.`,

  'mapping/invalid': error`${'reason'}.`,
  'mapping/unknown-vendor': error`There is no vendor "${'vendor'}" for this mapping.`,
  'mapping/unknown-entity': error`The canonical model has no entity "${'entity'}".`,
  'mapping/unknown-resource': error`${'vendor'} has no resource "${'resource'}" that can be read and written.`,
  'mapping/left-out': warning`There is no resource "${'resource'}", so there is no mapping of ${'entity'} for ${'vendor'}.`,
  'mapping/filtered-out': warning`The filter leaves out "${'operation'}", so there is no mapping of ${'entity'} for ${'vendor'}.`,
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

/** What to do, where who reports has nothing more particular to say. */
const USUAL_HELP: Readonly<Partial<Record<Code, string>>> = {
  'source/syntax': 'Put it right here, or shortly before.',
  'source/duplicate-key': 'Keep one of the two.',
  'document/not-openapi': 'Look whether it is the right file. A document usually begins with: openapi: 3.1.0',
  'document/malformed': 'It is passed over; the rest is read.',
  'document/dangling-ref': 'Correct the reference, or put what it means there; an overlay can do either.',
  'document/unused-parameter': 'Its name has to be that of a hole, such as {id}, in the path.',
  'document/renamed-schema':
    'Nothing changes on the wire. "x-crosswalk-name", written by an overlay, gives it another name.',
  'document/no-operations': 'If it should have some, look for them under "paths".',
  'document/empty': 'Look whether it is the right file.',
  'config/unknown-selection':
    'Look for it among the tags and paths of the document, and the resources of the client.',
  'mapping/unknown-entity': 'Its entities are those of "components.schemas" that are records.',
  'mapping/not-writable': 'Leave it out, or say it for a verb whose body has it.',
  'mapping/said-twice': 'Keep one of the two.',
};

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
  /** What was likely meant, the likeliest first. */
  readonly suggestions: readonly string[];
}

/** Gathers diagnostics; nothing here throws, and nothing is printed. */
export class Report {
  readonly #diagnostics = new Map<string, Diagnostic>();

  /** Reports a fault of the input at a place; `help` says what to do. The same of the same place is told once. */
  add<C extends Code>(code: C, at: Place | undefined, values: Parameters<C>, help?: Help): void {
    const { severity, text } = catalogue[code] as Entry<string>;
    const message = text(shortened(values));
    const place = at && written(at);
    const key = JSON.stringify([code, message, place && identity(place)]);
    if (this.#diagnostics.has(key)) return;
    const suggestions = help instanceof Suggestion ? help.words : [];
    const said = help?.toString() ?? USUAL_HELP[code];
    this.#diagnostics.set(key, { code, severity, message, place, help: said, suggestions });
  }

  /** Takes over what was reported elsewhere, on a trial. */
  takeOver(trial: Report): void {
    for (const [key, diagnostic] of trial.#diagnostics)
      if (!this.#diagnostics.has(key)) this.#diagnostics.set(key, diagnostic);
  }

  /** Whether anything was reported that stops the output. */
  get failed(): boolean {
    return [...this.#diagnostics.values()].some(({ severity }) => severity === 'error');
  }

  /** Everything reported, in the order of files and lines. */
  get diagnostics(): readonly Diagnostic[] {
    const placed = [...this.#diagnostics.values()].map((diagnostic) => ({
      diagnostic,
      path: diagnostic.place?.source.path ?? '',
      start: diagnostic.place === undefined ? 0 : rangeOf(diagnostic.place).start,
    }));
    return placed
      .toSorted((a, b) => a.path.localeCompare(b.path, 'en') || a.start - b.start)
      .map(({ diagnostic }) => diagnostic);
  }
}

/** How grave a code is by itself, before anybody asked to be strict. */
export function severityOf(code: Code): Severity {
  return catalogue[code].severity;
}

/** What is said with a code, its holes in braces. */
export function wordingOf(code: Code): string {
  const { holes, text } = catalogue[code] as Entry<string>;
  return text(Object.fromEntries(holes.map((hole) => [hole, `{${hole}}`])));
}

/** Every code, in the order of the catalogue. */
export const codes = Object.keys(catalogue) as readonly Code[];

function identity({ source, pointer, part, range }: Place): unknown {
  return [source.path, fragment(pointer), part ?? 'value', range];
}

const LONGEST_VALUE = 300;

/** A document may hold names of any length; a sentence may not. */
function shortened(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value,
    ]),
  );
}
