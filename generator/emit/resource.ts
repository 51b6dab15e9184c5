import {
  StructureKind,
  type MethodDeclarationStructure,
  type OptionalKind,
  type TypeParameterDeclarationStructure,
} from 'ts-morph';
import type { OutputFile, PlannedApi, PlannedMethod, PlannedResource } from '../model/plan.js';
import type { Accept } from '../model/api.js';
import { describeOperation } from './docs.js';
import { bulkConstant, bulkMethod, pagingConstant, pagingName } from './bulk.js';
import { bodyStyleTable, callExpression, parameterStyleTable } from './call.js';
import type { ResourceContext } from './context.js';
import { FileBuilder, type ImportExtension } from './file.js';
import { docText, jsonLiteral, propertyName, stringLiteral } from './quote.js';
import { bulkMembers, itemInterface, optionsInterface, queryInterface, queryMember } from './shapes.js';
import { alternativesOf, answerText, resultType, withAlternatives } from './signature.js';
import { runtime } from './symbols.js';
import type { TypePrinter } from './types.js';

/** The module of a resource: its class first, as a reader wants it, then the shapes of its parameters, then the facts it works by. */
export function emitResource(
  api: PlannedApi,
  resource: PlannedResource,
  types: TypePrinter,
  extension: ImportExtension,
): OutputFile {
  const declared = [
    resource.className,
    ...resource.methods.flatMap(({ query, optionsType }) => [query?.typeName ?? '', optionsType ?? '']),
  ];
  const file = new FileBuilder(`${api.api.id}/${resource.file}.ts`, api.api.origin, extension, declared);
  const context: ResourceContext = {
    api,
    resource,
    file,
    types,
    styles: parameterStyleTable(),
    bodyStyles: bodyStyleTable(),
  };
  const transport = file.type(runtime('Transport'));
  const name = resource.resource.description;
  file.add({
    kind: StructureKind.Class,
    name: resource.className,
    isExported: true,
    docs: [docText(name === '' ? `The resource \`${resource.property}\`.` : name)],
    properties: [{ name: '#transport', type: transport, isReadonly: true }],
    ctors: [
      { parameters: [{ name: 'transport', type: transport }], statements: ['this.#transport = transport;'] },
    ],
    methods: [
      ...resource.methods.map((method) => emitMethod(method, context)),
      ...resource.bulk.map((bulk) => bulkMethod(bulk, context)),
    ],
  });
  for (const { query } of resource.methods) if (query !== undefined) file.add(queryInterface(query, context));
  for (const { optionsType, query } of resource.methods)
    if (optionsType) file.add(optionsInterface(optionsType, 'CallOptions', [queryMember(query!)], context));
  for (const bulk of resource.bulk)
    if (bulk.optionsType)
      file.add(optionsInterface(bulk.optionsType, 'BulkOptions', bulkMembers(bulk, context), context));
  for (const bulk of resource.bulk) file.add(...itemInterface(bulk, context));
  for (const method of resource.methods)
    if (method.operation.paging) file.add(pagingConstant(method, context));
  for (const bulk of resource.bulk) if (bulk.bulk.batch) file.add(bulkConstant(bulk, context));
  file.add(...context.styles.declarations(file), ...context.bodyStyles.declarations(file));
  return file.print();
}

function emitMethod(
  method: PlannedMethod,
  context: ResourceContext,
): OptionalKind<MethodDeclarationStructure> {
  const { file } = context;
  const plain = answerText(method, context);
  const projection = projectionOf(method, plain, context);
  const output = projection?.output ?? plain;
  const { paging, answer } = method.operation;
  const returnType = paging
    ? `${file.type(runtime('Paged'))}<${output}>`
    : resultType(answer.accept, output, context);
  const alternatives = alternativesOf(method, context);
  const signature = withAlternatives(method, returnType, alternatives, context);
  const parameters = signature.parameters!.map((parameter) =>
    projection !== undefined && parameter.name === method.query!.argument
      ? { ...parameter, type: projection.query }
      : parameter,
  );
  const docs = [describeOperation(method)];
  // The words stand with what a caller sees: the first overload where there are several.
  const overloads = signature.overloads?.map((overload, index) =>
    index === 0 ? { ...overload, docs } : overload,
  );
  return {
    name: method.name,
    docs: overloads === undefined ? docs : [],
    typeParameters: projection === undefined ? [] : [projection.parameter],
    parameters,
    returnType: signature.returnType!,
    ...(overloads && { overloads }),
    statements: statementsOf(method, context),
  };
}

/** The call, and who sends it: what comes piece by piece is read by another than what comes as a whole. */
function statementsOf(method: PlannedMethod, context: ResourceContext): string[] {
  const { file } = context;
  const { answer, paging, projection } = method.operation;
  const call = callExpression(method, context);
  if (paging)
    return [
      `return ${file.value(runtime('paged'))}(this.#transport, ${call}, ${pagingName(method)}, options);`,
    ];
  const main = senderOf(answer.accept, file);
  const others =
    projection === undefined ? answer.others.filter(({ accept }) => senderOf(accept, file) !== main) : [];
  if (others.length === 0) return [`return ${main}${call}, options);`];
  return [
    `const call: ${file.type(runtime('Call'))} = ${call};`,
    ...others.map(
      ({ mediaType, accept }) =>
        `if (options?.accept === ${stringLiteral(mediaType)}) return ${senderOf(accept, file)}call, options);`,
    ),
    `return ${main}call, options);`,
  ];
}

/** The beginning of the expression that sends a call. */
function senderOf(accept: Accept, file: FileBuilder): string {
  if (accept === 'events' || accept === 'textEvents')
    return `${file.value(runtime('events'))}(this.#transport, `;
  if (accept === 'lines' || accept === 'sequence') return `${file.value(runtime('lines'))}(this.#transport, `;
  return 'this.#transport.send(';
}

interface ProjectionTypes {
  readonly parameter: OptionalKind<TypeParameterDeclarationStructure>;
  readonly query: string;
  readonly output: string;
}

/** The types by which a record says what it was asked for. */
function projectionOf(
  { operation, query }: PlannedMethod,
  record: string,
  { file }: ResourceContext,
): ProjectionTypes | undefined {
  const { projection } = operation;
  if (projection === undefined || query === undefined || query.inOptions) return undefined;
  const member = propertyName(projection.send);
  const sent = stringLiteral(projection.send);
  if (projection.by === 'names') {
    return {
      parameter: { name: 'Name', constraint: 'string', default: 'never' },
      query: `${query.typeName} & { ${member}?: readonly Name[] | undefined }`,
      output: `${file.type(runtime('Projected'))}<${record}, ${stringLiteral(projection.at)}, Name>`,
    };
  }
  if (projection.members.length === 0) return undefined;
  const members = projection.members.map(stringLiteral).join(' | ');
  return {
    parameter: { name: 'Sent', constraint: `${query.typeName}[${sent}]`, default: 'undefined' },
    query: `${query.typeName} & { ${member}?: Sent }`,
    output: `${file.type(runtime('Related'))}<${record}, ${members}, Sent, ${jsonLiteral(projection.value)}>`,
  };
}
