import type { JsonObject } from '../model/document.js';
import { text } from '../model/schema.js';
import type { PortableSchema } from './portable.js';
import { docText } from './quote.js';

/** The documentation of a schema, as a portable one carries it. */
export function documentation(value: JsonObject): Pick<PortableSchema, 'title' | 'deprecated'> {
  const title = describe(value);
  return {
    ...(title === '' ? {} : { title }),
    ...(value['deprecated'] === true ? { deprecated: true } : {}),
  };
}

/** What a reader needs to know of a schema: its description, and the limits that a type can't say. */
export function describe(value: JsonObject): string {
  const notes = [
    limits(value, 'minLength', 'maxLength', 'characters'),
    limits(value, 'minItems', 'maxItems', 'items'),
    limits(value, 'minimum', 'maximum', ''),
    isScalar(value['default']) ? `Default: ${docText(String(value['default'])).split('\n', 1)[0]!}.` : '',
  ].filter((note) => note !== '');
  const description = docText(text(value['description']) || text(value['title']));
  return [description, notes.join(' ')].filter((part) => part !== '').join('\n\n');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean';
}

function limits(value: JsonObject, low: string, high: string, unit: string): string {
  if (value[low] === undefined && value[high] === undefined) return '';
  const [from, to] = [value[low], value[high]].map((limit) =>
    typeof limit === 'number' ? limit.toLocaleString('en-US') : undefined,
  );
  const tail = unit === '' ? '.' : ` ${unit}.`;
  if (from !== undefined && to !== undefined)
    return from === to ? `Exactly ${to}${tail}` : `From ${from} to ${to}${tail}`;
  if (to !== undefined) return `At most ${to}${tail}`;
  return from === undefined || from === '0' ? '' : `At least ${from}${tail}`;
}
