import { words } from '../../words.js';
import { isPlainVerb, isSentence, startsId, stem } from './english.js';
import { readId } from './id.js';
import type { Route } from './route.js';

/** The words of a resource and of a method, as an id says them. */
export interface Both {
  readonly resource: readonly string[];
  readonly method: readonly string[];
}

interface Spoken {
  readonly operationId: string | undefined;
  readonly httpMethod: string;
  readonly tags: readonly string[];
}

/** An id that says both outright: `tasks.create`, `repos/list-commits`, `disk.files.list`, `TasksController.findAll`. */
export function readOutright(
  { operationId, httpMethod, tags }: Spoken,
  route: Route,
  title: readonly string[],
): Both | undefined {
  if (operationId === undefined || !/^[\w-]{1,100}([./][\w-]{1,100}){1,9}$/.test(operationId))
    return undefined;
  const parts = operationId.split(/[./]/);
  const isSpelled = parts.length > 2 && readId(operationId, httpMethod, route).kind === 'path';
  // A part that begins with a digit belongs to a number: `resource__1.0_tasks`.
  if (isSpelled || isHttp(parts[0]!) || parts.some((part) => /^\d|-$/.test(part))) return undefined;
  const telling = withoutPlace(parts);
  const [head = '', second = ''] = telling;
  const isApi = title.includes(head.toLowerCase()) || tags.includes(second) || !isOnRoute(head, route);
  const named = telling.length > 2 && isApi ? telling.slice(1) : telling;
  if (named.length < 2) return undefined;
  const both = {
    resource: withoutController(named.slice(0, -1).flatMap(words)),
    method: words(named.at(-1)!),
  };
  return both.resource.length > 0 && both.method.length > 0 ? both : undefined;
}

/** `Things_Get`, `TasksController_findAll`, `tasks_list` of a route or a tag that speaks of tasks. */
export function readSplit(
  operationId: string | undefined,
  route: Route,
  tagged: readonly string[] | undefined,
): Both | undefined {
  const parts = /^([A-Za-z][A-Za-z0-9]{0,99})_([A-Za-z][A-Za-z0-9]{0,99})$/.exec(operationId ?? '');
  if (parts === null) return undefined;
  const [, front = '', back = ''] = parts;
  const resource = withoutController(words(front));
  const method = words(back);
  const isPascal = /^[A-Z]/.test(front) && /^[A-Z]/.test(back) && !startsId(resource[0]);
  if (isPascal || resource.length < words(front).length) return { resource, method };
  const acts = resource.length === 1 ? isPlainVerb(resource[0]) : isSentence(resource);
  if (acts && !/^[A-Z]\w*_[A-Z]/.test(parts[0])) return undefined;
  // `AddTask_Post` does something, whatever its path says; only a tag can tell that `UpdateGroups` are things.
  const onRoute = acts ? [] : route.all.map((step) => step.words);
  const known = [...onRoute, ...(tagged === undefined ? [] : [tagged])];
  const same = known.find((other) => stem(other) === stem(resource));
  return same && { resource: same, method };
}

const PLACE = /^(api|rest|v\d\w*|controllers|handlers)$/;

/** `src.acme.api.v1.controllers.tasks.list` is where the code stands: what it is about comes behind that. */
function withoutPlace(parts: readonly string[]): readonly string[] {
  const last = parts.findLastIndex((part) => PLACE.test(part));
  if (last < parts.length - 2) return parts.slice(last + 1);
  const first = parts.findIndex((part) => !PLACE.test(part));
  return first === -1 ? [] : parts.slice(first);
}

function isHttp(part: string): boolean {
  return /^(get|put|post|patch|delete)$/i.test(part);
}

function withoutController(name: readonly string[]): readonly string[] {
  return name.filter((word, index) => index === 0 || word !== 'Controller');
}

function isOnRoute(part: string, route: Route): boolean {
  const wanted = stem(words(part));
  return route.all.some((step) => step.kind === 'words' && stem(step.words) === wanted);
}
