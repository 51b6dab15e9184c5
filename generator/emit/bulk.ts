import type { MethodDeclarationStructure, OptionalKind, ParameterDeclarationStructure } from 'ts-morph';
import type { BatchFact } from '../model/manifest.js';
import type { PlannedBulk, PlannedMethod } from '../model/plan.js';
import { camelCase } from '../words.js';
import { fixedMembers, pathExpression } from './call.js';
import { pathParameters, typeText, type ResourceContext } from './context.js';
import { docCode, jsonLiteral, stringLiteral } from './quote.js';
import { answerText } from './signature.js';
import { runtime } from './symbols.js';

/** The constant by which a method's pages are read. */
export function pagingName({ name }: PlannedMethod): string {
  return camelCase(`${name} pages`);
}

export function pagingConstant(method: PlannedMethod, { file }: ResourceContext): string {
  const { fact, items } = method.operation.paging!;
  const value = {
    kind: fact.kind,
    in: fact.in ?? 'query',
    items,
    next: path(fact.next),
    more: path(fact.more),
    total: path(fact.total),
    send: fact.send,
    size: fact.size,
    defaultSize: fact.defaultSize,
    firstPage: fact.kind === 'page' ? fact.firstPage : undefined,
  };
  return `const ${pagingName(method)}: ${file.type(runtime('Paging'))} = ${jsonLiteral(value)};`;
}

/** The constant that describes a batch call. */
export function bulkConstant({ bulk, constant, single }: PlannedBulk, context: ResourceContext): string {
  const { file } = context;
  const { fact, batch } = bulk;
  const method = stringLiteral(single.operation.httpMethod);
  const target =
    single.path.length === 0 ? pathExpression(single, file) : stringLiteral(single.operation.path);
  const fixed = fixedMembers(single, context).filter((member) => !member.startsWith('unwrap:'));
  const call = `{ ${[`method: ${method}`, `path: ${target}`, ...fixed].join(', ')} }`;
  const rest = jsonLiteral({
    maxItems: batch!.maxItems,
    sizes: fact.sizes,
    body: fact.body,
    items: batch!.items,
    failures: failures(fact),
    correlate: correlation(fact),
    state: fact.state && {
      at: path(fact.state.at),
      done: fact.state.done,
      pending: fact.state.pending ?? [],
      canceled: fact.state.canceled ?? [],
    },
    atomic: fact.atomic ?? false,
    repeatable: fact.repeatable === true || fact.repeatable === 'byClientId',
  });
  return `const ${constant}: ${file.type(runtime('BatchCall'))} = { call: ${call}, ${rest.slice(1)};`;
}

function failures({ failures: fact }: BatchFact): object | undefined {
  return (
    fact && {
      at: path(fact.at),
      ids: path(fact.ids),
      fields: pairs(fact.fields),
      message: path(fact.message),
      code: path(fact.code),
    }
  );
}

function correlation({ correlate }: BatchFact): object {
  return { by: correlate!.by, field: correlate!.field, fields: pairs(correlate!.fields) };
}

/** Where a value stands in the item, and where the same value stands in what answers it. */
function pairs(
  fields: Readonly<Record<string, string>> | undefined,
): readonly (readonly [readonly string[], readonly string[]])[] | undefined {
  return (
    fields && Object.entries(fields).map(([item, answer]) => [item.split('.'), answer.split('.')] as const)
  );
}

function path(text: string | undefined): readonly string[] | undefined {
  return text?.split('.');
}

/** A method over many items: over the batch endpoint, or fanned out over single calls. */
export function bulkMethod(
  planned: PlannedBulk,
  context: ResourceContext,
): OptionalKind<MethodDeclarationStructure> {
  const { bulk, single, optionsType } = planned;
  const { file } = context;
  const [input, output] = inputAndOutput(planned, context);
  const parameters: OptionalKind<ParameterDeclarationStructure>[] = [
    ...(bulk.batch === undefined ? [] : pathParameters(single, context)),
    { name: 'items', type: `${file.type(runtime('Items'))}<${input}>` },
    {
      name: 'options',
      type: optionsType ?? file.type(runtime(bulk.batch === undefined ? 'FanOutOptions' : 'BulkOptions')),
      hasQuestionToken: true,
    },
  ];
  return {
    name: bulk.name,
    docs: [`\n${bulkDocs(planned)}`],
    parameters,
    returnType: `${file.type(runtime('Bulk'))}<${input}, ${output}>`,
    statements: [
      bulk.batch === undefined ? fanOutStatement(planned, context) : batchStatement(planned, context),
    ],
  };
}

function inputAndOutput(
  { bulk, single, itemName }: PlannedBulk,
  context: ResourceContext,
): readonly [string, string] {
  const { batch } = bulk;
  if (batch !== undefined) {
    return [
      typeText(batch.input, 'request', context),
      batch.output === undefined ? 'void' : typeText(batch.output, 'response', context),
    ];
  }
  const output = answerText(single, context);
  if (itemName !== undefined) return [itemName, output];
  return [
    single.input === undefined
      ? typeText(single.path[0]!.parameter.schema, 'request', context)
      : typeText(single.input, 'request', context),
    output,
  ];
}

function batchStatement({ constant, single, shared }: PlannedBulk, { file }: ResourceContext): string {
  const bulk = file.value(runtime('bulk'));
  const changes = [
    ...(single.path.length === 0 ? [] : [`path: ${pathExpression(single, file)}`]),
    ...(shared ? ['body: options?.body'] : []),
  ];
  if (changes.length === 0) return `return ${bulk}(this.#transport, ${constant}, items, options);`;
  const call = `{ ...${constant}.call, ${changes.join(', ')} }`;
  return `return ${bulk}(this.#transport, { ...${constant}, call: ${call} }, items, options);`;
}

function fanOutStatement({ single, itemName }: PlannedBulk, { file }: ResourceContext): string {
  const query = single.query === undefined || single.query.inOptions ? [] : ['{}'];
  const parts = [...single.path.map(({ name }) => name), ...(single.input === undefined ? [] : ['input'])];
  const given = itemName === undefined ? ['item'] : parts.map((name) => `item.${name}`);
  const one = `(item, call) => this.${single.name}(${[...given, ...query, 'call'].join(', ')})`;
  return `return ${file.value(runtime('fanOut'))}(this.#transport, ${one}, items, options);`;
}

function bulkDocs({ bulk, single }: PlannedBulk): string {
  const { fact, batch } = bulk;
  const call = docCode(`${single.operation.httpMethod} ${single.operation.path}`);
  const how =
    batch === undefined
      ? `One ${call} for each item, as fast as the limits allow.`
      : `Sends the items to ${call}, ${batch.maxItems.toLocaleString('en-US')} at a time.`;
  const more =
    fact.sizes === undefined
      ? ''
      : ` Some servers take ${fact.sizes.join(' or ')}: say so with \`maxItems\`.`;
  return [
    `${how}${more} Every item ends in one outcome.`,
    'Await it for a report in the order of the input, or walk it for outcomes as they settle.',
  ].join('\n\n');
}
