import { follow, typesOf } from '../model/schema.js';
import type { Rule } from './rule.js';

/** The id and the dates of every record stand where the manifest says, and are texts. */
export const recordFacts: Rule = ({ api, entity, shapes, record, place }, report) => {
  if (shapes.read === undefined) return;
  const { schema, operation } = shapes.read;
  const facts = { ref: record.id, createdAt: record.createdAt, updatedAt: record.updatedAt };
  for (const [field, tokens] of Object.entries(facts)) {
    if (tokens === undefined) continue;
    const path = tokens.join('.');
    const found = follow(api.document, schema, tokens, 'response');
    const types = found && [...(typesOf(api.document, found.schema) ?? ['anything'])];
    const others = types?.filter((type) => type !== 'string' && type !== 'null');
    if (others === undefined)
      report.add('mapping/unknown-path', place, {
        field: `${entity.name}.${field}`,
        path,
        schema: operation,
      });
    else if (others.length > 0) {
      const from = `${path} (${others.join(' or ')})`;
      const help = 'Correct its type in the document, or name another place under "records" in the manifest.';
      report.add('mapping/no-conversion', place, { from, to: `${entity.name}.${field} (string)` }, help);
    }
  }
};
