import { words } from '../../words.js';
import { isCall, isPlainVerb, isSentence, stem } from './english.js';

/** A part of a path that says something: words, or a hole for a value. */
export type Step =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'hole'; readonly words: readonly string[] };

/** A path as it is understood: what it goes through, without what says nothing. */
export interface Route {
  readonly steps: readonly Step[];
  /** All its steps, those that say nothing among them, for telling routes apart. */
  readonly all: readonly Step[];
  readonly version: string | undefined;
  /** The words between the dots of `/chat.postMessage`: such a path says resource and method itself. `/sendMessage` says a method alone. */
  readonly call: readonly (readonly string[])[] | undefined;
}

/** Parts that say nothing about what a path is about, unless there is nothing else. */
const NOISE = /^(api|apis|rest|json|rpc|odata|crm|objects?|beta|alpha|_api)$/i;
const VERSION = /^(v?\d+([._]\d+)*|v\d+[a-z]+\d*|\d{4}-\d{2}(-\w+)*|v)$/i;
const ENDING = /\.(json|xml|php|aspx?|ashx|csv|html?|txt|jsp|do|svc)$/i;
const NO_NOUN = /^(batch|bulk|me|self)$/i;
const LONGEST_PART = 200;
const MOST_PARTS = 40;

/** Takes a path apart. What follows a `?` or `#` in it counts as further parts: some documents tell operations apart by that. */
export function routeOf(path: string): Route {
  const [main = '', ...behind] = path.split(/[?#]/);
  const whole = [...main.split('/'), ...behind.flatMap((text) => text.split('&').map(valueOf))];
  const parts =
    whole.length <= MOST_PARTS ? whole : [...whole.slice(0, MOST_PARTS / 2), ...whole.slice(-MOST_PARTS / 2)];
  const all: Step[] = [];
  const steps: Step[] = [];
  let version: string | undefined;
  for (const part of parts.flatMap(piecesOf)) {
    const step = stepOf(part);
    if (VERSION.test(part)) version ??= part;
    if (step === undefined) continue;
    all.push(step);
    if (step.kind === 'hole' ? !/version$/i.test(part) : !VERSION.test(part) && !NOISE.test(part))
      steps.push(step);
  }
  const call = callOf(main) ?? soleCallOf(main, steps);
  return { steps: steps.some(isNoun) ? steps : withNoise(all, steps), all, version, call };
}

/** `/sendMessage`, where nothing else is said: a sentence in one part, of a verb and what it is done to. */
function soleCallOf(path: string, steps: readonly Step[]): Route['call'] {
  const [only, ...others] = steps.filter(({ kind }) => kind === 'words');
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (
    only === undefined ||
    others.length > 0 ||
    only !== steps.at(-1) ||
    !/^[a-z]+([A-Z][a-z]*)+$/.test(last)
  )
    return undefined;
  return isCall(only.words) ? [only.words] : undefined;
}

function callOf(path: string): Route['call'] {
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (!/^[a-z_]\w*(\.[a-z_]\w*)+$/i.test(last) || ENDING.test(last) || VERSION.test(last)) return undefined;
  const parts = last.split('.').map(words);
  return parts.every(({ length }) => length > 0) ? parts : undefined;
}

/** What a path says is called, with its resource where it says that. What has no resource may be a thing after all if it is changed. */
export function callOn(
  { call }: Route,
  httpMethod: string,
): { readonly resource: readonly string[] | undefined; readonly method: readonly string[] } | undefined {
  const method = call?.at(-1);
  if (call === undefined || method === undefined) return undefined;
  if (call.length > 1) return { resource: call.slice(0, -1).flat(), method };
  const calls = httpMethod === 'post' || (httpMethod === 'get' && isPlainVerb(method[0]));
  return calls ? { resource: undefined, method } : undefined;
}

/** Where a path names nothing, the last of its noise is what it is about. */
function withNoise(all: readonly Step[], steps: readonly Step[]): readonly Step[] {
  const last = all.findLast(
    (step) => isNoun(step) && !/^\d|^v\d/i.test(step.words[0]!) && !steps.includes(step),
  );
  const named = last ?? (steps.some(({ kind }) => kind === 'words') ? undefined : all.findLast(isNoun));
  return all.filter((step) => step === named || steps.includes(step));
}

/** Whether a step may be what a path is about: no verb, and nobody's own self. */
export function isNoun({ kind, words: said }: Step): boolean {
  return (
    kind === 'words' &&
    !isSentence(said) &&
    !(said.length === 1 && (isPlainVerb(said[0]) || NO_NOUN.test(said[0]!)))
  );
}

function valueOf(pair: string): string {
  return pair.slice(pair.indexOf('=') + 1);
}

/** `{id}:archive` is a hole and a word, `chat.postMessage` two words, `tasks.json` one. */
function piecesOf(part: string): readonly string[] {
  const short = part.slice(0, LONGEST_PART);
  if (VERSION.test(short)) return [short];
  return short.split(/(\{[^{}]*\})/).flatMap((piece) => {
    return piece.startsWith('{') ? [piece] : piece.replace(ENDING, '').split(/[.:()=,;]/);
  });
}

function stepOf(part: string): Step | undefined {
  const found = words(part);
  if (/^\{.*\}$/.test(part)) return { kind: 'hole', words: found };
  return found.length > 0 ? { kind: 'words', words: found } : undefined;
}

/** Whether a hole chooses a kind of thing, not one thing: `/properties/{objectType}` are many, `/rule-type/{ruleType}` is one. */
export function isKind(step: Step | undefined, before: Step | undefined): boolean {
  if (step?.kind !== 'hole' || step.words.length < 2 || !/^(types?|kinds?)$/i.test(step.words.at(-1)!))
    return false;
  return before?.kind !== 'words' || stem(before.words) !== stem(step.words);
}

/** Whether a route ends at one thing. */
export function endsAtOne({ steps }: Route): boolean {
  return steps.at(-1)?.kind === 'hole' && !isKind(steps.at(-1), steps.at(-2));
}

/** Whether it goes by many things at once. */
export function isBatch({ steps }: Route): boolean {
  return steps.some(isModifier);
}

/** `batch` and `bulk` say how something is done, not what. */
export function isModifier(step: Step | undefined): boolean {
  return step?.kind === 'words' && step.words.length === 1 && /^(batch|bulk)$/i.test(step.words[0]!);
}
