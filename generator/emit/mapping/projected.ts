import {
  StructureKind,
  VariableDeclarationKind,
  type TypeAliasDeclarationStructure,
  type VariableStatementStructure,
} from 'ts-morph';
import type { Mapping } from '../../model/mapping.js';
import { camelCase } from '../../words.js';
import { jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import { recordName, shape, vendorType, type Scope, type Side } from './context.js';

/** What to ask for, so that a record read has all that the mapper reads. */
export function projection({ mapping }: Side): readonly VariableStatementStructure[] {
  if (mapping.projection === undefined) return [];
  const { name } = mapping.entity;
  return [
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      declarationKind: VariableDeclarationKind.Const,
      docs: [`What to ask for when reading, so that \`to${name}\` has all that it reads.`],
      declarations: [
        { name: `${camelCase(name)}Projection`, initializer: `${jsonLiteral(mapping.projection)} as const` },
      ],
    },
  ];
}

/** The type of a record that was read with the projection: what the mapper reads is there, though perhaps null. */
export function projectedType(side: Side, scope: Scope): readonly TypeAliasDeclarationStructure[] {
  const { mapping } = side;
  const asks = askedMembers(mapping);
  if (asks === undefined) return [];
  const base = vendorType(side, scope, shape(mapping, 'read'));
  const names = asks.names.map(stringLiteral).join(' | ');
  const asked = scope.file.type({ name: 'Asked', module: 'runtime/index', typeOnly: true });
  const more =
    asks.at === undefined
      ? `${asked}<${base}, ${names}>`
      : `{ ${propertyName(asks.at)}: ${asked}<${base}[${stringLiteral(asks.at)}], ${names}> }`;
  const docs = [
    `A ${recordName(mapping)} of ${mapping.api.name} that was read with \`${camelCase(mapping.entity.name)}Projection\`.`,
  ];
  return [
    {
      kind: StructureKind.TypeAlias,
      name: projectedName(mapping),
      isExported: true,
      docs,
      type: `${base} & ${more}`,
    },
  ];
}

function projectedName({ entity }: Mapping): string {
  return `Projected${entity.name}`;
}

interface AskedMembers {
  readonly names: readonly string[];
  /** The member that holds them, if it is not the record itself. */
  readonly at: string | undefined;
}

/** The members that come only with the projection. */
function askedMembers({ rows, projection, under }: Mapping): AskedMembers | undefined {
  if (projection === undefined) return undefined;
  const reads = rows.flatMap(({ targets, omittedIsEmpty, optional }) =>
    targets.read && !omittedIsEmpty && !optional ? [targets.read] : [],
  );
  const held = reads.filter(({ path }) => under.length === 1 && path[0] === under[0] && path.length === 2);
  if (held.length > 0) return { names: [...new Set(held.map(({ path }) => path[1]!))], at: under[0] };
  const own = reads.filter(({ path, required }) => path.length === 1 && !required);
  return own.length === 0 ? undefined : { names: own.map(({ path }) => path[0]!), at: undefined };
}

/** The type of the record that a mapper takes. */
export function readType(side: Side, scope: Scope): string {
  const { mapping, planned } = side;
  if (askedMembers(mapping) === undefined) return vendorType(side, scope, shape(mapping, 'read'));
  const module = `${planned.api.id}/mappers`;
  const name = projectedName(mapping);
  if (scope.file.path === `${module}.ts`) return name;
  return scope.file.type(
    { name, module, typeOnly: true },
    name.replace(/^Projected/, `Projected${planned.clientName}`),
  );
}
