import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { OutputFile } from '../../model/plan.js';
import { FileBuilder, type ImportExtension } from '../file.js';
import { helper, locals, recordName, shape, vendorType, type Scope, type Side } from './context.js';
import { givenParameter, idsParameter, type } from './mappers.js';
import { readType } from './projected.js';
import { readFields, readStatements } from './read.js';
import { writeStatements } from './write.js';

/** `map/<a>-<b>.ts`: for each entity that both vendors map a function from one to the other that builds no canonical record. */
export function emitPair(
  pairs: readonly (readonly [from: Side, to: Side])[],
  extension: ImportExtension,
): OutputFile {
  const [from, to] = pairs[0]!;
  const path = `map/${from.planned.api.id}-${to.planned.api.id}.ts`;
  const origin = `${from.planned.api.origin} and ${to.planned.api.origin}`;
  const file = new FileBuilder(
    path,
    origin,
    extension,
    pairs.flatMap(([side]) => locals(side.mapping)),
  );
  for (const [source, target] of pairs) file.add(fused(source, target, file));
  return file.print();
}

function fused(from: Side, to: Side, file: FileBuilder): FunctionDeclarationStructure {
  const scope: Scope = { file, record: recordName(from.mapping) };
  const { name } = from.mapping.entity;
  const told = new Set([...to.mapping.rows.flatMap(({ fields }) => fields), ...to.mapping.absent.keys()]);
  const available = new Set(readFields(from).filter((field) => told.has(field)));
  const [a, b] = [from.planned.clientName, to.planned.clientName];
  return {
    kind: StructureKind.Function,
    name: `${scope.record}From${a}To${b}`,
    isExported: true,
    docs: [
      `\nA new ${scope.record} for ${b} out of one that was read from ${a}: \`to${name}\` of the one and \`from${name}\` of the other in a single step.`,
    ],
    parameters: [
      { name: scope.record, type: readType(from, scope) },
      ...idsParameter(to, file, 'create'),
      ...givenParameter(to, file, false),
    ],
    returnType: `${type(file, 'Converted')}<${vendorType(to, scope, shape(to.mapping, 'create'))}>`,
    statements: [
      `const lost = new ${helper(scope, 'LossCollector')}();`,
      ...readStatements(from, scope, available),
      ...writeStatements({
        side: to,
        scope,
        verb: 'create',
        available,
        maybeUndefined: false,
        residue: false,
      }),
    ],
  };
}
