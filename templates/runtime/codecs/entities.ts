/** The characters from U+00A0 to U+00FF, by their names in HTML. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot ' +
  'cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml ' +
  'Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
  'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Others that editors and mail programs write. */
const others =
  'amp & lt < gt > quot " apos \' AMP & LT < GT > QUOT " OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ' +
  'ensp \u2002 emsp \u2003 thinsp \u2009 zwnj \u200c zwj \u200d lrm \u200e rlm \u200f ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ' +
  'ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ euro € trade ™ ' +
  'larr ← uarr ↑ rarr → darr ↓ harr ↔ minus − lowast ∗ radic √ infin ∞ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ loz ◊ spades ♠ clubs ♣ ' +
  'hearts ♥ diams ♦ check ✓ cross ✗ star ☆ starf ★ phone ☎ num # sol / bsol \\ ast * lowbar _ grave ` lbrack [ lsqb [ rbrack ] ' +
  'rsqb ] lbrace { lcub { rbrace } rcub } vert | verbar | colon : semi ; comma , period . excl ! quest ? commat @ dollar $ percnt % ' +
  'plus + equals = lpar ( rpar ) hyphen ‐ Tab \t NewLine \n';

/** What the numbers 128 to 159 stand for: HTML reads them as Windows-1252. */
const windows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const named: ReadonlyMap<string, string> = /* @__PURE__ */ namedCharacters();

function namedCharacters(): Map<string, string> {
  const characters = new Map(
    latin.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)]),
  );
  const pairs = others.split(' ');
  for (let at = 0; at < pairs.length; at += 2) characters.set(pairs[at] ?? '', pairs[at + 1] ?? '');
  return characters;
}

/** A character reference: `&amp;`, `&#38;`, `&#x26;`. The lengths are bounded so that no text makes the search slow. */
const pattern = '&(?:#(\\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{0,31}));';
const reference = /* @__PURE__ */ new RegExp(pattern, 'g');
const referenceHere = /* @__PURE__ */ new RegExp(pattern, 'y');

/** The character reference that stands at a place. Its name need not be known: another reader may know it. */
export function referenceAt(text: string, at: number): string | undefined {
  referenceHere.lastIndex = at;
  return referenceHere.exec(text)?.[0];
}

/**
 * Replaces character references. A name that is not known stays as it is, and makes the result inexact; `replace` is asked first, for
 * readers that take some names in their own way.
 */
export function decodeReferences(
  text: string,
  replace: (name: string) => string | undefined = () => undefined,
): { readonly text: string; readonly exact: boolean } {
  if (!text.includes('&')) return { text, exact: true };
  let exact = true;
  const decoded = text.replace(reference, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    const character = replace(name ?? '') ?? named.get(name ?? '');
    if (character === undefined) exact = false;
    return character ?? whole;
  });
  return { text: decoded, exact };
}

function characterOf(code: number): string {
  if (code >= 128 && code < 160) return windows.charAt(code - 128);
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
    ? '\ufffd'
    : String.fromCodePoint(code);
}

/** Text for HTML, between tags and in attributes in double quotes. White space is left alone. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
