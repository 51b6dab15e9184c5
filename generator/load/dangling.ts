import type { Report } from '../diagnostics.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import { fragment, written, type Place, type Source } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';
import type { Neighbour } from './files.js';
import type { Links } from './references.js';

/** Looking for likely names takes its time; of a thousand references that lead nowhere the first ones get help. */
const MOST_SUGGESTIONS = 20;

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
  const circles = new Map<unknown, boolean>();
  const helps = new Map<string, Help | undefined>();
  for (const { ref, pointer } of references) {
    const target = document.follow(ref, source);
    if (
      target !== undefined &&
      (document.resolve(target) !== undefined || !isCircle(target, document, circles))
    )
      continue;
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

/**
 * Whether references run in a circle. If they end somewhere, it is told there that nothing is at the end. What is known of those that were
 * gone through is kept: chains may be long.
 */
function isCircle(target: Located, document: OpenApiDocument, known: Map<unknown, boolean>): boolean {
  const passed = new Set<unknown>();
  let current: Located | undefined = target;
  while (current !== undefined && !known.has(current.value) && !passed.has(current.value)) {
    const { value, place }: Located = current;
    passed.add(value);
    const ref: unknown = isObject(value) ? value['$ref'] : undefined;
    current = typeof ref === 'string' ? document.follow(ref, place.source) : undefined;
  }
  const isOne = current !== undefined && (known.get(current.value) ?? true);
  for (const value of passed) known.set(value, isOne);
  return isOne;
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
