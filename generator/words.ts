/** What is longer than any name that a person gives is cut: names become files, and code that somebody reads. */
const LONGEST = 200;

/** Letters that Unicode does not take apart, as people write them in the letters of ASCII. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ...pairs('ß:ss ẞ:SS æ:ae Æ:Ae œ:oe Œ:Oe ø:o Ø:O đ:d Đ:D ð:d Ð:D ł:l Ł:L þ:th Þ:Th ı:i ħ:h Ħ:H ŋ:ng Ŋ:Ng'),
  ...both(
    'а:a б:b в:v г:g ґ:g д:d е:e ё:e є:ye ж:zh з:z и:i і:i ї:yi й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u',
  ),
  ...both('ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya'),
  ...both(
    'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o',
  ),
  ...both('ά:a έ:e ή:i ί:i ό:o ύ:y ώ:o'),
]);

function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(' ').map((pair) => [pair.charAt(0), pair.slice(2)] as const);
}

function both(text: string): readonly (readonly [string, string])[] {
  return pairs(text).flatMap(([from, to]) => [
    [from, to] as const,
    [from.toUpperCase(), capital(to)] as const,
  ]);
}

/** `a user's tasks`: the letter behind the apostrophe is no word. */
const POSSESSIVE = /(\p{L})['’]s(?!\p{Ll})/gu;

/** The words of names that were taken apart already: a document uses the same ones again and again. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 10_000;

/** The words of a name in any of the usual spellings: `batchCreate`, `batch_create`, `Batch Create`, `HTTPError`. */
export function words(name: string): readonly string[] {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const found = takenApart(name);
  known.set(name, found);
  return found;
}

function takenApart(name: string): readonly string[] {
  return latin(name.slice(0, LONGEST))
    .replace(POSSESSIVE, '$1')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(?!\p{Lu}s(?!\p{Ll}))(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/[^A-Za-z0-9]/g, ''))
    .filter((word) => word !== '');
}

/** A text in the letters of ASCII, as far as its letters have such. */
function latin(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[^\0-\x7f]/g, (letter) => LETTERS.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
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

const SINGULARS: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['cookies', 'cookie'],
  ['movies', 'movie'],
  ['indices', 'index'],
  ['vertices', 'vertex'],
  ['matrices', 'matrix'],
  ['caches', 'cache'],
  ['menus', 'menu'],
]);

/** Words that are the same for one and for many, and those that end like a plural and are none. */
const UNCHANGED =
  /^(news|series|species|sms|dns|tls|aws|ios|always|canvas|alias|atlas|gas|bias|lens|chaos|kubernetes|analytics|statistics|basics|graphics|logistics|physics|.*(ss|[^gpnk]us|nus|[aeiy]sis|axis|dis|this))$/i;
const MANY: ReadonlySet<string> = new Set(['news', 'series', 'species', 'staff', ...SINGULARS.keys()]);

/** One of what the word means, where that is certain: `notes` is `note`, `status` stays. */
export function singular(word: string): string {
  const known = SINGULARS.get(word.toLowerCase());
  if (known !== undefined) return word.charAt(0) + known.slice(1);
  if (UNCHANGED.test(word) || !/[A-Za-z]s$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(word) || /(^|[^aol])uses$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Whether a word means many. */
export function isPlural(word: string | undefined): boolean {
  return word !== undefined && (MANY.has(word.toLowerCase()) || singular(word) !== word);
}

/** Words that the language keeps for itself: nothing can be called so that stands by itself. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static super switch ' +
    'this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Whether every object has a member of that name, whatever it was made of: `constructor`, `toString`. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The name of a variable that holds one of these: `task`, and `classRecord` for what the language does not let be a `class`. */
export function localName(name: string): string {
  const wanted = camelCase(name);
  return RESERVED.has(wanted) ? `${wanted}Record` : wanted;
}

/** Whether a vendor can be called so: it is the name of a folder of the output, on every system, and the output has no other of it. */
export function isVendorName(name: string): boolean {
  return (
    /^[a-z][a-z0-9-]{0,63}$/.test(name) && !/^(runtime|map|canonical|con|prn|aux|nul|(com|lpt)\d)$/.test(name)
  );
}
