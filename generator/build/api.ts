import type { Report } from '../diagnostics.js';
import type { Api, Resource, Security, Server } from '../model/api.js';
import { isObject, type JsonObject, type OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { EVERYTHING, type Filter } from '../model/project.js';
import { text } from '../model/schema.js';
import type { Place } from '../source.js';
import { pascalCase, words } from '../words.js';
import { authOf } from './auth.js';
import { bulkMethods } from './bulk.js';
import { applyFacts } from './facts.js';
import { checkSchemaNames } from './given-names.js';
import { filterOperations } from './filter.js';
import { findOperations, type FoundOperation } from './find.js';
import { stem } from './naming/english.js';
import { member } from './member.js';
import { readOperation, type BareOperation } from './operations.js';
import { serversOf, urlOf } from './servers.js';
import { readWebhooks } from './webhooks.js';

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
  const { wanted, all, found, leftOut } = selectOperations(input, report);
  const servers = serversOf(document);
  const webhooks = readWebhooks(document, found);
  const operations = applyFacts(wanted, all, described, report);
  if (all.length === 0) reportNoOperations(document, webhooks.length > 0, report);
  const names = [...new Set(operations.map(({ resource }) => resource))];
  const descriptions = tagDescriptions(root);
  return {
    id,
    name: manifest?.data.name ?? pascalCase(id, 'Api'),
    origin,
    title: text(info['title']),
    description: text(info['description']),
    baseUrl: baseUrl(servers, all),
    servers,
    document,
    ownDocument,
    leftOut,
    manifest,
    auth: authOf(document, manifest),
    security: manifest?.data.auth === undefined ? usualSecurity(wanted) : undefined,
    resources: names.map((name): Resource => {
      const own = operations.filter(({ resource }) => resource === name);
      return {
        name,
        description: descriptions.get(stem(words(name))) ?? '',
        operations: own,
        bulk: bulkMethods(own, described, report),
      };
    }),
    webhooks,
  };
}

/** The operations that are wanted, and all there are: names are settled over the whole document, so that no filter changes one. */
function selectOperations(
  { id, document, filter = EVERYTHING }: ApiInput,
  report: Report,
): {
  readonly wanted: readonly BareOperation[];
  readonly all: readonly BareOperation[];
  readonly found: readonly FoundOperation[];
  readonly leftOut: ReadonlySet<string>;
} {
  const found = findOperations(document, report);
  const wanted = new Set(filterOperations(found, filter, id, report));
  const [selector] = [...filter.include, ...filter.exclude];
  if (found.length > 0 && wanted.size === 0)
    report.add('config/nothing-selected', selector?.from, { vendor: id }, NOTHING_HELP);
  const all = found.map((operation) => ({
    isWanted: wanted.has(operation),
    read: readOperation(document, operation),
  }));
  return {
    wanted: all.flatMap(({ isWanted, read }) => (isWanted ? [read] : [])),
    all: all.map(({ read }) => read),
    found: [...wanted],
    leftOut: new Set(all.flatMap(({ isWanted, read }) => (isWanted ? [] : [read.key]))),
  };
}

const NOTHING_HELP =
  'Without "include" all operations are generated; those that an "exclude" means are left out even if an "include" means them.';

/** Of a document without operations its types are what comes out, if it has any. */
function reportNoOperations(document: OpenApiDocument, hasWebhooks: boolean, report: Report): void {
  const place: Place = { source: document.root, pointer: [] };
  const components = member(document, { value: document.root.data, place }, 'components');
  const schemas = components && member(document, components, 'schemas');
  const hasSchemas = isObject(schemas?.value) && Object.keys(schemas.value).length > 0;
  report.add(hasWebhooks || hasSchemas ? 'document/no-operations' : 'document/empty', place, {});
}

function tagDescriptions(root: JsonObject): ReadonlyMap<string, string> {
  const tags = Array.isArray(root['tags']) ? root['tags'].filter(isObject) : [];
  return new Map(tags.map((tag) => [stem(words(text(tag['name']))), text(tag['description'])]));
}

/** The first server, its variables at their defaults, without a slash at the end. An unusable one is left to the app. */
function baseUrl(servers: readonly Server[], operations: readonly BareOperation[]): string {
  const [first] = servers;
  // Where each operation has a server of its own the first is as good as any: no call uses it.
  return first === undefined
    ? (operations.find(({ server }) => server !== undefined)?.server ?? '')
    : urlOf(first);
}

/** The ways to authenticate that most operations take. */
function usualSecurity(operations: readonly BareOperation[]): Security | undefined {
  const counts = new Map<string, number>();
  for (const { security } of operations) {
    const key = JSON.stringify(security) ?? '';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most = ['']] = [...counts].toSorted(([, a], [, b]) => b - a);
  return operations.find(({ security }) => JSON.stringify(security) === most[0])?.security;
}
