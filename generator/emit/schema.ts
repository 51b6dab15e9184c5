import { isObject, type JsonObject, type Located } from '../model/document.js';
import type { TypeTable } from '../model/plan.js';
import { stringList } from '../model/schema.js';
import { accessOf, isLeftOut, type Direction } from '../model/subschemas.js';
import { below } from '../source.js';
import { documentation } from './notes.js';
import {
  choice,
  composition,
  isUnknown,
  NEVER,
  NULL,
  orNull,
  refTo,
  UNKNOWN,
  type Discriminator,
  type PortableSchema,
} from './portable.js';
import { typeNames, valuesOf, type TypeName } from './values.js';

/** Reads schemas of one document, as they are for values that go one way. */
export class SchemaReader {
  readonly #table: TypeTable;
  readonly #direction: Direction;

  constructor(table: TypeTable, direction: Direction) {
    this.#table = table;
    this.#direction = direction;
  }

  /** Makes a schema portable. What is no schema, or leads nowhere, says nothing, and its type is unknown. */
  read(schema: Located, depth = 0): PortableSchema {
    const { value } = schema;
    if (!isObject(value) || depth > 60) return UNKNOWN;
    if (depth > 0 && isInlineObject(value)) {
      const name = this.#table.nameOf(schema, this.#direction);
      if (name !== undefined) return { $ref: refTo(name), ...documentation(value) };
    }
    const types = typeNames(value);
    const parts = [
      this.#reference(schema),
      ...this.#parts(schema, 'allOf', depth),
      this.#own(schema, types, depth),
      ...requirements(value),
      this.#choice(schema, 'oneOf', depth),
      this.#choice(schema, 'anyOf', depth),
    ];
    const only = composition(parts);
    // A type that is all of another one extends it, even where it adds nothing: it may be told apart by its name.
    const whole = depth === 0 && only.$ref !== undefined && 'allOf' in value ? { allOf: [only] } : only;
    const said = types.length === 1 && types[0] === 'null' && isUnknown(whole) ? NULL : whole;
    const read = isNullable(value, types) ? orNull(said) : said;
    return { ...read, ...documentation(value), ...this.#discriminator(schema) };
  }

  #reference({ value, place }: Located): PortableSchema {
    const ref = (value as JsonObject)['$ref'];
    if (typeof ref !== 'string') return UNKNOWN;
    const target = this.#table.document.follow(ref, place.source);
    // References that run in a circle say nothing.
    const name =
      target && this.#table.document.resolve(target) && this.#table.nameOf(target, this.#direction);
    return name === undefined ? UNKNOWN : { $ref: refTo(name) };
  }

  /** What a schema says by its own keywords; one that allows several types is a choice among them. */
  #own(schema: Located, types: readonly TypeName[], depth: number): PortableSchema {
    const value = schema.value as JsonObject;
    const values = valuesOf(value, types);
    if (values !== undefined)
      return this.#table.isOpen(value) ? choice([values, { type: 'string' }]) : values;
    const telling = types.filter((type) => type !== 'null');
    if (telling.length === 0) return UNKNOWN;
    return choice(telling.map((type) => this.#ofType(schema, type, depth)));
  }

  #ofType(schema: Located, type: TypeName, depth: number): PortableSchema {
    if (type === 'array') return this.#array(schema, depth);
    if (type === 'object') return this.#object(schema, depth);
    // A property of an answer is a text in JSON, whatever its format; only the answer as a whole can be a file.
    return { type: type === 'binary' && depth > 0 && this.#direction === 'response' ? 'string' : type };
  }

  #array(schema: Located, depth: number): PortableSchema {
    const value = schema.value as JsonObject;
    const keyword = Array.isArray(value['prefixItems']) ? 'prefixItems' : 'items';
    if (Array.isArray(value[keyword])) {
      const rest = keyword === 'items' ? 'additionalItems' : 'items';
      return {
        type: 'array',
        prefixItems: this.#parts(schema, keyword, depth),
        ...(isObject(value[rest]) ? { items: this.#inner(schema, [rest], depth) } : {}),
      };
    }
    return {
      type: 'array',
      items: isObject(value['items']) ? this.#inner(schema, ['items'], depth) : UNKNOWN,
    };
  }

  #object(schema: Located, depth: number): PortableSchema {
    const value = schema.value as JsonObject;
    const map = isObject(value['properties']) ? value['properties'] : {};
    const hidden = new Set<string>();
    const named = new Map<string, PortableSchema>();
    for (const name of Object.keys(map)) {
      const property = { value: map[name], place: below(schema.place, 'properties', name) };
      if (isLeftOut(accessOf(this.#table.document, property), this.#direction)) hidden.add(name);
      else named.set(name, map[name] === false ? NEVER : this.read(property, depth + 1));
    }
    const rest = this.#rest(schema, depth);
    const keys = rest === undefined ? undefined : this.#keys(schema);
    for (const key of keys ?? []) if (!named.has(key)) named.set(key, rest!);
    return {
      type: 'object',
      ...(named.size === 0 ? {} : { properties: Object.fromEntries(named) }),
      required: stringList(value['required']).filter((name) => !hidden.has(name)),
      ...(rest === undefined || keys !== undefined ? {} : { additionalProperties: rest }),
    };
  }

  /** What an object holds besides the properties it names. */
  #rest(schema: Located, depth: number): PortableSchema | undefined {
    const value = schema.value as JsonObject;
    const found = ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) =>
      value[keyword] === true
        ? [UNKNOWN]
        : isObject(value[keyword])
          ? [this.#inner(schema, [keyword], depth)]
          : [],
    );
    const patterns = isObject(value['patternProperties']) ? Object.keys(value['patternProperties']) : [];
    for (const pattern of patterns) found.push(this.#inner(schema, ['patternProperties', pattern], depth));
    return found.length === 0 ? undefined : choice(found);
  }

  /** The names that a map may have, where they are listed and no others are let through. */
  #keys(schema: Located): readonly string[] | undefined {
    const value = schema.value as JsonObject;
    if (!isObject(value['propertyNames'])) return undefined;
    const place = below(schema.place, 'propertyNames');
    const names = this.#table.document.resolve({ value: value['propertyNames'], place });
    const keys = isObject(names?.value) ? stringList(names.value['enum']) : [];
    return keys.length === 0 || keys.length > 100 ? undefined : keys;
  }

  #parts(schema: Located, keyword: string, depth: number): readonly PortableSchema[] {
    const list = (schema.value as JsonObject)[keyword];
    if (!Array.isArray(list)) return [];
    return list.map((_, index) => this.#inner(schema, [keyword, String(index)], depth));
  }

  /** A choice; alternatives that can't be met fall away. One that says nothing of types leaves no choice. */
  #choice(schema: Located, keyword: string, depth: number): PortableSchema {
    const list = (schema.value as JsonObject)[keyword];
    if (!Array.isArray(list)) return UNKNOWN;
    const parts = list.flatMap((part: unknown, index) => {
      if (part === false) return [];
      return [isBareNullable(part) ? NULL : this.#inner(schema, [keyword, String(index)], depth)];
    });
    return parts.length === 0 ? UNKNOWN : choice(parts);
  }

  #inner({ value, place }: Located, tokens: readonly string[], depth: number): PortableSchema {
    const inner = tokens.reduce<unknown>(
      (current, token) => (current as Record<string, unknown>)[token],
      value,
    );
    return this.read({ value: inner, place: below(place, ...tokens) }, depth + 1);
  }

  #discriminator({ value, place }: Located): { readonly discriminator?: Discriminator } {
    const said = (value as JsonObject)['discriminator'];
    const propertyName = typeof said === 'string' ? said : isObject(said) ? said['propertyName'] : undefined;
    if (typeof propertyName !== 'string' || propertyName === '') return {};
    const nameOf = (target: unknown): string | undefined => {
      if (typeof target !== 'string') return undefined;
      const bare = table.document.follow(refTo(target), table.document.root);
      const found = bare ?? table.document.follow(target, place.source);
      return found && table.nameOf(found, this.#direction);
    };
    const table = this.#table;
    const details = isObject(said) ? said : {};
    const mapping = isObject(details['mapping']) ? details['mapping'] : {};
    const known = Object.entries(mapping).flatMap(([key, target]) => {
      const name = nameOf(target);
      return name === undefined ? [] : [[key, name] as const];
    });
    const otherwise = nameOf(details['defaultMapping']);
    return { discriminator: { propertyName, mapping: Object.fromEntries(known), otherwise } };
  }
}

/** What a composition requires of the objects that it is composed of, besides what they require themselves. */
function requirements(value: JsonObject): readonly PortableSchema[] {
  const parts = Array.isArray(value['allOf']) ? value['allOf'].filter(isObject) : [];
  const isComposed = parts.length > 0 || typeof value['$ref'] === 'string';
  const names = (isComposed ? [value, ...parts] : []).flatMap((part) => stringList(part['required']));
  return names.length === 0 ? [] : [{ type: 'object', required: names }];
}

function isInlineObject(value: JsonObject): boolean {
  return typeof value['$ref'] !== 'string' && (isObject(value['properties']) || 'allOf' in value);
}

/** Whether null is let through: beside the types, by the keyword of 3.0, or by a part that says nothing else. */
function isNullable(value: JsonObject, types: readonly TypeName[]): boolean {
  if (value['nullable'] === true || types.includes('null')) return true;
  if (Array.isArray(value['enum']) && value['enum'].includes(null)) return true;
  return Array.isArray(value['allOf']) && value['allOf'].some(isBareNullable);
}

function isBareNullable(part: unknown): boolean {
  if (!isObject(part)) return false;
  const bare = part['nullable'] === true && Object.keys(part).length === 1;
  return bare || part['type'] === 'null';
}
