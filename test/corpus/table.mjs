/** What is printed of a run. */

const SHOWN = 3;
const WIDTH = 160;

/** A document in a line: the verdict, what generating took, how much was called; below it why it is not good. */
export function line({ file, verdict, seconds, memory, methods, calls, reasons }) {
  const cost = `${seconds.toFixed(1).padStart(6)} s ${String(memory ?? '').padStart(5)} MB`;
  const called = methods === undefined ? '' : `${calls}/${methods}`;
  const more = reasons.length - SHOWN;
  const told = [...reasons.slice(0, SHOWN).map(short), ...(more > 0 ? [`… and ${more} more`] : [])];
  return [
    `${verdict.padEnd(8)}${cost} ${called.padStart(11)}  ${file}`,
    ...told.map((text) => `    ${text}`),
  ].join('\n');
}

function short(text) {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}

/** How many came to what, and the reasons of those that are not good by how often they were the first. */
export function summary(results) {
  const count = (wanted) => results.filter(({ verdict }) => verdict === wanted).length;
  const kinds = new Map();
  for (const { verdict, reasons } of results) {
    if (verdict === 'good') continue;
    const kind = `${verdict}  ${short(kindOf(reasons[0]))}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const rows = [...kinds]
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, times]) => `${String(times).padStart(6)}  ${kind}`);
  const counts = `${results.length} documents: ${count('good')} good, ${count('refused')} refused with a place, ${count('failed')} crashed or do not compile`;
  return [counts, ...rows].join('\n');
}

/** A reason without what differs from document to document: places, names, numbers. */
function kindOf(reason) {
  return reason
    .replace(/^\S+\(\d+,\d+\): /, '')
    .replace(/\b\d+:\d+ /, '')
    .replace(/(['"`])[^'"`]*\1/g, '…')
    .replace(/\d+(\.\d+)? s\b/, '… s');
}
