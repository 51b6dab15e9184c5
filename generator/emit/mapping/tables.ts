import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import { isObject } from '../../model/document.js';
import type { Mapping, Row, Scalar, Table } from '../../model/mapping.js';
import { isOpenEnum } from '../../model/schema.js';
import { jsonLiteral, lineComment, stringLiteral } from '../quote.js';
import { canonicalType, helper, functionName, type Scope, type Side } from './context.js';

/** The functions of a row's value table: total switches, one for each direction that the vendor has. */
export function tableFunctions(side: Side, scope: Scope, row: Row): readonly FunctionDeclarationStructure[] {
  if (row.conversion.kind !== 'table') return [];
  const { table } = row.conversion;
  const functions: FunctionDeclarationStructure[] = [];
  if (row.targets.read !== undefined) functions.push(readFunction(side, scope, row, table));
  if (row.targets.create ?? row.targets.update) functions.push(writeFunction(side, scope, row, table));
  return functions;
}

function readFunction(side: Side, scope: Scope, row: Row, table: Table): FunctionDeclarationStructure {
  const { mapping } = side;
  const field = row.fields[0]!;
  const type = typeof table.values[0]![1];
  const guesses = table.within.length > 0;
  const known = table.values.flatMap(([canonical, vendor]) => [
    { canonical, vendor },
    ...table.reads.filter(([, read]) => read === canonical).map(([other]) => ({ canonical, vendor: other })),
  ]);
  const rest = table.reads.filter(([, read]) => !table.values.some(([canonical]) => canonical === read));
  const lines = cases(
    [...known, ...rest.map(([vendor, canonical]) => ({ canonical, vendor }))].map(({ canonical, vendor }) => {
      const others = table.within.filter(([, value]) => value === vendor).map(([value]) => value);
      const why = `${String(vendor)} stands for ${others.join(', ')} as well`;
      const loss = `lost.add(${stringLiteral(field)}, 'guessed', ${stringLiteral(why)}, value);`;
      const body = [...(others.length === 0 ? [] : [loss]), `return ${stringLiteral(canonical)};`];
      return { label: jsonLiteral(vendor), body };
    }),
  );
  const keep = (): string => `return ${helper(scope, 'ownValue')}(${stringLiteral(mapping.api.id)}, value);`;
  if (type !== 'boolean')
    lines.push('default:', table.unknown === 'keep' ? keep() : refusal(mapping, scope, field));
  return {
    kind: StructureKind.Function,
    name: functionName(mapping, row, 'read'),
    isExported: true,
    docs: [`The canonical ${field} of the vendor's value.`],
    parameters: [{ name: 'value', type }, ...(guesses ? [lostParameter(scope)] : [])],
    returnType: canonicalEnum(side, scope, field),
    statements: ['switch (value) {', ...lines, '}'],
  };
}

function writeFunction(side: Side, scope: Scope, row: Row, table: Table): FunctionDeclarationStructure {
  const { mapping } = side;
  const field = row.fields[0]!;
  const values = new Set<Scalar>(table.values.map(([, vendor]) => vendor));
  const written = ([canonical, vendor]: readonly [string, Scalar]): Case => ({
    label: stringLiteral(canonical),
    body: [`return ${jsonLiteral(vendor)};`],
  });
  const narrowed = (entry: readonly [string, Scalar], why: string): Case => {
    const loss = `lost.add(${stringLiteral(field)}, 'narrowed', ${stringLiteral(lineComment(why))}, value);`;
    return { label: stringLiteral(entry[0]), body: [loss, ...written(entry).body] };
  };
  const readBack = (vendor: Scalar): string =>
    table.values.find(([, value]) => value === vendor)?.[0] ?? 'something else';
  const lines = cases([
    ...table.values.map(written),
    ...table.nearest.map(([canonical, vendor, why]) => narrowed([canonical, vendor], why)),
    ...table.within.map((entry) => narrowed(entry, `reads back as ${readBack(entry[1])}`)),
  ]);
  const back = (): string =>
    `return ${helper(scope, 'backToOwn')}(${stringLiteral(mapping.api.id)}, value, lost, ${stringLiteral(field)});`;
  const document = mapping.entity.document;
  const open = isOpenEnum(document, mapping.entity.fields.get(field)!.schema);
  if (open) lines.push('default:', table.unknown === 'keep' ? back() : refusal(mapping, scope, field));
  const listed = values.has(true) && values.has(false) ? 'boolean' : [...values].map(jsonLiteral).join(' | ');
  return {
    kind: StructureKind.Function,
    name: functionName(mapping, row, 'write'),
    isExported: true,
    docs: [`The vendor's value for a canonical ${field}.`],
    parameters: [
      { name: 'value', type: canonicalEnum(side, scope, field) },
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

interface Case {
  readonly label: string;
  readonly body: readonly string[];
}

/** The cases of a switch; neighbours that end alike share their statements. */
function cases(list: readonly Case[]): string[] {
  return list.flatMap(({ label, body }, index) => {
    const isShared = list[index + 1]?.body.join('\n') === body.join('\n');
    return [`case ${label}:`, ...(isShared ? [] : body)];
  });
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
function canonicalEnum(side: Side, scope: Scope, field: string): string {
  const { value, place } = side.mapping.entity.fields.get(field)!.schema;
  const alternatives = isObject(value) && Array.isArray(value['anyOf']) ? value['anyOf'] : [];
  const refs = [value, ...alternatives].flatMap((each: unknown) => (isObject(each) ? [each['$ref']] : []));
  const ref = refs.find((each) => typeof each === 'string');
  return (ref === undefined ? undefined : canonicalType(side, scope, ref, place.source)) ?? 'string';
}
