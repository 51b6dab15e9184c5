import type { Located } from '../model/document.js';
import type { Mapping, Row } from '../model/mapping.js';
import { properties } from '../model/schema.js';
import type { Rule } from './rule.js';

type WriteVerb = 'create' | 'update';

/**
 * What the vendor requires is written whatever the record holds: by a constant, or by a row that knows what to write when the canonical
 * value is missing. A change says only what changes, so there only a constant will do.
 */
export const requiredTargets: Rule = (mapping, report) => {
  for (const verb of ['create', 'update'] as const) {
    const shape = mapping.shapes[verb];
    if (shape === undefined) continue;
    for (const path of unwritten(mapping, verb, shape.schema)) {
      const row = mapping.rows.find(({ targets }) => isAt(targets[verb]?.path, path));
      const values = { schema: shape.operation, path: path.join('.') };
      const help = row === undefined ? NOTHING : verb === 'create' ? UNSURE : PARTIAL;
      report.add('mapping/missing-target', row?.place ?? mapping.place, values, help);
    }
  }
};

const NOTHING = 'Map a field to it, or write a constant under "set".';
const UNSURE =
  'A field is mapped to it, but the canonical value may be missing. Say "missing: ask", "missing: refuse" or "missing: { use: …, why: … }".';
const PARTIAL =
  'A change leaves out what does not change. Name an operation that takes a part of the record under "verbs", or write a constant under "set".';

/** The required fields that may stay unwritten. A required object is written by what always is inside it. */
function* unwritten(
  mapping: Mapping,
  verb: WriteVerb,
  schema: Located,
  path: readonly string[] = [],
): Generator<readonly string[]> {
  for (const property of properties(mapping.api.document, schema, 'request').values()) {
    if (!property.required) continue;
    const inner = [...path, property.name];
    const always = alwaysWritten(mapping, verb);
    if (always.some((other) => isAt(other, inner))) continue;
    const isUnder = inner.every((token, index) => mapping.under[index] === token);
    const targets = mapping.rows.map((row) => row.targets[verb]?.path);
    if (!isUnder && ![...always, ...targets].some((other) => isBelow(other, inner))) {
      yield inner;
      continue;
    }
    const inside = [...unwritten(mapping, verb, property.schema, inner)];
    yield* inside;
    if (!isUnder && inside.length === 0 && !always.some((other) => isBelow(other, inner))) yield inner;
  }
}

function alwaysWritten({ rows, constants }: Mapping, verb: WriteVerb): readonly (readonly string[])[] {
  const fixed = (constants[verb] ?? []).map(({ target }) => target.path);
  const written = verb === 'update' ? [] : rows.filter(alwaysWrites);
  return [
    ...fixed,
    ...written.flatMap(({ targets }) => (targets[verb] === undefined ? [] : [targets[verb].path])),
  ];
}

const LISTS: ReadonlySet<string> = new Set(['ref.list', 'ref.typed', 'ref.grouped', 'text.titleAndBody']);

function alwaysWrites({ missing, whenNull, targets, conversion }: Row): boolean {
  const { create } = targets;
  if (missing !== undefined || typeof whenNull === 'object') return true;
  if (LISTS.has(conversion.kind)) return create?.required === true;
  return whenNull !== 'omit' && create?.required === true && create.nullable;
}

function isAt(path: readonly string[] | undefined, other: readonly string[]): boolean {
  return path?.length === other.length && other.every((token, index) => path[index] === token);
}

function isBelow(path: readonly string[] | undefined, other: readonly string[]): boolean {
  return (
    path !== undefined && path.length > other.length && other.every((token, index) => path[index] === token)
  );
}
