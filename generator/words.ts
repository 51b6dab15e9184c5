/** What is longer than any name that a person gives is cut: names become files, and code that somebody reads. */
const LONGEST = 200;

/** The words of a name in any of the usual spellings: `batchCreate`, `batch_create`, `Batch Create`, `HTTPError`. */
export function words(name: string): readonly string[] {
  return name
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(?!\p{Lu}s(?!\p{Ll}))(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/[^A-Za-z0-9]/g, ''))
    .filter((word) => word !== '');
}

/** `BatchCreate`. Words that are all capitals stay so; an empty name, or one that starts with a digit, gets the prefix. */
export function pascalCase(name: string, prefix = 'Type'): string {
  const joined = words(name).map(capital).join('');
  return /^[A-Za-z]/.test(joined) ? joined : prefix + joined;
}

/** `batchCreate`. A leading word in capitals is lowered as a whole: `HTTPError` becomes `httpError`. */
export function camelCase(name: string, prefix = 'call'): string {
  const [first = '', ...rest] = words(name);
  const lowered = /^[A-Z0-9]+s?$/.test(first)
    ? first.toLowerCase()
    : first.charAt(0).toLowerCase() + first.slice(1);
  const joined = lowered + rest.map(capital).join('');
  return /^[a-z]/i.test(joined) ? joined : prefix + capital(joined);
}

/** A word with its first letter in capital. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
