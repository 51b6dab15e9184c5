import { isUnknown, likeness, nameIn, type PortableSchema, type PortableTypes } from './portable.js';

/**
 * Whether every value of one type is surely one of another, as TypeScript sees it. Where that would take long to find out, it is not
 * sure. `types` are the named ones, composed.
 */
export function isAssignable(
  from: PortableSchema,
  to: PortableSchema,
  types: Pick<PortableTypes, 'get'>,
  depth = 0,
): boolean {
  if (isUnknown(to)) return true;
  if (isUnknown(from) || depth > 8) return false;
  if (likeness(from) === likeness(to)) return true;
  const fits = (a: PortableSchema, b: PortableSchema): boolean => isAssignable(a, b, types, depth + 1);
  if (from.oneOf !== undefined) return from.oneOf.every((part) => fits(part, to));
  if (from.allOf?.some((part) => fits(part, to))) return true;
  if (extendsType(from, to, types)) return true;
  const named = target(from, types);
  if (named !== undefined && fits(named, to)) return true;
  if (to.oneOf !== undefined) return to.oneOf.some((part) => fits(from, part));
  const wide = target(to, types);
  if (wide !== undefined) return !isMadeOfObjects(wide, types) && fits(from, wide);
  if (from.enum !== undefined) return from.enum.every((value) => lets(to, value));
  if (from.type === 'array' && to.type === 'array')
    return (
      [from, to].every(({ items, prefixItems }) => items && !prefixItems) && fits(from.items!, to.items!)
    );
  if (from.type === 'object' && to.type === 'object') return objectFits(from, to, fits);
  if (from.type === 'open' && to.type === 'string') return true;
  return from.type !== undefined && from.type === to.type && isSimple(from);
}

/** Whether a named type is composed of another one, over however many steps. */
function extendsType(from: PortableSchema, to: PortableSchema, types: Pick<PortableTypes, 'get'>): boolean {
  const [name, base] = [nameIn(from), nameIn(to)];
  if (name === undefined || base === undefined) return false;
  const known = new Set([name]);
  for (const next of known) {
    const schema = types.get(next) ?? {};
    for (const part of [schema, ...(schema.allOf ?? [])].map(nameIn)) if (part !== undefined) known.add(part);
  }
  return known.has(base);
}

/** What a reference leads to. */
export function target(
  schema: PortableSchema,
  types: Pick<PortableTypes, 'get'>,
): PortableSchema | undefined {
  const name = nameIn(schema);
  return name === undefined ? undefined : types.get(name);
}

/** Whether a type is an object, or all or one of several. */
export function isMadeOfObjects(
  schema: PortableSchema,
  types: Pick<PortableTypes, 'get'>,
  depth = 0,
): boolean {
  const named = target(schema, types);
  if (depth > 20) return false;
  if (named !== undefined) return isMadeOfObjects(named, types, depth + 1);
  const parts = schema.allOf ?? schema.oneOf;
  if (parts !== undefined) return parts.some((part) => isMadeOfObjects(part, types, depth + 1));
  return schema.type === 'object' || schema.type === 'omit';
}

function lets(schema: PortableSchema, value: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.some((other) => other === value);
  if (value === null) return schema.type === 'null';
  return schema.type === typeof value || (schema.type === 'open' && typeof value === 'string');
}

function isSimple({ type }: PortableSchema): boolean {
  return type !== 'array' && type !== 'object' && type !== 'omit';
}

/** An object of which nothing is said is printed as a record, which no interface fits. */
function objectFits(
  from: PortableSchema,
  to: PortableSchema,
  fits: (a: PortableSchema, b: PortableSchema) => boolean,
): boolean {
  if (from.additionalProperties !== undefined || to.additionalProperties !== undefined) return false;
  const { properties: own = {} } = from;
  const wanted = Object.entries(to.properties ?? {});
  if (wanted.length === 0) return false;
  return wanted.every(
    ([name, schema]) =>
      Object.hasOwn(own, name) &&
      fits(own[name]!, schema) &&
      (!to.required?.includes(name) || from.required?.includes(name) === true),
  );
}
