import type { Report } from '../diagnostics.js';
import { isObject, type OpenApiDocument } from '../model/document.js';
import { fragment, written, type Place, type Source } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';
import type { Neighbour } from './files.js';
import type { Links } from './references.js';

/** Looking for likely names takes its time; of a thousand references that lead nowhere the first ones get help. */
const MOST_SUGGESTIONS = 50;

/** Reports every reference of a source that leads nowhere. */
export function reportDangling(
  source: Source,
  { references, odd }: Links,
  neighbours: ReadonlyMap<string, Neighbour>,
  document: OpenApiDocument,
  report: Report,
): void {
  for (const pointer of odd)
    report.add(
      'document/malformed',
      { source, pointer: [...pointer, '$ref'] },
      { what: '"$ref"', expected: 'a text' },
    );
  const helps = new Map<string, Help | undefined>();
  for (const { ref, pointer } of references) {
    const target = document.follow(ref, source);
    if (target !== undefined && document.resolve(target) !== undefined) continue;
    const place: Place = { source, pointer: [...pointer, '$ref'] };
    const neighbour = neighbours.get(ref.split('#', 1)[0]!);
    if (neighbour !== undefined && 'refused' in neighbour) {
      reportRefused(neighbour.refused, place, report);
      continue;
    }
    const shown = asWritten(place) ?? ref;
    if (target === undefined && !helps.has(shown))
      helps.set(
        shown,
        helps.size < MOST_SUGGESTIONS ? advice(ref, shown, source, neighbour, document) : undefined,
      );
    const help = target === undefined ? helps.get(shown) : 'References run in a circle here.';
    report.add('document/dangling-ref', place, { ref: shown }, help);
  }
}

function reportRefused(host: string, place: Place, report: Report): void {
  const help = `Give --allow-host ${host}, or list it in "allowHosts:" of the configuration, if you trust it.`;
  report.add('document/remote-not-allowed', place, { host }, help);
}

/** The reference as the author wrote it, which a conversion may have changed. */
function asWritten(place: Place): string | undefined {
  const { source, pointer } = written(place);
  let value: unknown = source.data;
  for (const token of pointer) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  return typeof value === 'string' ? value : undefined;
}

function advice(
  ref: string,
  shown: string,
  source: Source,
  neighbour: Neighbour | undefined,
  document: OpenApiDocument,
): Help | undefined {
  if (neighbour !== undefined && 'reason' in neighbour)
    return `"${ref.split(/[?#]/, 1)[0]!}" can't be read from here: ${neighbour.reason}.`;
  const cut = ref.lastIndexOf('/');
  if (cut === -1) return undefined;
  const name = ref.slice(cut + 1);
  const parent = document.follow(ref.slice(0, cut), source)?.value;
  if (isObject(parent)) {
    const before = shown.slice(0, shown.lastIndexOf('/') + 1);
    return didYouMean(nearest(name, Object.keys(parent)).map((word) => before + word));
  }
  const elsewhere = ['components', 'schemas', name];
  return document.follow(fragment(elsewhere), source) && didYouMean([fragment(elsewhere)]);
}
