import { isObject, type JsonObject, type OpenApiDocument } from '../model/document.js';
import type { Canonical, CanonicalField, Entity } from '../model/mapping.js';
import { properties, schemaObject, typesOf } from '../model/schema.js';
import { RESERVED } from '../words.js';

/**
 * The canonical model of a document: every object among its schemas that has fields of its own is an entity that can be mapped. Functions
 * are called after entities and variables after fields: what can't be the name of one is neither.
 */
export function buildCanonical(document: OpenApiDocument, origin: string): Canonical {
  const root = document.root.data as JsonObject;
  const components = isObject(root['components']) ? root['components'] : {};
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  const entities = new Map<string, Entity>();
  for (const [name, value] of Object.entries(schemas)) {
    const place = { source: document.root, pointer: ['components', 'schemas', name] };
    const fields = new Map<string, CanonicalField>();
    for (const property of properties(document, { value, place }).values()) {
      if (!/^[A-Za-z_]\w{0,99}$/.test(property.name) || RESERVED.has(property.name)) continue;
      const own = isObject(property.schema.value) ? property.schema.value : {};
      const resolved = schemaObject(document, property.schema)?.value;
      const types = typesOf(document, property.schema);
      const readOnly = own['readOnly'] === true || resolved?.['readOnly'] === true;
      fields.set(property.name, {
        name: property.name,
        schema: property.schema,
        readOnly,
        list: types?.has('array') === true,
      });
    }
    if (fields.has('ref') && /^[A-Z]\w{0,99}$/.test(name)) entities.set(name, { name, document, fields });
  }
  return { document, origin, entities };
}
