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

/** Do two runs look the same? Unset and false do. */
export function sameMarks(a: Marks, b: Marks): boolean {
  if (a === b) return true;
  const styles =
    !a.bold === !b.bold && !a.italic === !b.italic && !a.strike === !b.strike && !a.code === !b.code;
  return styles && a.href === b.href;
}

/** Puts runs together, one for each stretch of text with the same marks. */
export class Runs {
  readonly #runs: Run[] = [];
  #marks: Marks = {};
  #text = '';

  add(text: string, marks: Marks): void {
    if (text === '') return;
    if (!sameMarks(marks, this.#marks)) this.#settle();
    this.#marks = marks;
    this.#text += text;
  }

  /** Adds a line break that only the source has. */
  addSoftBreak(marks: Marks): void {
    this.#settle();
    this.#runs.push({ ...setMarks(marks), text: '\n', soft: true });
  }

  addAll(runs: readonly Run[]): void {
    for (const run of runs)
      if (run.soft) this.addSoftBreak(run);
      else this.add(run.text, run);
  }

  end(): Run[] {
    this.#settle();
    return this.#runs;
  }

  #settle(): void {
    if (this.#text !== '') this.#runs.push({ ...setMarks(this.#marks), text: this.#text });
    this.#text = '';
  }
}

function setMarks({ bold, italic, strike, code, href }: Marks): Marks {
  const marks: { -readonly [Key in keyof Marks]: Marks[Key] } = {};
  if (bold) marks.bold = true;
  if (italic) marks.italic = true;
  if (strike) marks.strike = true;
  if (code) marks.code = true;
  if (href !== undefined) marks.href = href;
  return marks;
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
