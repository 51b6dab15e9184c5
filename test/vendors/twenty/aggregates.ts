/** Groups and duplicates: the two reads that do not answer in the usual envelope. */

import { at, isObject, listOf, type Json, type JsonObject } from '../shared.js';
import type { Dialect } from './dialect.js';
import { filterOf } from './filter.js';
import type { ObjectType } from './objects.js';
import { limitOf, pageOf } from './paging.js';
import { render } from './render.js';
import type { TwentyRow } from './rows.js';
import type { Store } from './store.js';

/** A bare array: one item for each value, the counts as text. */
export function groupBy(store: Store, object: ObjectType, query: URLSearchParams): JsonObject[] {
  const paths = dimensions(store.dialect, query.get('group_by'));
  for (const [name = ''] of paths) {
    if (object.fields[name] === undefined) throw store.dialect.unknownField(object, name);
  }
  const { test } = filterOf(store, object, query.get('filter'));
  const groups = new Map<string, { values: Json[]; rows: TwentyRow[] }>();
  for (const row of store.records[object.plural].values()) {
    if (!test(row)) continue;
    const values = paths.map((path) => at(row, ...path) ?? null);
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  const limit = limitOf(store.dialect, query.get('limit'), 200);
  const aggregates = parsed(query.get('aggregate'));
  const sampled = query.get('include_records_sample') === 'true';
  return [...groups.values()].slice(0, limit).map(({ values, rows }) => ({
    ...Object.fromEntries(
      listOf(aggregates).map((name) => [String(name), aggregate(store.dialect, rows, String(name))]),
    ),
    groupByDimensionValues: values,
    ...(sampled ? { records: rows.slice(0, 60).map(sample) } : {}),
  }));
}

/** `[{"status": true}, {"createdBy": {"source": true}}]` as paths. */
function dimensions(dialect: Dialect, text: string | null): string[][] {
  const list = parsed(text);
  if (!Array.isArray(list) || !list.every(isObject) || list.length === 0) {
    throw dialect.refuse('Invalid group_by query parameter - should be a valid array of objects');
  }
  return list.map((item) => {
    const [name = '', inner] = Object.entries(item)[0] ?? [];
    return isObject(inner) && inner['granularity'] === undefined
      ? [name, Object.keys(inner)[0] ?? '']
      : [name];
  });
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

/** Counts of records that have, or lack, a value; other aggregates are not played. */
function aggregate(dialect: Dialect, rows: readonly TwentyRow[], name: string): string {
  const [, lacking, field = ''] = /^count(Not)?Empty(\w+)$/.exec(name) ?? [];
  if (name === 'totalCount') return String(rows.length);
  if (field === '') throw dialect.refuse(`Unknown aggregate ${name}`);
  const key = field.charAt(0).toLowerCase() + field.slice(1);
  const filled = rows.filter((row) => row[key] !== null && row[key] !== '' && row[key] !== undefined);
  return String(lacking === undefined ? rows.length - filled.length : filled.length);
}

/** Sampled records come straight from the database, with its own spelling of times. */
function sample(row: TwentyRow): JsonObject {
  const spell = (value: Json | undefined): Json | undefined =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
      ? `${value.slice(0, -1)}000+00:00`
      : value;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, spell(value)]));
}

/** What makes two records of an object look like one; each set of paths by itself. */
export const duplicateCriteria: Partial<Record<string, readonly (readonly string[])[]>> = {
  people: [['name.firstName', 'name.lastName'], ['linkedinLink.primaryLinkUrl'], ['emails.primaryEmail']],
  companies: [['name'], ['domainName.primaryLinkUrl']],
};

/** `{ids}` or `{data}`: for each of them the other records that look the same. */
export function duplicates(
  store: Store,
  object: ObjectType,
  body: Json | undefined,
  depth: number,
): JsonObject {
  const ids = at(body, 'ids');
  const data = at(body, 'data');
  if (ids === undefined && data === undefined) {
    throw store.dialect.refuse('You have to provide either "data" or "ids" argument');
  }
  const rows = [...store.records[object.plural].values()].filter((row) => row['deletedAt'] === null);
  const sought =
    ids === undefined ? listOf(data) : listOf(ids).map((id) => rows.find((row) => row.id === id) ?? null);
  return { data: sought.map((one) => twins(store, object, rows, one, depth)) };
}

function twins(
  store: Store,
  object: ObjectType,
  rows: readonly TwentyRow[],
  one: Json,
  depth: number,
): JsonObject {
  const sets = duplicateCriteria[object.plural] ?? [];
  const found = rows.filter(
    (row) => row.id !== at(one, 'id') && sets.some((paths) => paths.every((path) => same(row, one, path))),
  );
  const { rows: sorted, pageInfo } = pageOf(store, object, found, new URLSearchParams());
  const { startCursor, endCursor } = pageInfo;
  return {
    [`${object.singular}Duplicates`]: sorted.map((row) => render(store, object, row, { depth })),
    totalCount: found.length,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor, endCursor },
  };
}

function same(row: TwentyRow, one: Json, path: string): boolean {
  const [held, sent] = [at(row, ...path.split('.')), at(one, ...path.split('.'))];
  return typeof sent === 'string' && sent !== '' && held === sent;
}
