import { fragment } from '../source.js';
import type { Rule } from './rules.js';

/** Every field of the canonical entity is mapped, or absent with a reason; and not both. */
export const canonicalAccounted: Rule = ({ entity, rows, absent, place }, report) => {
  const mapped = new Map(rows.flatMap((row) => row.fields.map((field) => [field, row] as const)));
  for (const { name, readOnly } of entity.fields.values()) {
    if (readOnly || mapped.has(name) || absent.has(name)) continue;
    const help = `Map it under "fields", or give the reason under "absent": { ${name}: … }.`;
    report.add('mapping/unaccounted-canonical', place, { entity: entity.name, field: name }, help);
  }
  for (const [name, { place: stated }] of absent) {
    const row = mapped.get(name);
    if (row === undefined) continue;
    report.add(
      'mapping/said-twice',
      stated,
      { path: name },
      `It is mapped at ${fragment(row.place.pointer)}.`,
    );
  }
};
