/** What documents write for the types of JSON Schema in the words of languages, where it is clear what is meant. */
export const MEANT_TYPES: Readonly<Record<string, string>> = {
  int: 'integer',
  long: 'integer',
  float: 'number',
  double: 'number',
  decimal: 'number',
  bool: 'boolean',
  text: 'string',
  date: 'string',
  datetime: 'string',
  uuid: 'string',
};

const JSON_TYPES: ReadonlySet<string> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'array',
  'object',
  'null',
]);

/** The type of JSON that a document means by a word, in whatever spelling; undefined where that is not clear. */
export function meantType(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (JSON_TYPES.has(lower)) return lower;
  return Object.hasOwn(MEANT_TYPES, lower) ? MEANT_TYPES[lower] : undefined;
}
