/** Several records become one: the one that has priority, with its gaps filled from the others, which are deleted. */

import { at, listOf, type Json, type JsonObject } from '../shared.js';
import { duplicateCriteria } from './aggregates.js';
import { listsOf, type Kind, type ObjectType } from './objects.js';
import type { TwentyRow } from './rows.js';
import type { Store } from './store.js';
import { emptyOf } from './values.js';

/** A dry run stores nothing; it shows the result under an id of its own, as a deleted record. */
export function merge(
  store: Store,
  object: ObjectType,
  body: Json | undefined,
  author: JsonObject,
): TwentyRow {
  if (duplicateCriteria[object.plural] === undefined) {
    const why = `Object '${object.singular}' does not have duplicate criteria defined.`;
    throw store.dialect.refuse(`Merge is only available for objects with duplicate criteria. ${why}`);
  }
  const rows = listOf(at(body, 'ids')).map((id) => store.records[object.plural].get(String(id)));
  const first = rows[Number(at(body, 'conflictPriorityIndex') ?? 0)];
  const others = rows.filter((row) => row !== undefined).filter((row) => row !== first);
  if (first === undefined || others.length + 1 < rows.length) throw store.dialect.noRecord(object, '', true);
  const filled = gaps(store, object, first, others);
  if (at(body, 'dryRun') === true) return { ...first, ...filled, id: store.newId(), deletedAt: store.now() };
  return store.transaction(() => {
    for (const other of others) {
      move(store, object, other.id, first.id, author);
      store.destroy(object, other.id);
    }
    return store.update(object, first.id, filled, 'data', author);
  });
}

/** What the server writes by itself, and no merge touches. */
const own: readonly Kind[] = ['id', 'position', 'actor', 'search'];

/** The fields that are empty in the one record and filled in another. */
function gaps(store: Store, object: ObjectType, row: TwentyRow, others: readonly TwentyRow[]): JsonObject {
  const filled: JsonObject = {};
  for (const [name, { kind }] of Object.entries(object.fields)) {
    if (own.includes(kind) || ['createdAt', 'updatedAt', 'deletedAt'].includes(name)) continue;
    const empty = JSON.stringify(emptyOf(kind, store.dialect));
    if (JSON.stringify(row[name]) !== empty) continue;
    const value = others.map((other) => other[name]).find((each) => JSON.stringify(each) !== empty);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

/** Points everything that points at one record at another. */
function move(store: Store, object: ObjectType, from: string, to: string, author: JsonObject): void {
  for (const [, child, key] of listsOf(store.dialect.objects, object.plural)) {
    for (const row of [...store.records[child.plural].values()].filter((each) => each[key] === from)) {
      store.update(child, row.id, { [key]: to }, 'data', author);
    }
  }
}
