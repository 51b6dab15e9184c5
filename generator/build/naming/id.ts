import { words } from '../../words.js';
import {
  isPlainVerb,
  isPlural,
  isPreposition,
  isReading,
  isVerb,
  startsId,
  stem,
  tellingWords,
} from './english.js';
import type { Route, Step } from './route.js';

/** What an id says, and how much of it is nothing but method and path spelled out. */
export type Said =
  | { readonly kind: 'nothing' }
  /** Method and path, with a verb behind them that may say more than the HTTP method does. */
  | { readonly kind: 'path'; readonly hint: string | undefined }
  | { readonly kind: 'words'; readonly words: readonly string[] };

const LONGEST = 40;

/** Reads an id that does not say resource and method outright. */
export function readId(operationId: string | undefined, httpMethod: string, route: Route): Said {
  if (operationId === undefined) return { kind: 'nothing' };
  const all = words(operationId.slice(0, 1000)).slice(0, LONGEST * 2);
  if (all.length === 0) return { kind: 'nothing' };
  const spelled = all.length <= LONGEST ? spelledOut(all, httpMethod, route) : undefined;
  if (spelled?.before.length === 0) {
    return { kind: 'path', hint: hintOf(spelled.behind) };
  }
  const [verb, what] = spelled?.behind ?? [];
  if (isPlainVerb(verb) && what !== undefined) {
    // Behind the path `put_id` says as little as the path, `getUserTasks` says it all.
    const isMethod = isHttp(verb, httpMethod) && /^(by|id)$/i.test(what);
    return isMethod ? { kind: 'path', hint: undefined } : { kind: 'words', words: spelled!.behind };
  }
  const telling = spelled?.before ?? tellingWords(operationId);
  const own = withoutTrimmings(telling, httpMethod, route);
  if (
    own.length === 0 ||
    KEY.test(operationId) ||
    !/^[\p{L}\p{N}_]/u.test(operationId) ||
    /[/{}]/.test(operationId)
  )
    return { kind: 'path', hint: undefined };
  return { kind: 'words', words: own };
}

/** An id that no person wrote: the key of a row in somebody's database. */
const KEY = /^(?=.*\d)(?=.*[a-f])([0-9a-f]{12,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** `GET_AddTags` and `2.AddTags` are `addTags`; `listTasksUsingGET_1` is `listTasks`. */
function withoutTrimmings(id: readonly string[], httpMethod: string, { all }: Route): readonly string[] {
  const name = id.slice(id.findIndex((word) => !/^\d+$/.test(word)));
  const using = name.findIndex(
    (word, index) => index > 0 && word === 'Using' && isHttp(name[index + 1], httpMethod),
  );
  const kept = using === -1 ? name : name.slice(0, using);
  const rest = kept.slice(1);
  if (!isHttp(kept[0], httpMethod) || !isPlainVerb(rest[0])) return kept;
  // `DeleteConnectPeer` of `/connect-peers` deletes; `postClearTasks` of `/clearTasks` does not post.
  const isThing = all.some((step) => isPlural(step.words.at(-1)) && stem(step.words) === stem(rest));
  return isThing && httpMethod !== 'post' ? kept : rest;
}

function isHttp(word: string | undefined, httpMethod: string): boolean {
  return word?.toLowerCase() === httpMethod;
}

interface Spelled {
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

/** Where an id spells out the whole path: what stands before that and behind it, without the HTTP method. */
function spelledOut(id: readonly string[], httpMethod: string, { all, steps }: Route): Spelled | undefined {
  const lower = id.map((word) => word.toLowerCase());
  const telling = new Set(steps);
  let best = { start: 0, end: 0 };
  for (let start = 0; start < lower.length; start += 1) {
    const end = spellsFrom(lower, start, all, telling);
    if (end !== undefined && end - start > best.end - best.start) best = { start, end };
  }
  const { start, end } = best;
  if (end === 0) return undefined;
  const before = start === 1 && isHttp(id[0], httpMethod) ? [] : id.slice(0, start);
  // `listPets` repeats the path's one word as any id does: nothing is spelled out there.
  if (before.length > 0 && (end - start < 2 || id.length === end)) return undefined;
  return { before, behind: isHttp(id.at(-1), httpMethod) ? id.slice(end, -1) : id.slice(end) };
}

/** How far the words from a start on spell the steps: what says something has to be there, holes and noise may. */
function spellsFrom(
  id: readonly string[],
  start: number,
  steps: readonly Step[],
  telling: ReadonlySet<Step>,
): number | undefined {
  // All places where the steps so far may end, the longest spelling first.
  let ends: readonly number[] = [start];
  for (const step of steps) {
    const spellings = spellingsOf(step, telling.has(step));
    const next = ends.flatMap((at) => spellings.flatMap((spelling) => consume(id, at, spelling) ?? []));
    ends = [...new Set(next)];
  }
  return ends[0];
}

function spellingsOf({ kind, words: said }: Step, isTelling: boolean): readonly (readonly string[])[] {
  if (kind === 'words') return isTelling ? [said] : [said, []];
  const last = said.slice(-1);
  return [said, ['by', ...said], last, ['by', ...last], ['id'], ['by', 'id'], []];
}

/** Words may be cut differently in id and path: `bankAccounts` and `bankaccounts` are one. */
function consume(id: readonly string[], at: number, spelling: readonly string[]): number | undefined {
  const wanted = spelling.join('').toLowerCase();
  let given = '';
  let next = at;
  while (given.length < wanted.length && next < id.length) given += id[next++]!;
  return given === wanted ? next : undefined;
}

/** `post-/tasks_create` and `get-/tasks_getById` say a verb behind the path; reading ones are told by the path itself. */
function hintOf(behind: readonly string[]): string | undefined {
  const [first, second] = behind.map((word) => word.toLowerCase());
  if (first === undefined) return undefined;
  if (behind.length === 1) return isVerb(first) && first !== 'get' ? first : undefined;
  if (first === 'get' && second === 'all') return 'list';
  return isReading(first) && second === 'by' ? 'get' : undefined;
}

const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the']);
const QUALIFIERS: ReadonlySet<string> = new Set([
  ...ARTICLES,
  'one',
  'many',
  'all',
  'multiple',
  'single',
  'new',
]);
const isQualifier = (word: string | undefined): boolean =>
  word !== undefined && QUALIFIERS.has(word.toLowerCase());

/** What an id says of a method, and whether it spoke of many. */
export interface Short {
  readonly words: readonly string[];
  readonly many: boolean;
}

/** An id without the words that its resource says already: `createTask` of `tasks` is `create`, `getTaskComments` `getComments`. */
export function withoutResource(id: readonly string[], resource: readonly string[], { all }: Route): Short {
  const wanted = stem(resource);
  const isThing = all.some((step) => stem(step.words) === stem(id.slice(0, 1)));
  const verb =
    startsId(id[0]) || (id.length > 1 && !isThing && stem(id.slice(1)) === wanted)
      ? 1 + Number(isVerb(id[1]) && !isVerb(id[0]))
      : 0;
  let start = verb;
  while (isQualifier(id[start]) && start > 0) start += 1;
  for (let end = id.length; end > start; end -= 1) {
    if (stem(id.slice(start, end)) !== wanted) continue;
    const rest = [
      ...id.slice(0, start).filter((word) => !ARTICLES.has(word.toLowerCase())),
      ...id.slice(end),
    ];
    if (rest.length === 0 || isPreposition(id[start - 1])) break;
    return { words: rest, many: isPlural(id[end - 1]) };
  }
  return { words: withoutTail(id, wanted), many: false };
}

/** `getDependenciesForTask` of `tasks` is `getDependencies`. */
function withoutTail(id: readonly string[], wanted: string): readonly string[] {
  if (/^(group|order|sort)$/i.test(id[0]!) && /^by$/i.test(id[1] ?? '') && stem(id.slice(2)) === wanted)
    return id.slice(0, 2);
  for (let at = 2; at < id.length - 1; at += 1) {
    if (!isPreposition(id[at])) continue;
    const from = at + 1 + Number(isQualifier(id[at + 1]));
    if (stem(id.slice(from)) === wanted) return id.slice(0, at);
  }
  return id;
}

/** What is left of an id in the words that people use: `findAll` is `list` where a list is read, `getById` `get`, `createOne` `create`. */
export function usual(
  { words: name, many }: Short,
  httpMethod: string,
  onOne: boolean,
  batch: boolean,
): readonly string[] {
  const [verb, ...more] = name.map((word) => word.toLowerCase());
  const [second] = more;
  const reads = isReading(verb) && httpMethod === 'get';
  if (
    reads &&
    !onOne &&
    ((more.length === 0 && many && verb !== 'find') ||
      (more.length === 1 && /^(all|many|page|list)$/.test(second!)))
  )
    return ['list'];
  const one = reads && /^(find|get)$/.test(verb!) ? ['get'] : [verb!];
  if (more.length === 1 && second === 'one') return one;
  if (more.length === 2 && second === 'by' && more[1] === 'id' && onOne) return one;
  if (more.length === 1 && second === 'many' && batch) return ['batch', verb!];
  return name;
}
