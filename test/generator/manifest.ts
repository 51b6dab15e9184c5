import { buildApi } from '../../generator/build/api.js';
import { Report } from '../../generator/diagnostics.js';
import { readYaml } from '../../generator/load/yaml.js';
import type { Api, Operation } from '../../generator/model/api.js';
import type { ManifestData } from '../../generator/model/manifest.js';
import { answers, json, ref, text } from './openapi.js';
import { documentOf, pointedAt } from './support.js';

/** What every fact of a manifest has. */
export const sourced = { source: 'test', date: '2026-01-01' };
/** An operation with a body and an answer. */
function call(operationId: string, answer?: object, body?: object, query: readonly string[] = []): object {
  return {
    operationId,
    parameters: query.map((name) => ({ name, in: 'query', schema: text })),
    ...(body === undefined ? {} : { requestBody: json(body) }),
    responses: answer === undefined ? {} : answers(answer),
  };
}

const object = (properties: object): object => ({ type: 'object', properties });
const list = (items: object): object => ({ type: 'array', items });

export const paths = {
  '/tasks': {
    get: call(
      'tasks.list',
      object({ data: list(ref('Task')), total: text, page: object({ next: text, more: text }) }),
      undefined,
      ['cursor', 'limit'],
    ),
    post: call('tasks.create', object({ data: ref('Task') }), object({ data: ref('Task') })),
  },
  '/tasks/{id}': { delete: call('tasks.delete'), get: call('tasks.get', object({ data: ref('Task') })) },
  '/search': {
    post: call('tasks.search', object({ data: list(ref('Task')) }), object({ after: text, query: text })),
  },
  '/batch': {
    post: call(
      'tasks.batchCreate',
      object({ data: object({ createTasks: list(ref('Task')) }) }),
      list(ref('Task')),
    ),
  },
  '/bulk': {
    post: call(
      'tasks.bulkCreate',
      object({ results: list(ref('Task')) }),
      object({ inputs: list(ref('Task')) }),
    ),
  },
  '/me': { get: call('self.get', object({ id: text, name: text })) },
};
export const components = { schemas: { Task: object({ id: text, title: text }) } };

/** The API of the document above, with a manifest that says this. */
export async function api(
  data: Partial<ManifestData>,
  more: object = {},
  ownDocument = false,
): Promise<{ api: Api; report: Report; at: (key: string) => Operation }> {
  const report = new Report();
  const yaml = JSON.stringify({ name: 'Acme', document: 'a.yaml', ...data }, null, 1);
  const source = readYaml('vendor.yaml', yaml, report)!;
  const document = await documentOf({ paths, components, ...more });
  const built = buildApi(
    {
      id: 'acme',
      origin: 'x',
      document,
      ownDocument,
      manifest: { source, data: source.data as ManifestData },
    },
    report,
  );
  const all = built.resources.flatMap(({ operations }) => operations);
  return { api: built, report, at: (key) => all.find((operation) => operation.key === key)! };
}

/** Where each diagnostic points, its code and its help. */
export function faults(report: Report): readonly (readonly [string, string, string | undefined])[] {
  return report.diagnostics.map((fault) => [pointedAt(fault), fault.code, fault.help]);
}
