import type { Report } from '../diagnostics.js';
import type { Api } from '../model/api.js';
import { isObject, type JsonObject, type Located } from '../model/document.js';
import type { Canonical } from '../model/mapping.js';
import type { PlannedApi, PlannedCanonical } from '../model/plan.js';
import { fragment } from '../source.js';
import { camelCase } from '../words.js';
import { planResource } from './resource.js';
import type { Direction } from '../model/subschemas.js';
import { Names } from './names.js';
import { TypeCollector } from './types.js';

/** Gives every part of a vendor's output its final name. */
export function planApi(api: Api, report: Report): PlannedApi {
  const collector = new TypeCollector(api.document);
  for (const [schema, direction] of schemasOf(api)) collector.add(schema, direction);
  const names = new Names();
  const clientName = names.take(api.name);
  const errorsName = names.take(`${api.name}Errors`);
  collector.settle(names, api.name, report);
  const files = new Set(['index', 'types', 'client', 'vendor', 'mappers', ...DEVICES]);
  const properties = new Set(['close', 'constructor']);
  const resources = api.resources.map((resource) =>
    planResource(resource, { names, files, properties, collector }),
  );
  return {
    api,
    types: collector.table(),
    resources,
    clientName,
    factsName: `${camelCase(api.id)}Facts`,
    guardName: `is${api.name}Error`,
    errorsName,
  };
}

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
  const place = { source: document.root, pointer: [] };
  const collector = new TypeCollector(document);
  const root = document.root.data as JsonObject;
  const schemas =
    isObject(root['components']) && isObject(root['components']['schemas'])
      ? root['components']['schemas']
      : {};
  for (const name of Object.keys(schemas))
    collector.add({ value: { $ref: fragment(['components', 'schemas', name]) }, place }, 'whole');
  collector.settle(new Names(), 'Canonical', report);
  return { canonical, types: collector.table() };
}

function* schemasOf(api: Api): Generator<readonly [Located, Direction]> {
  for (const { operations, bulk } of api.resources) {
    for (const { parameters, body, answer, refusals, paging } of operations) {
      for (const { schema } of parameters) yield [schema, 'request'];
      for (const { schema } of body === undefined ? [] : [body, ...body.others]) yield [schema, 'request'];
      if (answer.schema !== undefined) yield [answer.schema, 'response'];
      for (const schema of answer.more) yield [schema, 'response'];
      for (const { schema } of answer.others) yield [schema, 'response'];
      if (paging !== undefined) yield [paging.item, 'response'];
      for (const { schema } of refusals) yield [schema, 'response'];
    }
    for (const { batch } of bulk) {
      if (batch !== undefined) yield [batch.input, 'request'];
      if (batch?.output !== undefined) yield [batch.output, 'response'];
    }
  }
}
