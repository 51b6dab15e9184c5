import type { Report } from '../diagnostics.js';
import type { Api } from '../model/api.js';
import type { Located } from '../model/document.js';
import type { PlannedApi } from '../model/plan.js';
import { camelCase } from '../words.js';
import { planResource } from './resource.js';
import { Names, TypeCollector } from './types.js';

/** Gives every part of a vendor's output its final name. `extra` are schemas that are needed beside what the operations use. */
export function planApi(api: Api, report: Report, extra: readonly Located[] = []): PlannedApi {
  const collector = new TypeCollector(api.document);
  for (const schema of [...schemasOf(api), ...extra]) collector.add(schema);
  const names = new Names();
  const clientName = names.take(api.name);
  const errorsName = names.take(`${api.name}Errors`);
  collector.settle(names, api.name, report);
  const files = new Set(['index', 'types', 'client', 'vendor', 'mappers']);
  const properties = new Set(['close', 'constructor']);
  const resources = api.resources.map((resource) => planResource(resource, { names, files, properties, collector }));
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

function* schemasOf(api: Api): Generator<Located> {
  for (const { operations, bulk } of api.resources) {
    for (const { parameters, body, answer, refusals, paging } of operations) {
      for (const { schema } of parameters) yield schema;
      if (body !== undefined) yield body.schema;
      if (answer.schema !== undefined) yield answer.schema;
      if (paging !== undefined) yield paging.item;
      for (const { schema } of refusals) yield schema;
    }
    for (const { batch } of bulk) if (batch?.output !== undefined) yield batch.output;
  }
}
