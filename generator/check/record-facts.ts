import type { Located, OpenApiDocument } from '../model/document.js';
import { follow, properties, typesOf } from '../model/schema.js';
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
    // Dates may be missing; without an id a record can't be referred to.
    const always = field === 'ref';
    if (always && found !== undefined && !isAlwaysThere(api.document, schema, tokens))
      types!.push('nothing, since it is not required');
    const others = types?.filter((type) => type !== 'string' && (always || type !== 'null'));
    if (others === undefined)
      report.add('mapping/unknown-path', place, {
        field: `${entity.name}.${field}`,
        path,
        schema: operation,
      });
    else if (others.length > 0) {
      const from = `${path} (${others.join(' or ')})`;
      report.add('mapping/no-conversion', place, { from, to: `${entity.name}.${field} (string)` }, HELP);
    }
  }
};

const HELP = 'Correct the document with an overlay, or name another place under "record" in the manifest.';

/** Whether every step of a path is required. */
function isAlwaysThere(document: OpenApiDocument, schema: Located, tokens: readonly string[]): boolean {
  let current = schema;
  for (const token of tokens) {
    const property = properties(document, current, 'response').get(token);
    if (property?.required !== true) return false;
    current = property.schema;
  }
  return true;
}
