import type { Located, OpenApiDocument } from '../model/document.js';
import { enumValues, isOpenEnum, itemsOf, properties, typesOf } from '../model/schema.js';

/** What the runtime takes and gives for references and formatted texts: the canonical model's own types have to be the same. */
const FORMATS: ReadonlySet<unknown> = new Set(['html', 'markdown', 'plain', 'blocknote']);

/** Whether a canonical field is a list of references. */
export function holdsReferences(document: OpenApiDocument, field: Located): boolean {
  const item = itemsOf(document, field);
  return item !== undefined && isRecordOf(document, item, ['vendor', 'type', 'id'], []);
}

/** Whether a canonical field is a formatted text. */
export function isRichText(document: OpenApiDocument, field: Located): boolean {
  const format = properties(document, field).get('format');
  const formats = new Set(format === undefined ? [] : enumValues(document, format.schema));
  return (
    isRecordOf(document, field, ['text'], ['format']) &&
    formats.size === FORMATS.size &&
    [...formats].every((each) => FORMATS.has(each)) &&
    !isOpenEnum(document, format!.schema)
  );
}

/** Whether a schema is an object that requires these members, each a text, and no others. */
function isRecordOf(
  document: OpenApiDocument,
  schema: Located,
  free: readonly string[],
  listed: readonly string[],
): boolean {
  const types = typesOf(document, schema);
  const members = properties(document, schema);
  const required = [...members.values()].filter((member) => member.required).map(({ name }) => name);
  const isText = (name: string): boolean => {
    const found = members.get(name);
    return found !== undefined && [...(typesOf(document, found.schema) ?? [])].join() === 'string';
  };
  return (
    types?.has('object') === true &&
    required.length === free.length + listed.length &&
    required.every((name) => (free.includes(name) || listed.includes(name)) && isText(name)) &&
    free.every((name) => enumValues(document, members.get(name)!.schema).length === 0)
  );
}
