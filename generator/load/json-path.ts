import { jsonpath } from 'json-p3';
import type { Report } from '../diagnostics.js';
import { isObject } from '../model/document.js';
import { rangeOf, type Place, type Pointer } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';

/**
 * RFC 9535 with one thing more: in a filter `#` is the key of what is looked at, `$.components.schemas[?search(#, 'Update$')]`. The
 * package's other extras are turned off. It goes deeper than any document that is read.
 */
const environment = new jsonpath.JSONPathEnvironment({
  maxRecursionDepth: 10_000,
  strict: false,
  keysPattern: /(?!)/y,
});

/** A JSONPath (RFC 9535) that was understood. */
export type JsonPath = jsonpath.JSONPathQuery;

/** What is at one of the places that a JSONPath means. */
export interface Match {
  readonly pointer: Pointer;
  readonly value: unknown;
}

/** Reads a JSONPath. One that is none is reported at the very character, where the text at the place shows it. */
export function readPath(text: string, place: Place, report: Report): JsonPath | undefined {
  try {
    return environment.compile(text);
  } catch (error) {
    // oxlint-disable-next-line no-control-regex
    const reason = String(error instanceof Error ? error.message : error).replace(/ \('[^]*':\d+\)$/, '');
    const offset = error instanceof jsonpath.JSONPathError ? error.token.index : undefined;
    report.add('overlay/invalid-path', within(place, text, offset), { path: text, reason });
    return undefined;
  }
}

/** The place of one character of a text that stands at a place. */
function within(place: Place, text: string, offset: number | undefined): Place {
  const { start, end } = rangeOf(place);
  const at = place.source.text.slice(start, end).indexOf(text);
  if (at === -1 || offset === undefined) return place;
  const character = Math.min(start + at + offset, start + at + text.length - 1);
  return { ...place, range: { start: character, end: character + 1 } };
}

/** All that a JSONPath means in some data, each place once. */
export function select(path: JsonPath, data: unknown): readonly Match[] {
  const found = new Map<string, Match>();
  // What was read from JSON or YAML is a JSON value.
  for (const { location, value } of path.query(data as Parameters<JsonPath['query']>[0])) {
    const pointer = location.map(String);
    found.set(JSON.stringify(pointer), { pointer, value });
  }
  return [...found.values()];
}

/** What may help when a JSONPath means nothing: how far it leads, and what is there. */
export function advice(path: JsonPath, data: unknown): string | undefined {
  const { segments } = path;
  for (let length = segments.length - 1; length >= 0; length -= 1) {
    const prefix = new jsonpath.JSONPathQuery(environment, segments.slice(0, length));
    const found = select(prefix, data);
    if (found.length === 0) continue;
    const names = new Set(found.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])));
    const [selector, ...others] = segments[length]!.selectors;
    const rest = segments.slice(length + 1);
    if (selector instanceof jsonpath.selectors.NameSelector && others.length === 0) {
      const meant = nearest(selector.name, names).map((name) => `${prefix}${step(name)}${rest.join('')}`);
      if (meant.length > 0) return didYouMean(meant)?.toString();
    }
    return `"${prefix}" leads to ${places(found.length)}${shown(names)}; "${segments[length]}" is not there.`;
  }
  return undefined;
}

function step(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? `.${name}` : `['${name}']`;
}

/** A number of places, in words. */
export function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}

const SHOWN = 8;

function shown(names: ReadonlySet<string>): string {
  if (names.size === 0) return '';
  const list = [...names].slice(0, SHOWN).join(', ');
  return ` with ${list}${names.size > SHOWN ? ' …' : ''}`;
}
