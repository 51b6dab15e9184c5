import type { Pointer } from '../source.js';

/*
 * Bounds of what is read, so that every input has an answer in bounded time and memory, and everything behind this room may recurse.
 * The largest public documents have 47 MB as JSON (a graph of 18,000 operations) and are nested 40 levels deep. YAML takes forty bytes
 * of memory for each of its own.
 */
export const MOST_BYTES = 128 * 2 ** 20;
export const MOST_YAML_BYTES = 48 * 2 ** 20;
export const DEEPEST = 300;
/** How many values aliases of YAML may add. */
export const MOST_UNFOLDED = 500_000;

/** Why a source is not read that is larger than the most that are. */
export function tooLarge(most: number): string {
  return `it is larger than the ${most / 2 ** 20} MB that are read`;
}

/** The first value that lies deeper than what is read. */
export function tooDeep(value: unknown, pointer: string[] = []): Pointer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (pointer.length >= DEEPEST) return pointer;
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'object' || member === null) continue;
    pointer.push(key);
    const found = tooDeep(member, pointer);
    if (found !== undefined) return found;
    pointer.pop();
  }
  return undefined;
}
