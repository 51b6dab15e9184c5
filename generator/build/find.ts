import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { stringList, text } from '../model/schema.js';
import { below, keyOf, rangeOf, written, type Place } from '../source.js';
import { givenOperationName, reportTaken } from './given-names.js';
import { member, objectMember } from './member.js';
import { nameOperations, type OperationName } from './names.js';

/** An operation that was found and named, and not read yet. */
export interface FoundOperation extends OperationName {
  /** `resource.method`. */
  readonly key: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly tags: readonly string[];
  /** What is said of every operation of its path. */
  readonly item: Located<JsonObject>;
  readonly operation: Located<JsonObject>;
}

/** An operation before it has its name. */
interface Nameless extends Omit<FoundOperation, 'key' | keyof OperationName> {
  readonly operationId: string | undefined;
  readonly given: OperationName | undefined;
}

const METHODS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'query',
]);

/** What `fetch` refuses to send. */
const UNSENDABLE: ReadonlySet<string> = new Set(['trace', 'track', 'connect']);

/** Finds every operation of a document and names it. Structural faults, and ids and names given twice, are reported. */
export function findOperations(document: OpenApiDocument, report: Report): readonly FoundOperation[] {
  const found = namelessOperations(document, report);
  checkIds(found, report);
  checkGiven(found, report);
  const root = document.root.data;
  const info = isObject(root) ? root['info'] : undefined;
  const names = nameOperations(found, isObject(info) ? text(info['title']) : '');
  return found.map(({ operationId: _id, given: _given, ...rest }, index): FoundOperation => {
    const { resource, method } = names.get(found[index]!)!;
    return { ...rest, resource, method, key: `${resource}.${method}` };
  });
}

function namelessOperations(document: OpenApiDocument, report: Report): readonly Nameless[] {
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  const paths = member(document, root, 'paths');
  if (paths === undefined) return [];
  if (!isObject(paths.value)) {
    report.add('document/malformed', paths.place, { what: '"paths"', expected: 'an object of paths' });
    return [];
  }
  return Object.keys(paths.value).flatMap((path) => {
    const item = path.startsWith('x-') ? undefined : objectMember(document, paths, path, report);
    if (item === undefined) return [];
    return methodsOf(document, item, report).flatMap(([owner, method]): Nameless[] => {
      const operation = objectMember(document, owner, method, report);
      if (operation === undefined) return [];
      const httpMethod = method.toLowerCase();
      if (UNSENDABLE.has(httpMethod)) {
        report.add('document/unsendable-method', keyOf(operation.place), { method: method.toUpperCase() });
        return [];
      }
      const id = operation.value['operationId'];
      const tags = stringList(operation.value['tags']);
      const operationId = typeof id === 'string' ? id : undefined;
      const given = givenOperationName(operation, report);
      return [{ httpMethod, path, tags, item, operation, operationId, given }];
    });
  });
}

/** The methods of a path, each with the object it stands in: since OpenAPI 3.2 there can be others than the usual ones. */
function methodsOf(
  document: OpenApiDocument,
  item: Located<JsonObject>,
  report: Report,
): readonly (readonly [Located, string])[] {
  const usual = Object.keys(item.value).filter((name) => METHODS.has(name) || UNSENDABLE.has(name));
  const more = objectMember(document, item, 'additionalOperations', report);
  const others = Object.keys(more?.value ?? {}).filter((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name));
  return [...usual.map((name) => [item, name] as const), ...others.map((name) => [more!, name] as const)];
}

function checkIds(found: readonly Nameless[], report: Report): void {
  const ids = new Map<string, Place>();
  for (const { operationId: id, operation } of found) {
    if (id === undefined) continue;
    const place = below(operation.place, 'operationId');
    const first = ids.get(id);
    ids.set(id, first ?? place);
    if (first === undefined) continue;
    const at = written(first);
    const { line } = at.source.position(rangeOf(at).start);
    const help = `The first one is in line ${line}. An operationId has to be unique.`;
    report.add('document/duplicate-operation', place, { id }, help);
  }
}

function checkGiven(found: readonly Nameless[], report: Report): void {
  const names = new Map<string, Place>();
  for (const { given, operation } of found) {
    if (given === undefined) continue;
    const name = `${given.resource}.${given.method}`;
    const first = names.get(name);
    names.set(name, first ?? operation.place);
    if (first !== undefined) reportTaken(name, operation, first, report);
  }
}
