import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { OutputFile } from '../../model/plan.js';
import { camelCase, capital } from '../../words.js';
import { FileBuilder, type ImportExtension } from '../file.js';
import { docText } from '../quote.js';
import {
  baseLocal,
  collector,
  locals,
  recordName,
  runtimeType,
  shape,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { givenParameter, idsParameter } from './mappers.js';
import { FieldReader } from './paths.js';
import { recordType } from './projected.js';
import { inlineRows, readConstant, readRows } from './read.js';
import { writeStatements } from './write.js';

/** `map/<a>-<b>.ts`: for each entity that both vendors map a function from one to the other that builds no canonical record. */
export function emitPair(
  pairs: readonly (readonly [from: Side, to: Side])[],
  extension: ImportExtension,
): OutputFile {
  const [from, to] = pairs[0]!;
  const path = `map/${from.planned.api.id}-${to.planned.api.id}.ts`;
  const origin = `${from.planned.api.origin} and ${to.planned.api.origin}`;
  const names = pairs.flatMap(([source, target]) => [...locals(source.mapping), ...locals(target.mapping)]);
  const file = new FileBuilder(path, origin, extension, names);
  for (const [source, target] of pairs) file.add(fused(source, target, file));
  return file.print();
}

function fused(from: Side, to: Side, file: FileBuilder): FunctionDeclarationStructure {
  const scope: Scope = { file, record: recordName(from.mapping) };
  const { record } = scope;
  const { name } = from.mapping.entity;
  const told = new Set([...to.mapping.rows.flatMap(({ fields }) => fields), ...to.mapping.absent.keys()]);
  const rows = from.mapping.rows.filter((row) => row.fields.some((field) => told.has(field)));
  const fields = new FieldReader(from, scope, inlineRows(rows), readBase(from, to));
  const read = readRows(from, scope, rows, fields);
  const available = new Set(read.flatMap(({ row }) => row.fields));
  const [a, b] = [from.planned.clientName, to.planned.clientName];
  const docs = `A new ${record} for ${b} out of one that was read from ${a}: \`to${name}\` of the one and \`from${name}\` of the other in a single step.`;
  return {
    kind: StructureKind.Function,
    name: `${record}From${a}To${b}`,
    isExported: true,
    docs: [docText(docs)],
    parameters: [
      { name: record, type: recordType(from, scope) },
      ...idsParameter(to, scope, 'create', available),
      ...givenParameter(to, scope, false),
    ],
    returnType: `${runtimeType(scope, 'Converted')}<${vendorType(to, scope, shape(to.mapping, 'create'), 'request')}>`,
    statements: [
      collector(scope),
      ...fields.statements,
      ...read.map(readConstant),
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

/** What the object with the fields is called that is read, where the one that is written may have the same name. */
function readBase(from: Side, to: Side): string | undefined {
  const base = baseLocal(from.mapping);
  const taken = [...locals(to.mapping), ...to.mapping.entity.fields.keys()];
  return base !== undefined && taken.includes(base) ? camelCase(from.mapping.api.id) + capital(base) : base;
}
