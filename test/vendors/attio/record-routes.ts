/** Records over HTTP. */

import type { Call, Routes } from '../router.js';
import { at, listOf, type Json } from '../shared.js';
import { missing, misshapen } from './errors.js';
import { filterOf, sortBy } from './query.js';
import type { RecordStore } from './store.js';
import type { ObjectType } from './workspace.js';

const path = '/v2/objects/:object/records';

export function recordRoutes(store: RecordStore): Routes {
  const { workspace } = store;
  const object = (call: Call): ObjectType => workspace.object(call.param('object'));
  const ok = (data: unknown): { status: number; body: unknown } => ({ status: 200, body: { data } });
  return {
    [`POST ${path}/query`]: (call) => query(store, object(call), call),
    [`POST ${path}`]: (call) => ok(store.create(object(call), valuesOf(call))),
    [`PUT ${path}`]: (call) => {
      const name = call.request.query.get('matching_attribute');
      if (name === null || name === '') throw missing('The query has no matching_attribute.');
      const type = object(call);
      return ok(store.assert(type, workspace.attribute(type, name), valuesOf(call)));
    },
    [`GET ${path}/:id`]: (call) => ok(workspace.record(object(call), call.param('id'))),
    [`PATCH ${path}/:id`]: (call) =>
      ok(store.update(object(call), call.param('id'), valuesOf(call), 'prepend')),
    [`PUT ${path}/:id`]: (call) =>
      ok(store.update(object(call), call.param('id'), valuesOf(call), 'replace')),
    [`DELETE ${path}/:id`]: (call) => {
      store.delete(object(call), call.param('id'));
      return { status: 200, body: {} };
    },
  };
}

function valuesOf(call: Call): Json | undefined {
  return at(call.request.body, 'data', 'values');
}

/** Limit and offset stand in the body, and so do filter and sorts; the score says what the query cost. */
function query(store: RecordStore, object: ObjectType, call: Call): ReturnType<Routes[string]> {
  const { body } = call.request;
  const limit = count(at(body, 'limit'), 'limit', 500);
  const offset = count(at(body, 'offset'), 'offset', 0);
  const found = [...store.workspace.records[object.slug].values()].filter(
    filterOf(object, at(body, 'filter')),
  );
  sortBy(object, found, listOf(at(body, 'sorts')));
  const data = found.slice(offset, offset + limit);
  return { status: 200, body: { data }, headers: { 'x-attio-record-query-score': String(data.length) } };
}

/** A whole number, not negative. */
export function count(value: Json | undefined, name: string, fallback: number): number {
  const number = value === undefined ? fallback : Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw misshapen(`${name} must be a whole number.`, [name]);
}
