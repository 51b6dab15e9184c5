import type { Report } from '../diagnostics.js';
import type { Api, Body, BodyForm } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { Canonical } from '../model/mapping.js';
import type { PlannedApi, PlannedCanonical, PlannedWebhooks } from '../model/plan.js';
import { fragment } from '../source.js';
import { camelCase, pascalCase } from '../words.js';
import { deservesName } from './inline.js';
import { withOpenEnums } from './open-enums.js';
import { isWrittenOut, refusalsOf } from './refusals.js';
import { planResource } from './resource.js';
import type { Direction } from '../model/subschemas.js';
import { Names } from './names.js';
import { TypeCollector } from './types.js';

/** Gives every part of a vendor's output its final name. */
export function planApi(api: Api, report: Report): PlannedApi {
  const collector = new TypeCollector(api.document);
  for (const [schema, direction] of schemasOf(api)) collector.add(schema, direction);
  const refusals = refusalsOf(api);
  const refused = [...refusals.values()].flat();
  for (const schema of refused) collector.add(schema, 'response');
  const names = new Names();
  // Without operations there is no client, and what it would be called is free for types.
  const ofClient = api.resources.length === 0 ? new Names() : names;
  const clientName = ofClient.take(api.name);
  const errorsName = ofClient.take(`${api.name}Errors`);
  // The interfaces of what a server's URL leaves open, as `vendor.ts` declares them.
  for (const [index] of api.servers.filter(({ variables }) => variables.length > 0).entries())
    names.take(`ServerVariables${index === 0 ? '' : index + 1}`);
  collector.settle(names, api.name, report);
  const webhooks = api.webhooks.length === 0 ? undefined : planWebhooks(api, names, collector);
  const files = new Set(['index', 'types', 'client', 'vendor', 'mappers', ...DEVICES]);
  if (webhooks !== undefined) files.add(webhooks.file);
  const properties = new Set(MEANT);
  // In the order of their names: what becomes of two that want one name does not hang on the order of the document.
  const order = api.resources.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const planned = new Map(
    order.map((resource) => [resource, planResource(resource, { names, files, properties, collector })]),
  );
  const resources = api.resources.map((resource) => planned.get(resource)!);
  for (const schema of refused) if (isWrittenOut(schema)) collector.hoist(`${api.name}Refusal`, schema);
  return {
    api,
    types: withOpenEnums(collector.table(), api, report),
    resources,
    clientName,
    factsName: `${camelCase(api.id)}Facts`,
    guardName: `is${api.name}Error`,
    errorsName,
    refusals,
    webhooks,
  };
}

function planWebhooks(api: Api, names: Names, collector: TypeCollector): PlannedWebhooks {
  const planned = {
    file: 'webhooks',
    webhooksName: names.take(`${api.name}Webhooks`),
    callbacksName: names.take(`${api.name}Callbacks`),
  };
  for (const { name, body } of api.webhooks)
    for (const { schema } of forms(body))
      if (deservesName(schema)) collector.hoist(`${pascalCase(name)}Payload`, schema);
  return planned;
}

function forms(body: Body | undefined): readonly BodyForm[] {
  return body === undefined ? [] : [body, ...body.others];
}

/** Properties that mean something on every client: with a `then` it would be taken for a promise. */
const MEANT: readonly string[] = [
  'close',
  'constructor',
  'hasOwnProperty',
  'then',
  'toJSON',
  'toString',
  'valueOf',
];

/** What Windows takes for devices, whatever the ending: a file of that name can't be checked out there. */
const DEVICES = [
  'con',
  'prn',
  'aux',
  'nul',
  ...['com', 'lpt'].flatMap((port) => [...'0123456789'].map((number) => port + number)),
];

/** Names the types of the canonical model: all of them, since apps speak in them. */
export function planCanonical(canonical: Canonical, report: Report): PlannedCanonical {
  const { document } = canonical;
  const collector = new TypeCollector(document);
  for (const schema of componentSchemas(document)) collector.add(schema, 'whole');
  collector.settle(new Names(), 'Canonical', report);
  return { canonical, types: collector.table() };
}

/** References to all schemas of the components. */
function componentSchemas(document: OpenApiDocument): readonly Located[] {
  const place = { source: document.root, pointer: [] };
  const { components } = document.root.data as JsonObject;
  const schemas = isObject(components) && isObject(components['schemas']) ? components['schemas'] : {};
  return Object.keys(schemas).map((name) => ({
    value: { $ref: fragment(['components', 'schemas', name]) },
    place,
  }));
}

function* schemasOf(api: Api): Generator<readonly [Located, Direction]> {
  // What the vendor sends is an answer to the one who reads it.
  for (const { parameters, body } of api.webhooks) {
    for (const { schema } of parameters) yield [schema, 'response'];
    for (const { schema } of forms(body)) yield [schema, 'response'];
  }
  // Without operations the types are all that there is to give.
  if (api.resources.length === 0)
    for (const schema of componentSchemas(api.document)) yield [schema, 'whole'];
  for (const { operations, bulk } of api.resources) {
    for (const { parameters, body, answer, paging } of operations) {
      for (const { schema } of parameters) yield [schema, 'request'];
      for (const { schema } of forms(body)) yield [schema, 'request'];
      if (answer.schema !== undefined) yield [answer.schema, 'response'];
      for (const schema of answer.more) yield [schema, 'response'];
      for (const { schema } of answer.others) yield [schema, 'response'];
      if (paging !== undefined) yield [paging.item, 'response'];
    }
    for (const { batch } of bulk) {
      if (batch !== undefined) yield [batch.input, 'request'];
      if (batch?.output !== undefined) yield [batch.output, 'response'];
    }
  }
}
