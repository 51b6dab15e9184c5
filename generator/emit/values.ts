import { isObject, type JsonObject } from '../model/document.js';
import { stringList } from '../model/schema.js';
import { MEANT_TYPES } from '../model/type-words.js';
import { choice, NULL, type PortableSchema, type Scalar } from './portable.js';

/** The types that schemas speak of; `binary` is a file. */
export type TypeName = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object' | 'binary';

const JSON_TYPES: Readonly<Record<string, TypeName>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
  array: 'array',
  object: 'object',
};

/** What documents write, in the spelling of JSON Schema and in those of languages. */
const NAMES: Readonly<Record<string, TypeName>> = {
  ...JSON_TYPES,
  ...Object.fromEntries(Object.entries(MEANT_TYPES).map(([word, type]) => [word, JSON_TYPES[type]!])),
  file: 'binary',
};

/** Most schemas have one type, as JSON Schema spells it. */
const PLAIN: ReadonlyMap<unknown, readonly TypeName[]> = new Map(
  Object.entries(NAMES).map(([name, type]) => [name, [type]]),
);

/** The types that a schema lets through; where it does not say, those that its keywords are about. */
export function typeNames(value: JsonObject): readonly TypeName[] {
  const plain = PLAIN.get(value['type']);
  if (plain !== undefined && !('format' in value) && !('contentMediaType' in value)) return plain;
  const written = typeof value['type'] === 'string' ? [value['type']] : stringList(value['type']);
  const known = written.flatMap((type) => {
    const name = type.toLowerCase();
    return Object.hasOwn(NAMES, name) ? [NAMES[name]!] : [];
  });
  const types = known.length > 0 || 'type' in value ? known : implied(value);
  const isFile = value['format'] === 'binary' || value['contentMediaType'] === 'application/octet-stream';
  const encoded = typeof value['contentEncoding'] === 'string';
  return [...new Set(types.map((type) => (type === 'string' && isFile && !encoded ? 'binary' : type)))];
}

function implied(value: JsonObject): readonly TypeName[] {
  const speaksOf = (keywords: readonly string[]): boolean =>
    keywords.some((keyword) => typeof value[keyword] === 'object' && value[keyword] !== null);
  if (speaksOf(['properties', 'additionalProperties', 'patternProperties', 'unevaluatedProperties']))
    return ['object'];
  return speaksOf(['items', 'prefixItems']) ? ['array'] : [];
}

/** The values that a schema lists, or undefined where it lists none that can be. */
export function valuesOf(value: JsonObject, types: readonly TypeName[]): PortableSchema | undefined {
  if ('const' in value && value['const'] !== undefined) return literal(value['const']);
  const listed = Array.isArray(value['enum']) ? value['enum'] : openValues(value);
  const telling = types.filter((type) => type !== 'null');
  const fitting = listed.filter((item) => item !== null);
  const meant = fitting.flatMap((item) => asMeant(item, telling));
  // A list that nothing of the type is in was written for another type: of a text or a number it is believed, not of a list.
  const isScalar = telling.every((type) => type !== 'array' && type !== 'object');
  const values = meant.length > 0 || !isScalar ? meant : fitting;
  if (values.length === 0) return fitting.length === 0 && listed.length > 0 ? NULL : undefined;
  const scalars = values.filter(isScalarValue);
  const others = values.filter((item) => !isScalarValue(item)).map(literal);
  return choice([...(scalars.length > 0 ? [{ enum: [...new Set(scalars)] }] : []), ...others]);
}

/** Some documents list the values of an open enumeration beside it. */
function openValues(value: JsonObject): readonly unknown[] {
  const listed = value['x-extensible-enum'];
  return Array.isArray(listed) ? listed : [];
}

/** A value as the type has it: numbers are written as texts, and texts as numbers, by mistake. */
function asMeant(item: unknown, types: readonly TypeName[]): readonly unknown[] {
  if (types.length === 0 || types.some((type) => isOfType(item, type))) return [item];
  if (types.includes('number') && typeof item === 'string' && /^-?\d+(\.\d+)?$/.test(item))
    return [Number(item)];
  if (types.includes('boolean') && (item === 'true' || item === 'false')) return [item === 'true'];
  if (types.includes('string') && (typeof item === 'number' || typeof item === 'boolean'))
    return [String(item)];
  return [];
}

function isOfType(item: unknown, type: TypeName): boolean {
  if (type === 'array') return Array.isArray(item);
  if (type === 'object') return isObject(item);
  return typeof item === (type === 'binary' ? 'string' : type);
}

function isScalarValue(item: unknown): item is Scalar {
  return item === null || ['string', 'number', 'boolean'].includes(typeof item);
}

/** The schema that only one value meets. */
function literal(value: unknown): PortableSchema {
  if (value === null) return NULL;
  if (Array.isArray(value)) return { type: 'array', prefixItems: value.map(literal) };
  if (!isObject(value)) return isScalarValue(value) ? { enum: [value] } : {};
  const members = Object.entries(value);
  return {
    type: 'object',
    required: members.map(([name]) => name),
    ...(members.length === 0
      ? {}
      : { properties: Object.fromEntries(members.map(([name, inner]) => [name, literal(inner)])) }),
  };
}
