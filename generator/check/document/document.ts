import type { Report } from '../../diagnostics.js';
import type { Api } from '../../model/api.js';
import { isObject, type Located } from '../../model/document.js';
import { below, keyOf, type Place } from '../../source.js';
import { didYouMean, nearest } from '../../suggest.js';
import { checkOperation, child, objectChild, type Checking } from './operation.js';
import { SchemaCheck } from './schema.js';
import { unknownWord, type Vocabulary } from './words.js';

/**
 * Looks for local faults of a vendor's document: what is wrong in one operation, parameter or schema, and would be passed over without a
 * word. All of them are warnings, and only what is generated is looked at. What leads nowhere is told when the document is read.
 */
export function checkDocument({ document, resources }: Api, report: Report): void {
  const checking: Checking = { document, report, schemas: new SchemaCheck(document, report) };
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  const operations = resources.flatMap((resource) => resource.operations);
  for (const { path, place } of operations) {
    const item = at({ source: place.source, pointer: place.pointer.slice(0, -1) });
    const operation = at(place);
    checkOperation(checking, path, item, operation);
    checkSecurity(checking, operation, root);
  }
  for (const key of ['paths', 'webhooks']) checkItems(checking, root, key);
  checkSecurity(checking, root, root);
  checkServers(checking, root);
  if (operations.length === 0) checkComponents(checking, root);
}

/** What stands at a place. */
function at(place: Place): Located {
  const value = place.pointer.reduce<unknown>(
    (current, token) =>
      typeof current === 'object' && current !== null ? Reflect.get(current, token) : undefined,
    place.source.data,
  );
  return { value, place };
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

const ITEM: Vocabulary = {
  what: 'method of HTTP',
  words: METHODS,
  effect: 'it is left out',
};

const BESIDE_METHODS: ReadonlySet<string> = new Set([
  '$ref',
  'summary',
  'description',
  'servers',
  'parameters',
  'additionalOperations',
]);

/** Names in path items that are no methods; and of webhooks, which are no operations of the client, all that they say. */
function checkItems(checking: Checking, root: Located, key: string): void {
  const items = child(checking, root, key);
  if (items === undefined || !isObject(items.value)) return;
  for (const name of Object.keys(items.value)) {
    const item = name.startsWith('x-') ? undefined : child(checking, items, name);
    if (item === undefined || !isObject(item.value)) continue;
    for (const method of Object.keys(item.value)) {
      if (BESIDE_METHODS.has(method) || method.startsWith('x-')) continue;
      if (!METHODS.includes(method))
        unknownWord(method, ITEM, keyOf(below(item.place, method)), checking.report);
      else if (key === 'webhooks') {
        const operation = objectChild(checking, item, method);
        if (operation !== undefined) checkOperation(checking, undefined, item, operation);
      }
    }
  }
}

function checkSecurity(checking: Checking, owner: Located, root: Located): void {
  const list = child(checking, owner, 'security');
  if (list === undefined || !Array.isArray(list.value)) return;
  const components = child(checking, root, 'components');
  const schemes = components && child(checking, components, 'securitySchemes');
  const known = isObject(schemes?.value) ? Object.keys(schemes.value) : [];
  for (const [index, requirement] of list.value.entries()) {
    if (!isObject(requirement)) continue;
    for (const name of Object.keys(requirement)) {
      if (known.includes(name)) continue;
      const place = keyOf(below(list.place, String(index), name));
      const help =
        didYouMean(nearest(name, known)) ??
        (known.length === 0 ? 'The document describes none.' : `There are ${known.join(', ')}.`);
      checking.report.add('document/unknown-security', place, { name }, help);
    }
  }
}

const SERVER_HELP = 'The app has to say the base URL.';

/** The first server is the one that is called unless the app says another one. */
function checkServers(checking: Checking, root: Located): void {
  const list = child(checking, root, 'servers');
  if (!Array.isArray(list?.value) || list.value.length === 0) return;
  const server: Located = { value: list.value[0], place: below(list.place, '0') };
  const url = child(checking, server, 'url');
  if (typeof url?.value !== 'string') {
    const values = { what: 'A server', expected: 'an object with a "url"' };
    checking.report.add('document/malformed', server.place, values, SERVER_HELP);
    return;
  }
  const variables = child(checking, server, 'variables')?.value;
  const missing: string[] = [];
  const filled = url.value.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    if (isObject(variable) && variable['default'] !== undefined) return String(variable['default']);
    missing.push(name);
    return 'x';
  });
  const reason =
    missing.length > 0
      ? `nothing is said about {${missing.join('}, {')}}`
      : URL.canParse(filled.trim(), 'https://example.com')
        ? undefined
        : 'it is no URL';
  if (reason !== undefined)
    checking.report.add('document/unusable-server', url.place, { url: url.value, reason }, SERVER_HELP);
}

/** Of a document without operations the types are all there is. */
function checkComponents(checking: Checking, root: Located): void {
  const components = objectChild(checking, root, 'components');
  const schemas = components && objectChild(checking, components, 'schemas');
  for (const [name, value] of Object.entries(schemas?.value ?? {}))
    checking.schemas.add({ value, place: below(schemas!.place, name) });
}
