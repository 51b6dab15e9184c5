import { misuse } from './errors.js';
import type { ParameterStyle } from './facts.js';

type Styles = Readonly<Record<string, ParameterStyle>>;

/** The style of a parameter. Where parameters of several places share a name, the place stands before it. */
function styleOf(
  styles: Styles | undefined,
  place: 'query' | 'header' | 'cookie',
  name: string,
): ParameterStyle {
  return styles?.[`${place}:${name}`] ?? styles?.[name] ?? {};
}

/**
 * A query as text, without the question mark. A list repeats its name unless its style says otherwise; undefined and null are left out;
 * a `Date` is sent as ISO 8601 in UTC.
 */
export function queryString(query: object, styles: Styles = {}): string {
  return Object.entries(query)
    .flatMap(([name, value]) => pairs(name, value, styleOf(styles, 'query', name)))
    .join('&');
}

/** A query that is one value: text as it is, an object as a form writes it, or JSON. */
export function wholeQuery(value: unknown, styles: Styles = {}): string {
  if (value === undefined || value === null) return '';
  if (styleOf(styles, 'query', '').json === true) return encodeURIComponent(JSON.stringify(value));
  return isPlain(value) ? queryString(value, styles) : scalar('query', value);
}

/** A form as text. Objects are written as JSON where no style says otherwise: a form knows of none. */
export function formString(form: object, styles: Styles = {}): string {
  return Object.entries(form)
    .flatMap(([name, value]) => {
      const style = styleOf(styles, 'query', name);
      const items: readonly unknown[] = Array.isArray(value) && style.json !== true ? value : [value];
      const bare = style.style === undefined && style.explode === undefined;
      if (!bare || !items.some(isPlain)) return pairs(name, value, style);
      return items.flatMap((item) => pairs(name, item, { ...style, json: isPlain(item) }));
    })
    .join('&');
}

/** The value of a header by the `simple` style: lists and objects joined by commas. Undefined where there is nothing to send. */
export function headerValue(name: string, value: unknown, styles?: Styles): string | undefined {
  if (value === undefined || value === null) return undefined;
  const style = styleOf(styles, 'header', name);
  const text = style.json === true ? JSON.stringify(value) : simple(name, value, style.explode === true);
  if (/[\r\n\0]/.test(text)) throw misuse(`The header ${name} must not hold a line break.`);
  return text;
}

/**
 * The value of the `Cookie` header: `form` without `explode`, each value percent-encoded; in the style `cookie` it stands as it is. Empty
 * where there is nothing to send.
 */
export function cookieValue(cookies: object, styles: Styles = {}): string {
  return Object.entries(cookies)
    .flatMap(([name, value]) => {
      const style = styleOf(styles, 'cookie', name);
      if (style.style === 'cookie') return bareCookies(name, value, style);
      return pairs(name, value, { explode: false, ...style, allowReserved: false });
    })
    .join('; ');
}

/** Cookies whose values nobody encodes: what would end one is refused. */
function bareCookies(name: string, value: unknown, { explode = true }: ParameterStyle): string[] {
  if (value === undefined || value === null) return [];
  const items = Array.isArray(value)
    ? value.filter(isSet).map((item) => [name, scalar(name, item)])
    : undefined;
  const members = isPlain(value)
    ? Object.entries(value).flatMap(([key, item]) => (isSet(item) ? [[key, scalar(name, item)]] : []))
    : undefined;
  const found = items ?? members ?? [[name, scalar(name, value)]];
  const cookies = explode
    ? found
    : [[name, (members ? found.flat() : found.map(([, text]) => text)).join(',')]];
  if (cookies.some(([, text]) => /[;\s]/.test(text!)))
    throw misuse(`The cookie ${name} must hold neither ";" nor space.`);
  return cookies.map(([key, text]) => `${key}=${text}`);
}

/** `name=value`, as often as the style says. */
function pairs(name: string, value: unknown, style: ParameterStyle): string[] {
  if (value === undefined || value === null) return [];
  const encode = style.allowReserved === true ? encodeLoosely : encodeURIComponent;
  const pair = (key: string, text: string): string => `${encodeURIComponent(key)}=${text}`;
  if (style.json === true) return [pair(name, encode(JSON.stringify(value)))];
  if (style.style === 'deepObject') return deep(name, value).map(([key, text]) => pair(key, encode(text)));
  const explode = style.explode ?? (style.style ?? 'form') === 'form';
  if (Array.isArray(value)) {
    const items = value.filter(isSet).map((item) => encode(scalar(name, item)));
    if (items.length === 0) return [];
    return explode ? items.map((item) => pair(name, item)) : [pair(name, items.join(separator(style)))];
  }
  if (isPlain(value)) {
    const members = Object.entries(value).filter(([, member]) => isSet(member));
    const parts = members.map(([key, member]) => [key, encode(scalar(name, member))] as const);
    if (parts.length === 0) return [];
    if (explode) return parts.map(([key, text]) => pair(key, text));
    return [pair(name, parts.flatMap(([key, text]) => [encode(key), text]).join(separator(style)))];
  }
  return [pair(name, encode(scalar(name, value)))];
}

/** Space and pipe are encoded, as a URL must not hold them; servers decode before they split. */
function separator({ style }: ParameterStyle): string {
  return style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
}

/** `a[b]=1`; for what no standard defines, objects within objects and lists, `a[b][c]=1` and `a[0]=1`, as most servers read it. */
export function deep(name: string, value: unknown): [string, string][] {
  if (!isSet(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => deep(`${name}[${index}]`, item));
  if (isPlain(value))
    return Object.entries(value).flatMap(([key, member]) => deep(`${name}[${key}]`, member));
  return [[name, scalar(name, value)]];
}

/** The members of a form in a style, each with its text; nothing is encoded. */
export function styledMembers(
  name: string,
  value: unknown,
  style: ParameterStyle,
): readonly [string, string][] {
  if (style.style === 'deepObject') return deep(name, value);
  const explode = style.explode ?? (style.style ?? 'form') === 'form';
  const between = decodeURIComponent(separator(style));
  if (Array.isArray(value)) {
    const items = value.filter(isSet).map((item) => scalar(name, item));
    if (explode) return items.map((item) => [name, item]);
    return items.length === 0 ? [] : [[name, items.join(between)]];
  }
  if (!isPlain(value)) return isSet(value) ? [[name, scalar(name, value)]] : [];
  const members = Object.entries(value).flatMap(([key, member]): [string, string][] =>
    isSet(member) ? [[key, scalar(name, member)]] : [],
  );
  return explode ? members : [[name, members.flat().join(between)]];
}

function simple(name: string, value: unknown, explode: boolean): string {
  if (Array.isArray(value))
    return value
      .filter(isSet)
      .map((item) => scalar(name, item))
      .join(',');
  if (!isPlain(value)) return scalar(name, value);
  const members = Object.entries(value).filter(([, member]) => isSet(member));
  return members.map(([key, member]) => `${key}${explode ? '=' : ','}${scalar(name, member)}`).join(',');
}

function scalar(name: string, value: unknown): string {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw misuse(`The parameter ${name} is an invalid date.`);
    return value.toISOString();
  }
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw misuse(`The parameter ${name} is ${value}.`);
  return String(value);
}

/** Leaves the characters that RFC 3986 reserves, but those that would end the value: `&`, `#` and `+`, which many servers read as a space. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2F|3F|5B|5D|40|24|2C|3B|3D)/g, decodeURIComponent);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
