import {
  StructureKind,
  type FunctionDeclarationStructure,
  type OptionalKind,
  type ParameterDeclarationStructure,
} from 'ts-morph';
import type { Mapping } from '../../model/mapping.js';
import type { OutputFile } from '../../model/plan.js';
import { FileBuilder, type ImportExtension } from '../file.js';
import { docText, propertyName, stringLiteral } from '../quote.js';
import {
  entityType,
  collector,
  helper,
  locals,
  oneRecord,
  recordName,
  runtimeType,
  shape,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { tallLiteral, type Entry } from './literal.js';
import { FieldReader, readPath } from './paths.js';
import { projectedName, projection, recordType } from './projected.js';
import { inlineRows, readConstant, readRows } from './read.js';
import { isListed, listReader } from './read-lists.js';
import { knownFields, residueExpression, takesResidue } from './residue.js';
import { tableFunctions } from './tables.js';
import { listWriter } from './write-lists.js';
import { writeStatements } from './write.js';
import type { WriteVerb } from './writers.js';

/** `<vendor>/mappers.ts`: for each entity the functions between the vendor's record and the canonical one. */
export function emitMappers(sides: readonly Side[], extension: ImportExtension): OutputFile {
  const { api } = sides[0]!.planned;
  const names = sides.flatMap(({ mapping }) => [...locals(mapping), ...declared(mapping)]);
  const file = new FileBuilder(`${api.id}/mappers.ts`, `${api.origin}`, extension, names);
  for (const side of sides) {
    const scope: Scope = { file, record: recordName(side.mapping) };
    file.add(...projection(side, scope), toCanonical(side, scope));
    if (side.mapping.shapes.create !== undefined) file.add(fromCanonical(side, scope));
    if (side.mapping.shapes.update !== undefined) file.add(patchOf(side, scope));
    file.add(refsOf(side, scope), ...rowFunctions(side, scope), ...knownFields(side));
  }
  return file.print();
}

function declared(mapping: Mapping): readonly string[] {
  const { name } = mapping.entity;
  const functions = [`to${name}`, `from${name}`, `patch${name}`, `refsOf${name}`];
  return [...functions, `${recordName(mapping)}Projection`, projectedName(mapping)];
}

/** The functions of single rows: value tables, and lists of references. */
function rowFunctions(side: Side, scope: Scope): readonly FunctionDeclarationStructure[] {
  return side.mapping.rows.flatMap((row) => {
    if (!isListed(row)) return tableFunctions(side, scope, row);
    const { read } = row.targets;
    const reader = read === undefined ? [] : [listReader(side, scope, row, read)];
    return [...reader, listWriter(side, scope, row) ?? []].flat();
  });
}

function toCanonical(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const { record } = scope;
  const canonical = entityType(side, scope);
  const fields = new FieldReader(side, scope, inlineRows(mapping.rows));
  const rows = readRows(side, scope, mapping.rows, fields);
  const entries = rows.flatMap(({ row, expression, comment }): Entry[] =>
    row.fields.length === 1
      ? [{ path: row.fields, expression, comment }]
      : row.fields.map((field) => ({ path: [field], expression: field })),
  );
  const residue = residueExpression(side, scope);
  const more = residue === undefined ? '' : `, { residue: ${residue} }`;
  return {
    kind: StructureKind.Function,
    name: `to${mapping.entity.name}`,
    isExported: true,
    docs: [docText(`The canonical ${record} of one that was read from ${mapping.api.name}.`)],
    parameters: [{ name: record, type: recordType(side, scope) }],
    returnType: `${runtimeType(scope, 'Converted')}<${canonical}>`,
    statements: [
      collector(scope),
      ...fields.statements,
      ...rows.filter(({ row }) => row.fields.length > 1).map(readConstant),
      `const value: ${canonical} = ${tallLiteral([...identity(side, scope), ...entries])};`,
      `return ${helper(scope, 'converted')}(value, lost${more});`,
    ],
  };
}

/** The facts that every record has. */
function identity(side: Side, scope: Scope): readonly Entry[] {
  const { mapping } = side;
  const { id, createdAt, updatedAt } = mapping.record;
  const at = (path: readonly string[]): string => readPath(side, scope.record, path).expression;
  const vendor = stringLiteral(mapping.api.id);
  const entity = stringLiteral(mapping.entity.name);
  const facts = { createdAt, updatedAt };
  const ref: Entry = { path: ['ref'], expression: `{ vendor: ${vendor}, type: ${entity}, id: ${at(id)} }` };
  const times = Object.entries(facts).flatMap(([field, path]): Entry[] =>
    path === undefined || !mapping.entity.fields.has(field)
      ? []
      : [{ path: [field], expression: `${helper(scope, 'recordedAt')}(${at(path)})` }],
  );
  return mapping.entity.fields.has('ref') ? [ref, ...times] : times;
}

function fromCanonical(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const { api, entity } = mapping;
  const fields = new Set([...mapping.rows.flatMap((row) => row.fields), ...mapping.absent.keys()]);
  const residue = takesResidue(side);
  const asks = askedFor(mapping).map(
    (field) => `\`given.${field}\` is for ${oneRecord(mapping)} that has none.`,
  );
  return {
    kind: StructureKind.Function,
    name: `from${entity.name}`,
    isExported: true,
    docs: [docText([`A new ${scope.record} for ${api.name} out of a canonical one.`, ...asks].join(' '))],
    parameters: [
      { name: scope.record, type: entityType(side, scope) },
      ...idsParameter(side, scope, 'create', fields),
      ...givenParameter(side, scope, residue),
    ],
    returnType: `${runtimeType(scope, 'Converted')}<${vendorType(side, scope, shape(mapping, 'create'), 'request')}>`,
    statements: [
      collector(scope),
      `const { ${[...fields].join(', ')} } = ${scope.record};`,
      ...writeStatements({ side, scope, verb: 'create', available: fields, maybeUndefined: true, residue }),
    ],
  };
}

function patchOf(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const { api, entity } = mapping;
  const canonical = entityType(side, scope);
  const fields = new Set([...mapping.rows.flatMap((row) => row.fields), ...mapping.absent.keys()]);
  const writable = mapping.rows.flatMap((row) => (row.targets.update === undefined ? [] : row.fields));
  const docs = [
    `A change of ${oneRecord(mapping)} at ${api.name}. What is left out stays as it is; null and an empty list clear.`,
    ...(writable.length < fields.size
      ? ["What a wider object holds besides can't be changed there, and is lost."]
      : []),
  ];
  return {
    kind: StructureKind.Function,
    name: `patch${entity.name}`,
    isExported: true,
    docs: [docText(docs.join(' '))],
    parameters: [
      { name: 'patch', type: `Pick<${canonical}, ${writable.map(stringLiteral).join(' | ')}>` },
      ...idsParameter(side, scope, 'update', fields),
    ],
    returnType: `${runtimeType(scope, 'Converted')}<${vendorType(side, scope, shape(mapping, 'update'), 'request')}>`,
    statements: [
      collector(scope),
      `const { ${[...fields].join(', ')} }: Partial<${canonical}> = patch;`,
      ...writeStatements({
        side,
        scope,
        verb: 'update',
        available: fields,
        maybeUndefined: true,
        residue: false,
      }),
    ],
  };
}

/** The canonical fields that the caller is asked for where a record has none. */
function askedFor(mapping: Mapping): readonly string[] {
  return mapping.rows.flatMap((row) =>
    row.missing === 'ask' && row.targets.create !== undefined ? [row.fields[0]!] : [],
  );
}

/** The argument through which references are looked up, if one of these fields refers to records. */
export function idsParameter(
  { mapping }: Side,
  scope: Scope,
  verb: WriteVerb,
  available: ReadonlySet<string>,
): OptionalKind<ParameterDeclarationStructure>[] {
  const refers = mapping.rows.some(({ fields, conversion, targets }) => {
    const isApart =
      conversion.kind === 'ref.column' && conversion.followUp !== undefined && verb === 'create';
    const isWritten = targets[verb] !== undefined || isApart;
    return conversion.kind.startsWith('ref.') && isWritten && available.has(fields[0]!);
  });
  return [{ name: refers ? 'ids' : '_ids', type: runtimeType(scope, 'Ids') }];
}

/** The argument with what the vendor requires and a record may lack, and with the residue. */
export function givenParameter(
  side: Side,
  scope: Scope,
  residue: boolean,
): OptionalKind<ParameterDeclarationStructure>[] {
  const asks = askedFor(side.mapping).map(
    (field) =>
      `readonly ${propertyName(field)}: NonNullable<${entityType(side, scope)}[${stringLiteral(field)}]>`,
  );
  const keeps = residue ? [`readonly residue?: ${runtimeType(scope, 'Residue')} | undefined`] : [];
  const members = [...asks, ...keeps];
  return members.length === 0
    ? []
    : [{ name: 'given', type: `{ ${members.join('; ')} }`, hasQuestionToken: asks.length === 0 }];
}

function refsOf(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const rows = mapping.rows.filter(
    ({ conversion, targets }) => conversion.kind.startsWith('ref.') && targets.read !== undefined,
  );
  const fields = new FieldReader(side, scope, inlineRows(rows));
  const lists = readRows(side, scope, rows, fields, false).map(({ expression }) => `...${expression}`);
  return {
    kind: StructureKind.Function,
    name: `refsOf${mapping.entity.name}`,
    isExported: true,
    docs: [
      docText(
        `The records that ${oneRecord(mapping)} of ${mapping.api.name} refers to: look them up together, before many are converted.`,
      ),
    ],
    parameters: [
      { name: rows.length === 0 ? `_${scope.record}` : scope.record, type: recordType(side, scope) },
    ],
    returnType: `${runtimeType(scope, 'Ref')}[]`,
    statements: [...fields.statements, `return [${lists.join(', ')}];`],
  };
}
