import { below } from '../source.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from './document.js';
import { meantType } from './type-words.js';
import { accessOf, isLeftOut, type Direction } from './subschemas.js';

/** A property of an object schema, seen through references and `allOf`. */
export interface Property {
  readonly name: string;
  readonly schema: Located;
  readonly required: boolean;
}

/** The schema object at a place after its references; undefined where nothing usable is there. */
export function schemaObject(
  document: OpenApiDocument,
  schema: Located,
): (Located & { readonly value: JsonObject }) | undefined {
  const resolved = document.resolve(schema);
  return resolved !== undefined && isObject(resolved.value)
    ? { value: resolved.value, place: resolved.place }
    : undefined;
}

/** All properties of an object schema that have a part in values that go this way, in the order of the document. */
export function properties(
  document: OpenApiDocument,
  schema: Located,
  direction: Direction = 'whole',
): ReadonlyMap<string, Property> {
  const found = new Map<string, Property>();
  const required = new Set<string>();
  collect(document, schema, found, required, new Set());
  const shown = [...found].filter(
    ([, property]) => !isLeftOut(accessOf(document, property.schema), direction),
  );
  return new Map(shown.map(([name, property]) => [name, { ...property, required: required.has(name) }]));
}

function collect(
  document: OpenApiDocument,
  schema: Located,
  found: Map<string, Property>,
  required: Set<string>,
  seen: Set<unknown>,
): void {
  const object = schemaObject(document, schema);
  if (object === undefined || seen.has(object.value)) return;
  seen.add(object.value);
  const { allOf } = object.value;
  for (const [index, part] of (Array.isArray(allOf) ? allOf : []).entries()) {
    collect(
      document,
      { value: part, place: below(object.place, 'allOf', String(index)) },
      found,
      required,
      seen,
    );
  }
  for (const [index, part] of nullableAlternatives(object.value)) {
    collect(document, { value: part, place: below(object.place, ...index) }, found, required, seen);
  }
  for (const name of stringList(object.value['required'])) required.add(name);
  const own = object.value['properties'];
  if (!isObject(own)) return;
  for (const [name, value] of Object.entries(own)) {
    found.set(name, {
      name,
      schema: { value, place: below(object.place, 'properties', name) },
      required: false,
    });
  }
}

/** `anyOf: [X, null]` is X when one asks for its properties. */
function nullableAlternatives(schema: JsonObject): readonly (readonly [readonly string[], unknown])[] {
  for (const keyword of ['anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    const rest = [...list.entries()].filter(([, item]) => !(isObject(item) && item['type'] === 'null'));
    if (rest.length === 1) return [[[keyword, String(rest[0]![0])], rest[0]![1]]];
  }
  return [];
}

/** The schema of the items of an array schema. */
export function itemsOf(document: OpenApiDocument, schema: Located): Located | undefined {
  const object = schemaObject(document, schema);
  if (object === undefined) return undefined;
  if ('items' in object.value) return { value: object.value['items'], place: below(object.place, 'items') };
  const [alternative] = nullableAlternatives(object.value);
  return (
    alternative && itemsOf(document, { value: alternative[1], place: below(object.place, ...alternative[0]) })
  );
}

/**
 * Follows a path of property names; `*` is the only property there. Gives the names that were gone through and the schema at the
 * end, or undefined where the path leaves the schema.
 */
export function follow(
  document: OpenApiDocument,
  schema: Located,
  path: readonly string[],
  direction: Direction = 'whole',
): { readonly names: readonly string[]; readonly schema: Located } | undefined {
  let current = schema;
  const names: string[] = [];
  for (const token of path) {
    const members = properties(document, current, direction);
    const property =
      token === '*' ? (members.size === 1 ? [...members.values()][0] : undefined) : members.get(token);
    if (property === undefined) return undefined;
    names.push(property.name);
    current = property.schema;
  }
  return { names, schema: current };
}

/** The JSON types a schema lets through, `null` among them; undefined when it says nothing. */
export function typesOf(
  document: OpenApiDocument,
  schema: Located,
  depth = 0,
): ReadonlySet<string> | undefined {
  const resolved = schemaObject(document, schema);
  if (resolved === undefined || depth > 20) return undefined;
  const object = resolved.value;
  const { type } = object;
  const named = typeof type === 'string' ? [type] : stringList(type);
  const types = new Set<string>(named.flatMap((each) => meantType(each) ?? []));
  // Where none of its types is one, anything may be meant.
  if (named.length > 0 && types.size === 0) return undefined;
  if (object['nullable'] === true && types.size > 0) types.add('null');
  if (types.size > 0) return types;
  if (Array.isArray(object['enum'])) return new Set(object['enum'].map(jsonType));
  if ('const' in object) return new Set([jsonType(object['const'])]);
  if (isObject(object['properties'])) return new Set(['object']);
  const parts = [object['anyOf'], object['oneOf'], object['allOf']].find(Array.isArray) as
    unknown[] | undefined;
  if (parts === undefined) return undefined;
  for (const part of parts) {
    const inner = typesOf(document, { value: part, place: resolved.place }, depth + 1);
    if (inner === undefined) return undefined;
    for (const type of inner) types.add(type);
  }
  return types;
}

/** The values an enumeration lists, whether it is open or nullable. Null is left out. */
export function enumValues(document: OpenApiDocument, schema: Located): readonly unknown[] {
  const resolved = schemaObject(document, schema);
  if (resolved === undefined) return [];
  const object = resolved.value;
  if (Array.isArray(object['enum'])) return object['enum'].filter((value) => value !== null);
  if ('const' in object) return [object['const']];
  const parts = [object['anyOf'], object['oneOf']].find(Array.isArray) as unknown[] | undefined;
  return (parts ?? []).flatMap((part) => enumValues(document, { value: part, place: resolved.place }));
}

/** Whether an enumeration also lets other texts through. */
export function isOpenEnum(document: OpenApiDocument, schema: Located): boolean {
  const resolved = schemaObject(document, schema);
  const parts =
    resolved &&
    ([resolved.value['anyOf'], resolved.value['oneOf']].find(Array.isArray) as unknown[] | undefined);
  return (parts ?? []).some((part) => {
    const located = { value: part, place: resolved!.place };
    const types = typesOf(document, located);
    return (
      (types?.has('string') === true && enumValues(document, located).length === 0) ||
      isOpenEnum(document, located)
    );
  });
}

/** The texts of a list; anything else in it is passed over. */
export function stringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A text of the document, or the empty text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
