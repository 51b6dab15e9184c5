import type { Located } from '../model/document.js';
import type { Mapping, Verb } from '../model/mapping.js';
import { properties, typesOf } from '../model/schema.js';
import type { Direction } from '../model/subschemas.js';
import type { Rule } from './rule.js';

/** Every field of the vendor, in the shape of every verb, is mapped, ignored with a reason, a constant, or a fact of every record. */
export const fieldsAccounted: Rule = (mapping, report) => {
  const spoken = spokenFor(mapping);
  const reported = new Set<string>();
  for (const verb of ['read', 'create', 'update'] as const) {
    const shape = mapping.shapes[verb];
    if (shape === undefined) continue;
    const direction = verb === 'read' ? 'response' : 'request';
    for (const path of leaves(mapping, shape.schema, direction, [], spoken)) {
      const shown = label(mapping, path);
      if (isSpokenFor(path, spoken) || reported.has(shown)) continue;
      reported.add(shown);
      const help = `Map it under "fields", or give the reason under "ignore": { ${shown}: { why: … } }.`;
      report.add('mapping/unaccounted-field', mapping.place, { path: shown, schema: shape.operation }, help);
    }
  }
};

function spokenFor({ rows, ignored, constants, record }: Mapping): readonly string[] {
  const verbs: readonly Verb[] = ['read', 'create', 'update'];
  const targets = rows.flatMap((row) =>
    verbs.flatMap((verb) => (row.targets[verb] === undefined ? [] : [row.targets[verb].path])),
  );
  const fixed = verbs.flatMap((verb) => (constants[verb] ?? []).map(({ target }) => target.path));
  const facts = [record.id, record.createdAt, record.updatedAt].filter((path) => path !== undefined);
  return [...targets, ...ignored.map(({ path }) => path), ...fixed, ...facts].map((path) => path.join('\0'));
}

function isSpokenFor(path: readonly string[], spoken: readonly string[]): boolean {
  return path.some((_, index) => spoken.includes(path.slice(0, index + 1).join('\0')));
}

/** The fields of a shape; an object is opened where something inside it is spoken for. */
function* leaves(
  mapping: Mapping,
  schema: Located,
  direction: Direction,
  path: readonly string[],
  spoken: readonly string[],
): Generator<readonly string[]> {
  const { document } = mapping.api;
  for (const property of properties(document, schema, direction).values()) {
    const inner = [...path, property.name];
    const prefix = `${inner.join('\0')}\0`;
    const opened =
      typesOf(document, property.schema)?.has('object') !== false &&
      spoken.some((other) => other.startsWith(prefix));
    if (opened && !isSpokenFor(inner, spoken))
      yield* leaves(mapping, property.schema, direction, inner, spoken);
    else yield inner;
  }
}

/** A path as a mapping writes it. */
function label({ under }: Mapping, path: readonly string[]): string {
  const below = under.length > 0 && under.every((token, index) => path[index] === token);
  return below ? path.slice(under.length).join('.') : `${under.length > 0 ? '/' : ''}${path.join('.')}`;
}
