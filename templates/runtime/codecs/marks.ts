import { addRun, type Marks, type Run } from './document.js';

/** The marks, from the outermost to the innermost when they are written as nested tags or signs. */
const order = ['href', 'bold', 'italic', 'strike', 'code'] as const;

export type MarkName = (typeof order)[number];

/**
 * What is to be closed (innermost first) and opened (outermost first) between two runs; before the first and after the last run one of
 * them is undefined. Marks that both have stay open where nesting allows it.
 */
export function nestMarks(
  before: Marks | undefined,
  after: Marks | undefined,
): { readonly closing: readonly MarkName[]; readonly opening: readonly MarkName[] } {
  const open = order.filter((mark) => isSet(before?.[mark]));
  const wanted = order.filter((mark) => isSet(after?.[mark]));
  let shared = 0;
  while (
    shared < open.length &&
    open[shared] === wanted[shared] &&
    before?.[open[shared] as MarkName] === after?.[wanted[shared] as MarkName]
  ) {
    shared++;
  }
  return { closing: open.slice(shared).reverse(), opening: wanted.slice(shared) };
}

function isSet(value: boolean | string | undefined): boolean {
  return value !== undefined && value !== false;
}

/** The marks that two runs share. */
export function commonMarks(a: Marks, b: Marks): Marks {
  return {
    ...(a.bold && b.bold ? { bold: true } : {}),
    ...(a.italic && b.italic ? { italic: true } : {}),
    ...(a.strike && b.strike ? { strike: true } : {}),
    ...(a.code && b.code ? { code: true } : {}),
    ...(a.href !== undefined && a.href === b.href ? { href: a.href } : {}),
  };
}

/**
 * The same runs, with marks that begin and end at text: white space at the edge of a marked run shows no mark, and in some forms a mark
 * that begins with a space is none.
 */
export function marksAtWords(runs: readonly Run[]): Run[] {
  const tidy: Run[] = [];
  let spaces: Run[] = [];
  let before: Marks = {};
  const settle = (after: Marks) => {
    for (const space of spaces) {
      const marks = commonMarks(space, commonMarks(before, after));
      addRun(tidy, space.soft ? { ...marks, text: space.text, soft: true } : { ...marks, text: space.text });
    }
    spaces = [];
    before = after;
  };
  for (const run of runs) {
    const from = run.text.length - run.text.trimStart().length;
    const to = Math.max(from, run.text.trimEnd().length);
    if (from > 0) spaces.push({ ...run, text: run.text.slice(0, from) });
    if (to > from) settle(run);
    addRun(tidy, { ...run, text: run.text.slice(from, to) });
    if (to < run.text.length) spaces.push({ ...run, text: run.text.slice(to) });
  }
  settle({});
  return tidy;
}
