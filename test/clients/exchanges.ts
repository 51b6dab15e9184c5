/** Recorded exchanges with real Twenty servers: reading them, choosing the client's method for each, and playing the server. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Auth, noAuth, type ClientOptions } from '../../generated/runtime/index.js';
import { apiKey, Twenty } from '../../generated/twenty/index.js';

export interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string | number>> | null;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

/** All files of a folder, by the name of the file. */
export function readExchanges(folder: string): Exchange[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => {
    const exchange = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Exchange;
    return { ...exchange, name: file.replace(/\.json$/, '') };
  });
}

/** The exchanges that lie in this repository. */
export const committed: Exchange[] = readExchanges(
  fileURLToPath(new URL('../fixtures/twenty', import.meta.url)),
);

/** The methods of a resource as an exchange needs them: what was recorded is not what a type would let through. */
type Method = (...args: readonly unknown[]) => PromiseLike<unknown>;

interface Route {
  readonly pattern: RegExp;
  readonly method: string;
  /** The arguments, out of the id in the path, the query and the body. */
  readonly args: (id: string, query: object, body: unknown) => readonly unknown[];
}

const byQuery: Route['args'] = (_id, query) => [query];
const byBody: Route['args'] = (_id, query, body) => [body, { query }];

/** Which method makes a call; of those that fit the first. */
const routes: readonly Route[] = [
  { pattern: /^POST \/rest\/batch\/(\w+)$/, method: 'batchCreate', args: byBody },
  { pattern: /^POST \/rest\/(\w+)\/duplicates$/, method: 'findDuplicates', args: byBody },
  { pattern: /^GET \/rest\/(\w+)\/groupBy$/, method: 'groupBy', args: byQuery },
  { pattern: /^PATCH \/rest\/(\w+)\/merge$/, method: 'merge', args: byBody },
  { pattern: /^PATCH \/rest\/restore\/(\w+)$/, method: 'restoreMany', args: byQuery },
  { pattern: /^POST \/rest\/(\w+)$/, method: 'create', args: byBody },
  { pattern: /^GET \/rest\/(\w+)$/, method: 'list', args: byQuery },
  { pattern: /^PATCH \/rest\/(\w+)$/, method: 'updateMany', args: (_id, query, body) => [body, query] },
  { pattern: /^DELETE \/rest\/(\w+)$/, method: 'deleteMany', args: byQuery },
  { pattern: /^GET \/rest\/(\w+)\/([^/]+)$/, method: 'get', args: (id, query) => [id, query] },
  {
    pattern: /^PATCH \/rest\/(\w+)\/([^/]+)$/,
    method: 'update',
    args: (id, query, body) => [id, body, { query }],
  },
  { pattern: /^DELETE \/rest\/(\w+)\/([^/]+)$/, method: 'delete', args: (id, query) => [id, query] },
];

export interface Plan {
  /** `tasks`, `messageThreads`. */
  readonly type: string;
  /** `list`, `batchCreate`. */
  readonly method: string;
  /** Makes the call. */
  call(twenty: Twenty): PromiseLike<unknown>;
}

/** The call that makes the request of an exchange; undefined if no method of the client makes it. */
export function planOf({ request }: Exchange): Plan | undefined {
  for (const { pattern, method, args } of routes) {
    const [matched, type = '', id = ''] = pattern.exec(`${request.method} ${request.path}`) ?? [];
    if (matched === undefined) continue;
    const known = resourceOf(new Twenty({ auth: noAuth() }), type)?.[method];
    if (known === undefined) return undefined;
    const given = args(id, valuesOf(request.query ?? {}, method), request.body);
    const call: Plan['call'] = (twenty) => {
      const resource = resourceOf(twenty, type);
      const chosen = resource?.[method];
      if (chosen === undefined) throw new Error(`There is no ${type}.${method}.`);
      return chosen.apply(resource, [...given]);
    };
    return { type, method, call };
  }
  return undefined;
}

export function resourceOf(twenty: Twenty, type: string): Record<string, Method> | undefined {
  return (twenty as unknown as Record<string, Record<string, Method> | undefined>)[type];
}

/** Groups and figures are values to the caller and JSON text on the wire. */
function valuesOf(query: Readonly<Record<string, unknown>>, method: string): object {
  if (method !== 'groupBy') return query;
  const isText = (name: string): boolean => name === 'group_by' || name === 'aggregate';
  const entries = Object.entries(query).map(([name, value]) => [
    name,
    isText(name) ? (JSON.parse(String(value)) as unknown) : value,
  ]);
  return Object.fromEntries(entries) as object;
}

/** What a client sent. */
export interface Sent {
  readonly url: URL;
  readonly init: RequestInit;
}

/** A client whose server answers as it was recorded, whatever it is asked, and what was asked of it. */
export function player(
  exchange: Exchange,
  more: Partial<ClientOptions> = {},
): { twenty: Twenty; sent: Sent[] } {
  const sent: Sent[] = [];
  const { status, headers, body } = exchange.response;
  const text =
    body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url: new URL(url), init });
    return Promise.resolve(new Response(text, { status, headers }));
  };
  const baseUrl = 'https://twenty.example/rest';
  return { twenty: new Twenty({ auth: authOf(exchange), baseUrl, fetch, retry: false, ...more }), sent };
}

/** The credentials that were recorded: a key, none, or something that the client would not send by itself. */
function authOf({ request }: Exchange): Auth {
  const value = new Headers(request.headers).get('authorization');
  if (value === null) return noAuth();
  if (value.startsWith('Bearer ')) return apiKey(value.slice('Bearer '.length));
  return { apply: ({ headers }) => headers.set('authorization', value) };
}
