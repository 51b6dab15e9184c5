import { misuse } from './errors.js';

/**
 * The path of a call: `` path`/tasks/${id}` ``. What is put in is percent-encoded and stays one segment, whatever it holds. An empty value
 * and the dots that would lead to another path are refused: a delete of `/tasks/` is no delete of one task.
 */
export function path(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  return strings.reduce((before, text, index) => before + segment(values[index - 1], before) + text);
}

/** `before` is what stands in front of the value, so that the message can say which one is wrong without showing it. */
function segment(value: unknown, before: string): string {
  const parts = Array.isArray(value)
    ? value.map((item: unknown) => encode(item, before))
    : [encode(value, before)];
  if (parts.length === 0) throw refuse(before, 'is an empty list');
  return parts.join(',');
}

function encode(value: unknown, before: string): string {
  const text = textOf(value);
  if (text === undefined) throw refuse(before, `is ${value === null ? 'null' : typeof value}`);
  if (text === '') throw refuse(before, 'is empty');
  if (text === '.' || text === '..') throw refuse(before, 'would lead to another path');
  try {
    return encodeURIComponent(text);
  } catch {
    throw refuse(before, 'is no well-formed text');
  }
}

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
