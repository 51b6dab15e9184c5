/** Values as they are sent, turned into values as they are stored and read. */

import {
  at,
  isEmail,
  isObject,
  isUuid,
  iso,
  textOf,
  type Json,
  type JsonObject,
  type Random,
} from '../shared.js';
import { splitPhone } from '../phones.js';
import type { Dialect } from './dialect.js';
import type { Field, Kind, ObjectType } from './objects.js';
import { richTextOf } from './rich-text.js';

/** Where a value is written. */
export interface Place {
  dialect: Dialect;
  random: Random;
  object: ObjectType;
  name: string;
  field: Field;
  /** What is there now; undefined in a new record. */
  stored: Json | undefined;
  /** The path of the record in the body, for those who name it. */
  where: string;
}

/** What is stored; undefined leaves what is there. */
type Write = (sent: Json, place: Place) => Json | undefined;

export function writeValue(sent: Json, place: Place): Json | undefined {
  return writers[place.field.kind](sent, place);
}

const empties: Record<Kind, Json> = {
  id: null,
  uuid: null,
  text: '',
  number: null,
  position: null,
  boolean: null,
  dateTime: null,
  select: null,
  richText: { blocknote: null, markdown: '' },
  oldRichText: null,
  fullName: { firstName: '', lastName: '' },
  links: { primaryLinkLabel: '', primaryLinkUrl: '', secondaryLinks: [] },
  emails: { primaryEmail: '', additionalEmails: [] },
  phones: {
    primaryPhoneNumber: '',
    primaryPhoneCountryCode: '',
    primaryPhoneCallingCode: '',
    additionalPhones: [],
  },
  address: {
    addressStreet1: '',
    addressStreet2: '',
    addressCity: '',
    addressPostcode: '',
    addressState: '',
    addressCountry: '',
    addressLat: null,
    addressLng: null,
  },
  currency: { amountMicros: null, currencyCode: null },
  actor: null,
  files: null,
  search: '',
  relation: null,
};

/** What an empty field is read as; 0.51 has null and "" the other way round in places. */
export function emptyOf(kind: Kind, dialect: Dialect): Json {
  if (dialect.version === '2.21') return empties[kind];
  if (kind === 'richText') return { blocknote: '', markdown: '' };
  if (kind === 'emails') return { primaryEmail: '', additionalEmails: null };
  if (kind === 'phones') return { ...(empties.phones as JsonObject), additionalPhones: null };
  return kind === 'currency' ? { amountMicros: null, currencyCode: '' } : empties[kind];
}

/** A text in quotes, anything else bare: so the messages show what came. */
function quoted(sent: Json): string {
  return typeof sent === 'string' ? `'${sent}'` : JSON.stringify(sent);
}

function uuid(sent: Json, { dialect, name }: Place): Json {
  if (sent === null || isUuid(sent)) return sent;
  throw dialect.refuse(`Invalid UUID value ${quoted(sent)} for field "${name}"`);
}

function number(sent: Json, { dialect, name }: Place): Json {
  if (sent === null || typeof sent === 'number') return sent;
  throw dialect.refuse(`Invalid number value ${quoted(sent)} for field "${name}"`);
}

const writers: Record<Kind, Write> = {
  id: (sent, { dialect, object }) => {
    if (isUuid(sent)) return sent;
    if (sent !== null) {
      throw dialect.coded('INVALID_QUERY_INPUT', `Value "${String(sent)}" is not a valid UUID`);
    }
    throw dialect.refuse(
      `null value in column "id" of relation "${object.singular}" violates not-null constraint`,
    );
  },
  uuid,
  relation: uuid,
  text: (sent, { dialect, name }) => {
    if (sent === null) return '';
    if (typeof sent === 'string') return sent;
    throw dialect.refuse(`Invalid string value ${quoted(sent)} for text field "${name}"`);
  },
  number,
  position: number,
  boolean: (sent, { dialect, name }) => {
    if (sent === null || typeof sent === 'boolean') return sent;
    throw dialect.refuse(`Invalid boolean value ${quoted(sent)} for field "${name}"`);
  },
  dateTime: (sent, { dialect, name }) => {
    if (sent === null) return null;
    const time = typeof sent === 'string' && /^\d{4}-\d\d-\d\d/.test(sent) ? Date.parse(sent) : Number.NaN;
    if (!Number.isNaN(time)) return iso(time);
    const format = "Expected format: 'YYYY-MM-DDTHH:mm:ssZ'";
    throw dialect.refuse(`Invalid value ${quoted(sent)} for date-time field "${name}". ${format}`);
  },
  select: (sent, { dialect, field, object, name, where }) => {
    if (sent === null || (typeof sent === 'string' && field.options?.includes(sent) === true)) return sent;
    throw dialect.badOption(field, object, name, String(sent), where);
  },
  richText: (sent, place) => richTextOf(sent, place),
  oldRichText: (_sent, { dialect }) => {
    throw dialect.refuse('Rich text is not supported, please use RICH_TEXT_V2 instead');
  },
  fullName: (sent, place) => composite(sent, place, 'full name'),
  links: writeLinks,
  emails: writeEmails,
  phones: writePhones,
  address: (sent, place) => composite(sent, place, 'address'),
  currency: writeCurrency,
  actor: (sent, { stored }) =>
    isObject(sent)
      ? { ...(stored as JsonObject), ...(at(sent, 'source') ? { source: sent['source'] } : {}) }
      : undefined,
  files: (sent) => sent,
  search: () => undefined,
};

/** The parts that were sent over those that are there: a null for the whole changes nothing, a null for a part empties it. */
function composite(sent: Json, place: Place, label: string): JsonObject | undefined {
  if (sent === null) return undefined;
  const { dialect, name, field, stored } = place;
  if (!isObject(sent)) throw dialect.refuse(`Invalid object value ${quoted(sent)} for field "${name}"`);
  const empty = emptyOf(field.kind, dialect) as JsonObject;
  const parts: JsonObject = { ...empty, ...(stored as JsonObject | undefined) };
  for (const [part, value] of Object.entries(sent)) {
    if (!(part in empty)) throw dialect.refuse(`Invalid subfield ${part} for ${label} field "${name}"`);
    parts[part] = value ?? empty[part];
    const wrong = typeof empty[part] === 'string' && typeof parts[part] !== 'string';
    if (wrong) {
      throw dialect.refuse(`Invalid string value ${quoted(value ?? null)} for text field "${name}.${part}"`);
    }
  }
  return parts;
}

/** Hosts are lower-cased and a trailing slash is cut; a label without a URL is dropped. */
function writeLinks(sent: Json, place: Place): JsonObject | undefined {
  const parts = composite(sent, place, 'links');
  if (parts === undefined) return undefined;
  const url = textOf(parts['primaryLinkUrl']) ?? '';
  if (url === '') return { ...parts, primaryLinkLabel: '', primaryLinkUrl: '' };
  return { ...parts, primaryLinkUrl: normalUrl(url, place.dialect) };
}

function normalUrl(text: string, dialect: Dialect): string {
  const found = /^([a-z]+:\/\/)?([^\s/?#.]+(?:\.[^\s/?#.]+)+|localhost(?::\d+)?)([/?#]\S*)?$/i.exec(text);
  if (found === null) throw dialect.coded('INVALID_URL', 'The URL of the link is not valid');
  const [, scheme = '', host = '', rest = ''] = found;
  return `${scheme.toLowerCase()}${host.toLowerCase()}${rest.replace(/\/$/, '')}`;
}

function writeEmails(sent: Json, place: Place): JsonObject | undefined {
  const parts = composite(sent, place, 'emails');
  if (parts === undefined) return undefined;
  const lower = (value: Json, part: string): string => {
    if (value === '' || isEmail(value)) return value.toLowerCase();
    throw place.dialect.refuse(
      `Invalid string value ${quoted(value)} for email field "${place.name}.${part}"`,
    );
  };
  const { additionalEmails: more } = parts;
  return {
    primaryEmail: lower(parts['primaryEmail'] ?? '', 'primaryEmail'),
    additionalEmails: Array.isArray(more)
      ? more.map((each) => lower(each, 'additionalEmails'))
      : (more ?? null),
  };
}

/** A number with a plus is taken apart, if its country was not sent with it. */
function writePhones(sent: Json, place: Place): JsonObject | undefined {
  const parts = composite(sent, place, 'phones');
  if (parts === undefined) return undefined;
  const number = textOf(parts['primaryPhoneNumber']) ?? '';
  if (number === '') return { ...parts, ...(emptyOf('phones', place.dialect) as JsonObject) };
  const country = textOf(parts['primaryPhoneCountryCode']) ?? '';
  if (!/^\+?[\d\s().-]{4,}$/.test(number)) {
    throw place.dialect.coded('INVALID_PHONE_NUMBER', `Provided phone number is invalid ${number}`);
  }
  const phone = number.startsWith('+') || country !== '' ? splitPhone(number, country) : undefined;
  if (phone === undefined) return parts;
  return {
    ...parts,
    primaryPhoneNumber: phone.national,
    primaryPhoneCountryCode: phone.country,
    primaryPhoneCallingCode: phone.callingCode,
  };
}

/** Micros may come as digits in a text; a fraction of a micro is cut off. The code is not checked. */
function writeCurrency(sent: Json, place: Place): JsonObject | undefined {
  const parts = composite(sent, place, 'currency');
  if (parts === undefined) return undefined;
  const micros = parts['amountMicros'];
  if (micros === null || micros === undefined) return { ...parts, amountMicros: null };
  const amount = typeof micros === 'string' && micros.trim() !== '' ? Number(micros) : micros;
  if (typeof amount === 'number' && Number.isFinite(amount)) {
    return { ...parts, amountMicros: Math.trunc(amount) };
  }
  throw place.dialect.refuse(`Invalid number value ${quoted(micros)} for field "${place.name}.amountMicros"`);
}
