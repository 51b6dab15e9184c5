import type { Report } from '../../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../../model/document.js';
import { subschemas } from '../../model/subschemas.js';
import { MEANT_TYPES, meantType } from '../../model/type-words.js';
import { below, keyOf, type Place } from '../../source.js';
import { unknownWord, type Vocabulary } from './words.js';

const TYPES: Vocabulary = {
  what: 'type of JSON',
  words: ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'],
  others: {
    ...MEANT_TYPES,
    ...named('string', 'str', 'date-time', 'email', 'url', 'uri', 'enum', 'file'),
    ...named('number', 'numeric'),
    ...named('integer', 'int32', 'int64', 'timestamp'),
    ...named('array', 'list', 'set', 'tuple'),
    ...named('object', 'dict', 'map', 'hash', 'json', 'struct'),
    ...named('null', 'nil', 'none', 'void'),
  },
  effect: 'it is passed over',
};

/** What becomes of a type that JSON Schema does not have. */
function effectOf(type: string): string {
  const word = type.toLowerCase();
  if (word === 'file') return 'it is read as a file';
  const meant = meantType(word);
  return meant !== undefined ? `it is read as "${meant}"` : 'it is passed over';
}

function named(type: string, ...words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, type]));
}

/** What keywords have to hold, where something else in them would be passed over. */
const SHAPES: Readonly<Record<string, readonly [expected: string, fits: (value: unknown) => boolean]>> = {
  allOf: ['a list of schemas', Array.isArray],
  oneOf: ['a list of schemas', Array.isArray],
  anyOf: ['a list of schemas', Array.isArray],
  enum: ['a list of values', Array.isArray],
  required: ['a list of names of properties', Array.isArray],
  properties: ['an object of schemas', isObject],
  patternProperties: ['an object of schemas', isObject],
  items: ['a schema', (value) => (typeof value === 'object' ? value !== null : typeof value === 'boolean')],
  additionalProperties: ['a schema, true or false', (value) => typeof value === 'boolean' || isObject(value)],
  discriminator: [
    'an object with "propertyName"',
    (value) => isObject(value) && typeof value['propertyName'] === 'string',
  ],
  nullable: ['true or false', (value) => typeof value === 'boolean'],
  readOnly: ['true or false', (value) => typeof value === 'boolean'],
  writeOnly: ['true or false', (value) => typeof value === 'boolean'],
};

/** Looks at schemas and all that they reach, each once, for what would be passed over without a word. */
export class SchemaCheck {
  readonly #document: OpenApiDocument;
  readonly #report: Report;
  readonly #seen = new Set<unknown>();
  /** Before 3.1 a list had to say what is in it; now one that does not may hold anything. */
  readonly #needsItems: boolean;

  constructor(document: OpenApiDocument, report: Report) {
    this.#document = document;
    this.#report = report;
    const root = document.root.data;
    this.#needsItems = isObject(root) && String(root['openapi'] ?? '3.0').startsWith('3.0');
  }

  /** Takes in a schema and all that it refers to. */
  add(schema: Located): void {
    const queue = [schema];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { value, place } = next;
      if (typeof value === 'boolean') continue;
      if (!isObject(value)) {
        this.#report.add('document/malformed', place, { what: 'A schema', expected: 'an object' });
        continue;
      }
      if (this.#seen.has(value)) continue;
      this.#seen.add(value);
      const ref = value['$ref'];
      // Where nothing is at the end of a reference, that has been told.
      const target = typeof ref === 'string' ? this.#document.follow(ref, place.source) : undefined;
      if (target !== undefined) queue.push(target);
      if (typeof ref === 'string') continue;
      this.#check(value, place);
      for (const { schema: inner } of subschemas(next)) queue.push(inner);
    }
  }

  #check(value: JsonObject, place: Place): void {
    for (const keyword of Object.keys(value)) {
      const shape = Object.hasOwn(SHAPES, keyword) ? SHAPES[keyword] : undefined;
      if (shape === undefined || shape[1](value[keyword])) continue;
      this.#report.add(
        'document/malformed',
        below(place, keyword),
        { what: `"${keyword}"`, expected: shape[0] },
        keyword === 'required' && typeof value[keyword] === 'boolean' ? REQUIRED_HELP : undefined,
      );
    }
    this.#checkType(value['type'], below(place, 'type'));
    if (Array.isArray(value['enum']) && value['enum'].length === 0)
      this.#report.add(
        'document/empty-enum',
        below(place, 'enum'),
        {},
        'List the values, or leave "enum" out.',
      );
    if (this.#needsItems && value['type'] === 'array' && !('items' in value))
      this.#report.add(
        'document/no-items',
        keyOf(below(place, 'type')),
        {},
        'Say it with "items:", if only as {}.',
      );
  }

  #checkType(type: unknown, place: Place): void {
    if (typeof type === 'string' && !TYPES.words.includes(type))
      unknownWord(type, { ...TYPES, effect: effectOf(type) }, place, this.#report);
    else if (Array.isArray(type))
      for (const [index, one] of type.entries()) this.#checkType(one, below(place, String(index)));
    else if (type !== undefined && typeof type !== 'string')
      this.#report.add('document/malformed', place, {
        what: '"type"',
        expected: 'a type of JSON, as a text',
      });
  }
}

const REQUIRED_HELP =
  'It is passed over. The object that has this property lists the names of those that are required.';
