import { camelCase, words } from '../words.js';

/** What an operation is called: the resource it belongs to and the method there. */
export interface OperationName {
  readonly resource: string;
  readonly method: string;
}

interface Named {
  readonly operationId: string | undefined;
  readonly tag: string | undefined;
  readonly httpMethod: string;
  readonly path: string;
}

/**
 * The name of an operation: from an id that says both (`tasks.create`, `repos/list-commits`); else the resource from the tag or the
 * path, and the method from the id; else, where there is no id that a person could say, from method and path.
 */
export function operationName({ operationId, tag, httpMethod, path }: Named): OperationName {
  const both = /^([\w-]+)[./]([\w-]+)$/.exec(operationId ?? '');
  if (both !== null) return { resource: camelCase(both[1]!), method: camelCase(both[2]!) };
  const nouns = staticNouns(path);
  const sayable =
    operationId !== undefined &&
    /^[\p{L}_][\p{L}\p{N}_ .-]*$/u.test(operationId) &&
    words(operationId).length > 0;
  if (sayable) {
    const resource = tag ?? nouns[0] ?? 'api';
    return { resource: camelCase(resource, 'api'), method: camelCase(operationId) };
  }
  const known = tag !== undefined && nouns.some((noun) => camelCase(noun) === camelCase(tag));
  const resource = known ? tag : (nouns[0] ?? tag ?? 'api');
  return { resource: camelCase(resource, 'api'), method: methodFromPath(httpMethod, path, resource) };
}

/** Segments that say nothing about what a path is about. */
const NOISE = /^(api|rest|crm|objects?|v\d+(\.\d+)?|\d{4}-\d{2}(-\w+)?|beta|alpha)$/i;

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function isParameter(segment: string): boolean {
  return segment.includes('{');
}

function staticNouns(path: string): readonly string[] {
  const nouns = segmentsOf(path).filter((segment) => !isParameter(segment));
  const telling = nouns.filter((segment) => !NOISE.test(segment));
  return telling.length > 0 ? telling : nouns.slice(-1);
}

const VERBS: Readonly<Record<string, readonly [onCollection: string, onItem: string]>> = {
  get: ['list', 'get'],
  post: ['create', 'post'],
  put: ['replace', 'replace'],
  patch: ['updateMany', 'update'],
  delete: ['deleteAll', 'delete'],
};

function methodFromPath(httpMethod: string, path: string, resource: string): string {
  const segments = segmentsOf(path);
  const start = segments.findIndex((segment) => camelCase(segment) === camelCase(resource));
  const rest = segments.slice(start + 1);
  const tail = rest.filter((segment) => !isParameter(segment)).join(' ');
  const onItem = segments.length > 0 && isParameter(segments.at(-1)!);
  const [collection, item] = VERBS[httpMethod] ?? [httpMethod, httpMethod];
  if (tail === '') return onItem ? item : collection;
  return httpMethod === 'post' ? camelCase(tail) : camelCase(`${onItem ? item : collection} ${tail}`);
}

/**
 * Settles clashes of method names within a resource. The first in the document keeps its name; the others say what tells them apart:
 * their path's parameters, else their HTTP method, else a number.
 */
export function settle(
  taken: Set<string>,
  { resource, method }: OperationName,
  httpMethod: string,
  path: string,
): OperationName {
  const parameters = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);
  const candidates = [
    method,
    `${method} by ${parameters.at(-1) ?? 'path'}`,
    `${httpMethod} ${method}`,
    `${method} by ${parameters.join(' and ')}`,
  ];
  for (let number = 0; ; number += 1) {
    const candidate = camelCase(candidates[number] ?? `${method} ${number - 2}`);
    const settled = candidate === 'constructor' ? 'constructorOf' : candidate;
    if (taken.has(`${resource}.${settled}`)) continue;
    taken.add(`${resource}.${settled}`);
    return { resource, method: settled };
  }
}
