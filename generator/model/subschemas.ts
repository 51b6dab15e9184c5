import { below } from '../source.js';
import { isObject, type Located, type OpenApiDocument } from './document.js';

/** Which way a value goes: what is only read is not sent, what is only written does not come back. `whole` leaves nothing out. */
export type Direction = 'request' | 'response' | 'whole';

const SINGLE = ['items', 'additionalProperties', 'additionalItems', 'unevaluatedProperties', 'propertyNames'];
const LISTS = ['allOf', 'oneOf', 'anyOf', 'prefixItems', 'items'];
const MAPS = ['properties', 'patternProperties'];

/** A schema inside another one, by the keyword that holds it and, in a list or a map, its index or name there. */
export interface Subschema {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly schema: Located;
}

/** The schemas that a schema speaks of directly, for a type's purposes: what only validates is passed over. */
export function subschemas({ value, place }: Located): readonly Subschema[] {
  if (!isObject(value)) return [];
  const found: Subschema[] = [];
  const add = (keyword: string, name: string | undefined, inner: unknown): void => {
    const at = name === undefined ? below(place, keyword) : below(place, keyword, name);
    found.push({ keyword, name, schema: { value: inner, place: at } });
  };
  for (const keyword of SINGLE) if (isObject(value[keyword])) add(keyword, undefined, value[keyword]);
  for (const keyword of LISTS) {
    const list = value[keyword];
    if (Array.isArray(list)) list.forEach((inner, index) => add(keyword, String(index), inner));
  }
  for (const keyword of MAPS) {
    const map = value[keyword];
    if (isObject(map)) for (const [name, inner] of Object.entries(map)) add(keyword, name, inner);
  }
  return found;
}

/** Whether a property is only read or only written, seen through references and `allOf`; one that is both is neither. */
export function accessOf(
  document: OpenApiDocument,
  schema: Located,
  depth = 0,
): 'readOnly' | 'writeOnly' | undefined {
  const { value, place } = schema;
  if (!isObject(value) || depth > 8) return undefined;
  const [readOnly, writeOnly] = [value['readOnly'] === true, value['writeOnly'] === true];
  if (readOnly || writeOnly) return readOnly && writeOnly ? undefined : readOnly ? 'readOnly' : 'writeOnly';
  if (typeof value['$ref'] === 'string') {
    const target = document.follow(value['$ref'], place.source);
    return target && accessOf(document, target, depth + 1);
  }
  if (!Array.isArray(value['allOf'])) return undefined;
  return value['allOf']
    .map((part, index) =>
      accessOf(document, { value: part, place: below(place, 'allOf', String(index)) }, depth + 1),
    )
    .find((access) => access !== undefined);
}

/** Whether a property with this access has no part in values that go this way. */
export function isLeftOut(access: 'readOnly' | 'writeOnly' | undefined, direction: Direction): boolean {
  return (
    (access === 'readOnly' && direction === 'request') || (access === 'writeOnly' && direction === 'response')
  );
}
