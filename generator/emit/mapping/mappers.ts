import {
  StructureKind,
  type FunctionDeclarationStructure,
  type OptionalKind,
  type ParameterDeclarationStructure,
} from 'ts-morph';
import type { Mapping } from '../../model/mapping.js';
import type { OutputFile } from '../../model/plan.js';
import { properties } from '../../model/schema.js';
import { camelCase } from '../../words.js';
import { FileBuilder, type ImportExtension } from '../file.js';
import { docText, jsonLiteral, stringLiteral } from '../quote.js';
import {
  canonicalType,
  helper,
  locals,
  readPath,
  recordName,
  shape,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { projectedType, projection, readType } from './projected.js';
import { readFields, readStatements } from './read.js';
import { tableFunctions } from './tables.js';
import { knownConstant, residueStatements, writeStatements } from './write.js';
import type { WriteVerb } from './scalars.js';

/** `<vendor>/mappers.ts`: for each entity the functions between the vendor's record and the canonical one. */
export function emitMappers(sides: readonly Side[], extension: ImportExtension): OutputFile {
  const { api } = sides[0]!.planned;
  const names = sides.flatMap(({ mapping }) => [...locals(mapping), ...functionNames(mapping)]);
  const file = new FileBuilder(`${api.id}/mappers.ts`, `${api.origin}`, extension, names);
  for (const side of sides) {
    const scope: Scope = { file, record: recordName(side.mapping) };
    file.add(...projection(side), ...projectedType(side, scope), toCanonical(side, scope));
    if (side.mapping.shapes.create !== undefined) file.add(fromCanonical(side, scope, 'create'));
    if (side.mapping.shapes.update !== undefined) file.add(fromCanonical(side, scope, 'update'));
    file.add(
      refsOf(side, scope),
      ...side.mapping.rows.flatMap((row) => tableFunctions(side, scope, row)),
      ...known(side),
    );
  }
  return file.print();
}

function functionNames({ entity }: Mapping): readonly string[] {
  const { name } = entity;
  return [`to${name}`, `from${name}`, `patch${name}`, `refsOf${name}`, `${camelCase(name)}Projection`];
}

function toCanonical(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const { file, record } = scope;
  const fields = readFields(side);
  const members = [...identity(side, scope), ...fields];
  const residue = residueExpression(side, scope);
  return {
    kind: StructureKind.Function,
    name: `to${mapping.entity.name}`,
    isExported: true,
    docs: [`\nThe canonical ${record} of one that was read from ${mapping.api.name}.`],
    parameters: [{ name: record, type: readType(side, scope) }],
    returnType: `${type(file, 'Converted')}<${canonicalType(file, mapping.entity.name)}>`,
    statements: [
      `const lost = new ${helper(scope, 'LossCollector')}();`,
      ...readStatements(side, scope, new Set(fields)),
      `const value: ${canonicalType(file, mapping.entity.name)} = { ${members.join(', ')} };`,
      ...(residue === undefined ? [] : [`const residue = ${residue};`]),
      `return ${helper(scope, 'converted')}(value, lost${residue === undefined ? '' : ', residue'});`,
    ],
  };
}

/** The facts that every record has. */
function identity(side: Side, scope: Scope): readonly string[] {
  const { mapping } = side;
  const { id, createdAt, updatedAt } = mapping.record;
  const entity = stringLiteral(mapping.entity.name);
  const members: string[] = [];
  if (mapping.entity.fields.has('ref'))
    members.push(
      `ref: { vendor: ${stringLiteral(mapping.api.id)}, type: ${entity}, id: ${readPath(side, scope, id).expression} }`,
    );
  for (const [field, path] of [
    ['createdAt', createdAt],
    ['updatedAt', updatedAt],
  ] as const) {
    if (path === undefined || !mapping.entity.fields.has(field)) continue;
    members.push(
      `${field}: ${helper(scope, 'instant')}(lost, ${stringLiteral(field)}, ${readPath(side, scope, path).expression})`,
    );
  }
  return members;
}

function residueExpression(side: Side, scope: Scope): string | undefined {
  const { mapping } = side;
  const { document } = mapping.api;
  const read = shape(mapping, 'read');
  const kept = mapping.ignored.filter(
    ({ path, residue }) => residue && properties(document, read).has(path[0]!),
  );
  const named = kept.map(
    ({ path }) => `${stringLiteral(path.join('.'))}: ${readPath(side, scope, path).expression}`,
  );
  if (named.length === 0 && mapping.custom !== 'residue') return undefined;
  const holder = readPath(side, scope, mapping.under).expression;
  const prefix = stringLiteral(mapping.under.map((token) => `${token}.`).join(''));
  const custom =
    mapping.custom === 'residue'
      ? `, { prefix: ${prefix}, members: ${holder}, known: ${knownConstant(side)} }`
      : '';
  const { id } = mapping.api;
  return `${helper(scope, 'residueOf')}(${stringLiteral(id)}, ${stringLiteral(mapping.entity.name)}, { ${named.join(', ')} }${custom})`;
}

function known(side: Side): readonly string[] {
  const { mapping } = side;
  if (mapping.custom !== 'residue') return [];
  let schema = shape(mapping, 'read');
  for (const token of mapping.under) schema = properties(mapping.api.document, schema).get(token)!.schema;
  const names = [...properties(mapping.api.document, schema).keys()];
  return [
    `/** The fields that the document names; all others are the account's own. */\nconst ${knownConstant(side)}: readonly string[] = ${jsonLiteral(names)};`,
  ];
}

function fromCanonical(side: Side, scope: Scope, verb: WriteVerb): FunctionDeclarationStructure {
  const { mapping } = side;
  const { file } = scope;
  const { entity } = mapping;
  const writable = mapping.rows.flatMap((row) => (row.targets[verb] === undefined ? [] : row.fields));
  const told =
    verb === 'create'
      ? [...mapping.rows.flatMap(({ fields }) => fields), ...mapping.absent.keys()]
      : writable;
  const fields = new Set(told);
  const residue = verb === 'create' && takesResidue(side, scope);
  const record = verb === 'create' ? scope.record : 'patch';
  const canonical = canonicalType(file, entity.name);
  const picked = writable.map((field) => stringLiteral(field)).join(' | ');
  return {
    kind: StructureKind.Function,
    name: `${verb === 'create' ? 'from' : 'patch'}${entity.name}`,
    isExported: true,
    docs: [`\n${writeDocs(side, verb)}`],
    parameters: [
      { name: record, type: verb === 'create' ? canonical : `Pick<${canonical}, ${picked}>` },
      ...idsParameter(side, file, verb),
      ...(verb === 'create' ? givenParameter(side, file, residue) : []),
    ],
    returnType: `${type(file, 'Converted')}<${vendorType(side, scope, shape(mapping, verb))}>`,
    statements: [
      `const lost = new ${helper(scope, 'LossCollector')}();`,
      `const { ${[...fields].join(', ')} } = ${record};`,
      ...writeStatements({ side, scope, verb, available: fields, maybeUndefined: true, residue }),
    ],
  };
}

function writeDocs({ mapping }: Side, verb: WriteVerb): string {
  const record = recordName(mapping);
  const asks = askedFor(mapping).map((field) => `\`${field}\``);
  const help =
    asks.length === 0 || verb === 'update'
      ? ''
      : ` Requires ${asks.join(' and ')} for a ${record} that has none.`;
  const what =
    verb === 'create'
      ? `A new ${record} for ${mapping.api.name} out of a canonical one.`
      : `A change of a ${record} at ${mapping.api.name}.`;
  const rest = verb === 'create' ? '' : ' What is left out stays as it is; null and an empty list clear.';
  return docText(what + rest + help);
}

/** The canonical fields that the caller is asked for where a record has none. */
export function askedFor(mapping: Mapping): readonly string[] {
  return mapping.rows.flatMap((row) =>
    row.missing === 'ask' && row.targets.create !== undefined ? [row.fields[0]!] : [],
  );
}

/** Whether a residue of the vendor's own can be put back into a new record. */
function takesResidue(side: Side, scope: Scope): boolean {
  const { path } = scope.file;
  return residueStatements(side, { ...scope, file: new FileBuilder(path, '', 'js') }).length > 0;
}

/** The argument through which references are looked up. */
export function idsParameter(
  { mapping }: Side,
  file: FileBuilder,
  verb: WriteVerb,
): OptionalKind<ParameterDeclarationStructure>[] {
  const refers = mapping.rows.some(
    ({ conversion, targets }) =>
      conversion.kind.startsWith('ref.') && (targets[verb] ?? conversion.kind === 'ref.column'),
  );
  return [{ name: refers ? 'ids' : '_ids', type: type(file, 'Ids') }];
}

/** The argument with what the vendor requires and a record may lack, and with the residue. */
export function givenParameter(
  side: Side,
  file: FileBuilder,
  residue: boolean,
): OptionalKind<ParameterDeclarationStructure>[] {
  const asks = askedFor(side.mapping).map(
    (field) =>
      `readonly ${field}: NonNullable<${canonicalType(file, side.mapping.entity.name)}[${stringLiteral(field)}]>`,
  );
  const keeps = residue ? [`readonly residue?: ${type(file, 'Residue')} | undefined`] : [];
  const members = [...asks, ...keeps];
  return members.length === 0
    ? []
    : [{ name: 'given', type: `{ ${members.join('; ')} }`, hasQuestionToken: asks.length === 0 }];
}

function refsOf(side: Side, scope: Scope): FunctionDeclarationStructure {
  const { mapping } = side;
  const { file } = scope;
  const fields = mapping.rows
    .filter(({ conversion, targets }) => conversion.kind.startsWith('ref.') && targets.read !== undefined)
    .map(({ fields }) => fields[0]!);
  const statements = readStatements(side, scope, new Set(fields));
  const lost = statements.some((line) => line.includes('lost.'))
    ? [`const lost = new ${helper(scope, 'LossCollector')}();`]
    : [];
  return {
    kind: StructureKind.Function,
    name: `refsOf${mapping.entity.name}`,
    isExported: true,
    docs: [
      `The records that a ${recordName(mapping)} of ${mapping.api.name} refers to: look them up together, before many are converted.`,
    ],
    parameters: [{ name: scope.record, type: readType(side, scope) }],
    returnType: `${type(file, 'Ref')}[]`,
    statements: [...lost, ...statements, `return [${fields.map((field) => `...${field}`).join(', ')}];`],
  };
}

/** A type of the runtime. */
export function type(file: FileBuilder, name: string): string {
  return file.type({ name, module: 'runtime/index', typeOnly: false });
}
