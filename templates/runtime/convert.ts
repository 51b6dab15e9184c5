import { misuse } from './errors.js';
import type { Losses } from './losses.js';

/** What a mapper gives back: the value, and an honest account of what is not in it. */
export interface Converted<T> {
  readonly value: T;
  /** `noLosses` where everything was carried. */
  readonly losses: Losses;
  /** What the canonical model cannot say about the record. Keep it beside the record to get the vendor's own record back later. */
  readonly residue?: Residue;
  /** Calls to make once the record is there, for what the vendor keeps in records of their own. */
  readonly followUps?: readonly FollowUp[];
}

/** The fields of a vendor's record that have no place in the canonical model, as the vendor sent them. */
export interface Residue {
  readonly vendor: string;
  /** The canonical kind of record, such as `Task`. */
  readonly entity: string;
  /** By the vendor's names, a name below another joined to it with a dot. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Records that belong to a created one and can only be written after it, since they hold its id. */
export interface FollowUp<Item = unknown> {
  /** The client's method that takes the items, such as `links.createMany`. */
  readonly call: string;
  /** The items, complete but for what `set` adds. */
  readonly items: readonly Item[];
  /** For a field of each item the path of the value in the created record, names joined by dots: `{ taskId: 'id' }`. */
  readonly set: Readonly<Record<string, string>>;
}

/**
 * The items of a follow-up, ready to be sent: copies that hold what `set` takes from the created record. The follow-up itself stays as
 * it was, so that it can serve a second attempt. A created record that lacks a value is refused as misuse, since an item
 * without its owner would be stored as an orphan.
 */
export function followUpItems<Item>(followUp: FollowUp<Item>, created: unknown): Item[] {
  const values: Record<string, unknown> = {};
  for (const [field, path] of Object.entries(followUp.set)) {
    const value = valueAt(created, path);
    if (value === undefined || value === null) {
      throw misuse(
        `${followUp.call} needs \`${path}\` of the created record for \`${field}\`, and it is not there.`,
      );
    }
    values[field] = value;
  }
  return followUp.items.map((item) => ({ ...item, ...values }));
}

function valueAt(record: unknown, path: string): unknown {
  let value = record;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/**
 * Refuses a record that was read without a field the mapper needs. `undefined` in a record means that the field was not asked for, and
 * taking it for empty would clear a value that is there. `projection` is the name of what to hand to the client's `list` or `get`.
 */
export function notAsked(entity: string, field: string, projection: string): never {
  throw misuse(
    `This ${entity} was read without \`${field}\`, so nobody knows whether it is empty. Ask for it with ${projection}.`,
  );
}

/** Refuses a record that lacks a value which the side written to demands and which no mapping supplies. */
export function missing(entity: string, field: string): never {
  throw misuse(`This ${entity} has no \`${field}\`, and the vendor written to demands one.`);
}
