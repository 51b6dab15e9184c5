/*
 * Bounds of what is read, so that every input has an answer in bounded time and memory, and everything behind this room may recurse.
 * The largest public documents have 47 MB as JSON (a graph of 18,000 operations) and are nested 40 levels deep. YAML takes forty bytes
 * of memory for each of its own.
 */
export const MOST_BYTES = 128 * 2 ** 20;
export const MOST_YAML_BYTES = 48 * 2 ** 20;
export const DEEPEST = 300;
/** How many values aliases of YAML may add, and how many overlays. */
export const MOST_UNFOLDED = 500_000;

/** Why a source is not read that is larger than the most that are. */
export function tooLarge(most: number): string {
  return `it is larger than the ${most / 2 ** 20} MB that are read`;
}

/** Whether anything lies deeper than what is read. */
export function isTooDeep(value: unknown, depth = 1): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > DEEPEST || Object.values(value).some((member) => isTooDeep(member, depth + 1));
}
