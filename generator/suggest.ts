/**
 * The candidates that a wrong word was most likely meant to be, best first: at most three, none when nothing is near.
 */
export function nearest(word: string, candidates: Iterable<string>): readonly string[] {
  if (word.length > LONGEST) return [];
  const limit = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const isNear = (candidate: string): boolean => Math.abs(candidate.length - word.length) <= limit;
  const holds = (candidate: string): boolean => word.length > 3 && candidate.includes(word);
  return [...new Set(candidates)]
    .filter((candidate) => candidate.length <= LONGEST && (isNear(candidate) || holds(candidate)))
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit || holds(candidate))
    .toSorted((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Longer words are not mistyped but made up, and to compare them would take long. */
const LONGEST = 200;

/** What was likely meant: as words, for editors, and as a sentence, for people. */
export class Suggestion {
  /** The likeliest first. */
  readonly words: readonly string[];

  constructor(words: readonly string[]) {
    this.words = words;
  }

  toString(): string {
    const quoted = this.words.map((word) => `"${word}"`);
    const last = quoted.pop() ?? '';
    return `Did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`;
  }
}

/** What to do about a fault: a sentence or two, or what was likely meant. */
export type Help = string | Suggestion;

/** "Did you mean a, b or c?", or undefined when there is nothing to offer. */
export function didYouMean(words: readonly string[]): Suggestion | undefined {
  return words.length === 0 ? undefined : new Suggestion(words);
}

/** Levenshtein distance, with a swap of neighbours as one step. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, older[j - 2]! + 1);
      current.push(best);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length]!;
}
