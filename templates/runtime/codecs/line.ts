import { Runs, type Marks, type Run } from './document.js';
import { sharedMarks } from './marks.js';

/**
 * Gathers the inline text of one block by HTML's rules for white space: runs of it are one space, which goes at the beginning and the end
 * of a line. Spaces that the source insists on are kept.
 */
export class LineBuilder {
  #runs = new Runs();
  /** The marks of white space that was read; it becomes a space once more text follows on the line. */
  #pending: Marks | undefined;
  #started = false;
  #lineEmpty = true;

  /** Nothing was added that shows. */
  get empty(): boolean {
    return !this.#started;
  }

  /** Adds text whose white space collapses. What `decode` makes of the rest is kept as it is. */
  add(text: string, marks: Marks, decode: (text: string) => string): void {
    const words = text.replace(/[ \t\n\f\r]+/g, ' ');
    const from = words.startsWith(' ') ? 1 : 0;
    const to = words.endsWith(' ') ? words.length - 1 : words.length;
    if (from > 0) this.addSpace(marks);
    this.addKept(decode(words.slice(from, to)), marks);
    if (to < words.length && to > from) this.addSpace(marks);
  }

  /** Adds a text as it is. */
  addKept(text: string, marks: Marks): void {
    if (text === '') return;
    // A space between two runs has only the marks that both share, so that marks begin and end at words.
    if (this.#pending) this.#runs.add(' ', sharedMarks(this.#pending, marks));
    this.#pending = undefined;
    this.#runs.add(text, marks);
    this.#started = true;
    this.#lineEmpty = text.endsWith('\n');
  }

  /** Ends the line. A break at the end of a block only ends its last line, as in a browser. */
  addBreak(marks: Marks): void {
    this.#pending = undefined;
    this.addKept('\n', marks);
  }

  /** A space, if text is before it and after it on this line. */
  addSpace(marks: Marks): void {
    if (!this.#lineEmpty) this.#pending = this.#pending ? sharedMarks(this.#pending, marks) : marks;
  }

  /** What was gathered, and an empty line to go on with. Undefined if there is nothing, not even an empty line. */
  take(): Run[] | undefined {
    const runs = this.#started ? withoutLastBreak(this.#runs.end()) : undefined;
    if (runs) this.#runs = new Runs();
    this.#pending = undefined;
    this.#started = false;
    this.#lineEmpty = true;
    return runs;
  }
}

function withoutLastBreak(runs: Run[]): Run[] {
  const last = runs.at(-1);
  if (!last?.text.endsWith('\n')) return runs;
  return last.text === '\n'
    ? runs.slice(0, -1)
    : [...runs.slice(0, -1), { ...last, text: last.text.slice(0, -1) }];
}
