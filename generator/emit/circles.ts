import { refTo, type PortableSchema } from './schema.js';

/**
 * A parent that is one of its children, each of which is all of the parent, is common in documents and a circle to a compiler. The child
 * takes over what the parent says of itself, without the choice among the children.
 */
export function withoutCircles(
  schemas: Readonly<Record<string, PortableSchema>>,
): Readonly<Record<string, PortableSchema>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      if (!Array.isArray(schema['allOf'])) return [name, schema];
      const parts = (schema['allOf'] as PortableSchema[]).map((part) => ownPart(part, name, schemas));
      return [name, { ...schema, allOf: parts }];
    }),
  );
}

function ownPart(
  part: PortableSchema,
  child: string,
  schemas: Readonly<Record<string, PortableSchema>>,
): PortableSchema {
  const parent = schemas[String(part['$ref'] ?? '').replace(refTo(''), '')];
  if (parent === undefined || !choices(parent).some(({ $ref }) => $ref === refTo(child))) return part;
  const { oneOf: _oneOf, anyOf: _anyOf, discriminator: _discriminator, title: _title, ...own } = parent;
  return own;
}

function choices(schema: PortableSchema): readonly PortableSchema[] {
  return [schema['oneOf'], schema['anyOf']].flatMap((list) =>
    Array.isArray(list) ? (list as PortableSchema[]) : [],
  );
}
