import { composedOf } from './order.js';
import { choice, nameIn, UNKNOWN, type PortableSchema, type PortableTypes } from './portable.js';

/**
 * Unties types that are composed of themselves, over however many steps: they are common in documents, and a circle to a compiler.
 * A parent that is one of its children, each of which is all of the parent, stays a choice: the child takes over what the parent says
 * of itself. A choice that leads back to itself takes over the other alternatives.
 */
export function withoutCircles(types: PortableTypes): PortableTypes {
  return untie(untie(types, ownParts), otherChoices);
}

type Untying = (schema: PortableSchema, circle: PortableTypes, seen: Set<string>) => PortableSchema;

function untie(types: PortableTypes, untying: Untying): PortableTypes {
  const circle = inCircles(types);
  if (circle.size === 0) return types;
  return new Map(
    [...types].map(([name, schema]) => [
      name,
      circle.has(name) ? untying(schema, circle, new Set([name])) : schema,
    ]),
  );
}

/** The types in circles, and those on the way from one circle to another: what is left when all ends are taken off. */
function inCircles(types: PortableTypes): PortableTypes {
  const forth = new Map([...types].map(([name, schema]) => [name, new Set(composedOf(schema, types))]));
  const back = new Map([...types.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, parts] of forth) for (const part of parts) back.get(part)!.add(name);
  const left = new Map(types);
  const isEnd = (name: string): boolean => forth.get(name)!.size === 0 || back.get(name)!.size === 0;
  const ends = [...types.keys()].filter(isEnd);
  for (let name = ends.pop(); name !== undefined; name = ends.pop()) {
    if (!left.delete(name)) continue;
    const neighbours = [...forth.get(name)!, ...back.get(name)!];
    for (const part of forth.get(name)!) back.get(part)!.delete(name);
    for (const whole of back.get(name)!) forth.get(whole)!.delete(name);
    ends.push(...neighbours.filter((neighbour) => left.has(neighbour) && isEnd(neighbour)));
  }
  return left;
}

/** Puts in place of the parents that lead back here what they say of themselves, without the choice among their children. */
function ownParts(schema: PortableSchema, circle: PortableTypes, seen: Set<string>): PortableSchema {
  if (schema.allOf === undefined) return schema;
  const own = (part: PortableSchema): readonly PortableSchema[] => {
    const name = nameIn(part);
    const parent = name === undefined ? undefined : circle.get(name);
    if (parent === undefined) return [part];
    if (seen.has(name!)) return [];
    seen.add(name!);
    return (parent.allOf ?? [parent])
      .filter(({ oneOf }) => oneOf === undefined)
      .flatMap(own)
      .map(({ title: _title, ...rest }) => rest);
  };
  return { ...schema, allOf: schema.allOf.flatMap(own) };
}

/** Puts in place of the types that lead back here the alternatives that they have besides. */
function otherChoices(schema: PortableSchema, circle: PortableTypes, seen: Set<string>): PortableSchema {
  const others = (part: PortableSchema): readonly PortableSchema[] => {
    const name = nameIn(part);
    const target = name === undefined ? undefined : circle.get(name);
    if (part.oneOf !== undefined) return part.oneOf.flatMap(others);
    if (target === undefined) return [part.allOf === undefined ? part : otherChoices(part, circle, seen)];
    if (seen.has(name!)) return [];
    seen.add(name!);
    return others(target);
  };
  if (schema.allOf !== undefined)
    return { ...schema, allOf: schema.allOf.map((part) => otherChoices(part, circle, seen)) };
  const { title, deprecated, discriminator } = schema;
  const parts = others(schema);
  const docs = {
    ...(title === undefined ? {} : { title }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(discriminator === undefined ? {} : { discriminator }),
  };
  return { ...(parts.length === 0 ? UNKNOWN : choice(parts)), ...docs };
}
