/** Search: filters in groups, one sort, and pages whose cursor is an offset. */

import type { Call, Routes } from '../router.js';
import { at, listOf, textOf, type Json, type JsonObject } from '../shared.js';
import { invalid } from './errors.js';
import { typeNamed, type HubSpotType } from './objects.js';
import { typeOf } from './record-routes.js';
import { textsOf, type HubSpotRecord, type Store } from './store.js';

/** How many results of a query can be reached at all. */
const reach = 10_000;

/** @param lagMs how long a new record stays out of the index */
export function searchRoutes(store: Store, lagMs: number): Routes {
  return {
    'POST /crm/v3/objects/:type/search': (call) => ({ status: 200, body: search(store, call, lagMs) }),
  };
}

function search(store: Store, call: Call, lagMs: number): JsonObject {
  const type = typeOf(call);
  const { body } = call.request;
  const limit = pageSize(at(body, 'limit'));
  const offset = Number(at(body, 'after') ?? 0);
  if (!Number.isInteger(offset) || offset < 0) throw invalid('after is no cursor.');
  if (offset + limit > reach) throw invalid(`Only the first ${reach} results can be reached.`);
  const test = filterOf(store, type, body);
  const indexed = store.clock() - lagMs;
  const found = [...store.records[type].values()].filter(
    (record) => !record.archived && Date.parse(record.createdAt) <= indexed && test(record),
  );
  sort(found, listOf(at(body, 'sorts')));
  const asked = textsOf(at(body, 'properties'));
  const page = found.slice(offset, offset + limit).map((record) => store.render(type, record, asked));
  const next = offset + page.length;
  const paging = next < found.length ? { paging: { next: { after: String(next) } } } : {};
  return { total: found.length, results: page, ...paging };
}

function pageSize(value: Json | undefined): number {
  const limit = Number(value ?? 10);
  if (Number.isInteger(limit) && limit >= 0 && limit <= 200) return limit;
  throw invalid('limit must be a whole number up to 200.');
}

type Test = (record: HubSpotRecord) => boolean;

function filterOf(store: Store, type: HubSpotType, body: Json | undefined): Test {
  const groups = listOf(at(body, 'filterGroups')).map((group) => listOf(at(group, 'filters')));
  if (groups.length > 5 || groups.some((filters) => filters.length > 6) || groups.flat().length > 18) {
    throw invalid('A search takes 5 groups of 6 filters, and 18 filters in all.');
  }
  const query = textOf(at(body, 'query')) ?? '';
  if (query.length > 3_000) throw invalid('A query takes 3000 characters.');
  const tests = groups.map((filters) => filters.map((filter) => testOf(store, type, filter)));
  const words = query.toLowerCase();
  return (record) =>
    (tests.length === 0 || tests.some((group) => group.every((test) => test(record)))) &&
    (words === '' || Object.values(record.properties).some((value) => value.toLowerCase().includes(words)));
}

function testOf(store: Store, type: HubSpotType, filter: Json): Test {
  const property = textOf(at(filter, 'propertyName')) ?? '';
  const operator = textOf(at(filter, 'operator')) ?? '';
  const compare = operators[operator];
  if (compare === undefined) throw invalid(`${operator} is no operator.`);
  if (property.startsWith('associations.')) return linkTest(store, type, property, filter);
  if (store.definitions.get(type)?.has(property) !== true) {
    const message = `There is no property ${property}.`;
    throw invalid(message, [{ message, code: 'PROPERTY_DOESNT_EXIST' }]);
  }
  return (record) => compare(record.properties[property], filter);
}

/** `associations.contact EQ <id>` asks for links as if they were a property. */
function linkTest(store: Store, type: HubSpotType, property: string, filter: Json): Test {
  const to = typeNamed(property.slice('associations.'.length));
  if (to === undefined) throw invalid(`There is no property ${property}.`);
  const ids = textsOf(at(filter, 'values')) ?? [String(at(filter, 'value'))];
  return (record) => store.associations.of(type, record.id, to).some((link) => ids.includes(link.id));
}

type Compare = (held: string | undefined, filter: Json) => boolean;

const operators: Record<string, Compare> = {
  EQ: (held, filter) => held !== undefined && same(held, at(filter, 'value')),
  NEQ: (held, filter) => held !== undefined && !same(held, at(filter, 'value')),
  LT: ordered((difference) => difference < 0),
  LTE: ordered((difference) => difference <= 0),
  GT: ordered((difference) => difference > 0),
  GTE: ordered((difference) => difference >= 0),
  BETWEEN: (held, filter) =>
    held !== undefined && order(held, at(filter, 'value')) >= 0 && order(held, at(filter, 'highValue')) <= 0,
  IN: (held, filter) => held !== undefined && listOf(at(filter, 'values')).some((value) => same(held, value)),
  NOT_IN: (held, filter) =>
    held !== undefined && !listOf(at(filter, 'values')).some((value) => same(held, value)),
  HAS_PROPERTY: (held) => held !== undefined,
  NOT_HAS_PROPERTY: (held) => held === undefined,
  CONTAINS_TOKEN: (held, filter) => tokens(held).includes(String(at(filter, 'value')).toLowerCase()),
  NOT_CONTAINS_TOKEN: (held, filter) => !tokens(held).includes(String(at(filter, 'value')).toLowerCase()),
};

function ordered(test: (difference: number) => boolean): Compare {
  return (held, filter) => held !== undefined && test(order(held, at(filter, 'value')));
}

function same(held: string, value: Json | undefined): boolean {
  return held.toLowerCase() === String(value).toLowerCase() || order(held, value) === 0;
}

/** Ids are compared as the big numbers they are, times as times, the rest as text. */
function order(held: string, value: Json | undefined): number {
  const other = String(value);
  if (/^\d+$/.test(held) && /^\d+$/.test(other)) return compareValues(BigInt(held), BigInt(other));
  const [a, b] = [magnitude(held), magnitude(other)];
  return Number.isNaN(a) || Number.isNaN(b) ? compareValues(held, other) : a - b;
}

function magnitude(value: string): number {
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number(value);
}

function compareValues<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tokens(held: string | undefined): string[] {
  return (held ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** One sort, as `{propertyName, direction}` or as a name with an optional minus. */
function sort(records: HubSpotRecord[], sorts: readonly Json[]): void {
  if (sorts.length > 1) throw invalid('A search takes one sort.');
  const [first] = sorts;
  if (first === undefined) return;
  const name = textOf(first) ?? textOf(at(first, 'propertyName')) ?? '';
  const down = name.startsWith('-') || at(first, 'direction') === 'DESCENDING';
  const property = name.replace(/^-/, '');
  const held = (record: HubSpotRecord): string => record.properties[property] ?? '';
  records.sort((a, b) => order(held(a), held(b)) * (down ? -1 : 1));
}
