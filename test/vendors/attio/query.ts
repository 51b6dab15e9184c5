/** Filters and sorts of a record query. */

import { at, isObject, listOf, textOf, type Json } from '../shared.js';
import type { AttributeType } from './attributes.js';
import { AttioError } from './errors.js';
import type { AttioRecord, AttioValue, Attribute, ObjectType } from './workspace.js';

type Test = (record: AttioRecord) => boolean;

function filterError(message: string): AttioError {
  return new AttioError(400, 'filter_error', message);
}

/** A filter: attributes with a value or with operators, and `$and`, `$or`, `$not` around them. */
export function filterOf(object: ObjectType, filter: Json | undefined): Test {
  if (filter === undefined || filter === null) return () => true;
  if (!isObject(filter)) throw filterError('A filter is an object.');
  const tests = Object.entries(filter).map(([name, sent]): Test => {
    if (name === '$not') return negated(filterOf(object, sent));
    const parts =
      name === '$and' || name === '$or' ? listOf(sent).map((part) => filterOf(object, part)) : undefined;
    if (parts === undefined) return attributeTest(object, name, sent);
    return (record) =>
      name === '$and' ? parts.every((test) => test(record)) : parts.some((test) => test(record));
  });
  return (record) => tests.every((test) => test(record));
}

function negated(test: Test): Test {
  return (record) => !test(record);
}

function attributeTest(object: ObjectType, name: string, sent: Json | undefined): Test {
  const attribute = attributeNamed(object, name);
  const conditions = conditionsOf(sent);
  return (record) => {
    const values = record.values[attribute.slug] ?? [];
    return conditions.every(({ field, operator, operand }) => {
      if (operator === '$not_empty') return values.length > 0 === (operand === true);
      if (operator === '$eq' && operand === null) return values.length === 0;
      const compare = operators[operator];
      return values.some((value) =>
        comparables(attribute, value, field).some((held) => compare?.(held, operand)),
      );
    });
  };
}

function attributeNamed(object: ObjectType, name: string): Attribute {
  const found = object.attributes.get(name) ?? [...object.attributes.values()].find(({ id }) => id === name);
  if (found === undefined) throw filterError(`There is no attribute "${name}" to filter or sort by.`);
  return found;
}

interface Condition {
  /** A field of the value, such as `last_name`; undefined is the one that stands for the whole. */
  field: string | undefined;
  operator: string;
  operand: Json | undefined;
}

function conditionsOf(sent: Json | undefined, field?: string): Condition[] {
  if (!isObject(sent)) return [{ field, operator: '$eq', operand: sent }];
  return Object.entries(sent).flatMap(([name, operand]): Condition[] => {
    if (!name.startsWith('$')) return conditionsOf(operand, name);
    if (operators[name] === undefined && name !== '$not_empty') throw filterError(`${name} is no operator.`);
    return [{ field, operator: name, operand }];
  });
}

const operators: Record<string, (held: unknown, operand: Json | undefined) => boolean> = {
  $eq: same,
  $in: (held, operand) => listOf(operand).some((each) => same(held, each)),
  $contains: (held, operand) => lower(held).includes(lower(operand)),
  $starts_with: (held, operand) => lower(held).startsWith(lower(operand)),
  $ends_with: (held, operand) => lower(held).endsWith(lower(operand)),
  $lt: (held, operand) => order(held, operand) < 0,
  $lte: (held, operand) => order(held, operand) <= 0,
  $gt: (held, operand) => order(held, operand) > 0,
  $gte: (held, operand) => order(held, operand) >= 0,
};

function lower(value: unknown): string {
  return String(value).toLowerCase();
}

function same(held: unknown, operand: Json | undefined): boolean {
  return lower(held) === lower(operand);
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number') return a - Number(b);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const wholes: Partial<Record<AttributeType, string>> = {
  'personal-name': 'full_name',
  'email-address': 'email_address',
  'phone-number': 'phone_number',
  domain: 'domain',
  currency: 'currency_value',
  'record-reference': 'target_record_id',
  'actor-reference': 'referenced_actor_id',
};

/** What of a value is compared: a field, or what stands for the whole; an option by its title and by its id. */
function comparables(attribute: Attribute, value: AttioValue, field: string | undefined): unknown[] {
  if (attribute.type === 'select') {
    return [at(value, 'option', 'title'), at(value, 'option', 'id', 'option_id')];
  }
  if (attribute.type === 'status') {
    return [at(value, 'status', 'title'), at(value, 'status', 'id', 'status_id')];
  }
  return [value[field ?? wholes[attribute.type] ?? 'value']];
}

/** Sorts in place by `[{attribute, direction, field?}]`; empty values come last. */
export function sortBy(object: ObjectType, records: AttioRecord[], sorts: readonly Json[]): void {
  const keys = sorts.map((sort) => {
    const attribute = attributeNamed(object, textOf(at(sort, 'attribute')) ?? '');
    const field = textOf(at(sort, 'field'));
    const down = at(sort, 'direction') === 'desc';
    const held = (record: AttioRecord): unknown => {
      const [value] = record.values[attribute.slug] ?? [];
      return value === undefined ? undefined : comparables(attribute, value, field)[0];
    };
    return { held, down };
  });
  records.sort((a, b) => {
    for (const { held, down } of keys) {
      const [left, right] = [held(a), held(b)];
      if (left === undefined || right === undefined) {
        if (left !== right) return left === undefined ? 1 : -1;
        continue;
      }
      const difference = order(left, right);
      if (difference !== 0) return down ? -difference : difference;
    }
    return 0;
  });
}
