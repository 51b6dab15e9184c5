import { capital, words } from '../words.js';
import { isCall, isPlainVerb, isVerb, joined, singular, stem } from './naming/english.js';
import { readId, usual, withoutResource } from './naming/id.js';
import { methodOf } from './naming/method.js';
import { readOutright, readSplit } from './naming/outright.js';
import { callOn, endsAtOne, isBatch, routeOf, type Route } from './naming/route.js';
import { settle, type Wish } from './naming/settle.js';
import { subjectOf, titleWords, wordsOfTag } from './naming/subject.js';

/** What an operation is called: the resource it belongs to and the method there. */
export interface OperationName {
  readonly resource: string;
  readonly method: string;
}

/** What names an operation. */
export interface Unnamed {
  readonly operationId: string | undefined;
  readonly tags: readonly string[];
  readonly httpMethod: string;
  readonly path: string;
  /** The name that it is given beside its id. */
  readonly given?: OperationName | undefined;
}

/**
 * Names all operations of a document. Each name is made of what the operation says itself: its id where that says something, else its
 * method and path; the order of the document does not matter.
 */
export function nameOperations<U extends Unnamed>(
  operations: readonly U[],
  title: string,
): ReadonlyMap<U, OperationName> {
  const header = titleWords(title);
  const wishes = operations.map((operation) => ({ ...wishOf(operation, header), operation }));
  const settled = settle(wishes);
  return new Map(wishes.map((wish) => [wish.operation, settled.get(wish)!]));
}

function wishOf(operation: Unnamed, title: readonly string[]): Wish {
  const { given, httpMethod, path } = operation;
  const route = routeOf(path);
  const both = given === undefined ? readOutright(operation, route, title) : undefined;
  const said = both && { resource: joined(both.resource, 'api'), method: joined(both.method) };
  const name = given ?? said ?? derivedName(operation, route, title);
  const method = safe(name.method);
  const steps = route.steps.map((step) => (step.kind === 'hole' ? '{}' : step.words.join('')));
  return {
    resource: name.resource,
    method,
    others: () => longer(name, operation, route).map(safe),
    outright: given === undefined ? Number(said !== undefined) : 2,
    httpMethod,
    path,
    versioned: () => route.version && joined([...words(method), ...words(route.version)]),
    timeless: [httpMethod, ...steps].join('/'),
  };
}

interface Derived extends OperationName {
  /** The whole id, where it says something. */
  readonly whole?: string;
  /** The step of the route that names the resource. */
  readonly at?: number;
}

/** A name that has to be worked out: the resource from id, tag or path, the method from the id, else from method and path. */
function derivedName(
  { operationId, httpMethod, tags }: Unnamed,
  route: Route,
  title: readonly string[],
): Derived {
  const id = readId(operationId, httpMethod, route);
  const tagged = tags.map((tag) => wordsOfTag(tag, title)).find((tag) => tag !== undefined);
  const call = id.kind === 'words' ? undefined : callOn(route, httpMethod);
  if (call !== undefined) {
    const holder = tagged !== undefined && stem(tagged) === stem(call.method) ? undefined : tagged;
    return { resource: joined(call.resource ?? holder ?? [], 'api'), method: joined(call.method) };
  }
  const split = readSplit(operationId, route, tagged);
  const said = split?.method ?? (id.kind === 'words' ? id.words : undefined);
  const subject = subjectOf(route, tags);
  const at = subject?.at ?? -1;
  const byTag = id.kind === 'words' ? tagged : undefined;
  const about = split?.resource ?? byTag ?? subject?.words ?? tagged ?? ['api'];
  const resource = joined(about, 'api');
  const repeats = said !== undefined && split === undefined && stem(said) === stem(about);
  const calls = byTag === undefined || httpMethod === 'post' || isPlainVerb(said?.[0]);
  if (repeats && calls && isCall(said)) return { resource: 'api', method: joined(said) };
  if (said !== undefined && (!repeats || isVerb(said.join('')))) {
    const short = usual(withoutResource(said, about, route), httpMethod, endsAtOne(route), isBatch(route));
    return { resource, method: joined(short), whole: joined(said), at };
  }
  const method = methodOf({
    httpMethod,
    resource: route.steps[at]?.words ?? about,
    before: route.steps.slice(0, Math.max(at, 0)),
    rest: route.steps.slice(at + 1),
    hint: id.kind === 'path' ? id.hint : undefined,
  });
  return { resource, method, at };
}

/** As much of a path as words are made of. */
const LONGEST_PATH = 200;

/** Names for an operation whose name another one has: the whole id, what it stands below, what it takes, the end of its path. */
function longer(
  { method, whole, at = 0 }: Derived,
  { httpMethod, path }: Unnamed,
  route: Route,
): readonly string[] {
  const base = words(method);
  const parents = route.steps.slice(0, Math.max(at, 0)).filter(({ kind }) => kind === 'words');
  const holes = route.steps.filter(({ kind }) => kind === 'hole');
  const below = parents.flatMap(({ words: said }) => [...said.slice(0, -1), singular(said.at(-1)!)]);
  const by = holes.flatMap(({ words: said }, index) => (index === 0 ? said : ['and', ...said]));
  return [
    ...(whole === undefined || whole === method ? [] : [whole]),
    ...(below.length === 0 ? [] : [joined([...base, 'by', ...below])]),
    ...(by.length === 0 ? [] : [joined([...base, 'by', ...by])]),
    ...(base[0] === httpMethod ? [] : [joined([httpMethod, ...base])]),
    joined([httpMethod, ...ending(words(path.slice(-LONGEST_PATH)))]),
  ];
}

/** As many of the last words as a name can hold: they tell long paths apart. */
function ending(name: readonly string[]): readonly string[] {
  let kept = name;
  while (kept.length > 1 && kept.join('').length > 50) kept = kept.slice(1);
  return kept;
}

/** Names that mean something to the language: with a method `then` a resource would be taken for a promise. */
const MEANT: ReadonlySet<string> = new Set(
  'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable prototype then toJSON toLocaleString toString valueOf'.split(
    ' ',
  ),
);

function safe(method: string): string {
  return MEANT.has(method) ? `call${capital(method)}` : method;
}
