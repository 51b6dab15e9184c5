import { at } from './at.js';
import type { Correlation, Path } from './facts.js';
import type { Handed } from './input.js';
import type { Trace } from './outcome.js';

/** An item as it goes over the wire. */
export interface Sent<In> {
  readonly handed: Handed<In>;
  /** What is sent: the caller's own object, or a copy with an id. */
  readonly body: unknown;
  /** By which the answer is told; undefined where it is told by its position. */
  readonly id?: string;
  /** Its `sentAt` is when the chunk was handed over; the limits may have held it back for a while. */
  readonly trace: Trace;
}

/** An item as it is sent, and the text by which its answer is told. */
export interface Identified {
  readonly body: unknown;
  readonly id: string;
}

/**
 * Gives an item its identity. An id of its own is kept; where it has none, one is made, in a copy, since the caller's object may be frozen
 * or handed in twice. By fields nothing can be made: the fields say which record it is about. Gives a text if the item has no identity.
 */
export function identify(
  correlation: Exclude<Correlation, { by: 'position' }>,
  input: unknown,
): Identified | { readonly fault: string } {
  if (typeof input !== 'object' || input === null) return { fault: 'is not an object' };
  if (correlation.by === 'fields') {
    const paths = correlation.fields.map(([item]) => item);
    const id = keyOf(input, paths);
    return id === undefined ? { fault: `lacks ${naming(correlation)}` } : { body: input, id };
  }
  const own = idOf(at(input, [correlation.field]));
  if (own !== undefined) return { body: input, id: own };
  const id = crypto.randomUUID();
  return { body: { ...input, [correlation.field]: id }, id };
}

/** The names of what an item is told by, for messages. */
export function naming(correlation: Exclude<Correlation, { by: 'position' }>): string {
  if (correlation.by !== 'fields') return correlation.field;
  return correlation.fields.map(([item]) => item.join('.')).join(' and ');
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** An id as it is compared: as text, and a UUID in lower case, since databases give it back so. Undefined for what is no id. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return UUID.test(value) ? value.toLowerCase() : value;
}

/** The ids at several paths as one text; undefined if one is missing. A single id stands for itself. */
export function keyOf(value: unknown, paths: readonly Path[]): string | undefined {
  return joinIds(paths.map((path) => idOf(at(value, path))));
}

/** Several ids as one text that no other ids give. */
export function joinIds(ids: readonly (string | undefined)[]): string | undefined {
  if (ids.length === 0 || ids.includes(undefined)) return undefined;
  return ids.length === 1 ? ids[0] : JSON.stringify(ids);
}
