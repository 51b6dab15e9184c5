import type { Report } from '../../diagnostics.js';
import type { Place } from '../../source.js';
import { didYouMean, nearest, Suggestion } from '../../suggest.js';

/** Words of OpenAPI for one thing: what it is called, the words there are, and what people write for them in other places. */
export interface Vocabulary {
  readonly what: string;
  readonly words: readonly string[];
  readonly others?: Readonly<Record<string, string>>;
  /** What becomes of a thing that has none of the words. */
  readonly effect: string;
}

/** Reports a word that OpenAPI does not have there. Its place may be a value or a name. */
export function unknownWord(
  word: string,
  { what, words, others = {}, effect }: Vocabulary,
  place: Place,
  report: Report,
): void {
  const meant = Object.hasOwn(others, word.toLowerCase()) ? others[word.toLowerCase()] : undefined;
  const help = meant === undefined ? didYouMean(nearest(word, words)) : new Suggestion([meant]);
  report.add(
    'document/unknown-word',
    place,
    { word, what, effect },
    help ?? `There are ${words.join(', ')}.`,
  );
}
