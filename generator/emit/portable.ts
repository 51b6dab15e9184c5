/** The values that a literal type can have. */
export type Scalar = string | number | boolean | null;

/**
 * A schema that speaks only of types: references by final names, documentation quoted, everything else left out. It is one thing at a
 * time: a reference, a choice (`oneOf`), a composition (`allOf`), a list of values, an array, an object, a scalar. With none of these
 * it says nothing, and its type is unknown.
 */
export interface PortableSchema {
  readonly $ref?: string;
  readonly oneOf?: readonly PortableSchema[];
  readonly allOf?: readonly PortableSchema[];
  readonly enum?: readonly Scalar[];
  readonly type?: PortableType;
  readonly items?: PortableSchema;
  readonly prefixItems?: readonly PortableSchema[];
  readonly properties?: Readonly<Record<string, PortableSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: PortableSchema;
  /** The property by which the alternatives of a choice, or the schemas that extend this one, are told apart. */
  readonly discriminator?: Discriminator;
  /** Of `omit`: the type, and those of its members that are said anew beside it. */
  readonly base?: string;
  readonly without?: readonly string[];
  /** Its parts were brought together already. */
  readonly composed?: boolean;
  /** The documentation. */
  readonly title?: string;
  readonly deprecated?: boolean;
}

/** `open` is any text beside the known ones; `omit` a named type without some of its members. */
export type PortableType =
  'string' | 'number' | 'boolean' | 'null' | 'binary' | 'open' | 'array' | 'object' | 'omit';

export interface Discriminator {
  readonly propertyName: string;
  /** The names of types by the values that stand for them. */
  readonly mapping: Readonly<Record<string, string>>;
  /** The type that stands for all other values. */
  readonly otherwise: string | undefined;
}

/** Named types, by their names. */
export type PortableTypes = ReadonlyMap<string, PortableSchema>;

export const UNKNOWN: PortableSchema = {};
export const NULL: PortableSchema = { type: 'null' };
/** Nothing at all: a property that must not be there. */
export const NEVER: PortableSchema = { enum: [] };

const PREFIX = '#/components/schemas/';

/** How portable schemas refer to a named type. */
export function refTo(name: string): string {
  return PREFIX + name;
}

/** The name that a portable schema refers to. */
export function nameIn({ $ref }: PortableSchema): string | undefined {
  return $ref?.slice(PREFIX.length);
}

/** Whether a schema says nothing of the type. */
export function isUnknown({ $ref, oneOf, allOf, enum: values, type }: PortableSchema): boolean {
  return (
    type === undefined &&
    $ref === undefined &&
    oneOf === undefined &&
    allOf === undefined &&
    values === undefined
  );
}

/** The alternatives of a choice; any other schema is its only one. */
export function alternatives(schema: PortableSchema): readonly PortableSchema[] {
  return schema.oneOf ?? [schema];
}

/** A choice among schemas. One that lets everything through leaves no choice. */
export function choice(parts: readonly PortableSchema[]): PortableSchema {
  const [first] = parts;
  if (parts.length === 1 && first!.oneOf === undefined) return isUnknown(first!) ? UNKNOWN : first!;
  const flat = parts.flatMap((part) =>
    part.oneOf !== undefined && part.discriminator === undefined ? part.oneOf : [part],
  );
  if (flat.some(isUnknown)) return UNKNOWN;
  if (flat.length === 1) return flat[0]!;
  const unlike = new Map(flat.map((part) => [likeness(part), part]));
  const [only] = unlike.values();
  return unlike.size === 1 ? only! : { oneOf: [...unlike.values()] };
}

/** All of several schemas. Those that say nothing are left out. */
export function composition(parts: readonly PortableSchema[]): PortableSchema {
  const telling = parts.filter((part) => !isUnknown(part));
  return telling.length === 1 ? telling[0]! : telling.length === 0 ? UNKNOWN : { allOf: telling };
}

/** A schema, or null. */
export function orNull(schema: PortableSchema): PortableSchema {
  return isUnknown(schema) || alternatives(schema).some(isNull) ? schema : choice([schema, NULL]);
}

export function isNull({ type, enum: values }: PortableSchema): boolean {
  return type === 'null' || (values?.length === 1 && values[0] === null);
}

/** A text that two schemas of one type have in common: all that they say but the documentation. */
export function likeness(schema: PortableSchema): string {
  return JSON.stringify(schema, (key, value: unknown) => (isAside(key, value) ? undefined : value));
}

/** A property may be called like a keyword, but is never a text or true. */
function isAside(key: string, value: unknown): boolean {
  return (
    (key === 'title' && typeof value === 'string') || (/^(deprecated|composed)$/.test(key) && value === true)
  );
}

/** A schema with the documentation of others, where it has none itself; the first that has some is heard. */
export function documented(
  schema: PortableSchema,
  ...others: readonly (PortableSchema | undefined)[]
): PortableSchema {
  const title = [schema, ...others].map((one) => one?.title).find((text) => text !== undefined);
  const deprecated = [schema, ...others].some((one) => one?.deprecated === true);
  return { ...schema, ...(title === undefined ? {} : { title }), ...(deprecated ? { deprecated } : {}) };
}
