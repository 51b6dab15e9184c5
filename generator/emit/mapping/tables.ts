import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { Mapping, Row, Scalar, Table } from '../../model/mapping.js';
import { isOpenEnum } from '../../model/schema.js';
import { jsonLiteral, lineComment, stringLiteral } from '../quote.js';
import { canonicalType, helper, tableName, type Scope, type Side } from './context.js';

/** The functions of a row's value table: total switches, one for each direction that the vendor has. */
export function tableFunctions(side: Side, scope: Scope, row: Row): readonly FunctionDeclarationStructure[] {
  if (row.conversion.kind !== 'table') return [];
  const { table } = row.conversion;
  const functions: FunctionDeclarationStructure[] = [];
  if (row.targets.read !== undefined) functions.push(readFunction(side, scope, row, table));
  if (row.targets.create ?? row.targets.update) functions.push(writeFunction(side, scope, row, table));
  return functions;
}

function readFunction({ mapping }: Side, scope: Scope, row: Row, table: Table): FunctionDeclarationStructure {
  const field = row.fields[0]!;
  const type = typeof table.values[0]![1];
  const cases = [
    ...table.values.map(([canonical, vendor]) => ({ canonical, vendor })),
    ...table.reads.map(([vendor, canonical]) => ({ canonical, vendor })),
  ];
  const guesses = table.within.length > 0;
  const lines = cases.flatMap(({ canonical, vendor }) => {
    const others = table.within.filter(([, value]) => value === vendor).map(([value]) => value);
    const why = `${String(vendor)} stands for ${others.join(', ')} as well`;
    const loss =
      others.length === 0
        ? []
        : [`lost.add(${stringLiteral(field)}, 'guessed', ${stringLiteral(why)}, value);`];
    return [`case ${jsonLiteral(vendor)}:`, ...loss, `return ${stringLiteral(canonical)};`];
  });
  const keep = (): string => `return ${helper(scope, 'ownValue')}(${stringLiteral(mapping.api.id)}, value);`;
  if (type !== 'boolean')
    lines.push('default:', table.unknown === 'keep' ? keep() : refusal(mapping, scope, field));
  return {
    kind: StructureKind.Function,
    name: tableName(mapping, row, 'read'),
    isExported: true,
    docs: [`The canonical ${field} of the vendor's value.`],
    parameters: [{ name: 'value', type }, ...(guesses ? [lostParameter(scope)] : [])],
    returnType: canonicalEnum(mapping, scope, field),
    statements: ['switch (value) {', ...lines, '}'],
  };
}

function writeFunction(
  { mapping }: Side,
  scope: Scope,
  row: Row,
  table: Table,
): FunctionDeclarationStructure {
  const field = row.fields[0]!;
  const values = new Set<Scalar>(table.values.map(([, vendor]) => vendor));
  const lines = table.values.flatMap(([canonical, vendor]) => [
    `case ${stringLiteral(canonical)}:`,
    `return ${jsonLiteral(vendor)};`,
  ]);
  for (const [canonical, vendor, why] of table.nearest)
    lines.push(...narrowed(field, canonical, vendor, why));
  for (const [canonical, vendor] of table.within) {
    const back = table.values.find(([, value]) => value === vendor)?.[0] ?? 'something else';
    lines.push(...narrowed(field, canonical, vendor, `reads back as ${back}`));
  }
  const back = (): string =>
    `return ${helper(scope, 'backToOwn')}(${stringLiteral(mapping.api.id)}, value, lost, ${stringLiteral(field)});`;
  const document = mapping.entity.document;
  const open = isOpenEnum(document, mapping.entity.fields.get(field)!.schema);
  if (open) lines.push('default:', table.unknown === 'keep' ? back() : refusal(mapping, scope, field));
  const listed = values.has(true) && values.has(false) ? 'boolean' : [...values].map(jsonLiteral).join(' | ');
  return {
    kind: StructureKind.Function,
    name: tableName(mapping, row, 'write'),
    isExported: true,
    docs: [`The vendor's value for a canonical ${field}.`],
    parameters: [
      { name: 'value', type: canonicalEnum(mapping, scope, field) },
      ...(usesLost(table) ? [lostParameter(scope)] : []),
    ],
    returnType: table.unknown === 'keep' ? 'string | undefined' : listed,
    statements: ['switch (value) {', ...lines, '}'],
  };
}

/** Whether the function that writes has losses to tell. */
export function usesLost(table: Table): boolean {
  return table.unknown === 'keep' || table.nearest.length > 0 || table.within.length > 0;
}

function narrowed(field: string, canonical: string, vendor: Scalar, why: string): readonly string[] {
  const add = `lost.add(${stringLiteral(field)}, 'narrowed', ${stringLiteral(lineComment(why))}, value);`;
  return [`case ${stringLiteral(canonical)}:`, add, `return ${jsonLiteral(vendor)};`];
}

function refusal(mapping: Mapping, scope: Scope, field: string): string {
  return `return ${helper(scope, 'refuse')}(${stringLiteral(field)}, value, ${stringLiteral(mapping.api.name)});`;
}

function lostParameter({ file }: Scope): { readonly name: string; readonly type: string } {
  return {
    name: 'lost',
    type: file.type({ name: 'LossCollector', module: 'runtime/index', typeOnly: false }),
  };
}

/** The named type of a canonical enumeration. */
function canonicalEnum({ entity }: Mapping, { file }: Scope, field: string): string {
  const value = entity.fields.get(field)!.schema.value as {
    readonly anyOf?: readonly { readonly $ref?: string }[];
    readonly $ref?: string;
  };
  const ref = value.$ref ?? value.anyOf?.find(({ $ref }) => $ref !== undefined)?.$ref;
  return ref === undefined ? 'string' : canonicalType(file, ref.split('/').at(-1)!);
}
