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
