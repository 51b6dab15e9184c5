/** Values as they are written, turned into values as they are read: the two shapes differ for nearly every type. */

import { at, isEmail, isObject, listOf, textOf, type Json, type JsonObject } from '../shared.js';
import { splitPhone } from '../phones.js';
import type { AttributeType } from './attributes.js';
import { misshapen, valueNotFound, type AttioError } from './errors.js';
import {
  nanoseconds,
  type AttioRecord,
  type Attribute,
  type ObjectType,
  type Workspace,
} from './workspace.js';

/** Where a value is written: enough to look up what it points at and to say where it is wrong. */
export interface Place {
  workspace: Workspace;
  object: ObjectType;
  attribute: Attribute;
  /** Finds the record that has a value in a unique attribute. */
  match: (object: ObjectType, attribute: Attribute, sent: Json) => AttioRecord | undefined;
}

type Read = (sent: Json, place: Place) => JsonObject;

/** The fields of one value besides the envelope. */
export function readValue(sent: Json, place: Place): JsonObject {
  return byType[place.attribute.type](sent, place);
}

/** What makes two values of a type the same, for uniqueness and for adding without doubling. */
export function keyOf(type: AttributeType, value: JsonObject): string {
  const fields: Partial<Record<AttributeType, Json | undefined>> = {
    domain: value['domain'],
    'email-address': value['email_address'],
    'phone-number': value['phone_number'],
    'record-reference': value['target_record_id'],
    'actor-reference': value['referenced_actor_id'],
    select: at(value, 'option', 'id', 'option_id'),
    status: at(value, 'status', 'id', 'status_id'),
  };
  return String(fields[type] ?? value['value'] ?? value['full_name']).toLowerCase();
}

/** Most types take the bare scalar or an object that holds it under one name. */
function scalar(sent: Json, name: string): Json | undefined {
  return isObject(sent) ? sent[name] : sent;
}

function wrong({ attribute }: Place, why: string): AttioError {
  return misshapen(`A value of "${attribute.slug}" ${why}.`, ['data', 'values', attribute.slug]);
}

const byType: Record<AttributeType, Read> = {
  text: (sent, place) => {
    const value = scalar(sent, 'value');
    if (typeof value !== 'string') throw wrong(place, 'must be text');
    return { value };
  },
  number: (sent, place) => ({ value: decimal(scalar(sent, 'value'), place) }),
  currency: readCurrency,
  checkbox: (sent, place) => {
    const value = scalar(sent, 'value');
    if (value !== true && value !== false && value !== 'true' && value !== 'false') {
      throw wrong(place, 'must be true or false');
    }
    return { value: String(value) === 'true' };
  },
  rating: (sent, place) => {
    const value = Number(scalar(sent, 'value'));
    if (!Number.isInteger(value) || value < 0 || value > 5) {
      throw wrong(place, 'must be a whole number from 0 to 5');
    }
    return { value };
  },
  date: (sent, place) => ({ value: moment(sent, place).slice(0, 10) }),
  timestamp: (sent, place) => ({ value: moment(sent, place) }),
  'personal-name': readName,
  'email-address': readEmail,
  'phone-number': readPhone,
  domain: readDomain,
  location: readLocation,
  select: (sent, place) => ({ option: readOption(sent, 'option', 'option_id', place) }),
  status: (sent, place) => ({
    status: {
      ...readOption(sent, 'status', 'status_id', place),
      celebration_enabled: false,
      target_time_in_status: null,
    },
  }),
  'actor-reference': readActor,
  'record-reference': readReference,
  interaction: (_sent, place) => {
    throw wrong(place, 'cannot be written');
  },
};

function decimal(sent: Json | undefined, place: Place): number {
  const value = typeof sent === 'string' && sent.trim() !== '' ? Number(sent) : sent;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(place, 'must be a number');
  return Math.round(value * 10_000) / 10_000;
}

/** The code belongs to the attribute: it is read with every value and never written. */
function readCurrency(sent: Json, place: Place): JsonObject {
  if (isObject(sent) && sent['currency_code'] !== undefined) throw wrong(place, 'takes no currency_code');
  const value = decimal(scalar(sent, 'currency_value'), place);
  return { currency_value: value, currency_code: place.attribute.currency ?? 'USD' };
}

function moment(sent: Json, place: Place): string {
  const value = nanoseconds(textOf(scalar(sent, 'value')) ?? '');
  if (value === undefined) throw wrong(place, 'must be a time in ISO 8601');
  return value;
}

/** Text is read as `Last, First`; without a comma all of it becomes the first name. */
function readName(sent: Json, place: Place): JsonObject {
  if (typeof sent === 'string') {
    const [last = '', first] = sent.split(',').map((part) => part.trim());
    const name =
      first === undefined ? { first_name: last, last_name: '' } : { first_name: first, last_name: last };
    return { ...name, full_name: `${name.first_name} ${name.last_name}`.trim() };
  }
  const parts = ['first_name', 'last_name', 'full_name'].map((name) => textOf(at(sent, name)));
  if (parts.some((part) => part === undefined)) {
    throw wrong(place, 'needs first_name, last_name and full_name');
  }
  const [first_name, last_name, full_name] = parts;
  return { first_name, last_name, full_name };
}

function readEmail(sent: Json, place: Place): JsonObject {
  const original = scalar(sent, 'email_address');
  if (!isEmail(original)) throw wrong(place, 'must be an email address');
  const email = original.toLowerCase();
  const [local = '', domain = ''] = email.split('@');
  return {
    original_email_address: original,
    email_address: email,
    email_domain: domain,
    email_root_domain: rootOf(domain),
    email_local_specifier: local,
  };
}

function rootOf(domain: string): string {
  return domain.split('.').slice(-2).join('.');
}

function readPhone(sent: Json, place: Place): JsonObject {
  const original = textOf(scalar(sent, 'original_phone_number')) ?? '';
  const phone = splitPhone(original, textOf(at(sent, 'country_code')));
  if (phone === undefined) throw wrong(place, 'must be a phone number with a plus or a country_code');
  return {
    original_phone_number: original,
    country_code: phone.country,
    phone_number: `${phone.callingCode}${phone.national}`,
  };
}

/** A whole URL is cut down to its domain. */
function readDomain(sent: Json, place: Place): JsonObject {
  const text = textOf(scalar(sent, 'domain')) ?? '';
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '');
  if (!/^[^\s.@]+(\.[^\s.@]+)+$/.test(domain)) throw wrong(place, 'must be a domain');
  return { domain, root_domain: rootOf(domain) };
}

const locationKeys =
  'line_1 line_2 line_3 line_4 locality region postcode country_code latitude longitude'.split(' ');

function readLocation(sent: Json, place: Place): JsonObject {
  const text = textOf(sent);
  if (text !== undefined) {
    return { ...Object.fromEntries(locationKeys.map((key) => [key, null])), line_1: text };
  }
  const values = locationKeys.map((key): [string, Json | undefined] => [key, at(sent, key)]);
  const bad = values.find(([, value]) => value !== null && typeof value !== 'string');
  if (bad !== undefined) throw wrong(place, `needs all ten keys, each text or null, and ${bad[0]} is not`);
  return Object.fromEntries(values);
}

/** An option by title or id; an unknown title is an error and never makes an option. */
function readOption(
  sent: Json,
  name: string,
  idName: string,
  { workspace, object, attribute }: Place,
): JsonObject {
  const sought = scalar(sent, name);
  const found = [...attribute.optionIds].find(([title, id]) => title === sought || id === sought);
  if (found === undefined) {
    throw valueNotFound(`"${attribute.slug}" has no ${name} with the title or ID ${JSON.stringify(sought)}.`);
  }
  const [title, id] = found;
  return {
    id: { workspace_id: workspace.id, object_id: object.id, attribute_id: attribute.id, [idName]: id },
    title,
    is_archived: false,
  };
}

function readActor(sent: Json, place: Place): JsonObject {
  const type = textOf(at(sent, 'referenced_actor_type'));
  const name =
    textOf(sent) ??
    textOf(at(sent, 'workspace_member_email_address')) ??
    textOf(at(sent, 'referenced_actor_id'));
  if (name === undefined || (type !== undefined && type !== 'workspace-member')) {
    throw wrong(place, 'must be a workspace member');
  }
  return { referenced_actor_type: 'workspace-member', referenced_actor_id: place.workspace.member(name).id };
}

function readReference(sent: Json, place: Place): JsonObject {
  const targets = place.attribute.targets ?? [];
  const object = referencedObject(sent, place);
  if (!targets.includes(object.slug)) throw wrong(place, `cannot lead to ${object.slug}`);
  const record = referencedRecord(sent, object, place);
  return { target_object: object.slug, target_record_id: record.id.record_id };
}

/** Bare text is a domain or an email where the only target is companies or people. */
function referencedObject(sent: Json, place: Place): ObjectType {
  const [target] = place.attribute.targets ?? [];
  const name = typeof sent === 'string' ? target : textOf(at(sent, 'target_object'));
  if (name === undefined) throw wrong(place, 'names no target_object');
  return place.workspace.object(name);
}

function referencedRecord(sent: Json, object: ObjectType, place: Place): AttioRecord {
  const id = textOf(at(sent, 'target_record_id'));
  const found =
    id === undefined ? matched(sent, object, place) : place.workspace.records[object.slug].get(id);
  if (found === undefined) throw valueNotFound(`No record of ${object.slug} fits ${JSON.stringify(sent)}.`);
  return found;
}

const bareAttributes: Record<string, string> = { people: 'email_addresses', companies: 'domains' };

function matched(sent: Json, object: ObjectType, place: Place): AttioRecord | undefined {
  const keys = isObject(sent) ? Object.keys(sent).filter((key) => key !== 'target_object') : [];
  const name = typeof sent === 'string' ? bareAttributes[object.slug] : keys[0];
  if (name === undefined || keys.length > 1) throw wrong(place, 'must name one matching attribute');
  const attribute = place.workspace.attribute(object, name);
  const values = typeof sent === 'string' ? [sent] : listOf(at(sent, name));
  const [value] = values;
  if (attribute.unique !== true || value === undefined || values.length > 1) {
    throw wrong(place, 'must match by one value of a unique attribute');
  }
  return place.match(object, attribute, value);
}
