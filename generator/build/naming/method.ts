import {
  isAsking,
  isPlainVerb,
  isPlural,
  isPreposition,
  isRemoving,
  isSentence,
  isVerb,
  joined,
  singular,
  stem,
} from './english.js';
import { isKind, isModifier, type Step } from './route.js';

/** What is done along a route behind the part that names the resource. */
export interface Way {
  readonly httpMethod: string;
  /** The words of the resource. */
  readonly resource: readonly string[];
  /** What stands before it: `/restore/tasks`, `/batch/tasks`. */
  readonly before: readonly Step[];
  readonly rest: readonly Step[];
  /** The verb that the id says, where it adds to the path: `archive` for a DELETE. */
  readonly hint: string | undefined;
}

/** A method's name from what the HTTP method does at a path: `list`, `get`, `createNote`, `archive`, `batchUpdate`. */
export function methodOf(way: Way): string {
  const trail = trailOf(way);
  const said = actionOf(way, trail);
  const by =
    trail.by.length === 0
      ? []
      : ['by', ...trail.by.flatMap((name, index) => (index === 0 ? name : ['and', ...name]))];
  return joined([...(said ?? plain(way, trail)), ...by]);
}

/** The rest of a route, sorted. */
interface Trail {
  /** The things below the resource; with a hole behind it one is meant. */
  readonly things: readonly { readonly words: readonly string[]; readonly one: boolean }[];
  /** The last part, if it may be what is done, and not what it is done to. */
  readonly action: readonly string[] | undefined;
  readonly batch: boolean;
  /** What one thing is found by: `/users/by-email/{email}`. */
  readonly by: readonly (readonly string[])[];
  /** The route ends at one thing. */
  readonly onOne: boolean;
  /** It ends at a kind of things. */
  readonly onKind: boolean;
}

const SELECTING =
  /^(ids?|uuid|guid|name|slug|email|username|login|key|code|handle|sku|alias|external|ref|reference)$/i;

function trailOf({ rest, resource, httpMethod, hint }: Way): Trail {
  const meansMany = (index: number): boolean =>
    isKind(rest[index], rest[index - 1]) && /^(get|post)$/.test(httpMethod) && hint !== 'get';
  const things: { words: readonly string[]; one: boolean }[] = [];
  const by: (readonly string[])[] = [];
  let batch = false;
  let lastThing = -1;
  for (const [index, step] of rest.entries()) {
    if (step.kind === 'hole') continue;
    const next = rest[index + 1];
    const selector = selectorOf(step, next);
    if (selector !== undefined) by.push(selector);
    else if (isModifier(step) && (next !== undefined || things.length > 0 || httpMethod !== 'get'))
      batch = true;
    else if (index > 0 || stem(step.words) !== stem(resource)) {
      things.push({ words: step.words, one: next?.kind === 'hole' && !meansMany(index + 1) });
      lastThing = index;
    }
  }
  const last = things.at(-1);
  const behind = rest.slice(lastThing + 1);
  const isCall = last !== undefined && lastThing === 0 && isSentence(last.words);
  const acts = last !== undefined && by.length === 0 && (isCall || mayAct(httpMethod, last, behind, hint));
  const end = rest.at(-1);
  return {
    things: acts ? things.slice(0, -1) : things,
    action: acts ? last.words : undefined,
    batch,
    by,
    onOne: end?.kind === 'hole' && !meansMany(rest.length - 1),
    onKind: meansMany(rest.length - 1),
  };
}

/** `by-email/{email}`, `name/{name}`, `object-type-id/{objectTypeId}`. */
function selectorOf({ words }: Step, next: Step | undefined): readonly string[] | undefined {
  if (next?.kind !== 'hole' || isKind(next, undefined)) return undefined;
  if (words[0]!.toLowerCase() === 'by' && words.length > 1) return words.slice(1);
  if (
    SELECTING.test(words.at(-1)!) &&
    !isPlural(words.at(-1)) &&
    (words.length === 1 || stem(words) === stem(next.words))
  )
    return words;
  return undefined;
}

/** Whether the last part of a path is what is done there. */
function mayAct(
  httpMethod: string,
  { words, one }: { readonly words: readonly string[]; readonly one: boolean },
  behind: readonly Step[],
  hint: string | undefined,
): boolean {
  const [first] = words;
  const alone = words.length === 1;
  if (behind.length > 1) return false;
  if (httpMethod === 'get' || httpMethod === 'head')
    return (
      isAsking(first) &&
      (alone || (isPlainVerb(first) && !isPlural(words.at(-1)))) &&
      (!one || isPlainVerb(first))
    );
  if (httpMethod === 'delete') return isRemoving(first) && !one;
  if (one) return isPlainVerb(first) && !isPlural(words.at(-1));
  if (isVerb(first)) return alone || isPlainVerb(first) || !isPlural(words.at(-1));
  return httpMethod === 'post' && hint === undefined && !isPlural(words.at(-1));
}

/** The words of what a path says is done, with what it is done to behind the verb: `renameFolder`, `addMembershipsFrom`. */
function actionOf({ before, resource }: Way, trail: Trail): readonly string[] | undefined {
  const first = before.findLast((step) => step.kind === 'words' && isVerb(step.words[0]));
  const action = trail.action ?? (trail.things.length === 0 ? prefixOf(first, trail) : undefined);
  if (action === undefined) return undefined;
  const things = thingsOf(trail, (thing) => thing.one);
  const batch = trail.batch ? ['batch'] : [];
  const [verb, ...said] = action;
  const more = said.length > 1 && stem(said.slice(0, 1)) === stem(resource) ? said.slice(1) : said;
  if (!isVerb(verb)) return [...batch, ...things, ...action];
  if (more.length > 0 && !isPreposition(more.at(-1)) && isVerb(more.at(-1)))
    return [...batch, ...action, ...things];
  return [...batch, verb!, ...things, ...more];
}

/** `/restore/tasks/{id}` restores one, `/restore/tasks` many. */
function prefixOf(step: Step | undefined, { onOne }: Trail): readonly string[] | undefined {
  if (step === undefined) return undefined;
  return onOne || isAsking(step.words[0]) || step.words.length > 1 ? step.words : [...step.words, 'many'];
}

function thingsOf(
  { things }: Trail,
  lastIsOne: (thing: Trail['things'][number]) => boolean,
): readonly string[] {
  return things.flatMap((thing, index) => {
    const one = index < things.length - 1 || lastIsOne(thing);
    return one ? [...thing.words.slice(0, -1), singular(thing.words.at(-1)!)] : thing.words;
  });
}

/** What is done where the path does not say it: what the HTTP method means for one thing, and for many. */
function plain(way: Way, trail: Trail): readonly string[] {
  const { httpMethod, resource, hint } = way;
  const last = trail.things.at(-1)?.words.at(-1) ?? resource.at(-1);
  const onOne = trail.onOne || (trail.by.length > 0 && !trail.onKind);
  const all = last?.toLowerCase() === 'all';
  const many = !onOne && (all || trail.onKind || isPlural(last));
  const below = trail.things.length > 0;
  const batch = trail.batch || way.before.some(isModifier);
  const verb = hint ?? verbOf(httpMethod, onOne, many, below);
  const sorted = all ? { ...trail, things: trail.things.slice(0, -1) } : trail;
  const things = thingsOf(sorted, () => onOne || (httpMethod === 'post' && !batch));
  return [...(batch ? ['batch'] : []), verb, ...things];
}

function verbOf(httpMethod: string, onOne: boolean, many: boolean, below: boolean): string {
  switch (httpMethod) {
    case 'get':
      return many ? 'list' : 'get';
    case 'post':
      return onOne ? 'update' : 'create';
    case 'put':
      return many ? 'put' : 'replace';
    case 'patch':
      return many && !below ? 'updateMany' : 'update';
    case 'delete':
      return many && !below ? 'deleteMany' : 'delete';
    default:
      return httpMethod;
  }
}
