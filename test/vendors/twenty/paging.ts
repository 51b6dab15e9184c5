/** Order, cursors and pages. */

import { at, isObject, type Json, type JsonObject } from '../shared.js';
import type { Dialect } from './dialect.js';
import type { ObjectType } from './objects.js';
import type { TwentyRow } from './rows.js';
import type { Store } from './store.js';

const directions = ['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'];

export interface SortKey {
  path: readonly string[];
  direction: string;
}

/** The keys of an `order_by`; the id, which is always the last one, not among them. */
export function sortKeys(dialect: Dialect, object: ObjectType, orderBy: string | null): SortKey[] {
  if (orderBy === null || orderBy === '') return [];
  return orderBy.split(',').map((part) => {
    const [, name = part, direction = 'AscNullsFirst'] = /^([^[]*)\[([^\]]*)\]$/.exec(part) ?? [];
    if (!directions.includes(direction)) {
      const allowed = directions.map((each) => `'${each}'`).join(', ');
      const example = 'eg: ?order_by=field_1[AscNullsFirst],field_2[DescNullsLast],field_3';
      throw dialect.refuse(
        `'order_by' direction '${direction}' invalid. Allowed values are ${allowed}. ${example}`,
      );
    }
    const path = name.split('.');
    if (object.fields[path[0] ?? ''] === undefined) {
      throw dialect.coded('FIELD_NOT_FOUND', `Field "${name}" does not exist or is not sortable`);
    }
    return { path, direction };
  });
}

const idKey: SortKey = { path: ['id'], direction: 'AscNullsFirst' };

function compareRows(keys: readonly SortKey[], a: JsonObject, b: JsonObject): number {
  for (const { path, direction } of keys) {
    const [left, right] = [at(a, ...path) ?? null, at(b, ...path) ?? null];
    if (left === right) continue;
    if (left === null || right === null) {
      return (left === null) === direction.endsWith('NullsFirst') ? -1 : 1;
    }
    const difference = left < right ? -1 : 1;
    return direction.startsWith('Desc') ? -difference : difference;
  }
  return 0;
}

/** Base64 of the values that the row is sorted by, and its id. */
function cursorOf(keys: readonly SortKey[], row: TwentyRow): string {
  const values: JsonObject = {};
  for (const { path } of [...keys, idKey]) place(values, path, at(row, ...path) ?? null);
  return Buffer.from(JSON.stringify(values)).toString('base64');
}

function place(values: JsonObject, [name = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) values[name] = value;
  else {
    const inner = isObject(values[name]) ? values[name] : {};
    values[name] = inner;
    place(inner, rest, value);
  }
}

/** A cursor belongs to its order; one that has other fields is refused, one that has fewer is taken for what it says. */
function readCursor(dialect: Dialect, keys: readonly SortKey[], text: string): JsonObject {
  const values = parsed(text);
  if (!isObject(values)) throw dialect.refuse(`Invalid cursor: ${text}`);
  const known = new Set([...keys.map(({ path }) => path[0]), 'id']);
  if (Object.keys(values).some((name) => !known.has(name))) {
    throw dialect.coded('INVALID_CURSOR', 'Invalid cursor');
  }
  return values;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

export interface Page {
  rows: TwentyRow[];
  pageInfo: JsonObject;
}

/** One page of the rows that pass a filter. `hasPreviousPage` is false whatever comes before, as on the real server. */
export function pageOf(store: Store, object: ObjectType, rows: TwentyRow[], query: URLSearchParams): Page {
  const { dialect } = store;
  const keys = sortKeys(dialect, object, query.get('order_by'));
  const limit = limitOf(dialect, query.get('limit'), dialect.mostListed);
  const [after, before] = [query.get('starting_after'), query.get('ending_before')];
  if (after !== null && before !== null) throw dialect.refuse('Cannot provide both before and after');
  const all = [...keys, idKey];
  // By far the most pages have no order of their own, and comparing paths would be most of their time.
  rows.sort(keys.length === 0 ? (a, b) => (a.id < b.id ? -1 : 1) : (a, b) => compareRows(all, a, b));
  const text = after ?? before;
  if (text === null) return forward(dialect, keys, rows, limit);
  const cursor = readCursor(dialect, keys, text);
  const own = all.filter(({ path }) => at(cursor, ...path) !== undefined);
  const rest = rows.filter((row) => (after === null ? -1 : 1) * compareRows(own, row, cursor) > 0);
  return after === null ? backward(dialect, keys, rest, limit) : forward(dialect, keys, rest, limit);
}

function forward(
  dialect: Dialect,
  keys: readonly SortKey[],
  rest: readonly TwentyRow[],
  limit: number,
): Page {
  const rows = rest.slice(0, limit);
  return { rows, pageInfo: pageInfo(dialect, keys, rows[0], rows.at(-1), rest.length > limit) };
}

/** Rows in their usual order, cursors the wrong way round, and `hasNextPage` speaks of the way back. */
function backward(
  dialect: Dialect,
  keys: readonly SortKey[],
  rest: readonly TwentyRow[],
  limit: number,
): Page {
  const rows = limit === 0 ? [] : rest.slice(-limit);
  return { rows, pageInfo: pageInfo(dialect, keys, rows.at(-1), rows[0], rest.length > limit) };
}

function pageInfo(
  dialect: Dialect,
  keys: readonly SortKey[],
  start: TwentyRow | undefined,
  end: TwentyRow | undefined,
  hasNextPage: boolean,
): JsonObject {
  const startCursor = start === undefined ? null : cursorOf(keys, start);
  const endCursor = end === undefined ? null : cursorOf(keys, end);
  if (dialect.version === '0.51') return { hasNextPage, startCursor, endCursor };
  return { startCursor, endCursor, hasNextPage, hasPreviousPage: false };
}

/** 60 unless told otherwise; more than there may be is cut in silence, a fraction is rounded up. */
export function limitOf(dialect: Dialect, text: string | null, most: number): number {
  const limit = Number(text ?? 60);
  if (Number.isNaN(limit) || limit < 0) {
    throw dialect.refuse(`limit '${text ?? ''}' is invalid. Should be an integer`);
  }
  return Math.min(Math.ceil(limit), most);
}
