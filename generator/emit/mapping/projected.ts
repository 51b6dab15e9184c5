import {
  StructureKind,
  VariableDeclarationKind,
  type TypeAliasDeclarationStructure,
  type VariableStatementStructure,
} from 'ts-morph';
import type { Mapping } from '../../model/mapping.js';
import { capital } from '../../words.js';
import { jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import {
  oneRecord,
  recordName,
  runtimeType,
  shape,
  typeOfMappers,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { demands, projected } from './paths.js';

/** What to ask for, so that a record has all that the mapper reads, and the type of such a record. */
export function projection(
  side: Side,
  scope: Scope,
): readonly (VariableStatementStructure | TypeAliasDeclarationStructure)[] {
  const { mapping } = side;
  if (mapping.projection === undefined) return [];
  const record = recordName(mapping);
  const constant: VariableStatementStructure = {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: [`What to ask for when reading, so that \`to${mapping.entity.name}\` has all that it reads.`],
    declarations: [
      { name: `${record}Projection`, initializer: `${jsonLiteral(mapping.projection)} as const` },
    ],
  };
  if (!demandsAny(side)) return [constant];
  const alias: TypeAliasDeclarationStructure = {
    kind: StructureKind.TypeAlias,
    isExported: true,
    docs: [
      `${capital(oneRecord(mapping))} of ${mapping.api.name} that was read with \`${record}Projection\`.`,
    ],
    name: projectedName(mapping),
    type: projectedType(side, scope),
  };
  return [constant, alias];
}

/** The name of the type of a record that has all that the mapper reads. */
export function projectedName({ entity }: Mapping): string {
  return `Projected${entity.name}`;
}

/** The type of the records that a mapper takes: those of the vendor, read with the projection where there is one. */
export function recordType(side: Side, scope: Scope): string {
  if (demandsAny(side)) return typeOfMappers(side, scope, projectedName(side.mapping));
  return vendorType(side, scope, shape(side.mapping, 'read'), 'response');
}

function demandsAny(side: Side): boolean {
  return demands(side, side.mapping.rows).length > 0;
}

function projectedType(side: Side, scope: Scope): string {
  const type = vendorType(side, scope, shape(side.mapping, 'read'), 'response');
  const parts = demands(side, side.mapping.rows).map(({ owner, fields }) => {
    const list = projected(side, scope, fields);
    const names = list === undefined ? fields.map(stringLiteral).join(' | ') : `(typeof ${list})[number]`;
    const holder = owner.map((name) => `[${stringLiteral(name)}]`).join('');
    const asked = `${runtimeType(scope, 'Asked')}<${type}${holder}, ${names}>`;
    return owner.reduceRight((inner, name) => `{ ${propertyName(name)}: ${inner} }`, asked);
  });
  return [type, ...parts].join(' & ');
}
