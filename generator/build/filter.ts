import type { Report } from '../diagnostics.js';
import type { Filter, Selector } from '../model/project.js';
import { didYouMean, nearest } from '../suggest.js';
import type { FoundOperation } from './find.js';

/** The operations that a filter lets through. A selector that means none of the document is reported. */
export function filterOperations<F extends Selectable>(
  found: readonly F[],
  { include, exclude }: Filter,
  vendor: string,
  report: Report,
): readonly F[] {
  for (const selector of [...include, ...exclude]) checkSelector(selector, found, vendor, report);
  const wanted = include.map(test);
  const unwanted = exclude.map(test);
  return found.filter(
    (operation) =>
      (wanted.length === 0 || wanted.some((means) => means(operation))) &&
      !unwanted.some((means) => means(operation)),
  );
}

/** What selectors look at. */
type Selectable = Pick<FoundOperation, 'tags' | 'path' | 'key' | 'resource'>;

/** What of an operation is held against a selector. */
function faces({ by }: Selector, operation: Selectable): readonly string[] {
  switch (by) {
    case 'tag':
      return operation.tags;
    case 'path':
      return [operation.path];
    case 'operation':
      return [operation.key];
    case 'resource':
      return [operation.resource];
  }
}

function test(selector: Selector): (operation: Selectable) => boolean {
  const parts = selector.pattern.split('*');
  return (operation) => faces(selector, operation).some((face) => matches(parts, face));
}

/** Whether a text is made of these parts with any run of characters between them. */
function matches(parts: readonly string[], text: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  return others.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found !== -1 && at <= end;
  });
}

function checkSelector(
  selector: Selector,
  found: readonly Selectable[],
  vendor: string,
  report: Report,
): void {
  const { by, pattern, from } = selector;
  if (found.some(test(selector))) return;
  const known = new Set(found.flatMap((operation) => faces(selector, operation)));
  const values = { selection: `${by}:${pattern}`, vendor };
  report.add('config/unknown-selection', from, values, didYouMean(nearest(pattern, known)));
}
