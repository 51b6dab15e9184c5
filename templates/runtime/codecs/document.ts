/**
 * A formatted text between reading and writing. Inline text is flat: runs that carry their marks, and no tree, so that no input can nest
 * deeper than the stack.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly Block[][];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'rule' };

/** Text with the same marks throughout. A `\n` in it is a line break. */
export interface Run extends Marks {
  readonly text: string;
  /** The run is one line break that only the source has: a space in HTML, kept where the form has room for it. */
  readonly soft?: true;
}

export interface Marks {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  /** Where a link leads. */
  readonly href?: string;
}

/** What a reader gives. */
export interface Document {
  readonly blocks: readonly Block[];
  /** Nothing of the text is missing or flattened. */
  readonly exact: boolean;
}

/** What a writer gives. */
export interface Written {
  readonly text: string;
  /** Nothing but the form changed. */
  readonly exact: boolean;
}

/** Lists and quotes inside each other beyond this depth are read as if they were on it. */
export const maxDepth = 24;

const keys = ['bold', 'italic', 'strike', 'code', 'href'] as const;

/** Do two runs look the same? Unset and false do. */
export function sameMarks(a: Marks, b: Marks): boolean {
  return keys.every((key) => (a[key] || undefined) === (b[key] || undefined));
}

/** Adds text, to the last run if that has the same marks. */
export function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.text === '') return;
  if (last && !last.soft && !run.soft && sameMarks(last, run)) {
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  } else runs.push(run);
}

/** Only links that a reader may follow without harm survive: `javascript:` and relative ones do not. */
export function safeHref(href: string): string | undefined {
  const trimmed = href.trim();
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(trimmed) ? trimmed : undefined;
}

/** The text of runs without their marks. */
export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** Puts `first` before the first line of a text and `others` before the rest, without leaving white space on empty lines. */
export function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) =>
      line === '' ? (at === 0 ? first : others).trimEnd() : (at === 0 ? first : others) + line,
    )
    .join('\n');
}
