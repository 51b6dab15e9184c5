import type { Located } from '../model/document.js';
import type { Mapping, Row } from '../model/mapping.js';
import { properties } from '../model/schema.js';
import type { Rule } from './rule.js';

/**
 * What the vendor requires is written whatever the record holds: by a constant, or by a row that knows what to write when the canonical
 * value is missing.
 */
export const requiredTargets: Rule = (mapping, report) => {
  for (const verb of ['create', 'update'] as const) {
    const shape = mapping.shapes[verb];
    if (shape === undefined) continue;
    for (const path of requiredPaths(mapping, verb, shape.schema)) {
      const key = path.join('\0');
      if (mapping.constants[verb]?.some(({ target }) => target.path.join('\0') === key)) continue;
      const row = mapping.rows.find(({ targets }) => targets[verb]?.path.join('\0') === key);
      if (row !== undefined && (verb === 'update' || alwaysWrites(row))) continue;
      const place = row?.place ?? mapping.place;
      const values = { schema: shape.operation, path: path.join('.') };
      report.add(
        'mapping/missing-target',
        place,
        values,
        row === undefined
          ? NOTHING
          : `${UNSURE} Say "missing: ask", "missing: refuse" or "missing: { use: …, why: … }".`,
      );
    }
  }
};

const NOTHING = 'Map a field to it, or write a constant under "set".';
const UNSURE = 'A field is mapped to it, but the canonical value may be missing.';

/** The fields that are required; a required object is opened where something inside it is written. */
function* requiredPaths(
  mapping: Mapping,
  verb: 'create' | 'update',
  schema: Located,
  path: readonly string[] = [],
): Generator<readonly string[]> {
  for (const property of properties(mapping.api.document, schema).values()) {
    if (!property.required) continue;
    const inner = [...path, property.name];
    const isUnder = inner.every((token, index) => mapping.under[index] === token);
    if (isUnder || isOpened(mapping, verb, inner))
      yield* requiredPaths(mapping, verb, property.schema, inner);
    else yield inner;
  }
}

function isOpened({ rows, constants }: Mapping, verb: 'create' | 'update', path: readonly string[]): boolean {
  const targets = [
    ...rows.map(({ targets }) => targets[verb]),
    ...(constants[verb] ?? []).map(({ target }) => target),
  ];
  const prefix = `${path.join('\0')}\0`;
  return targets.some((target) => target !== undefined && target.path.join('\0').startsWith(prefix));
}

const LISTS: ReadonlySet<string> = new Set(['ref.list', 'ref.typed', 'ref.grouped', 'text.titleAndBody']);

function alwaysWrites({ missing, whenNull, targets, conversion }: Row): boolean {
  if (missing !== undefined || (whenNull !== undefined && typeof whenNull === 'object')) return true;
  return LISTS.has(conversion.kind) || (whenNull !== 'omit' && targets.create?.nullable === true);
}
