/** One record at a time: list, get, create, patch, delete. */

import { router, type Call, type Routes } from '../router.js';
import type { RecordedRequest } from '../server.js';
import { at, isObject, type JsonObject } from '../shared.js';
import { invalid } from './errors.js';
import { typeNamed, type HubSpotType } from './objects.js';
import type { HubSpotRecord, Store } from './store.js';

export type Find = ReturnType<typeof router>;

export function recordRoutes(store: Store): Routes {
  return {
    'GET /crm/v3/objects/:type': (call) => ({ status: 200, body: list(store, call) }),
    'GET /crm/v3/objects/:type/:id': (call) => ({ status: 200, body: get(store, call) }),
    'POST /crm/v3/objects/:type': (call) => {
      const record = store.create(typeOf(call), call.request.body);
      return { status: 201, body: store.renderAll(record) };
    },
    'PATCH /crm/v3/objects/:type/:id': (call) => {
      const type = typeOf(call);
      const record = store.get(type, call.param('id'), call.request.query.get('idProperty') ?? undefined);
      const sent = at(call.request.body, 'properties');
      store.update(type, record, sent);
      return { status: 200, body: written(store, type, record, sent) };
    },
    'DELETE /crm/v3/objects/:type/:id': (call) => {
      store.archive(typeOf(call), call.param('id'));
      return { status: 204 };
    },
  };
}

function list(store: Store, call: Call): JsonObject {
  const type = typeOf(call);
  const { query } = call.request;
  const limit = integer(query, 'limit', 10, 100);
  const after = query.get('after') ?? '0';
  if (!/^\d+$/.test(after)) throw invalid(`"${after}" is no cursor.`);
  const archived = query.get('archived') === 'true';
  const rest = [...store.records[type].values()].filter(
    (record) => record.archived === archived && BigInt(record.id) > BigInt(after),
  );
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const results = page.map((record) => read(store, type, record, query));
  return last === undefined || rest.length <= limit
    ? { results }
    : { results, paging: { next: { after: last.id, link: linkTo(call.request, last.id) } } };
}

function get(store: Store, call: Call): JsonObject {
  const type = typeOf(call);
  const { query } = call.request;
  const archived = query.get('archived') === 'true';
  const record = store.get(type, call.param('id'), query.get('idProperty') ?? undefined, archived);
  return read(store, type, record, query);
}

/** A record with the properties and the associations that a query names. */
function read(store: Store, type: HubSpotType, record: HubSpotRecord, query: URLSearchParams): JsonObject {
  const body = store.render(type, record, names(query, 'properties'));
  const associations: JsonObject = {};
  for (const name of names(query, 'associations') ?? []) {
    const to = typeNamed(name);
    if (to === undefined) throw invalid(`${name} is no object type.`);
    const links = store.associations.of(type, record.id, to);
    const results = links.flatMap(({ id, types }) => types.map((kind) => ({ id, type: kind.name })));
    if (results.length > 0) associations[to] = { results };
  }
  return Object.keys(associations).length > 0 ? { ...body, associations } : body;
}

/** A record as a change answers it: with what was sent; a cleared property comes back as the empty text it was sent as. */
export function written(store: Store, type: HubSpotType, record: HubSpotRecord, sent: unknown): JsonObject {
  const names = isObject(sent) ? Object.keys(sent) : [];
  const cleared = names.filter((name) => record.properties[name] === undefined);
  const body = store.render(type, record, names);
  const properties = { ...(body['properties'] as JsonObject) };
  for (const name of cleared) properties[name] = '';
  return { ...body, properties };
}

export function typeOf(call: Call, name: string = 'type'): HubSpotType {
  const type = typeNamed(call.param(name));
  if (type === undefined) throw invalid(`${call.param(name)} is no object type.`);
  return type;
}

/** A list in a query: the name repeated, or commas, or both. Undefined if the name is absent. */
function names(query: URLSearchParams, name: string): string[] | undefined {
  if (!query.has(name)) return undefined;
  return query.getAll(name).flatMap((part) => part.split(',').filter((item) => item !== ''));
}

/** A count in a query, from 1 to `most`. */
export function integer(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const value = Number(query.get(name) ?? fallback);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(`${name} must be a whole number from 1 to ${most}.`);
}

export function linkTo(request: RecordedRequest, after: string): string {
  const query = new URLSearchParams(request.query);
  query.set('after', after);
  return `http://${request.headers.host ?? ''}${request.path}?${query.toString()}`;
}
