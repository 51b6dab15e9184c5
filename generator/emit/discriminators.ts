import { isMadeOfObjects } from './assignable.js';
import {
  alternatives,
  nameIn,
  type Discriminator,
  type PortableSchema,
  type PortableTypes,
  type Scalar,
} from './portable.js';

/** The values that stand for a type at a property: those that a document names, else what it is called. */
interface Marks {
  readonly named: Set<string>;
  readonly implied: Set<string>;
}

type MarksOfTypes = Map<string, Map<string, Marks>>;

/**
 * Gives the property that tells types apart its very value in each of them, so that unions narrow by it: in the alternatives of a
 * choice, and in what extends a type that names such a property. `called` are the names that types have in the document.
 */
export function discriminated(types: PortableTypes, called: ReadonlyMap<string, string>): PortableTypes {
  const marks: MarksOfTypes = new Map();
  for (const schema of types.values()) markChoices(schema, called, marks);
  markHeirs(types, called, marks);
  return new Map(
    [...types].map(([name, schema]) => [name, marked(schema, marks.get(name) ?? new Map(), types)]),
  );
}

function markChoices(schema: PortableSchema, called: ReadonlyMap<string, string>, marks: MarksOfTypes): void {
  const { discriminator, oneOf = [], allOf = [], items, prefixItems = [], properties = {} } = schema;
  if (discriminator !== undefined) {
    for (const part of [schema, ...allOf].flatMap(({ oneOf: parts = [] }) => parts)) {
      const name = nameIn(part);
      if (name !== undefined) mark(name, discriminator, [name], called, marks);
    }
  }
  const inner = [...oneOf, ...allOf, ...prefixItems, ...Object.values(properties)];
  for (const part of inner) markChoices(part, called, marks);
  if (items !== undefined) markChoices(items, called, marks);
  if (schema.additionalProperties !== undefined) markChoices(schema.additionalProperties, called, marks);
}

/** What extends a type is told apart by its own value, or by that of what extends it in turn. */
function markHeirs(types: PortableTypes, called: ReadonlyMap<string, string>, marks: MarksOfTypes): void {
  const heirs = new Map<string, string[]>();
  for (const [name, { allOf = [] }] of types) {
    for (const parent of allOf.map(nameIn))
      if (parent !== undefined && heirs.get(parent)?.push(name) === undefined) heirs.set(parent, [name]);
  }
  for (const [name, { discriminator, oneOf, allOf = [] }] of types) {
    if (discriminator === undefined || [...allOf, { oneOf }].some((part) => part.oneOf !== undefined))
      continue;
    for (const heir of heirs.get(name) ?? [])
      markFamily(heir, discriminator, heirs, called, marks, new Set());
  }
}

function markFamily(
  name: string,
  discriminator: Discriminator,
  heirs: ReadonlyMap<string, readonly string[]>,
  called: ReadonlyMap<string, string>,
  marks: MarksOfTypes,
  seen: Set<string>,
): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const below = (heirs.get(name) ?? []).flatMap((heir) =>
    markFamily(heir, discriminator, heirs, called, marks, seen),
  );
  const family = [name, ...below];
  mark(name, discriminator, family, called, marks);
  return family;
}

/** Notes the values of a family of types for one of them. */
function mark(
  type: string,
  { propertyName, mapping, otherwise }: Discriminator,
  family: readonly string[],
  called: ReadonlyMap<string, string>,
  marks: MarksOfTypes,
): void {
  // What stands for all other values has no value of its own.
  if (otherwise !== undefined && family.includes(otherwise)) return;
  const ofType = marks.get(type) ?? new Map<string, Marks>();
  const found = ofType.get(propertyName) ?? { named: new Set<string>(), implied: new Set<string>() };
  marks.set(type, ofType.set(propertyName, found));
  for (const name of family) {
    const keys = Object.keys(mapping).filter((key) => mapping[key] === name);
    for (const key of keys) found.named.add(key);
    if (keys.length === 0) found.implied.add(called.get(name) ?? name);
  }
}

function marked(
  schema: PortableSchema,
  marks: ReadonlyMap<string, Marks>,
  types: PortableTypes,
): PortableSchema {
  const parts = [...marks].flatMap(([property, values]) => {
    const said = [...declared(schema, property, types, new Set())];
    const fitting = valuesThatFit(values, said);
    if (fitting.length === 0 || schema.oneOf !== undefined || !isMadeOfObjects(schema, types)) return [];
    return [{ type: 'object', properties: { [property]: { enum: fitting } } } as const];
  });
  if (parts.length === 0) return schema;
  const { title, deprecated, discriminator, ...bare } = schema;
  const docs = {
    ...(title === undefined ? {} : { title }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(discriminator === undefined ? {} : { discriminator }),
  };
  return { ...docs, allOf: [...(schema.allOf ?? [bare]), ...parts] };
}

/** The values that agree with what is said of the property. A name that the document only implies gives way to what it says. */
function valuesThatFit({ named, implied }: Marks, said: readonly PortableSchema[]): readonly Scalar[] {
  const values: readonly Scalar[] = [...(named.size > 0 ? named : implied)].map((value) =>
    said.some(({ type }) => type === 'number') ? Number(value) : value,
  );
  const lists = said.flatMap(({ enum: list }) => (list === undefined ? [] : [list]));
  return values.filter((value) => lists.every((list) => list.includes(value)));
}

/** What a type and those it is composed of say of a property. */
function* declared(
  schema: PortableSchema,
  property: string,
  types: PortableTypes,
  seen: Set<string>,
): Generator<PortableSchema> {
  const name = nameIn(schema);
  const target = name === undefined || seen.has(name) ? undefined : types.get(name);
  if (target !== undefined) yield* declared(target, property, types, seen.add(name!));
  for (const part of schema.allOf ?? []) yield* declared(part, property, types, seen);
  const { properties = {} } = schema;
  if (!Object.hasOwn(properties, property)) return;
  const said = properties[property]!;
  const named = nameIn(said);
  yield* alternatives((named === undefined ? undefined : types.get(named)) ?? said);
}
