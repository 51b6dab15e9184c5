import type { Api, RefusalStatus } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { properties, typesOf } from '../model/schema.js';
import { deservesName } from './inline.js';

/** A union of more bodies than this helps nobody. */
const MOST_BODIES = 8;

/**
 * The bodies of the refusals that are documented, by status: each once, however many operations write it out. Of too many to tell apart
 * there is what all of them have.
 */
export function refusalsOf({ document, resources }: Api): ReadonlyMap<RefusalStatus, readonly Located[]> {
  const first = new Map<string, Located>();
  const byStatus = new Map<RefusalStatus, Set<Located>>();
  for (const { status, schema } of resources.flatMap(({ operations }) =>
    operations.flatMap(({ refusals }) => refusals),
  )) {
    const key = textOf(schema);
    const body = first.get(key) ?? schema;
    first.set(key, body);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(body));
  }
  return new Map(
    [...byStatus].map(([status, bodies]) => [
      status,
      bodies.size > MOST_BODIES ? [shared(document, status, [...bodies])] : [...bodies],
    ]),
  );
}

/** Whether a body wants a name of its own. A choice of bodies that have names says more by these. */
export function isWrittenOut(schema: Located): boolean {
  const { value } = schema;
  return deservesName(schema) && isObject(value) && !('anyOf' in value) && !('oneOf' in value);
}

function textOf({ value, place }: Located): string {
  return JSON.stringify([place.source.path, value]);
}

/** A schema of what all bodies have; it stands where no other does. */
function shared(document: OpenApiDocument, status: RefusalStatus, bodies: readonly Located[]): Located {
  const members = bodies.map((body) => properties(document, body, 'response'));
  const names = [...members[0]!.keys()].filter((name) => members.every((all) => all.has(name)));
  const found = names.map((name) => members.map((all) => all.get(name)!));
  const value: JsonObject = {
    type: 'object',
    description: 'What all documented bodies of this status have; they have more, each its own.',
    properties: Object.fromEntries(
      found.map((all, index) => [
        names[index]!,
        common(
          document,
          all.map(({ schema }) => schema),
        ),
      ]),
    ),
    required: names.filter((_, index) => found[index]!.every(({ required }) => required)),
  };
  const place = { source: document.root, pointer: ['refusals', String(status)] };
  return { value: names.length === 0 ? {} : value, place };
}

/** What the same member of several bodies has in common: all of it, its type, or nothing. */
function common(document: OpenApiDocument, schemas: readonly Located[]): unknown {
  const texts = new Set(schemas.map(textOf));
  // A reference leads somewhere else from another file.
  if (texts.size === 1 && schemas[0]!.place.source === document.root) return schemas[0]!.value;
  const types = new Set(schemas.map((schema) => [...(typesOf(document, schema) ?? [])].join(' ')));
  const [type] = types;
  return types.size === 1 && /^(string|boolean|number|integer)$/.test(type!) ? { type } : {};
}
