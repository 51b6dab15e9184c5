import { describe, expect, it } from 'vitest';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';
import { startTwenty, twentyLimits, type TwentyServer } from './twenty.js';

const ids = Array.from({ length: 3 }, (_, index) => `${index}a000000-0000-4000-8000-000000000000`);

async function started(): Promise<{ server: TwentyServer; ask: Ask }> {
  const server = kept(
    await startTwenty({ version: '0.51', clock: manualClock(), limits: { bucket: { max: 1, perMs: 1e9 } } }),
  );
  return { server, ask: asking(server) };
}

describe('Twenty 0.51', () => {
  it('refuses tokens in two ways, neither of them 401', async () => {
    const { ask } = await started();
    const wrong = { authorization: 'Bearer x' };
    expect((await ask('GET', '/rest/tasks', undefined, wrong)).body).toEqual({
      statusCode: 403,
      message: 'Forbidden resource',
      error: 'Forbidden',
    });
    expect((await ask('POST', '/rest/batch/tasks', [{}], wrong)).body).toEqual({
      statusCode: 400,
      messages: ['missing authentication token'],
      error: 'FORBIDDEN_EXCEPTION',
    });
  });

  it('has no limit', async () => {
    const { ask } = await started();
    for (let turn = 0; turn < 3; turn += 1) expect((await ask('GET', '/rest/tasks')).status).toBe(200);
    expect(twentyLimits.short).toEqual({ max: 100, perMs: 1_000 });
  });

  it('stores any number of a batch and answers sixty, in two envelopes and with edges', async () => {
    const { server, ask } = await started();
    const inputs = Array.from({ length: 201 }, (_, index) => ({ title: `t${index}` }));
    const reply = await ask('POST', '/rest/batch/tasks', inputs);
    expect(reply.status).toBe(201);
    const tasks = reply.list('data', 'data', 'createTasks');
    expect(pluck(tasks, 'title')).toEqual(inputs.slice(0, 60).map(({ title }) => title));
    expect(tasks[0]).toMatchObject({
      body: null,
      assignee: null,
      taskTargets: { edges: [] },
      attachments: { edges: [] },
    });
    expect(tasks[0]).toMatchObject({ createdBy: { source: 'API', name: 'test key' } });
    expect(server.records.tasks.size).toBe(201);
  });

  it('takes one object for a batch of one, and nothing for nothing', async () => {
    const { ask } = await started();
    expect(
      (await ask('POST', '/rest/batch/tasks', { title: 'x' })).list('data', 'data', 'createTasks'),
    ).toHaveLength(1);
    expect((await ask('POST', '/rest/batch/tasks', [])).body).toEqual({
      data: { data: { createTasks: [] } },
    });
  });

  it('knows no upsert', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', [{ id: ids[0] }]);
    expect((await ask('POST', '/rest/batch/tasks?upsert=true', [{ id: ids[0] }])).body).toEqual({
      statusCode: 400,
      messages: ['A duplicate entry was detected'],
      error: 'Bad Request',
    });
  });

  it.each([
    [
      [{}, { status: 'NOPE' }],
      "Invalid value 'NOPE' at 'data[1].status'; Value 'NOPE' does not exist in 'TaskStatusEnum' enum.",
    ],
    [[{ nope: 1 }], "Field 'nope' is not defined by type 'TaskCreateInput'."],
    [[{ body: 'x' }], 'Rich text is not supported, please use RICH_TEXT_V2 instead'],
  ])('refuses %j with the place of the fault', async (inputs, message) => {
    const { server, ask } = await started();
    const reply = await ask('POST', '/rest/batch/tasks', inputs);
    expect(reply.body).toEqual({ statusCode: 400, messages: [message], error: 'Bad Request' });
    expect(server.records.tasks.size).toBe(0);
  });

  it('wants blocks, and refuses markdown alone with an issue list in single quotes', async () => {
    const { ask } = await started();
    const reply = await ask('POST', '/rest/batch/tasks', [{ bodyV2: { markdown: '# A' } }]);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text('messages', 0).replaceAll("'", '"'))).toMatchObject([
      { code: 'invalid_type', path: ['blocknote'] },
    ]);
    const both = await ask('POST', '/rest/batch/tasks', [{ bodyV2: { blocknote: '[]', markdown: '# A' } }]);
    expect(both.at('data', 'data', 'createTasks', 0, 'bodyV2')).toEqual({ blocknote: '[]', markdown: '# A' });
  });

  it('has other names for what a task is about', async () => {
    const { ask } = await started();
    const [taskId, personId] = [ids[0], ids[1]];
    await ask('POST', '/rest/tasks', { id: taskId });
    await ask('POST', '/rest/people', { id: personId });
    const reply = await ask('POST', '/rest/batch/taskTargets', [{ taskId, personId }]);
    expect(reply.at('data', 'data', 'createTaskTargets', 0)).toMatchObject({
      personId,
      person: { id: personId },
      task: { id: taskId },
    });
    expect(
      (await ask('POST', '/rest/batch/taskTargets', [{ taskId, targetPersonId: personId }])).status,
    ).toBe(400);
    const read = await ask('GET', `/rest/tasks/${taskId}`);
    expect(read.at('data', 'task', 'taskTargets', 0, 'personId')).toBe(personId);
    expect((await ask('GET', `/rest/tasks/${taskId}?depth=0`)).at('data', 'task')).not.toHaveProperty(
      'taskTargets',
    );
    expect(
      (await ask('GET', `/rest/tasks/${taskId}?depth=2`)).at(
        'data',
        'task',
        'taskTargets',
        0,
        'person',
        'id',
      ),
    ).toBe(personId);
  });

  it('says 400 for what is not there, and 500 for any order', async () => {
    const { ask } = await started();
    expect((await ask('GET', `/rest/tasks/${ids[0]}`)).body).toEqual({
      statusCode: 400,
      messages: ['Record not found'],
      error: 'Bad Request',
    });
    for (const method of ['PATCH', 'DELETE']) {
      expect((await ask(method, `/rest/tasks/${ids[0]}`, {})).at('error')).toBe('EntityNotFoundError');
      expect((await ask(method, '/rest/tasks?filter=title[eq]:x', {})).at('messages')).toEqual([
        'Record ID not found',
      ]);
    }
    expect(await ask('GET', '/rest/tasks?order_by=title')).toMatchObject({ status: 500, body: undefined });
    expect((await ask('GET', '/rest/foo')).body).toEqual({
      statusCode: 400,
      message: "object 'foo' not found. eg: companies",
      error: 'Bad Request',
    });
  });

  it('leaves the total out of an empty list', async () => {
    const { ask } = await started();
    expect((await ask('GET', '/rest/tasks')).body).toEqual({
      data: { tasks: [] },
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
    await ask('POST', '/rest/tasks', { title: 'x' });
    expect((await ask('GET', '/rest/tasks')).at('totalCount')).toBe(1);
  });

  it('always deletes for good', async () => {
    const { server, ask } = await started();
    await ask('POST', '/rest/tasks', { id: ids[0] });
    const reply = await ask('DELETE', `/rest/tasks/${ids[0]}?soft_delete=true`);
    expect(reply.body).toEqual({ data: { deleteTask: { id: ids[0] } } });
    expect(server.records.tasks.size).toBe(0);
  });
});
