import { Report } from '../diagnostics.js';
import type { Api, Resource } from '../model/api.js';
import { isObject, type JsonObject, type OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { EVERYTHING, type Filter } from '../model/project.js';
import { text } from '../model/schema.js';
import { pascalCase, words } from '../words.js';
import { authOf } from './auth.js';
import { bulkMethods } from './bulk.js';
import { applyFacts } from './facts.js';
import { checkSchemaNames } from './given-names.js';
import { filterOperations } from './filter.js';
import { findOperations } from './find.js';
import { stem } from './naming/english.js';
import { readOperation, type BareOperation } from './operations.js';

/** What is known of a vendor before its document is read. */
export interface ApiInput {
  readonly id: string;
  readonly origin: string;
  readonly document: OpenApiDocument;
  /** Whether the manifest was made for another document: what this one does not have is no fault then. */
  readonly ownDocument?: boolean;
  readonly manifest: Manifest | undefined;
  readonly filter?: Filter;
}

/** Builds the model of a vendor's API from its document and its manifest. */
export function buildApi(input: ApiInput, report: Report): Api {
  const { id, origin, document, manifest, ownDocument = false } = input;
  const described = { document, manifest, ownDocument };
  const root = document.root.data as JsonObject;
  const info = isObject(root['info']) ? root['info'] : {};
  checkSchemaNames(document, report);
  const { wanted, all } = selectOperations(input, report);
  const operations = applyFacts(wanted, all, described, report);
  if (all.length === 0) report.add('document/no-operations', { source: document.root, pointer: [] }, {});
  const names = [...new Set(operations.map(({ resource }) => resource))];
  const descriptions = tagDescriptions(root);
  return {
    id,
    name: manifest?.data.name ?? pascalCase(id, 'Api'),
    origin,
    title: text(info['title']),
    description: text(info['description']),
    baseUrl: baseUrl(root),
    document,
    ownDocument,
    isFiltered: wanted.length < all.length,
    manifest,
    auth: authOf(document, manifest),
    resources: names.map((name): Resource => {
      const own = operations.filter(({ resource }) => resource === name);
      return {
        name,
        description: descriptions.get(stem(words(name))) ?? '',
        operations: own,
        bulk: bulkMethods(own, described, report),
      };
    }),
  };
}

/** The operations that are wanted, and all there are: names are settled over the whole document, so that no filter changes one. */
function selectOperations(
  { id, document, filter = EVERYTHING }: ApiInput,
  report: Report,
): { readonly wanted: readonly BareOperation[]; readonly all: readonly BareOperation[] } {
  const found = findOperations(document, report);
  const wanted = new Set(filterOperations(found, filter, id, report));
  const [selector] = [...filter.include, ...filter.exclude];
  if (found.length > 0 && wanted.size === 0)
    report.add('config/nothing-selected', selector?.from, { vendor: id }, NOTHING_HELP);
  // What is wrong with an operation that nobody wants is nobody's concern.
  const unheard = new Report();
  const all = found.map((operation) => ({
    isWanted: wanted.has(operation),
    read: readOperation(document, operation, wanted.has(operation) ? report : unheard),
  }));
  return {
    wanted: all.flatMap(({ isWanted, read }) => (isWanted ? [read] : [])),
    all: all.map(({ read }) => read),
  };
}

const NOTHING_HELP =
  'Without "include" all operations are generated; those that an "exclude" means are left out even if an "include" means them.';

function tagDescriptions(root: JsonObject): ReadonlyMap<string, string> {
  const tags = Array.isArray(root['tags']) ? root['tags'].filter(isObject) : [];
  return new Map(tags.map((tag) => [stem(words(text(tag['name']))), text(tag['description'])]));
}

/** The first server, its variables at their defaults, without a slash at the end. An unusable one is left to the app. */
function baseUrl(root: JsonObject): string {
  const server: unknown = Array.isArray(root['servers']) ? root['servers'][0] : undefined;
  if (!isObject(server)) return '';
  const variables = isObject(server['variables']) ? server['variables'] : {};
  const url = text(server['url']).replace(/\{([^}]+)\}/g, (hole, name: string) => {
    const variable = variables[name];
    return isObject(variable) && variable['default'] !== undefined ? String(variable['default']) : hole;
  });
  return /^https?:\/\//.test(url) ? url.replace(/\/+$/, '') : '';
}
