import type { Rule } from './rule.js';

/** Every field of the canonical entity is mapped, or absent with a reason. */
export const canonicalAccounted: Rule = ({ entity, rows, absent, place }, report) => {
  const mapped = new Set(rows.flatMap(({ fields }) => fields));
  for (const { name, readOnly } of entity.fields.values()) {
    if (readOnly || mapped.has(name) || absent.has(name)) continue;
    const help = `Map it under "fields", or give the reason under "absent": { ${name}: … }.`;
    report.add('mapping/unaccounted-canonical', place, { entity: entity.name, field: name }, help);
  }
};
