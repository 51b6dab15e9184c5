import type { ConversionKind, Scalar } from '../../model/mapping.js';
import { itemsOf } from '../../model/schema.js';
import { jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import { helper, tableName, vendorType } from './context.js';
import { helperOfSide } from './read.js';
import { clearing, scalar, type WritingOf, type Writing, type Written } from './scalars.js';
import { usesLost } from './tables.js';

type Writers = { readonly [Kind in ConversionKind]: (writing: WritingOf<Kind>) => Written };

/** For each conversion how the canonical value, in a local variable, becomes the vendor's. */
export const WRITERS: Writers = {
  same: (writing) => scalar(writing, writing.field),
  instant: (writing) => scalar(writing, writing.field),
  richtext: (writing) => {
    const { scope, quoted, field, conversion } = writing;
    return scalar(
      writing,
      `${helper(scope, 'writeRichText')}(lost, ${quoted}, ${field}, ${stringLiteral(conversion.format)})`,
    );
  },
  table: writeTable,
  list: (writing) => {
    const { scope, quoted, field, conversion } = writing;
    return joined(
      writing,
      `${helper(scope, 'joinParts')}(lost, ${quoted}, ${field}, ${stringLiteral(conversion.separator)})`,
    );
  },
  'list.epochMillis': (writing) => {
    const { scope, field, conversion } = writing;
    return joined(
      writing,
      `${helper(scope, 'joinEpochMillis')}(${field}, ${stringLiteral(conversion.separator)})`,
    );
  },
  'text.titleAndBody': ({ scope, conversion, values, target, known, verb }) => {
    const expression = `${helper(scope, 'writeTitleAndBody')}(lost, ${values.join(', ')}, ${conversion.max ?? 'undefined'})`;
    if (target?.required === true && verb === 'create') return { before: [], expression };
    return known
      ? { before: [], expression, condition: values.map((value) => `${value} !== undefined`).join(' || ') }
      : { before: [] };
  },
  'ref.one': (writing) => {
    const { side, scope, row, quoted, field, known, verb, maybeUndefined } = writing;
    if (!known) return scalar(writing, field);
    const name = `${field}Id`;
    const list = maybeUndefined ? `${field} ?? []` : field;
    const call = `${helper(scope, 'oneId')}(${stringLiteral(side.mapping.api.id)}, ${list}, ids, lost, ${quoted}, ${stringLiteral(row.why)})`;
    const before = [`const ${name} = ${call};`];
    if (verb === 'create') return { before, expression: name, condition: `${name} !== undefined` };
    const cleared = clearing(writing);
    const emptied = `${name} !== undefined || ${field}?.length === 0`;
    return {
      before,
      expression: cleared === undefined ? name : `${name} ?? ${cleared}`,
      condition: cleared === undefined ? `${name} !== undefined` : emptied,
    };
  },
  'ref.list': (writing) => {
    const { conversion, field } = writing;
    const constants = Object.entries(conversion.set).map(
      ([name, value]) => `${propertyName(name)}: ${jsonLiteral(value)}`,
    );
    const literal = `{ ${[...constants, `${propertyName(conversion.id)}: id`].join(', ')} }`;
    return items(writing, literalType({ ...conversion.set }, [conversion.id]), [
      `const id = ${idAt(writing)};`,
      `if (id !== undefined) ${field}Items.push(${literal});`,
    ]);
  },
  'ref.typed': (writing) => {
    const { conversion, field } = writing;
    const types = conversion.types.map(([, vendor]) => stringLiteral(vendor)).join(' | ');
    const literal = `{ ${propertyName(conversion.typeWrite)}: type, ${propertyName(conversion.id)}: id }`;
    const cases = conversion.types.map(([canonical, vendor]) => [canonical, stringLiteral(vendor)] as const);
    return items(
      writing,
      `{ ${propertyName(conversion.typeWrite)}: ${types}; ${propertyName(conversion.id)}: string }`,
      [
        ...chooseType(writing, types, cases),
        `const id = ${idAt(writing)};`,
        `if (id !== undefined) ${field}Items.push(${literal});`,
      ],
    );
  },
  'ref.grouped': (writing) => {
    const { conversion, field } = writing;
    const { id, category, type } = conversion.item.write;
    const categories = new Set(conversion.groups.map(({ association }) => association.category));
    const cases = conversion.groups.map((group) => [group.type, String(group.association.type)] as const);
    const literal = nested([
      [id.split('.'), 'id'],
      [category.split('.'), stringLiteral([...categories][0] ?? '')],
      [type.split('.'), 'type'],
    ]);
    return items(writing, 'unknown', [
      ...chooseType(writing, 'number', cases),
      `const id = ${idAt(writing)};`,
      `if (id !== undefined) ${field}Items.push(${literal});`,
    ]);
  },
  'ref.column': writeColumns,
};

function writeTable(writing: WritingOf<'table'>): Written {
  const { side, scope, row, field, known, conversion, verb, maybeUndefined } = writing;
  if (!known) return scalar(writing, field);
  const name = helperOfSide(side, scope, tableName(side.mapping, row, 'write'));
  const call = `${name}(${field}${usesLost(conversion.table) ? ', lost' : ''})`;
  if (conversion.table.unknown === 'refuse') return scalar(writing, call);
  const local = `${field}Value`;
  const cleared = verb === 'update' ? clearing(writing) : undefined;
  const filled = maybeUndefined ? `${field} === undefined || ${field} === null` : `${field} === null`;
  const absent =
    cleared === undefined
      ? `${filled} ? undefined`
      : `${field} === undefined ? undefined : ${field} === null ? ${cleared}`;
  return {
    before: [`const ${local} = ${absent} : ${call};`],
    expression: local,
    condition: `${local} !== undefined`,
  };
}

/** A list as one text. */
function joined(writing: Writing, expression: string): Written {
  const { field, known, verb, maybeUndefined } = writing;
  if (!known) return { before: [] };
  const filled = maybeUndefined ? `${field} !== undefined && ${field}.length > 0` : `${field}.length > 0`;
  return { before: [], expression, condition: verb === 'update' ? `${field} !== undefined` : filled };
}

/** A list of records that refer to others. */
function items(writing: Writing, fallbackType: string, body: readonly string[]): Written {
  const { side, scope, field, target, known, verb, maybeUndefined } = writing;
  const name = `${field}Items`;
  const required = target?.required === true && verb === 'create';
  if (!known) return required ? { before: [], expression: '[]' } : { before: [] };
  const item = target && itemsOf(side.mapping.api.document, target.schema);
  const type = item === undefined ? fallbackType : vendorType(side, scope, item);
  const array = /[|&;{]/.test(type) && !/^\{[^{}]*\}$/.test(type) ? `(${type})[]` : `${type}[]`;
  const list = maybeUndefined ? `${field} ?? []` : field;
  const before = [`const ${name}: ${array} = [];`, `for (const ref of ${list}) {`, ...body, '}'];
  if (required) return { before, expression: name };
  return {
    before,
    expression: name,
    condition: verb === 'update' ? `${field} !== undefined` : `${name}.length > 0`,
  };
}

function idAt({ side, scope, quoted }: Writing): string {
  return `${helper(scope, 'idAt')}(${stringLiteral(side.mapping.api.id)}, ref, ids, lost, ${quoted})`;
}

/** The vendor's word for the type of a reference; one that it has no word for is lost. */
function chooseType(
  { row, quoted }: Writing,
  type: string,
  cases: readonly (readonly [string, string])[],
): readonly string[] {
  return [
    `let type: ${type};`,
    'switch (ref.type) {',
    ...cases.flatMap(([canonical, word]) => [
      `case ${stringLiteral(canonical)}:`,
      `type = ${word};`,
      'break;',
    ]),
    'default:',
    `lost.add(${quoted}, 'dropped', ${stringLiteral(row.why)}, ref);`,
    'continue;',
    '}',
  ];
}

function writeColumns(writing: WritingOf<'ref.column'>): Written {
  const { side, scope, conversion, field, known, quoted, row, verb, maybeUndefined } = writing;
  if (!known || verb === 'update' || conversion.followUp === undefined) return { before: [] };
  const { call, set, item } = conversion.followUp;
  const name = `${field}Items`;
  const before = [
    `const ${name}: ${vendorType(side, scope, item)}[] = [];`,
    `for (const ref of ${maybeUndefined ? `${field} ?? []` : field}) {`,
    `const id = ${idAt(writing)};`,
    'if (id === undefined) continue;',
    'switch (ref.type) {',
    ...conversion.columns.flatMap(({ type, path }) => [
      `case ${stringLiteral(type)}:`,
      `${name}.push({ ${propertyName(path)}: id });`,
      'break;',
    ]),
    'default:',
    `lost.add(${quoted}, 'dropped', ${stringLiteral(row.why)}, ref);`,
    '}',
    '}',
  ];
  return { before, followUp: `{ call: ${stringLiteral(call)}, items: ${name}, set: ${jsonLiteral(set)} }` };
}

function literalType(constants: Readonly<Record<string, Scalar>>, ids: readonly string[]): string {
  const parts = [
    ...Object.entries(constants).map(([name, value]) => `${propertyName(name)}: ${jsonLiteral(value)}`),
    ...ids.map((id) => `${propertyName(id)}: string`),
  ];
  return `{ ${parts.join('; ')} }`;
}

/** A literal out of paths and expressions; a number in a path is a place in a list. */
function nested(entries: readonly (readonly [readonly string[], string])[]): string {
  const heads = [...new Set(entries.map(([path]) => path[0]!))];
  const isList = heads.every((head) => /^\d+$/.test(head));
  const members = heads.map((head) => {
    const inner = entries
      .filter(([path]) => path[0] === head)
      .map(([path, expression]) => [path.slice(1), expression] as const);
    const value = inner.length === 1 && inner[0]![0].length === 0 ? inner[0]![1] : nested(inner);
    return isList || head === value ? value : `${propertyName(head)}: ${value}`;
  });
  return isList ? `[${members.join(', ')}]` : `{ ${members.join(', ')} }`;
}
