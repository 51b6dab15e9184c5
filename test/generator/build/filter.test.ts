import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { Report } from '../../../generator/diagnostics.js';
import type { Filter, Selector } from '../../../generator/model/project.js';
import { documentOf, only, told } from '../support.js';

const json = { content: { 'application/json': { schema: {} } } };
const responses = { 200: { description: 'x', ...json } };
const paths = {
  '/tasks': { get: { tags: ['Work', 'Lists'], responses }, post: { tags: ['Work'], responses } },
  '/tasks/{id}': { get: { tags: ['Work'], responses } },
  '/v2/tasks': { get: { tags: ['Work'], responses } },
  '/notes': { get: { tags: ['Talk'], responses } },
  '/drafts': { get: { tags: ['Talk'], responses } },
};

/** A selector as people write it: `tag:Tasks`. */
function selector(text: string): Selector {
  const [by = '', pattern = ''] = text.split(':');
  return { by: by as Selector['by'], pattern };
}

async function built(filter: Partial<Record<keyof Filter, readonly string[]>>) {
  const report = new Report();
  const { include = [], exclude = [] } = filter;
  const document = await documentOf({ paths });
  const input = { id: 'acme', origin: 'x', document, manifest: undefined };
  const api = buildApi(
    { ...input, filter: { include: include.map(selector), exclude: exclude.map(selector) } },
    report,
  );
  return { keys: api.resources.flatMap(({ operations }) => operations.map(({ key }) => key)), api, report };
}

describe('what is selected', () => {
  it.each<readonly [include: readonly string[], exclude: readonly string[], keys: readonly string[]]>([
    [['tag:Lists'], [], ['tasks.list']],
    [['tag:*'], ['tag:Talk'], ['tasks.list', 'tasks.create', 'tasks.get', 'tasks.listV2']],
    [['path:/tasks'], [], ['tasks.list', 'tasks.create']],
    [['path:/tasks*'], [], ['tasks.list', 'tasks.create', 'tasks.get']],
    [['path:*tasks'], [], ['tasks.list', 'tasks.create', 'tasks.listV2']],
    [['operation:*.list*'], ['tag:Talk'], ['tasks.list', 'tasks.listV2']],
    [['operation:tasks.get', 'resource:notes'], [], ['tasks.get', 'notes.list']],
    [[], ['resource:tasks', 'path:/drafts'], ['notes.list']],
  ])('by %j without %j', async (include, exclude, keys) => {
    const found = await built({ include, exclude });
    expect(found.keys).toEqual(keys);
    expect(found.api.leftOut.size).toBe(6 - keys.length);
    expect(told(found.report)).toEqual([]);
  });

  it('without a filter is everything', async () => {
    const { keys, api } = await built({});
    expect(keys).toHaveLength(6);
    expect(api.leftOut.size).toBe(0);
  });

  it('has the names that it has in the whole document', async () => {
    expect((await built({ include: ['path:/v2/*'] })).keys).toEqual(['tasks.listV2']);
  });
});

it('a selector that means nothing is told, with what it may have meant', async () => {
  const { keys, report } = await built({ include: ['tag:Work', 'tag:Tlak'], exclude: ['resource:note'] });
  expect(keys).toHaveLength(4);
  expect(report.diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
    ['config/unknown-selection', '"tag:Tlak" selects no operation of acme.', 'Did you mean "Talk"?'],
    ['config/unknown-selection', '"resource:note" selects no operation of acme.', 'Did you mean "notes"?'],
  ]);
});

it('a filter that leaves nothing is an error', async () => {
  const { report } = await built({ include: ['tag:Work'], exclude: ['path:*'] });
  expect(only(report, 'config/nothing-selected').message).toBe(
    'Of acme no operation is selected, so there is nothing to generate.',
  );
});
