/** One workspace: what is defined in it and what is stored in it. */

import { iso, Random, type Clock, type Json, type JsonObject } from '../shared.js';
import {
  standardObjects,
  type AttioAttribute,
  type AttioMember,
  type AttioObject,
  type ObjectDefinition,
} from './attributes.js';
import { notFound, valueNotFound } from './errors.js';

/** One value as it is read: the envelope that all types share, and the fields of its own type. */
export type AttioValue = JsonObject;

/** A record just as it is read. */
export interface AttioRecord {
  id: { workspace_id: string; object_id: string; record_id: string };
  created_at: string;
  web_url: string;
  values: Record<string, AttioValue[]>;
}

export interface AttioTask {
  id: { workspace_id: string; task_id: string };
  content_plaintext: string;
  deadline_at: string | null;
  is_completed: boolean;
  completed_at: string | null;
  linked_records: { target_object_id: string; target_record_id: string }[];
  assignees: { referenced_actor_type: string; referenced_actor_id: string }[];
  created_by_actor: { type: string; id: string | null };
  created_at: string;
}

export interface AttioNote {
  id: { workspace_id: string; note_id: string };
  parent_object: string;
  parent_record_id: string;
  title: string;
  meeting_id: string | null;
  content_plaintext: string;
  content_markdown: string;
  tags: Json[];
  created_by_actor: { type: string; id: string | null };
  created_at: string;
}

export interface AttioWebhook {
  id: { workspace_id: string; webhook_id: string };
  target_url: string;
  subscriptions: Json[];
  status: string;
  created_at: string;
}

export interface AttioRecords extends Record<AttioObject, Map<string, AttioRecord>> {
  tasks: Map<string, AttioTask>;
  notes: Map<string, AttioNote>;
  webhooks: Map<string, AttioWebhook>;
}

/** An attribute with the ids that this workspace gave it and its options. */
export interface Attribute extends AttioAttribute {
  id: string;
  optionIds: ReadonlyMap<string, string>;
}

export interface ObjectType extends Omit<ObjectDefinition, 'attributes'> {
  slug: AttioObject;
  id: string;
  attributes: ReadonlyMap<string, Attribute>;
}

export interface Setting {
  clock: Clock;
  random: Random;
  members: readonly AttioMember[];
  custom: Partial<Record<AttioObject, readonly AttioAttribute[]>>;
  deals: boolean;
}

export class Workspace {
  readonly id: string;
  readonly tokenId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly members: readonly AttioMember[];
  readonly objects: ReadonlyMap<AttioObject, ObjectType>;
  readonly records: AttioRecords = {
    people: new Map(),
    companies: new Map(),
    deals: new Map(),
    tasks: new Map(),
    notes: new Map(),
    webhooks: new Map(),
  };
  #lastStamp = { time: 0, count: 0 };

  constructor(setting: Setting) {
    this.clock = setting.clock;
    this.random = setting.random;
    this.members = setting.members;
    this.id = this.random.uuid();
    this.tokenId = this.random.uuid();
    const slugs = (Object.keys(standardObjects) as AttioObject[]).filter(
      (slug) => slug !== 'deals' || setting.deals,
    );
    this.objects = new Map(slugs.map((slug) => [slug, this.#define(slug, setting.custom[slug] ?? [])]));
  }

  #define(slug: AttioObject, custom: readonly AttioAttribute[]): ObjectType {
    const { singular, plural, attributes } = standardObjects[slug];
    const all = [...attributes, ...custom].map((attribute): [string, Attribute] => {
      const options = (attribute.options ?? []).map((title): [string, string] => [title, this.random.uuid()]);
      return [attribute.slug, { ...attribute, id: this.random.uuid(), optionIds: new Map(options) }];
    });
    return { slug, singular, plural, id: this.random.uuid(), attributes: new Map(all) };
  }

  /** An object by slug or id, as every path and body may name it. */
  object(name: string): ObjectType {
    const found = [...this.objects.values()].find((object) => object.slug === name || object.id === name);
    if (found === undefined) throw notFound(`There is no object with the slug or ID "${name}".`);
    return found;
  }

  attribute(object: ObjectType, name: string): Attribute {
    const found =
      object.attributes.get(name) ?? [...object.attributes.values()].find(({ id }) => id === name);
    if (found === undefined) throw valueNotFound(`There is no attribute with the slug or ID "${name}".`);
    return found;
  }

  record(object: ObjectType, id: string): AttioRecord {
    const found = this.records[object.slug].get(id);
    if (found === undefined) throw notFound(`There is no record with the ID "${id}".`);
    return found;
  }

  /** A member by id or, without regard to case, by email. */
  member(name: string): AttioMember {
    const sought = name.toLowerCase();
    const found = this.members.find(
      (member) => member.id === sought || member.email.toLowerCase() === sought,
    );
    if (found === undefined) throw valueNotFound(`There is no workspace member "${name}".`);
    return found;
  }

  /** Now, with nine fraction digits; two stamps of one millisecond differ in the digits behind it. */
  stamp(): string {
    const time = this.clock();
    this.#lastStamp = {
      time,
      count: time === this.#lastStamp.time ? (this.#lastStamp.count + 1) % 1_000 : 0,
    };
    return `${iso(time).slice(0, -1)}${String(this.#lastStamp.count).padStart(3, '0')}000Z`;
  }

  /** Who calls: the holder of the API key. */
  actor(): { type: string; id: string } {
    return { type: 'api-token', id: this.tokenId };
  }
}

/** A time with nine fraction digits from ISO 8601, whole or in part; without a zone it is UTC. Undefined for anything else. */
export function nanoseconds(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (found === null) return undefined;
  const [, day = '', minutes = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = found;
  const time = Date.parse(`${day}T${minutes}${seconds}${zone}`);
  return Number.isNaN(time) ? undefined : `${iso(time).slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}
