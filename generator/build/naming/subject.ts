import { words } from '../../words.js';
import { isPlural, isVersion, stem, tellingWords } from './english.js';
import { isNoun, type Route } from './route.js';

/** What an operation is about: the words of its resource, and where its route speaks of it. */
export interface Subject {
  readonly words: readonly string[];
  /** The step of the route that names it; -1 where none does. */
  readonly at: number;
}

/** Tags that order a page of documentation and name no thing. */
const EMPTY =
  /^(advanced|all|api|apis|basic|batch|beta|common|core|crud|default|endpoints?|general|legacy|main|methods|misc|miscellaneous|other|others|operations|private|public|rest|root|untagged)$/i;
const TRIMMINGS = /^(api|apis|controller|endpoint|endpoints|operations|resource|rest)$/i;
const LONGEST_TAG = 5;

/** The words of a tag that names a thing: no sentence, no drawer of the documentation, not the API itself. */
export function wordsOfTag(tag: string, title: readonly string[]): readonly string[] | undefined {
  // A tag that is a whole path says no more than the path.
  if (/^\/.*(\{|\d\.\d)/.test(tag)) return undefined;
  let said = behindVersion(tag);
  while (said.length > 1 && TRIMMINGS.test(said.at(-1)!)) said = said.slice(0, -1);
  if (said.every(isVersion) || said.length > LONGEST_TAG || (said.length === 1 && EMPTY.test(said[0]!)))
    return undefined;
  return said.every((word) => title.includes(word.toLowerCase())) ? undefined : said;
}

/** `ConversationsV1Message` are the messages of an API and its version. */
function behindVersion(tag: string): readonly string[] {
  const all = words(tag.slice(0, 200));
  const version = all.findLastIndex((word) => /^v\d+$/i.test(word));
  return version > 0 && version < all.length - 1 ? all.slice(version + 1) : tellingWords(tag);
}

/** What a path is about: the part that one of the tags names, else what `objects/` holds, else the first that is a thing. */
export function subjectOf(route: Route, tags: readonly string[]): Subject | undefined {
  const nouns = route.steps.flatMap((step, at) => (isNoun(step) ? [{ words: step.words, at }] : []));
  for (const tag of tags) {
    const wanted = stem(behindVersion(tag));
    const named = wanted === '' ? undefined : nouns.findLast((noun) => stem(noun.words) === wanted);
    if (named === undefined) continue;
    // Of `/transcript` and "Transcripts" the many are the better name.
    return isPlural(named.words.at(-1)) ? named : { ...named, words: behindVersion(tag) };
  }
  const container = route.all.findIndex(
    ({ kind, words: said }) => kind === 'words' && /^objects$/i.test(said.join('')),
  );
  const inside = nouns.find(({ at }) => container !== -1 && route.steps[at] === route.all[container + 1]);
  return inside ?? nouns[0];
}

/** The words of a title, for comparing. */
export function titleWords(title: string): readonly string[] {
  return words(title.slice(0, 200)).map((word) => word.toLowerCase());
}
