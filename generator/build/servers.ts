import type { Server, ServerVariable } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { stringList, text } from '../model/schema.js';
import { member } from './member.js';

/** The servers that the document lists for all of the API. */
export function serversOf(document: OpenApiDocument): readonly Server[] {
  return listed(document, { value: document.root.data, place: { source: document.root, pointer: [] } });
}

/** The server of one operation, where it or its path has one of its own; its variables stand at their defaults. */
export function ownServer(document: OpenApiDocument, item: Located, operation: Located): string | undefined {
  const [server] = [...listed(document, operation), ...listed(document, item)];
  const url = server && urlOf(server);
  const [usual] = serversOf(document);
  return url === undefined || url === '' || (usual && urlOf(usual) === url) ? undefined : url;
}

/** The URL of a server with its variables at their defaults; empty where one of them has none. */
export function urlOf({ url, variables }: Server): string {
  const filled = variables.reduce(
    (before, variable) => before.replaceAll(`{${variable.name}}`, variable.default ?? `{${variable.name}}`),
    url,
  );
  return /[{}]/.test(filled) || !URL.canParse(filled) ? '' : filled;
}

function listed(document: OpenApiDocument, owner: Located): readonly Server[] {
  const list = member(document, owner, 'servers')?.value;
  const servers = (Array.isArray(list) ? list : []).flatMap((value: unknown) => {
    const server = isObject(value) ? serverOf(document, value) : undefined;
    return server === undefined ? [] : [server];
  });
  // Credentials don't go in plain sight where the same server is there with encryption.
  const urls = new Set(servers.map(({ url }) => url));
  return servers.filter(({ url }) => !/^http:/i.test(url) || !urls.has(url.replace(/^http:/i, 'https:')));
}

/** A server that a client can call: an absolute URL, or one that is relative to where the document came from. */
function serverOf(document: OpenApiDocument, value: JsonObject): Server | undefined {
  const written = text(value['url'])
    .replace(/[?#].*$/, '')
    .replace(/^\/\//, 'https://');
  const url = absolute(written, document.root.path)?.replace(/(?<!\/)\/+$/, '');
  if (url === undefined) return undefined;
  return { url, description: text(value['description']), variables: variablesOf(value, url) };
}

function absolute(url: string, from: string): string | undefined {
  if (/^(https?:\/\/|\{)/i.test(url)) return url;
  if (!/^https?:\/\//.test(from) || /^[a-z][\w+.-]*:/i.test(url)) return undefined;
  if (!URL.canParse(url, from)) return undefined;
  // A hole stays one: a URL would percent-encode it.
  return new URL(url, from).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

/** The variables that stand in the URL, also those that the document forgot to describe. */
function variablesOf(value: JsonObject, url: string): readonly ServerVariable[] {
  const described = isObject(value['variables']) ? value['variables'] : {};
  const names = new Set([...url.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!));
  return [...names].map((name): ServerVariable => {
    const own = Object.hasOwn(described, name) ? described[name] : undefined;
    const variable = isObject(own) ? own : {};
    const initial = variable['default'];
    return {
      name,
      default:
        initial === undefined || initial === null || typeof initial === 'object'
          ? undefined
          : String(initial),
      values: stringList(variable['enum']),
      description: text(variable['description']),
    };
  });
}
