/** The records of an account, and the rules under which they come, change and go. */

import { at, iso, isObject, listOf, textOf, type Clock, type Json, type JsonObject } from '../shared.js';
import { Associations, requestedLinks } from './associations.js';
import { HubSpotError, invalid, invalidProperties, missingProperties, notFound } from './errors.js';
import { hubSpotTypes, objectTypes, type AssociationType, type HubSpotType } from './objects.js';
import { derive } from './derived.js';
import { definitionsOf, type Definitions, type PropertyDefinition } from './properties.js';
import { check } from './values.js';

export interface HubSpotRecord {
  /** A decimal number above 2^53, as text. */
  id: string;
  /** What has a value; a property that is empty is not here. */
  properties: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
}

export type HubSpotRecords = Record<HubSpotType, Map<string, HubSpotRecord>>;

/** Above 2^53, where neighbours are one and the same JavaScript number. */
const firstId = 9_007_199_254_740_993n;

export class Store {
  readonly associations: Associations = new Associations();
  readonly records: HubSpotRecords;
  readonly definitions: ReadonlyMap<HubSpotType, Definitions>;
  readonly clock: Clock;
  #nextId = firstId;

  constructor(clock: Clock, custom: Partial<Record<HubSpotType, readonly PropertyDefinition[]>>) {
    this.clock = clock;
    this.definitions = new Map(hubSpotTypes.map((type) => [type, definitionsOf(type, custom[type])]));
    const empty = hubSpotTypes.map((type) => [type, new Map<string, HubSpotRecord>()]);
    this.records = Object.fromEntries(empty) as HubSpotRecords;
  }

  /** The record with an id, or with a value in a unique property. Archived ones are there only for who asks for them. */
  find(
    type: HubSpotType,
    id: string,
    idProperty?: string,
    archived: boolean = false,
  ): HubSpotRecord | undefined {
    const found =
      idProperty === undefined || idProperty === 'hs_object_id'
        ? this.records[type].get(id)
        : this.#byUnique(type, idProperty, id);
    return found?.archived === archived ? found : undefined;
  }

  get(type: HubSpotType, id: string, idProperty?: string, archived?: boolean): HubSpotRecord {
    const found = this.find(type, id, idProperty, archived);
    if (found === undefined) throw notFound(`No ${objectTypes[type].singular} has the id ${id}.`);
    return found;
  }

  #byUnique(type: HubSpotType, property: string, value: string): HubSpotRecord | undefined {
    if (this.definitions.get(type)?.get(property)?.unique !== true) {
      throw invalid(`${property} is not unique on ${type}, so it cannot name a record.`);
    }
    const sought = value.toLowerCase();
    for (const record of this.records[type].values()) {
      const held = record.properties[property];
      if (held?.length === sought.length && held.toLowerCase() === sought && !record.archived) return record;
    }
    return undefined;
  }

  /** Makes a record from `{properties, associations}`, or throws and leaves everything as it was. */
  create(type: HubSpotType, input: Json | undefined): HubSpotRecord {
    const properties = this.#checked(type, at(input, 'properties'), {});
    const { required, oneOf = [] } = objectTypes[type];
    const missing = required.filter((name) => properties[name] === undefined);
    if (missing.length > 0) throw missingProperties(missing);
    if (oneOf.length > 0 && oneOf.every((name) => properties[name] === undefined)) {
      throw missingProperties(oneOf);
    }
    const links = this.#links(type, at(input, 'associations'));
    const id = String(this.#nextId);
    this.#unique(type, properties, id);
    this.#nextId += 1n;
    const now = iso(this.clock());
    const record: HubSpotRecord = { id, properties, createdAt: now, updatedAt: now, archived: false };
    const { created } = objectTypes[type];
    Object.assign(properties, { hs_object_id: id, [created]: now });
    this.#touch(type, record, now);
    this.records[type].set(id, record);
    for (const link of links) this.associations.add(id, link.id, link.type);
    return record;
  }

  /** Writes some properties of a record, or throws and leaves it as it was. */
  update(type: HubSpotType, record: HubSpotRecord, sent: Json | undefined): void {
    const properties = this.#checked(type, sent, record.properties);
    this.#unique(type, properties, record.id);
    record.properties = properties;
    this.#touch(type, record, iso(this.clock()));
  }

  #touch(type: HubSpotType, record: HubSpotRecord, now: string): void {
    record.updatedAt = now;
    record.properties[objectTypes[type].modified] = now;
    derive(type, record.properties, now);
  }

  archive(type: HubSpotType, id: string): void {
    const record = this.records[type].get(id);
    if (record === undefined || record.archived) return;
    Object.assign(record, { archived: true, archivedAt: iso(this.clock()) });
    this.associations.clear(type, id);
  }

  /** Takes a record back as if it had never been made: a batch that fails as a whole leaves nothing behind. */
  forget(type: HubSpotType, id: string): void {
    this.records[type].delete(id);
    this.associations.clear(type, id);
  }

  /** The stored properties with those that were sent put over them. */
  #checked(
    type: HubSpotType,
    sent: Json | undefined,
    stored: Record<string, string>,
  ): Record<string, string> {
    if (!isObject(sent)) throw invalid('The input has no properties.');
    const result = { ...stored };
    const errors: { message: string; code: string; property: string }[] = [];
    for (const [property, value] of Object.entries(sent)) {
      const definition = this.definitions.get(type)?.get(property);
      if (definition === undefined) {
        const message = `Property "${property}" does not exist`;
        errors.push({ property, code: 'PROPERTY_DOESNT_EXIST', message });
        continue;
      }
      const checked = check(definition, value, stored[property]);
      if ('error' in checked) errors.push({ property, ...checked.error });
      else if (checked.value === '') delete result[property];
      else result[property] = checked.value;
    }
    if (errors.length > 0) throw invalidProperties(errors);
    return result;
  }

  /** The id of the record that is in the way stands in the message and nowhere else. */
  #unique(type: HubSpotType, properties: Record<string, string>, id: string): void {
    for (const definition of this.definitions.get(type)?.values() ?? []) {
      const value = definition.unique === true ? properties[definition.name] : undefined;
      const other = value === undefined ? undefined : this.#byUnique(type, definition.name, value);
      if (other !== undefined && other.id !== id) {
        const name = objectTypes[type].singular;
        const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
        throw new HubSpotError(409, 'CONFLICT', `${title} already exists. Existing ID: ${other.id}`);
      }
    }
  }

  #links(type: HubSpotType, sent: Json | undefined): { id: string; type: AssociationType }[] {
    const links = requestedLinks(type, sent);
    for (const link of links) this.mustExist(link.type.to, link.id);
    return links;
  }

  /** Refuses an end of an association that is not there. */
  mustExist(type: HubSpotType, id: string): void {
    if (this.find(type, id) !== undefined) return;
    const message = `The ${objectTypes[type].singular} ${id} does not exist.`;
    throw invalid(message, [{ message, code: 'INVALID_OBJECT_ID' }]);
  }

  /** A record with the properties that were asked for (null where empty), or with the few that come unasked. */
  render(type: HubSpotType, record: HubSpotRecord, asked?: readonly string[]): JsonObject {
    const { created, modified, defaults } = objectTypes[type];
    const known = (asked ?? defaults).filter((name) => this.definitions.get(type)?.has(name));
    const names = [...new Set([...known, created, modified, 'hs_object_id'])].sort();
    return this.envelope(
      record,
      Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])),
    );
  }

  /** A record as a write answers it: with everything that has a value. */
  renderAll(record: HubSpotRecord): JsonObject {
    return this.envelope(record, Object.fromEntries(Object.entries(record.properties).sort()));
  }

  envelope(record: HubSpotRecord, properties: JsonObject): JsonObject {
    const { id, createdAt, updatedAt, archived, archivedAt } = record;
    return {
      id,
      properties,
      createdAt,
      updatedAt,
      archived,
      ...(archivedAt === undefined ? {} : { archivedAt }),
    };
  }
}

/** The `inputs` of a batch call. */
export function inputsOf(body: Json | undefined, most: number): Json[] {
  const inputs = at(body, 'inputs');
  if (!Array.isArray(inputs)) throw invalid('The body has no list of inputs.');
  if (inputs.length > most) throw invalid(`A call takes ${most} inputs, this one has ${inputs.length}.`);
  return inputs;
}

/** The texts of a list in a body, or undefined if there is no list. */
export function textsOf(value: Json | undefined): string[] | undefined {
  return Array.isArray(value) ? listOf(value).map((item) => textOf(item) ?? '') : undefined;
}
