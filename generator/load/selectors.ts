import type { Report } from '../diagnostics.js';
import type { Filter, Selector } from '../model/project.js';
import { below, type Place } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';

const KINDS: readonly Selector['by'][] = ['tag', 'path', 'operation', 'resource'];

/** What is wrong with a text that is no selector. */
export interface SelectorFault {
  readonly reason: string;
  readonly help: Help;
}

/** Reads a selector such as `tag:Tasks` or `path:/v2/tasks*`. */
export function parseSelector(text: string): Selector | SelectorFault {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, colon)).trim();
  const pattern = text.slice(colon + 1).trim();
  const by = KINDS.find((known) => known === kind);
  if (by !== undefined && pattern !== '') return { by, pattern };
  const reason = `"${text}" selects nothing`;
  if (by !== undefined) return { reason, help: `Say which ${by} is meant: ${by}:…` };
  const guess = didYouMean(nearest(kind, KINDS).map((known) => `${known}:${pattern}`));
  return { reason, help: guess ?? 'A selector begins with tag:, path:, operation: or resource:.' };
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
      if ('by' in found) return [{ ...found, from }];
      report.add('config/invalid', from, { reason: found.reason }, found.help);
      return [];
    });
  return { include: read(include, 'include'), exclude: read(exclude, 'exclude') };
}
