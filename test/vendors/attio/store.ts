/** The records of the objects: uniqueness, both ends of a relationship, and the four ways to write a list of values. */

import { isObject, type Json } from '../shared.js';
import { AttioError, misshapen, missing } from './errors.js';
import { keyOf, readValue } from './values.js';
import type { AttioRecord, AttioValue, Attribute, ObjectType, Workspace } from './workspace.js';

export interface StoreOptions {
  /** The status of a conflict on a unique attribute: 409 with `slug_conflict`, or 400 with `uniqueness_conflict`. */
  conflictStatus: 400 | 409;
  /** Whether a person with an email gets the company of its domain, made if need be. */
  companyFromEmail: boolean;
}

/** `append`: the sent values come after the stored ones; `prepend`: before them; `replace`: instead of them. */
type Combine = 'append' | 'prepend' | 'replace';

type Sent = Map<Attribute, AttioValue[]>;

export class RecordStore {
  readonly workspace: Workspace;
  readonly #options: StoreOptions;
  /** From object, attribute and key to the id of the record that has it. */
  readonly #unique = new Map<string, string>();

  constructor(workspace: Workspace, options: StoreOptions) {
    this.workspace = workspace;
    this.#options = options;
  }

  create(object: ObjectType, values: Json | undefined): AttioRecord {
    const sent = this.#read(object, values);
    for (const attribute of object.attributes.values()) {
      if (attribute.required === true && (sent.get(attribute) ?? []).length === 0) {
        throw missing(`A value is needed for "${attribute.slug}".`);
      }
    }
    this.#refuseConflicts(object, sent, undefined);
    const record = this.#blank(object);
    this.workspace.records[object.slug].set(record.id.record_id, record);
    this.#write(object, record, sent, () => 'replace');
    if (object.slug === 'people' && this.#options.companyFromEmail) this.#joinCompany(object, record);
    return record;
  }

  /** Creates, or updates the one record that has a value in common: adds to the matching attribute, replaces the rest. */
  assert(object: ObjectType, matching: Attribute, values: Json | undefined): AttioRecord {
    if (matching.unique !== true) {
      throw misshapen(`"${matching.slug}" is not unique.`, ['matching_attribute']);
    }
    const sent = this.#read(object, values);
    const keys = sent.get(matching) ?? [];
    if (keys.length === 0) throw missing(`The body has no value for "${matching.slug}".`);
    const ids = new Set(
      keys.map((value) => this.#holder(object, matching, value)).filter((id) => id !== undefined),
    );
    const [id] = ids;
    if (id === undefined) return this.create(object, values);
    if (ids.size > 1) {
      throw new AttioError(
        400,
        'multiple_match_results',
        `More than one record has these "${matching.slug}".`,
      );
    }
    const record = this.workspace.record(object, id);
    this.#refuseConflicts(object, sent, id);
    this.#write(object, record, sent, (attribute) => (attribute === matching ? 'append' : 'replace'));
    return record;
  }

  /** PATCH prepends to lists of values, PUT replaces them. */
  update(object: ObjectType, id: string, values: Json | undefined, combine: Combine): AttioRecord {
    const record = this.workspace.record(object, id);
    const sent = this.#read(object, values);
    this.#refuseConflicts(object, sent, id);
    this.#write(object, record, sent, () => combine);
    return record;
  }

  delete(object: ObjectType, id: string): void {
    const record = this.workspace.record(object, id);
    for (const attribute of object.attributes.values()) this.#put(object, record, attribute, []);
    this.workspace.records[object.slug].delete(id);
  }

  /** The record that has a value in a unique attribute. */
  match = (object: ObjectType, attribute: Attribute, sent: Json): AttioRecord | undefined => {
    const place = { workspace: this.workspace, object, attribute, match: this.match };
    const id = this.#holder(object, attribute, readValue(sent, place));
    return id === undefined ? undefined : this.workspace.records[object.slug].get(id);
  };

  #holder(object: ObjectType, attribute: Attribute, value: AttioValue): string | undefined {
    return this.#unique.get(`${object.slug}/${attribute.slug}/${keyOf(attribute.type, value)}`);
  }

  #read(object: ObjectType, values: Json | undefined): Sent {
    if (!isObject(values)) throw misshapen('The body has no values.', ['data', 'values']);
    const sent: Sent = new Map();
    for (const [name, value] of Object.entries(values)) {
      const attribute = this.workspace.attribute(object, name);
      if (attribute.readOnly === true) {
        throw new AttioError(400, 'immutable_value', `"${name}" cannot be written.`);
      }
      const place = { workspace: this.workspace, object, attribute, match: this.match };
      const read = itemsOf(attribute, value).map((item) => this.#envelope(attribute, readValue(item, place)));
      sent.set(attribute, read);
    }
    return sent;
  }

  #envelope(attribute: Attribute, value: AttioValue): AttioValue {
    return {
      active_from: this.workspace.stamp(),
      active_until: null,
      created_by_actor: this.workspace.actor(),
      ...value,
      attribute_type: attribute.type,
    };
  }

  #refuseConflicts(object: ObjectType, sent: Sent, own: string | undefined): void {
    for (const [attribute, values] of sent) {
      if (attribute.unique !== true) continue;
      for (const value of values) {
        const holder = this.#holder(object, attribute, value);
        if (holder === undefined || holder === own) continue;
        const code = this.#options.conflictStatus === 409 ? 'slug_conflict' : 'uniqueness_conflict';
        const text = `Another record has the same "${attribute.slug}".`;
        throw new AttioError(this.#options.conflictStatus, code, text);
      }
    }
  }

  #blank(object: ObjectType): AttioRecord {
    const record_id = this.workspace.random.uuid();
    const created_at = this.workspace.stamp();
    const actor = this.workspace.actor();
    const envelope = { active_from: created_at, active_until: null, created_by_actor: actor };
    const creator = { referenced_actor_type: actor.type, referenced_actor_id: actor.id };
    const empty = [...object.attributes.keys()].map((slug): [string, AttioValue[]] => [slug, []]);
    return {
      id: { workspace_id: this.workspace.id, object_id: object.id, record_id },
      created_at,
      web_url: `https://app.attio.com/harbour/${object.singular.toLowerCase()}/${record_id}`,
      values: {
        ...Object.fromEntries(empty),
        record_id: [{ ...envelope, value: record_id, attribute_type: 'text' }],
        created_at: [{ ...envelope, value: created_at, attribute_type: 'timestamp' }],
        created_by: [{ ...envelope, ...creator, attribute_type: 'actor-reference' }],
      },
    };
  }

  #write(
    object: ObjectType,
    record: AttioRecord,
    sent: Sent,
    combine: (attribute: Attribute) => Combine,
  ): void {
    for (const [attribute, values] of sent) {
      const stored = record.values[attribute.slug] ?? [];
      const how = attribute.multiple === true ? combine(attribute) : 'replace';
      const all = { append: [...stored, ...values], prepend: [...values, ...stored], replace: values }[how];
      const distinct = new Map(all.map((value) => [keyOf(attribute.type, value), value]));
      this.#put(object, record, attribute, [...distinct.values()]);
    }
  }

  /** Stores values, and with them the index of unique ones and the other end of a relationship. */
  #put(object: ObjectType, record: AttioRecord, attribute: Attribute, values: AttioValue[]): void {
    const before = record.values[attribute.slug] ?? [];
    record.values[attribute.slug] = values;
    if (attribute.unique === true) {
      const name = (value: AttioValue): string =>
        `${object.slug}/${attribute.slug}/${keyOf(attribute.type, value)}`;
      for (const value of before) this.#unique.delete(name(value));
      for (const value of values) this.#unique.set(name(value), record.id.record_id);
    }
    if (attribute.inverse !== undefined) this.#mirror(record, attribute, before, values);
  }

  #mirror(record: AttioRecord, attribute: Attribute, before: AttioValue[], after: AttioValue[]): void {
    const target = this.workspace.objects.get(attribute.targets?.[0] ?? 'people');
    const inverse = target?.attributes.get(attribute.inverse ?? '');
    if (target === undefined || inverse === undefined) return;
    const own = record.id.record_id;
    const wanted = new Set(after.map(targetOf));
    for (const id of before.map(targetOf).filter((each) => !wanted.has(each))) {
      const other = this.workspace.records[target.slug].get(id);
      if (other !== undefined) drop(other, inverse.slug, own);
    }
    for (const id of wanted) {
      const other = this.workspace.records[target.slug].get(id);
      const held = other?.values[inverse.slug] ?? [];
      if (other === undefined || held.some((value) => targetOf(value) === own)) continue;
      if (inverse.multiple !== true) this.#leave(inverse, attribute, held, id);
      const value = this.#envelope(inverse, { target_object: inverse.targets?.[0], target_record_id: own });
      other.values[inverse.slug] = inverse.multiple === true ? [...held, value] : [value];
    }
  }

  /** A partner that can have only one leaves the list of the one it had. */
  #leave(inverse: Attribute, attribute: Attribute, held: readonly AttioValue[], id: string): void {
    for (const value of held) {
      const former = this.workspace.records[inverse.targets?.[0] ?? 'people'].get(targetOf(value));
      if (former !== undefined) drop(former, attribute.slug, id);
    }
  }

  /** A person with an email and no company gets the company of the domain. */
  #joinCompany(people: ObjectType, person: AttioRecord): void {
    const companies = this.workspace.object('companies');
    const domains = companies.attributes.get('domains');
    const company = people.attributes.get('company');
    const domain = person.values['email_addresses']?.[0]?.['email_root_domain'];
    if (domains === undefined || company === undefined || typeof domain !== 'string') return;
    if ((person.values['company'] ?? []).length > 0) return;
    const name = domain.charAt(0).toUpperCase() + domain.slice(1).replace(/\..*$/, '');
    const found =
      this.match(companies, domains, domain) ?? this.create(companies, { domains: [domain], name });
    const value = { target_object: 'companies', target_record_id: found.id.record_id };
    this.#put(people, person, company, [this.#envelope(company, value)]);
  }
}

/** A list of values needs an array, a single value may stand bare; null and an empty array clear. */
function itemsOf(attribute: Attribute, sent: Json | undefined): Json[] {
  const path = ['data', 'values', attribute.slug];
  if (sent === null && attribute.type === 'checkbox') throw misshapen('A checkbox cannot be empty.', path);
  if (sent === null || sent === undefined) return [];
  if (!Array.isArray(sent)) {
    if (attribute.multiple === true) throw misshapen(`"${attribute.slug}" takes an array.`, path);
    return [sent];
  }
  if (attribute.multiple !== true && sent.length > 1) {
    throw misshapen(`"${attribute.slug}" takes one value.`, path);
  }
  return sent;
}

function targetOf(value: AttioValue): string {
  return String(value['target_record_id']);
}

function drop(record: AttioRecord, slug: string, id: string): void {
  record.values[slug] = (record.values[slug] ?? []).filter((value) => targetOf(value) !== id);
}
