import type { Report } from '../diagnostics.js';
import type { Filter, Selector } from '../model/project.js';
import { below, type Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';

const KINDS: readonly Selector['by'][] = ['tag', 'path', 'operation', 'resource'];

/** Reads a selector such as `tag:Tasks` or `path:/v2/tasks*`. Gives a sentence about what is wrong with a text that is none. */
export function parseSelector(text: string): Selector | string {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, colon)).trim();
  const pattern = text.slice(colon + 1).trim();
  const by = KINDS.find((known) => known === kind);
  if (by !== undefined && pattern !== '') return { by, pattern };
  if (by !== undefined) return `"${text}" does not say which ${by} is meant.`;
  const guess = didYouMean(nearest(kind, KINDS).map((known) => `${known}:${pattern}`));
  return `"${text}" selects nothing: it begins with tag:, path:, operation: or resource:.${guess === undefined ? '' : ` ${guess}`}`;
}

/** The filter that a vendor of a configuration says. A selector that is none is reported and left out. */
export function filterOf(
  {
    include = [],
    exclude = [],
  }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] },
  place: Place,
  report: Report,
): Filter {
  const read = (texts: readonly string[], key: string): readonly Selector[] =>
    texts.flatMap((text, index): Selector[] => {
      const from = below(place, key, String(index));
      const found = parseSelector(text);
      if (typeof found !== 'string') return [{ ...found, from }];
      report.add('config/invalid', from, { reason: found.replace(/[.?]$/, '') });
      return [];
    });
  return { include: read(include, 'include'), exclude: read(exclude, 'exclude') };
}
