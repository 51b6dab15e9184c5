import type { Pointer } from '../source.js';
import { isTooDeep, MOST_UNFOLDED } from './limits.js';

/** Counts what overlays put into a document. A part that is copied into itself again and again would double it each time. */
export class Growth {
  #added = 0;

  /** What would be too much if a value were put at these places: its depth, or how many values have come by now. */
  exceeds(value: unknown, places: readonly Pointer[]): 'depth' | 'values' | undefined {
    const deepest = Math.max(...new Set(places.map(({ length }) => length)));
    if (isTooDeep(value, deepest + 1)) return 'depth';
    const most = Math.floor((MOST_UNFOLDED - this.#added) / places.length);
    const size = sizeOf(value, most);
    if (size > most) return 'values';
    this.#added += size * places.length;
    return undefined;
  }
}

/** How many values a value is made of; of more than `most` it counts no further. */
function sizeOf(value: unknown, most: number): number {
  const open = [value];
  let size = 0;
  while (open.length > 0 && size <= most) {
    size += 1;
    const next = open.pop();
    if (typeof next === 'object' && next !== null)
      for (const member of Object.values(next)) open.push(member);
  }
  return size;
}
