/** Records with their relations, as deep as a query asks. */

import type { Json, JsonObject } from '../shared.js';
import { listsOf, relationName, type ObjectType } from './objects.js';
import type { TwentyRow } from './rows.js';
import type { Store } from './store.js';

export interface RenderOptions {
  depth: number;
  /** How many records of a list are shown for a parent; the rest is cut without a mark. */
  most?: number;
  /** Lists in the shape of the inner API, which an old batch lets out. */
  edges?: boolean;
}

export function render(store: Store, object: ObjectType, row: TwentyRow, options: RenderOptions): JsonObject {
  const { depth, most = 60, edges = false } = options;
  if (depth <= 0) return row;
  const list = (items: Json[]): Json => (edges ? { edges: items.map((node) => ({ node })) } : items);
  const body: JsonObject = { ...row };
  const deeper = { ...options, depth: depth - 1 };
  for (const [key, { target }] of Object.entries(object.fields)) {
    if (target === undefined) continue;
    const related = store.records[target].get(String(row[key]));
    const there = related !== undefined && related['deletedAt'] === null;
    body[relationName(key)] = there ? render(store, store.dialect.objects[target], related, deeper) : null;
  }
  for (const [name, from, key] of listsOf(store.dialect.objects, object.plural)) {
    const children = [...store.records[from.plural].values()].filter(
      (child) => child[key] === row.id && child['deletedAt'] === null,
    );
    body[name] = list(children.slice(0, most).map((child) => render(store, from, child, deeper)));
  }
  for (const name of object.emptyLists) body[name] = list([]);
  return body;
}
