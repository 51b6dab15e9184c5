import { describe, expect, it } from 'vitest';
import { api, faults, sourced } from '../manifest.js';
import { ref } from '../openapi.js';
import { told } from '../support.js';

describe('a batch', () => {
  const byId = {
    correlate: { by: 'clientId', field: 'id' },
    maxItems: 3,
    method: 'createMany',
    ...sourced,
  } as const;

  it('over a bare list, answered by the envelope’s rule', async () => {
    const { api: built, report } = await api({
      envelope: { response: 'data.*', ...sourced },
      batch: [{ operation: '*.batchCreate', ...byId }],
    });
    expect(told(report)).toEqual([]);
    const [bulk] = built.resources.find(({ name }) => name === 'tasks')!.bulk;
    expect(bulk).toMatchObject({ name: 'createMany', operation: { key: 'tasks.batchCreate' } });
    expect(bulk!.batch).toMatchObject({
      maxItems: 3,
      items: ['data', 'createTasks'],
      input: { value: ref('Task') },
      output: { value: ref('Task') },
    });
  });

  it('over a member of the body, answered at a path', async () => {
    const { api: built } = await api({
      batch: [{ operation: 'tasks.bulkCreate', body: 'inputs', items: 'results', ...byId }],
    });
    const [bulk] = built.resources.find(({ name }) => name === 'tasks')!.bulk;
    expect(bulk!.batch).toMatchObject({
      items: ['results'],
      input: { value: ref('Task') },
      output: { value: ref('Task') },
    });
  });

  it('fanned out has no endpoint', async () => {
    const { api: built } = await api({ batch: [{ fanOut: '*.create', method: 'createMany', ...sourced }] });
    const [bulk] = built.resources.find(({ name }) => name === 'tasks')!.bulk;
    expect(bulk).toMatchObject({ name: 'createMany', batch: undefined, operation: { key: 'tasks.create' } });
  });

  it('of two rules for one method the first wins', async () => {
    const { api: built } = await api({
      batch: [
        { operation: 'tasks.bulkCreate', body: 'inputs', items: 'results', ...byId },
        { fanOut: '*.create', method: 'createMany', ...sourced },
      ],
    });
    const { bulk } = built.resources.find(({ name }) => name === 'tasks')!;
    expect(bulk.map(({ operation }) => operation.key)).toEqual(['tasks.bulkCreate']);
  });

  it.each([
    [{ operation: 'tasks.bulkCreate', ...byId, body: 'input' }, '"input"', 'Did you mean "inputs"?'],
    [{ operation: 'tasks.bulkCreate', ...byId }, '"tasks.bulkCreate"', 'It has inputs: say "body:".'],
    [
      { operation: 'tasks.bulkCreate', ...byId, body: 'inputs', items: 'result' },
      '"result"',
      'Did you mean "results"?',
    ],
    [{ operation: 'tasks.get', ...byId }, '"tasks.get"', 'The document describes no body there.'],
  ])('that looks for what the document does not have is told: %j', async (fact, pointed, help) => {
    const { report } = await api({ batch: [fact] });
    expect(faults(report)).toEqual([[pointed, 'manifest/unknown-path', help]]);
  });

  it.each([
    [{ correlate: { by: 'clientId', field: 'uuid' } }, ['"uuid"']],
    [{ correlate: { by: 'trace', field: 'trace' } }, ['"trace"']],
    [{ correlate: { by: 'fields', fields: { 'titel.x': 'title', id: 'idd' } } }, ['"titel.x"', '"idd"']],
    [{ correlate: { by: 'fields', fields: { title: 'title', 'tags.0': 'id' } } }, ['"tags.0"']],
    [{ failures: { at: 'errors' } }, ['"errors"']],
    [{ state: { at: 'status', done: ['done'] } }, ['"status"']],
  ] as const)('that pairs or judges by what is not there is told: %j', async (more, pointed) => {
    const fact = { operation: 'tasks.batchCreate', items: 'data.createTasks', ...byId, ...more };
    const { report } = await api({ batch: [fact] });
    expect(faults(report).map(([at, code]) => [at, code])).toEqual(
      pointed.map((at) => [at, 'manifest/unknown-path']),
    );
  });
});

describe('a batch of a document that the manifest was not made for', () => {
  const fact = { operation: 'tasks.bulkCreate', body: 'inputs', items: 'results', ...sourced } as const;
  const rule = { ...fact, method: 'createMany', maxItems: 3 } as const;
  const by = (field: string) => ({ correlate: { by: 'clientId', field } }) as const;

  it('may be told by a later rule of its own version', async () => {
    const batch = [
      { ...rule, ...by('uuid') },
      { ...rule, ...by('id') },
    ];
    const { api: built, report } = await api({ batch }, {}, true);
    expect(told(report)).toEqual([]);
    const [bulk] = built.resources.find(({ name }) => name === 'tasks')!.bulk;
    expect(bulk!.fact.correlate).toEqual({ by: 'clientId', field: 'id' });
    expect(faults((await api({ batch })).report).map(([at]) => at)).toEqual(['"uuid"']);
  });

  it('is left out with a warning where no rule fits', async () => {
    const { report } = await api({ batch: [{ ...rule, ...by('uuid') }] }, {}, true);
    expect(faults(report).map(([at, code]) => [at, code])).toEqual([['"uuid"', 'manifest/not-applied']]);
  });

  it('is meant by a star only if its items have what tells them apart', async () => {
    const star = { ...rule, operation: '*.bulkCreate' };
    expect(told((await api({ batch: [{ ...star, ...by('uuid') }] }, {}, true)).report)).toEqual([]);
    const { report } = await api({ batch: [{ ...star, ...by('id'), items: 'result' }] }, {}, true);
    expect(faults(report).map(([at, code]) => [at, code])).toEqual([['"result"', 'manifest/not-applied']]);
  });
});
