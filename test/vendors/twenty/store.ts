/** The rows of a workspace under the rules of its database: keys, foreign keys, unique fields, and all or nothing. */

import { at, isObject, iso, textOf, type Clock, type Json, type JsonObject, type Random } from '../shared.js';
import { constraintName, type Dialect } from './dialect.js';
import { relationName, twentyObjects, type ObjectType, type TwentyObject } from './objects.js';
import { searchVector, spelled, uniqueKeys, type TwentyRow } from './rows.js';
import { emptyOf, writeValue, type Place } from './values.js';

export type TwentyRecords = Record<TwentyObject, Map<string, TwentyRow>>;

export interface WriteOptions {
  /** The name that goes into `createdBy`: that of the API key. */
  author: JsonObject;
  /** The path of a record in the body, by its index. */
  where(index: number): string;
}

export class Store {
  readonly dialect: Dialect;
  readonly records: TwentyRecords;
  readonly #clock: Clock;
  readonly #random: Random;
  /** From object, field and value to the id of the row that has it, soft-deleted ones too. */
  readonly #unique = new Map<string, string>();
  readonly #positions = new Map<TwentyObject, number>();
  /** How to take back what a transaction has done so far; undefined outside of one. */
  #undo: (() => void)[] | undefined;

  constructor(dialect: Dialect, clock: Clock, random: Random) {
    this.dialect = dialect;
    this.#clock = clock;
    this.#random = random;
    const empty = twentyObjects.map((plural) => [plural, new Map<string, TwentyRow>()]);
    this.records = Object.fromEntries(empty) as TwentyRecords;
  }

  now(): string {
    return iso(this.#clock());
  }

  newId(): string {
    return this.#random.uuid();
  }

  /** All or nothing: if the work is refused, the rows are as they were. */
  transaction<T>(work: () => T): T {
    const steps: (() => void)[] = [];
    this.#undo = steps;
    try {
      return work();
    } catch (error) {
      this.#undo = undefined;
      for (const step of steps.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  /** Inserts records in the order of the input. */
  create(object: ObjectType, inputs: readonly Json[], options: WriteOptions): TwentyRow[] {
    return this.transaction(() =>
      inputs.map((input, index) => this.#insert(object, input, options.where(index), options.author)),
    );
  }

  /** Updates what is there, soft-deleted or not, and inserts the rest: first the one, then the other, each row once. */
  upsert(object: ObjectType, inputs: readonly Json[], options: WriteOptions): TwentyRow[] {
    return this.transaction(() => {
      const matched = new Set<string>();
      const fresh: Json[] = [];
      for (const [index, input] of inputs.entries()) {
        const id = this.#match(object, input);
        if (id === undefined) fresh.push(input);
        else {
          matched.add(id);
          const patch = { ...(input as JsonObject), id, deletedAt: null };
          this.update(object, id, patch, options.where(index), options.author);
        }
      }
      const updated = [...matched].map((id) => this.records[object.plural].get(id) as TwentyRow);
      const inserted = fresh.map((input) => this.#insert(object, input, options.where(0), options.author));
      return [...updated, ...inserted];
    });
  }

  /** The row that an upsert means: by id or by a unique field; two different ones are refused. */
  #match(object: ObjectType, input: Json): string | undefined {
    const ids = new Set<string>();
    const id = textOf(at(input, 'id'));
    if (id !== undefined && this.records[object.plural].has(id)) ids.add(id);
    for (const [name, { unique }] of Object.entries(object.fields)) {
      const value = unique === undefined ? undefined : textOf(at(input, name, unique))?.toLowerCase();
      const holder = value === undefined ? undefined : this.#unique.get(`${object.plural}/${name}/${value}`);
      if (holder !== undefined) ids.add(holder);
    }
    if (ids.size > 1) {
      throw this.dialect.refuse('More than one record matches the unique fields of one input.');
    }
    return [...ids][0];
  }

  #insert(object: ObjectType, input: Json, where: string, author: JsonObject): TwentyRow {
    if (input === null) throw this.dialect.crash("Cannot read properties of null (reading 'position')");
    const sent = this.#read(object, input, undefined, where);
    const now = this.now();
    const row: JsonObject = {};
    for (const [name, field] of Object.entries(object.fields)) {
      row[name] = field.initial ?? emptyOf(field.kind, this.dialect);
    }
    Object.assign(row, { id: this.newId(), createdAt: now, updatedAt: now }, sent);
    if ('position' in object.fields && sent['position'] === undefined) {
      row['position'] = this.#nextPosition(object);
    }
    for (const name of ['createdBy', 'updatedBy']) {
      if (name in object.fields) row[name] = { ...author, ...(sent[name] as JsonObject | undefined) };
    }
    if (this.records[object.plural].has(String(row['id']))) throw this.#duplicate();
    return this.#put(object, row as TwentyRow);
  }

  /** New records come before old ones: positions count down. */
  #nextPosition(object: ObjectType): number {
    const position = this.#positions.get(object.plural) ?? 0;
    this.#positions.set(object.plural, position - 1);
    return position;
  }

  update(
    object: ObjectType,
    id: string,
    input: Json | undefined,
    where: string,
    author: JsonObject,
  ): TwentyRow {
    const stored = this.records[object.plural].get(id) as TwentyRow;
    const sent = this.#read(object, input ?? {}, stored, where);
    const row: TwentyRow = { ...stored, updatedAt: this.now(), ...sent, id: textOf(sent['id']) ?? id };
    if ('updatedBy' in object.fields && sent['updatedBy'] === undefined) row['updatedBy'] = author;
    if (row.id !== id) this.#rename(object, id, row.id);
    return this.#put(object, row);
  }

  /** An id in a patch is taken at its word, unless others point at the old one. */
  #rename(object: ObjectType, from: string, to: string): void {
    if (this.records[object.plural].has(to)) throw this.#duplicate();
    for (const [child, key] of this.#references(object.plural)) {
      if ([...this.records[child.plural].values()].some((row) => row[key] === from)) {
        const constraint = constraintName(child.singular, key);
        const fault = `violates foreign key constraint "${constraint}" on table "${child.singular}"`;
        throw this.dialect.refuse(`update or delete on table "${object.singular}" ${fault}`);
      }
    }
    this.#seat(object, from, undefined);
  }

  /** Marks a row as deleted; it stays, and can come back. */
  softDelete(object: ObjectType, id: string): TwentyRow {
    const row = this.records[object.plural].get(id) as TwentyRow;
    const now = this.now();
    return this.#put(object, { ...row, updatedAt: now, deletedAt: now });
  }

  restore(object: ObjectType, id: string): TwentyRow {
    const row = this.records[object.plural].get(id) as TwentyRow;
    return this.#put(object, { ...row, updatedAt: this.now(), deletedAt: null });
  }

  /** Deletes a row for good, its join records with it; other relations to it become null. */
  destroy(object: ObjectType, id: string): void {
    this.#seat(object, id, undefined);
    for (const [child, key] of this.#references(object.plural)) {
      for (const row of [...this.records[child.plural].values()].filter((each) => each[key] === id)) {
        if (child.fields[key]?.cascade === true) this.destroy(child, row.id);
        else this.#seat(child, row.id, { ...row, [key]: null });
      }
    }
  }

  #references(target: TwentyObject): [ObjectType, string][] {
    return Object.values(this.dialect.objects).flatMap((object) =>
      Object.entries(object.fields).flatMap(([key, field]): [ObjectType, string][] =>
        field.target === target ? [[object, key]] : [],
      ),
    );
  }

  /** The fields of an input, checked and turned into what is stored. */
  #read(object: ObjectType, input: Json, stored: TwentyRow | undefined, where: string): JsonObject {
    const row: JsonObject = {};
    // An array sent for one record is read as an object, with its indices as names.
    const fields = { ...(input as JsonObject | null) };
    for (const [name, sent] of Object.entries(fields)) {
      if (sent === undefined) continue;
      const field = object.fields[name];
      if (field === undefined) {
        const [key, value] = this.#relation(object, name, sent);
        row[key] = value;
        continue;
      }
      const place: Place = {
        dialect: this.dialect,
        random: this.#random,
        object,
        name,
        field,
        stored: stored?.[name],
        where,
      };
      const value = writeValue(sent, place);
      if (value !== undefined) row[name] = value;
    }
    return row;
  }

  /** A relation by its name instead of its key: `{connect: {where}}` or `{disconnect: true}`; lists cannot be written. */
  #relation(object: ObjectType, name: string, sent: Json): [key: string, id: string | null] {
    const key = `${name}Id`;
    const { target } = object.fields[key] ?? {};
    if (target === undefined || this.dialect.version === '0.51') {
      const lists = this.#references(object.plural).map(([child, each]) => child.fields[each]?.inverse);
      if (!lists.includes(name) || this.dialect.version === '0.51') {
        throw this.dialect.unknownField(object, name);
      }
      throw this.dialect.refuse(`One-to-many relation ${name} field does not support write operations.`);
    }
    if (at(sent, 'disconnect') === true) return [key, null];
    const where = at(sent, 'connect', 'where');
    if (!isObject(where)) {
      throw this.dialect.refuse(`Relation "${name}" requires connect or disconnect operation`);
    }
    const found = this.#match(this.dialect.objects[target], where);
    if (found !== undefined) return [key, found];
    throw this.dialect.refuse(
      `Expected 1 record to connect to ${relationName(key)}, but found 0 for ${spelled(where)}`,
    );
  }

  #duplicate(): Error {
    return this.dialect.refuse('A duplicate entry was detected');
  }

  /** Seats a row, if its foreign keys lead somewhere and its unique values are free. */
  #put(object: ObjectType, row: TwentyRow): TwentyRow {
    for (const [name, field] of Object.entries(object.fields)) {
      const value = field.target === undefined ? null : (row[name] ?? null);
      if (field.target !== undefined && value !== null && !this.records[field.target].has(String(value))) {
        const constraint = constraintName(object.singular, name);
        const fault = `violates foreign key constraint "${constraint}"`;
        throw this.dialect.refuse(`insert or update on table "${object.singular}" ${fault}`);
      }
    }
    for (const key of uniqueKeys(object, row)) {
      const holder = this.#unique.get(key);
      if (holder !== undefined && holder !== row.id) throw this.#duplicate();
    }
    const seated =
      'searchVector' in object.fields ? { ...row, searchVector: searchVector(object, row) } : row;
    this.#seat(object, row.id, seated);
    return seated;
  }

  /** The one place where rows come and go; it knows the way back. */
  #seat(object: ObjectType, id: string, row: TwentyRow | undefined): void {
    const rows = this.records[object.plural];
    const before = rows.get(id);
    if (before !== undefined) for (const key of uniqueKeys(object, before)) this.#unique.delete(key);
    if (row === undefined) rows.delete(id);
    else {
      rows.set(id, row);
      for (const key of uniqueKeys(object, row)) this.#unique.set(key, id);
    }
    this.#undo?.push(() => this.#seat(object, id, before));
  }
}
