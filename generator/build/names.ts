import { capital, words } from '../words.js';
import { isPlainVerb, joined, singular, startsId, stem } from './naming/english.js';
import { readId, usual, withoutResource } from './naming/id.js';
import { methodOf } from './naming/method.js';
import { isKind, routeOf, type Route } from './naming/route.js';
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
  const { httpMethod, path } = operation;
  const route = routeOf(path);
  const outright = operation.given ?? outrightName(operation, route, title);
  const name = outright ?? derivedName(operation, route, title);
  const method = safe(name.method);
  return {
    resource: name.resource,
    methods: [method, ...longer(name, operation, route).map(safe)],
    outright: operation.given === undefined ? Number(outright !== undefined) : 2,
    httpMethod,
    path,
    versioned: route.version && joined([...words(method), ...words(route.version)]),
    timeless: [
      httpMethod,
      ...route.steps.map((step) => (step.kind === 'hole' ? '{}' : step.words.join(''))),
    ].join('/'),
  };
}

interface Derived extends OperationName {
  /** The whole id, where it says something. */
  readonly whole?: string;
  /** The step of the route that names the resource. */
  readonly at?: number;
}

/** An id that says both: `tasks.create`, `repos/list-commits`, `drive.files.list`, `TasksController.findAll`. */
function outrightName(
  { operationId, tags, httpMethod }: Unnamed,
  route: Route,
  title: readonly string[],
): Derived | undefined {
  if (operationId === undefined || !/^[\w-]{1,100}([./][\w-]{1,100}){1,9}$/.test(operationId))
    return undefined;
  const parts = operationId.split(/[./]/);
  if (
    parts.some((part) => part.endsWith('-')) ||
    (parts.length > 2 && readId(operationId, httpMethod, route).kind === 'path')
  )
    return undefined;
  if (/^(get|put|post|patch|delete)$/i.test(parts[0]!)) return undefined;
  const isNoise = (part: string): boolean => /^(api|rest|v\d\w*)$/.test(part);
  const first = parts.findIndex((part) => !isNoise(part));
  const telling = first === -1 ? [] : parts.slice(first);
  const [head = '', second = ''] = telling;
  const isApi = title.includes(head.toLowerCase()) || tags.includes(second) || !isOnRoute(head, route);
  const named = telling.length > 2 && isApi ? telling.slice(1) : telling;
  if (named.length < 2) return undefined;
  const resource = named
    .slice(0, -1)
    .flatMap(words)
    .filter((word, index) => index === 0 || word !== 'Controller');
  const method = words(named.at(-1)!);
  if (resource.length === 0 || method.length === 0) return undefined;
  return { resource: joined(resource, 'api'), method: joined(method) };
}

function isOnRoute(part: string, route: Route): boolean {
  const wanted = stem(words(part));
  return route.all.some((step) => step.kind === 'words' && stem(step.words) === wanted);
}

function derivedName(operation: Unnamed, route: Route, title: readonly string[]): Derived {
  const { operationId, httpMethod, tags } = operation;
  const said = readId(operationId, httpMethod, route);
  if (said.kind !== 'words' && route.call !== undefined)
    return { resource: joined(route.call.slice(0, -1).flat(), 'api'), method: joined(route.call.at(-1)!) };
  const tagged = tags.map((tag) => wordsOfTag(tag, title)).find((tag) => tag !== undefined);
  const subject = subjectOf(route, tags);
  const at = subject?.at ?? -1;
  const split = operationId === undefined ? undefined : splitId(operationId, route, tagged);
  const about = split?.resource ??
    (said.kind === 'words' ? tagged : undefined) ??
    subject?.words ??
    tagged ?? ['api'];
  const byPath = (): string =>
    methodOf({
      httpMethod,
      resource: subject?.words ?? about,
      before: route.steps.slice(0, Math.max(at, 0)),
      rest: route.steps.slice(at + 1),
      hint: said.kind === 'path' ? said.hint : undefined,
    });
  const resource = joined(about, 'api');
  if (split === undefined && said.kind !== 'words') return { resource, method: byPath(), at };
  const id = split?.method ?? (said.kind === 'words' ? said.words : []);
  const end = route.steps.at(-1);
  const isBatch = route.steps.some((step) => /^(batch|bulk)$/i.test(step.words.join('')));
  const short = usual(
    withoutResource(id, about, route),
    httpMethod,
    end?.kind === 'hole' && !isKind(end, route.steps.at(-2)),
    isBatch,
  );
  const whole = said.kind === 'words' ? said.whole : joined(id);
  return { resource, method: short.length === 0 ? byPath() : joined(short), whole, at };
}

/** `Things_Get`, `TasksController_findAll`, `tasks_list` of a route or a tag that speaks of tasks. */
function splitId(
  operationId: string,
  route: Route,
  tagged: readonly string[] | undefined,
): { readonly resource: readonly string[]; readonly method: readonly string[] } | undefined {
  const [, front, back] = /^([A-Za-z][A-Za-z0-9]{0,99})_([A-Za-z][A-Za-z0-9]{0,99})$/.exec(operationId) ?? [];
  if (front === undefined || back === undefined) return undefined;
  const resource = words(front).filter((word, index) => index === 0 || word !== 'Controller');
  const isController = resource.length < words(front).length;
  const isPascal = /^[A-Z]/.test(front) && /^[A-Z]/.test(back) && !startsId(resource[0]);
  const known = [...route.all.map((step) => step.words), tagged ?? []].find(
    (other) => stem(other) === stem(resource),
  );
  if (isController || isPascal) return { resource, method: words(back) };
  return known === undefined || isPlainVerb(resource[0])
    ? undefined
    : { resource: known, method: words(back) };
}

/** Names for an operation whose name another one has: the whole id, what it stands below, what it takes, its whole path. */
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
    joined([httpMethod, ...base]),
    joined([httpMethod, ...ending(words(path.slice(0, 1000)))]),
  ];
}

/** As many of the last words as a name can hold: they tell long paths apart. */
function ending(name: readonly string[]): readonly string[] {
  let kept = name;
  while (kept.length > 1 && kept.join('').length > 50) kept = kept.slice(1);
  return kept;
}

/** Names that mean something to the language: with a method `then` a resource would be taken for a promise. */
const MEANT: ReadonlySet<string> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'prototype',
  'then',
  'toJSON',
  'toLocaleString',
  'toString',
  'valueOf',
]);

function safe(method: string): string {
  return MEANT.has(method) ? `call${capital(method)}` : method;
}
