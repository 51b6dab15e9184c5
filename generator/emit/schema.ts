import { isObject, type JsonObject, type Located } from '../model/document.js';
import type { TypeTable } from '../model/plan.js';
import { stringList, text } from '../model/schema.js';
import { below, type Place } from '../source.js';
import { docText } from './quote.js';

/** A schema that speaks only of types: references by final names, documentation quoted, everything else left out. */
export type PortableSchema = Record<string, unknown>;

const TYPES: ReadonlySet<string> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'array',
  'object',
  'null',
]);
const NESTED = ['items', 'additionalProperties'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const MAPS = ['properties', 'patternProperties'] as const;

/** Makes a schema portable. What is no schema, or leads nowhere, says nothing, and its type is unknown. */
export function portable(schema: Located, table: TypeTable, depth = 0): PortableSchema | boolean {
  const { value, place } = schema;
  if (value === false) return { not: {} };
  if (!isObject(value) || depth > 60) return {};
  if (typeof value['$ref'] === 'string') return reference(value, place, table);
  const inner = (...tokens: string[]) =>
    portable({ value: at(value, tokens), place: below(place, ...tokens) }, table, depth + 1);
  const result: PortableSchema = { ...plainKeywords(value), ...documentation(value) };
  for (const key of NESTED) {
    if (value[key] === true) result[key] = key === 'items' ? {} : true;
    else if (isObject(value[key])) result[key] = inner(key);
  }
  for (const key of LISTS) {
    const list = value[key];
    if (Array.isArray(list) && list.length > 0)
      result[key] = list.map((_, index) => inner(key, String(index)));
  }
  for (const key of MAPS) {
    const map = value[key];
    if (isObject(map))
      result[key] = Object.fromEntries(Object.keys(map).map((name) => [name, inner(key, name)]));
  }
  if (isObject(value['discriminator']))
    Object.assign(result, discriminator(value['discriminator'], place, table));
  return result;
}

function at(value: JsonObject, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>((current, token) => (current as Record<string, unknown>)[token], value);
}

function reference(value: JsonObject, place: Place, table: TypeTable): PortableSchema {
  const target = table.document.follow(value['$ref'] as string, place.source);
  // References that run in a circle say nothing.
  const name = target && table.document.resolve(target) && table.nameOf(target);
  return name === undefined ? documentation(value) : { $ref: refTo(name), ...documentation(value) };
}

/** How portable schemas refer to a named type. */
export function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function plainKeywords(value: JsonObject): PortableSchema {
  const result: PortableSchema = {};
  const types = (typeof value['type'] === 'string' ? [value['type']] : stringList(value['type'])).filter(
    (type) => TYPES.has(type),
  );
  if (types.length > 0) result['type'] = types.length === 1 ? types[0] : types;
  if (
    types.includes('string') &&
    (value['format'] === 'binary' || value['contentMediaType'] === 'application/octet-stream')
  ) {
    result['format'] = 'binary';
  }
  if (Array.isArray(value['enum'])) {
    const values = value['enum'].filter((item) => item === null || typeof item !== 'object');
    if (values.length > 0) result['enum'] = [...new Set(values)];
  }
  if ('const' in value && (value['const'] === null || typeof value['const'] !== 'object'))
    result['const'] = value['const'];
  if (Array.isArray(value['required'])) result['required'] = stringList(value['required']);
  if (value['nullable'] === true) result['nullable'] = true;
  if (value['type'] === 'array' && !('items' in value) && !('prefixItems' in value)) result['items'] = {};
  return result;
}

function discriminator(value: JsonObject, place: Place, table: TypeTable): PortableSchema {
  if (typeof value['propertyName'] !== 'string') return {};
  const mapping: Record<string, string> = {};
  for (const [key, target] of Object.entries(isObject(value['mapping']) ? value['mapping'] : {})) {
    if (typeof target !== 'string') continue;
    const ref = target.includes('/') || target.includes('#') ? target : refTo(target);
    const found = table.document.follow(ref, place.source);
    const name = found && table.nameOf(found);
    if (name !== undefined) mapping[key] = refTo(name);
  }
  return {
    discriminator: {
      propertyName: value['propertyName'],
      ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
    },
  };
}

function documentation(value: JsonObject): PortableSchema {
  const title = describe(value);
  return {
    ...(title === '' ? {} : { title }),
    ...(value['deprecated'] === true ? { deprecated: true } : {}),
  };
}

/** What a reader needs to know of a schema: its description, and the limits that a type can't say. */
export function describe(value: JsonObject): string {
  const notes = [
    limits(value, 'minLength', 'maxLength', 'characters'),
    limits(value, 'minItems', 'maxItems', 'items'),
    limits(value, 'minimum', 'maximum', ''),
    isScalar(value['default']) ? `Default: ${docText(String(value['default'])).split('\n', 1)[0]!}.` : '',
  ].filter((note) => note !== '');
  const description = docText(text(value['description']) || text(value['title']));
  return [description, notes.join(' ')].filter((part) => part !== '').join('\n\n');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean';
}

function limits(value: JsonObject, low: string, high: string, unit: string): string {
  const [from, to] = [value[low], value[high]].map((limit) =>
    typeof limit === 'number' ? limit.toLocaleString('en-US') : undefined,
  );
  const tail = unit === '' ? '.' : ` ${unit}.`;
  if (from !== undefined && to !== undefined)
    return from === to ? `Exactly ${to}${tail}` : `From ${from} to ${to}${tail}`;
  if (to !== undefined) return `At most ${to}${tail}`;
  return from === undefined || from === '0' ? '' : `At least ${from}${tail}`;
}
