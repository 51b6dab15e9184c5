import { nameIn, type PortableSchema, type PortableTypes } from './portable.js';

/** The named types that a schema is, or is one of, or is all of. */
export function composedOf(schema: PortableSchema, types: PortableTypes): readonly string[] {
  const name = nameIn(schema);
  if (name !== undefined) return types.has(name) ? [name] : [];
  return [...(schema.allOf ?? []), ...(schema.oneOf ?? [])].flatMap((part) => composedOf(part, types));
}

/** The names of types, each behind those that it is composed of: so that however long a chain is, nobody goes through it twice. */
export function partsFirst(types: PortableTypes): readonly string[] {
  const order = new Set<string>();
  const begun = new Set<string>();
  const stack = [...types.keys()].toReversed();
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    if (order.has(name) || begun.has(name)) {
      order.add(stack.pop()!);
      continue;
    }
    begun.add(name);
    for (const part of composedOf(types.get(name)!, types)) if (!begun.has(part)) stack.push(part);
  }
  return [...order];
}
