/** The `filter` of a query, with the weaknesses of the vendor's own parser: nothing in a value can be escaped. */

import { at, isObject, listOf, type Json } from '../shared.js';
import type { Dialect } from './dialect.js';
import { relationName, type Field, type ObjectType } from './objects.js';
import type { TwentyRow } from './rows.js';
import type { Store } from './store.js';

export interface Filter {
  test: (row: TwentyRow) => boolean;
  /** Whether it speaks of `deletedAt`: only then are soft-deleted records in sight. */
  seesDeleted: boolean;
}

const comparators = 'eq neq in containsAny is gt gte lt lte startsWith endsWith like ilike'.split(' ');

/** Reads a filter, or refuses it; without one every record that is not deleted passes. */
export function filterOf(store: Store, object: ObjectType, text: string | null): Filter {
  if (text === null) return { test: (row) => row['deletedAt'] === null, seesDeleted: false };
  balance(store.dialect, text);
  const whole = isWhole(text) ? text : `and(${text})`;
  const seesDeleted = /\bdeletedAt\[/.test(text);
  const passes = parse(store, object, whole);
  return { test: (row) => (seesDeleted || row['deletedAt'] === null) && passes(row), seesDeleted };
}

/** Brackets are counted wherever they stand, in quotes too. */
function balance(dialect: Dialect, text: string): void {
  const missing = text.split('(').length - text.split(')').length;
  if (missing === 0) return;
  const [kind, count] = missing > 0 ? ['close', missing] : ['open', -missing];
  const brackets = count === 1 ? 'bracket is' : 'brackets are';
  throw dialect.unreadable(`'filter' invalid. ${count} ${kind} ${brackets} missing in the query`);
}

/** Whether a text is one `and(...)`, `or(...)` or `not(...)` from end to end. */
function isWhole(text: string): boolean {
  const open = /^(?:and|or|not)\(/.exec(text)?.[0].length;
  if (open === undefined || !text.endsWith(')')) return false;
  let depth = 1;
  for (let index = open; index < text.length - 1; index += 1) {
    depth += text[index] === '(' ? 1 : text[index] === ')' ? -1 : 0;
    if (depth === 0) return false;
  }
  return true;
}

type Test = Filter['test'];

function parse(store: Store, object: ObjectType, text: string): Test {
  const found = /^(and|or|not)\((.*)\)$/s.exec(text);
  if (found === null) return condition(store, object, text);
  const [, word, inner = ''] = found;
  if (inner === '') throw store.dialect.unreadable(`'filter' invalid for '${text}'. eg: price[gte]:10`);
  const tests = split(inner).map((part) => parse(store, object, part.trim()));
  if (word === 'not') return (row) => !tests.every((test) => test(row));
  return (row) => (word === 'and' ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
}

/**
 * Cuts at the commas outside of brackets and quotes. Both kinds of quotes are counted each for itself, so an apostrophe
 * in a quoted value hides every comma behind it and swallows the conditions that follow.
 */
function split(text: string): string[] {
  const parts = [''];
  let [round, square, double, single] = [0, 0, 0, 0];
  for (const sign of text) {
    if (sign === '"') double += 1;
    if (sign === "'") single += 1;
    if (sign === '(' || sign === ')') round += sign === '(' ? 1 : -1;
    if (sign === '[' || sign === ']') square += sign === '[' ? 1 : -1;
    const quoted = double % 2 === 1 || single % 2 === 1;
    if (sign === ',' && round === 0 && square === 0 && !quoted) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

function condition(store: Store, object: ObjectType, text: string): Test {
  const found = /^([^[\]:]+)\[([^\]]*)\]:(.*)$/s.exec(text);
  if (found === null) throw store.dialect.unreadable(`'filter' invalid for '${text}'. eg: price[gte]:10`);
  const [, path = '', comparator = '', value = ''] = found;
  if (!comparators.includes(comparator)) {
    const list = comparators.join(', ');
    throw store.dialect.unreadable(`'filter' invalid for '${text}', comparator ${comparator} not in ${list}`);
  }
  const { field, read } = resolve(store, object, path.split('.'));
  const operands = operandsOf(comparator, value);
  checkOptions(store.dialect, object, path, field, comparator === 'is' ? [] : operands);
  return (row) => compare(comparator, read(row), operands);
}

/** A list is cut at every comma, in quotes or not. */
function operandsOf(comparator: string, value: string): string[] {
  if (comparator !== 'in' && comparator !== 'containsAny') return [unquote(value)];
  return value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((part) => unquote(part.trim()));
}

function unquote(value: string): string {
  const quoted = /^"(.*)"$/s.exec(value) ?? /^'(.*)'$/s.exec(value);
  return quoted?.[1] ?? value;
}

interface Resolved {
  field: Field;
  read: (row: TwentyRow) => Json | undefined;
}

/** A field, a part of one, or a field of the record that a relation leads to. */
export function resolve(store: Store, object: ObjectType, path: readonly string[]): Resolved {
  const [name = '', ...rest] = path;
  const field = object.fields[name];
  if (field !== undefined) return { field, read: (row) => at(row[name], ...rest) };
  const key = Object.keys(object.fields).find(
    (each) => object.fields[each]?.target && relationName(each) === name,
  );
  const { target } = object.fields[key ?? ''] ?? {};
  if (key === undefined || target === undefined) throw store.dialect.unknownFilterField(object, name);
  const inner = resolve(store, store.dialect.objects[target], rest);
  return {
    field: inner.field,
    read: (row) => {
      const related = store.records[target].get(String(row[key]));
      return related === undefined ? undefined : inner.read(related);
    },
  };
}

/** The database's own complaint, which gives away the name of its schema. */
function checkOptions(
  dialect: Dialect,
  object: ObjectType,
  name: string,
  field: Field,
  operands: readonly string[],
): void {
  const wrong = operands.find((operand) => field.options !== undefined && !field.options.includes(operand));
  if (wrong === undefined) return;
  const type = `workspace_0harbour.${object.singular}_${name}_enum`;
  throw dialect.refuse(`invalid input value for enum ${type}: "${wrong}"`);
}

function compare(comparator: string, held: Json | undefined, operands: readonly string[]): boolean {
  const [operand = ''] = operands;
  if (comparator === 'is') return (held ?? null) === null ? operand === 'NULL' : operand === 'NOT_NULL';
  if (held === null || held === undefined || isObject(held)) return false;
  if (comparator === 'containsAny') return listOf(held).some((each) => operands.includes(String(each)));
  const text = String(held);
  const tests: Record<string, () => boolean> = {
    eq: () => order(held, operand) === 0,
    neq: () => order(held, operand) !== 0,
    in: () => operands.some((each) => order(held, each) === 0),
    gt: () => order(held, operand) > 0,
    gte: () => order(held, operand) >= 0,
    lt: () => order(held, operand) < 0,
    lte: () => order(held, operand) <= 0,
    startsWith: () => text.startsWith(operand),
    endsWith: () => text.endsWith(operand),
    like: () => pattern(operand, 's').test(text),
    ilike: () => pattern(operand, 'is').test(text),
  };
  return tests[comparator]?.() ?? false;
}

/** `%` stands for anything, `_` for one character. */
function pattern(like: string, flags: string): RegExp {
  const escaped = like.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, flags);
}

/** Numbers by size, times by the instant, the rest by characters. */
function order(held: Json, operand: string): number {
  if (typeof held === 'number') return held - Number(operand);
  const text = String(held);
  const times = /^\d{4}-\d\d-\d\d/.test(text) && /^\d{4}-\d\d-\d\d/.test(operand);
  if (times && !Number.isNaN(Date.parse(operand))) return Date.parse(text) - Date.parse(operand);
  return text < operand ? -1 : text > operand ? 1 : 0;
}
