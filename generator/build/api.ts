import type { Report } from '../diagnostics.js';
import type { Api, Resource } from '../model/api.js';
import { isObject, type JsonObject, type OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { text } from '../model/schema.js';
import { camelCase, pascalCase } from '../words.js';
import { authOf } from './auth.js';
import { bulkMethods } from './bulk.js';
import { applyFacts } from './facts.js';
import { readOperations } from './operations.js';

/** What is known of a vendor before its document is read. */
export interface ApiInput {
  readonly id: string;
  readonly origin: string;
  readonly document: OpenApiDocument;
  readonly manifest: Manifest | undefined;
}

/** Builds the model of a vendor's API from its document and its manifest. */
export function buildApi({ id, origin, document, manifest }: ApiInput, report: Report): Api {
  const root = document.root.data as JsonObject;
  const info = isObject(root['info']) ? root['info'] : {};
  const operations = applyFacts(readOperations(document, report), document, manifest, report);
  if (operations.length === 0)
    report.add('document/no-operations', { source: document.root, pointer: [] }, {});
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
    manifest,
    auth: authOf(document, manifest),
    resources: names.map((name): Resource => {
      const own = operations.filter(({ resource }) => resource === name);
      return {
        name,
        description: descriptions.get(name) ?? '',
        operations: own,
        bulk: bulkMethods(own, document, manifest, report),
      };
    }),
  };
}

function tagDescriptions(root: JsonObject): ReadonlyMap<string, string> {
  const tags = Array.isArray(root['tags']) ? root['tags'].filter(isObject) : [];
  return new Map(tags.map((tag) => [camelCase(text(tag['name'])), text(tag['description'])]));
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
