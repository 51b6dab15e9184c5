import { isObject, type JsonObject, type Located } from '../model/document.js';
import { subschemas, type Subschema } from '../model/subschemas.js';
import { pascalCase } from '../words.js';

/** With more members than these an object that stands in another one is read on its own. */
const FEW = 5;

/** Whether a schema says so much that it deserves a name of its own. */
export function deservesName(schema: Located): boolean {
  if (!isObject(schema.value) || typeof schema.value['$ref'] === 'string') return false;
  const value: JsonObject = schema.value;
  if (value['type'] === 'array')
    return isObject(value['items']) && deservesName({ value: value['items'], place: schema.place });
  const composed = ['allOf', 'anyOf', 'oneOf'].some((keyword) => Array.isArray(value[keyword]));
  return composed || isObject(value['properties']) || Array.isArray(value['enum']);
}

/** Whether an object inside another type would make that hard to read: it has many members, or objects among them. */
export function isTall(schema: Located): boolean {
  const own = members(schema);
  return own.length > FEW || own.some((member) => holdsObject(member.schema));
}

function members(schema: Located): readonly Subschema[] {
  if (!isInline(schema)) return [];
  return subschemas(schema).flatMap((part) => {
    if (part.keyword === 'properties') return [part];
    return part.keyword === 'allOf' ? members(part.schema) : [];
  });
}

function holdsObject(schema: Located): boolean {
  return (
    isInline(schema) &&
    subschemas(schema).some((part) => part.keyword === 'properties' || holdsObject(part.schema))
  );
}

function isInline({ value }: Located): boolean {
  return isObject(value) && typeof value['$ref'] !== 'string';
}

/**
 * What a part adds to the name of what it stands in: a property its name; an item or an alternative a word of its own only where
 * nothing else tells it from the whole.
 */
export function labelOf(part: Subschema, label: string, siblings: readonly Subschema[]): string {
  switch (part.keyword) {
    case 'properties':
      return label + pascalCase(part.name!, '');
    case 'oneOf':
    case 'anyOf': {
      const objects = siblings.filter(
        ({ keyword, schema }) => keyword === part.keyword && holdsObject(schema),
      );
      if (objects.length < 2 && label !== '') return label;
      const { value } = part.schema;
      const title = isObject(value) && typeof value['title'] === 'string' ? value['title'] : '';
      return (
        label + (/^[\w -]{1,40}$/.test(title) ? pascalCase(title, '') : `Option${Number(part.name) + 1}`)
      );
    }
    case 'allOf':
      return label;
    default:
      return label === '' ? (part.keyword === 'additionalProperties' ? 'Value' : 'Item') : label;
  }
}
