import { Runs, sameMarks, type Marks, type Run } from './document.js';

/** The marks, from the outermost to the innermost when they are written as nested tags or signs. */
const order = ['href', 'bold', 'italic', 'strike', 'code'] as const;

export type MarkName = (typeof order)[number];

/**
 * What is to be closed (innermost first) and opened (outermost first) between two runs; before the first and after the last run one of
 * them is undefined. Marks that both have stay open where nesting allows it.
 */
export function nestMarks(
  before: Marks = {},
  after: Marks = {},
): { readonly closing: readonly MarkName[]; readonly opening: readonly MarkName[] } {
  if (sameMarks(before, after)) return { closing: [], opening: [] };
  const shared = namesOf(sharedMarks(before, after)).length;
  return { closing: namesOf(before).slice(shared).reverse(), opening: namesOf(after).slice(shared) };
}

/** The marks that can stay open from one run to another: the outermost ones that both have. */
export function sharedMarks(a: Marks, b: Marks): Marks {
  if (a === b) return a;
  const [names, others] = [namesOf(a), namesOf(b)];
  const shared: { -readonly [Key in keyof Marks]: Marks[Key] } = {};
  for (const [at, name] of names.entries()) {
    if (name !== others[at] || a[name] !== b[name]) break;
    if (name === 'href') shared.href = a.href ?? '';
    else shared[name] = true;
  }
  return shared;
}

function namesOf(marks: Marks): MarkName[] {
  return order.filter((name) => marks[name] !== undefined && marks[name] !== false);
}

/**
 * The same runs, with marks that begin and end at text: white space at the edge of a marked run shows no mark, and in some forms a mark
 * that begins with a space is none.
 */
export function marksAtWords(runs: readonly Run[]): readonly Run[] {
  if (!runs.some((run) => namesOf(run).length > 0 && run.text !== run.text.trim())) return runs;
  const tidy = new Runs();
  let spaces: Run[] = [];
  let before: Marks = {};
  const settle = (after: Marks) => {
    const marks = spaces.reduce(sharedMarks, sharedMarks(before, after));
    for (const space of spaces) {
      if (space.soft) tidy.addSoftBreak(marks);
      else tidy.add(space.text, marks);
    }
    spaces = [];
    before = after;
  };
  for (const run of runs) {
    const from = run.text.length - run.text.trimStart().length;
    const to = Math.max(from, run.text.trimEnd().length);
    if (from > 0) spaces.push({ ...run, text: run.text.slice(0, from) });
    if (to > from) {
      settle(run);
      tidy.add(run.text.slice(from, to), run);
    }
    if (to < run.text.length) spaces.push({ ...run, text: run.text.slice(to) });
  }
  settle({});
  return tidy.end();
}
