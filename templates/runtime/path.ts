import { misuse } from './errors.js';

/** How a value of a path is written where it is more than one segment by itself. */
export interface PathStyle {
  /** The name of the parameter, which `matrix` writes before the value. */
  readonly name: string;
  readonly style?: 'simple' | 'label' | 'matrix';
  readonly explode?: boolean;
  /** Slashes and other reserved characters stay as they are. */
  readonly allowReserved?: boolean;
  /** The value is sent as JSON text. */
  readonly json?: boolean;
}

/** A value and how it is written. */
class Styled {
  readonly value: unknown;
  readonly style: PathStyle;

  constructor(value: unknown, style: PathStyle) {
    this.value = value;
    this.style = style;
  }
}

/** A value of a path that is written in a style of its own: `` path`/cells${styled(at, { name: 'at', style: 'matrix' })}` ``. */
export function styled(value: unknown, style: PathStyle): Styled {
  return new Styled(value, style);
}

/**
 * The path of a call: `` path`/tasks/${id}` ``. What is put in is percent-encoded and stays one segment, whatever it holds. An empty value
 * and the dots that would lead to another path are refused: a delete of `/tasks/` is no delete of one task.
 */
export function path(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  return strings.reduce((before, text, index) => before + written(values[index - 1], before) + text);
}

/** `before` is what stands in front of the value, so that the message can say which one is wrong without showing it. */
function written(value: unknown, before: string): string {
  if (value instanceof Styled) return inStyle(value.value, value.style, before);
  return inStyle(value, SIMPLE, before);
}

const SIMPLE: PathStyle = { name: '' };
const MARKS = { simple: '', label: '.', matrix: ';' } as const;

function inStyle(value: unknown, style: PathStyle, before: string): string {
  const { name, explode = false, json, style: kind = 'simple' } = style;
  const one = (item: unknown): string => encode(item, style, before);
  if (json === true) return one(JSON.stringify(value));
  const mark = MARKS[kind];
  const between = explode && kind !== 'simple' ? mark : ',';
  const named = (text: string): string =>
    kind === 'matrix' ? `;${encodeURIComponent(name)}=${text}` : mark + text;
  if (Array.isArray(value)) {
    const items = value.map(one);
    if (items.length === 0) throw refuse(before, 'is an empty list');
    return explode && kind === 'matrix' ? items.map(named).join('') : named(items.join(between));
  }
  const members = membersOf(value);
  if (members.length === 0) return named(one(value));
  const pairs = members.map(([key, member]) => encodeURIComponent(key) + (explode ? '=' : ',') + one(member));
  return explode ? mark + pairs.join(between) : named(pairs.join(','));
}

/** The members of a plain object that hold something. */
function membersOf(value: unknown): readonly [string, unknown][] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
}

function encode(value: unknown, { allowReserved }: PathStyle, before: string): string {
  const text = textOf(value);
  if (text === undefined) throw refuse(before, `is ${value === null ? 'null' : typeof value}`);
  if (text === '') throw refuse(before, 'is empty');
  const segments = allowReserved === true ? text.split('/') : [text];
  if (segments.some((segment) => segment === '.' || segment === '..'))
    throw refuse(before, 'would lead to another path');
  try {
    const encoded = encodeURIComponent(text);
    return allowReserved === true ? encoded.replace(RESERVED, decodeURIComponent) : encoded;
  } catch {
    throw refuse(before, 'is no well-formed text');
  }
}

/** The characters that RFC 3986 reserves, but those that would end the path. */
const RESERVED = /%(?:2F|3A|5B|5D|40|24|26|2B|2C|3B|3D)/g;

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return undefined;
}

function refuse(before: string, what: string): Error {
  return misuse(`path: the value after "${before}" ${what}.`);
}
