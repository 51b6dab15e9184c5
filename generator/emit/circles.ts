import { refTo, type PortableSchema } from './schema.js';

/**
 * A parent that is one of its children, each of which is all of the parent, is common in documents and a circle to a compiler. The child
 * takes over what the parent says of itself, without the choice among the children.
 */
export function withoutCircles(
  schemas: Readonly<Record<string, PortableSchema>>,
): Readonly<Record<string, PortableSchema>> {
  const untied = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      if (!Array.isArray(schema['allOf'])) return [name, schema];
      const parts = (schema['allOf'] as PortableSchema[]).map((part) => ownPart(part, name, schemas));
      return [name, { ...schema, allOf: parts }];
    }),
  );
  for (const [name, schema] of Object.entries(untied)) untied[name] = withoutSelf(schema, name, untied);
  return untied;
}

const COMPOSED = ['allOf', 'anyOf', 'oneOf'] as const;

/** A schema that is a part or a choice of itself says nothing by that; what else it says stays. */
function withoutSelf(
  schema: PortableSchema,
  name: string,
  schemas: Readonly<Record<string, PortableSchema>>,
): PortableSchema {
  const lists = COMPOSED.filter((keyword) => Array.isArray(schema[keyword]));
  if (!leadsTo(schema, name, schemas, new Set())) return schema;
  const kept: PortableSchema = { ...schema };
  for (const keyword of lists) {
    const parts = schema[keyword] as PortableSchema[];
    const others = parts.filter((part) => !isOrLeadsTo(part, name, schemas, new Set()));
    if (others.length > 0) kept[keyword] = others;
    else delete kept[keyword];
  }
  return kept;
}

/** Whether a schema is composed of a named one, over however many steps. */
function leadsTo(
  schema: PortableSchema,
  name: string,
  schemas: Readonly<Record<string, PortableSchema>>,
  seen: Set<string>,
): boolean {
  return COMPOSED.some((keyword) => {
    const parts = schema[keyword];
    return (
      Array.isArray(parts) && parts.some((part) => isOrLeadsTo(part as PortableSchema, name, schemas, seen))
    );
  });
}

function isOrLeadsTo(
  part: PortableSchema,
  name: string,
  schemas: Readonly<Record<string, PortableSchema>>,
  seen: Set<string>,
): boolean {
  if (typeof part['$ref'] !== 'string') return leadsTo(part, name, schemas, seen);
  const next = part['$ref'].replace(refTo(''), '');
  if (next === name) return true;
  if (seen.has(next)) return false;
  seen.add(next);
  const schema = schemas[next];
  return schema !== undefined && isOrLeadsTo({ ...schema }, name, schemas, seen);
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
