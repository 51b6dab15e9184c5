import { misuse } from './errors.js';
import type { ParameterStyle } from './facts.js';

type Styles = Readonly<Record<string, ParameterStyle>>;

/**
 * A query as text, without the question mark. A list repeats its name unless its style says otherwise; undefined and null are left out;
 * a `Date` is sent as ISO 8601 in UTC.
 */
export function queryString(query: object, styles: Styles = {}): string {
  return Object.entries(query)
    .flatMap(([name, value]) => pairs(name, value, styles[name] ?? {}))
    .join('&');
}

/** The value of a header by the `simple` style: lists and objects joined by commas. Undefined where there is nothing to send. */
export function headerValue(name: string, value: unknown, style: ParameterStyle = {}): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = style.json === true ? JSON.stringify(value) : simple(name, value, style.explode === true);
  if (/[\r\n\0]/.test(text)) throw misuse(`The header ${name} must not hold a line break.`);
  return text;
}

/** The value of the `Cookie` header: `form` without `explode`, each value percent-encoded. Empty where there is nothing to send. */
export function cookieValue(cookies: object, styles: Styles = {}): string {
  return Object.entries(cookies)
    .flatMap(([name, value]) => pairs(name, value, { explode: false, ...styles[name], allowReserved: false }))
    .join('; ');
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

/** `a[b]=1`, and for objects within objects `a[b][c]=1`, which no standard defines and servers agree on. */
function deep(name: string, value: unknown): [string, string][] {
  if (!isSet(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => deep(name, item));
  if (isPlain(value))
    return Object.entries(value).flatMap(([key, member]) => deep(`${name}[${key}]`, member));
  return [[name, scalar(name, value)]];
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
