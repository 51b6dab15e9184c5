import { describe, expect, it } from 'vitest';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';
import { startTwenty, type TwentyServer } from './twenty.js';

const ids = Array.from({ length: 6 }, (_, index) => `${index}a000000-0000-4000-8000-000000000000`);

async function started(): Promise<{ server: TwentyServer; ask: Ask }> {
  const server = kept(await startTwenty({ clock: manualClock() }));
  return { server, ask: asking(server) };
}

function titles(count: number): { title: string }[] {
  return Array.from({ length: count }, (_, index) => ({ title: `t${String(index).padStart(3, '0')}` }));
}

function filtered(filter: string): string {
  return `filter=${encodeURIComponent(filter)}`;
}

describe('a batch of Twenty 2.21', () => {
  it('keeps the order of 200 records and refuses 201', async () => {
    const { server, ask } = await started();
    const reply = await ask('POST', '/rest/batch/tasks', titles(200));
    expect(reply.status).toBe(201);
    expect(pluck(reply.list('data', 'createTasks'), 'title')).toEqual(titles(200).map(({ title }) => title));
    expect(pluck(reply.list('data', 'createTasks'), 'position').slice(0, 3)).toEqual([0, -1, -2]);
    const over = await ask('POST', '/rest/batch/tasks', titles(201));
    expect(over).toMatchObject({
      status: 400,
      body: { messages: ['Maximum number of records to upsert is 200.'] },
    });
    expect(await ask('POST', '/rest/batch/tasks', [])).toMatchObject({
      status: 201,
      body: { data: { createTasks: [] } },
    });
    expect(server.records.tasks.size).toBe(200);
  });

  it('is all or nothing, a known id included', async () => {
    const { server, ask } = await started();
    await ask('POST', '/rest/batch/tasks', [{ id: ids[0] }]);
    for (const input of [
      [{ id: ids[1] }, { id: ids[0] }],
      [{ id: ids[1] }, { id: ids[1] }],
      [{ id: ids[1] }, { status: 'NOPE' }],
    ]) {
      expect((await ask('POST', '/rest/batch/tasks', input)).status).toBe(400);
    }
    const twice = await ask('POST', '/rest/batch/tasks?upsert=TRUE', [{ id: ids[0] }]);
    expect(twice.body).toEqual({
      statusCode: 400,
      error: 'BadRequestException',
      messages: ['A duplicate entry was detected'],
    });
    expect([...server.records.tasks.keys()]).toEqual([ids[0]]);
    expect((await ask('POST', '/rest/batch/tasks', [{ id: ids[1] }])).status).toBe(201);
  });

  it('upserts what it knows first and inserts the rest after it', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', [
      { id: ids[4], title: 'four' },
      { id: ids[0], title: 'zero', status: 'DONE' },
    ]);
    const reply = await ask('POST', '/rest/batch/tasks?upsert=true', [
      { id: ids[1], title: 'new one' },
      { id: ids[4], title: 'four again' },
      { title: 'new, no id' },
      { id: ids[0], title: 'zero again' },
    ]);
    expect(reply.status).toBe(201);
    expect(pluck(reply.list('data', 'createTasks'), 'title')).toEqual([
      'four again',
      'zero again',
      'new one',
      'new, no id',
    ]);
    expect(pluck(reply.list('data', 'createTasks'), 'status')).toEqual(['TODO', 'DONE', 'TODO', 'TODO']);
  });

  it('answers a known id once, however often it comes, and refuses a new one that comes twice', async () => {
    const { server, ask } = await started();
    await ask('POST', '/rest/batch/tasks', [{ id: ids[0] }]);
    const twice = await ask('POST', '/rest/batch/tasks?upsert=true', [
      { id: ids[0], title: 'a' },
      { id: ids[0], title: 'b' },
    ]);
    expect(pluck(twice.list('data', 'createTasks'), 'title')).toEqual(['b']);
    expect(
      (await ask('POST', '/rest/batch/tasks?upsert=true', [{ id: ids[1] }, { id: ids[1] }])).status,
    ).toBe(400);
    expect(server.records.tasks.size).toBe(1);
  });

  it('knows people by their email, and brings soft-deleted ones back', async () => {
    const { ask } = await started();
    const person = (email: string, more: object = {}): object => ({
      emails: { primaryEmail: email },
      ...more,
    });
    const made = await ask('POST', '/rest/batch/people', [
      person('a@b.example', { id: ids[0] }),
      person('c@d.example', { id: ids[1] }),
    ]);
    expect(made.status).toBe(201);
    expect((await ask('POST', '/rest/people', person('A@b.example'))).at('messages')).toEqual([
      'A duplicate entry was detected',
    ]);
    await ask('DELETE', `/rest/people/${ids[0]}?soft_delete=true`);
    expect((await ask('POST', '/rest/people', { id: ids[0] })).status).toBe(400);
    const upserted = await ask('POST', '/rest/batch/people?upsert=true', [
      person('a@b.example', { jobTitle: 'CTO' }),
    ]);
    expect(upserted.list('data', 'createPeople')).toMatchObject([
      { id: ids[0], jobTitle: 'CTO', deletedAt: null },
    ]);
    const both = await ask('POST', '/rest/batch/people?upsert=true', [person('a@b.example', { id: ids[1] })]);
    expect(both.status).toBe(400);
  });
});

describe('many records of Twenty 2.21', () => {
  it('are updated by a filter, all of them without one, but never more than 200', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', titles(200));
    const some = await ask('PATCH', `/rest/tasks?${filtered('title[like]:"t00%"')}`, { status: 'DONE' });
    expect(pluck(some.list('data', 'updateTasks'), 'status')).toEqual(Array(10).fill('DONE'));
    expect((await ask('PATCH', '/rest/tasks', { status: 'TODO' })).list('data', 'updateTasks')).toHaveLength(
      200,
    );
    await ask('POST', '/rest/tasks', {});
    expect(await ask('PATCH', '/rest/tasks', { status: 'TODO' })).toMatchObject({
      status: 400,
      body: { code: 'TOO_MANY_RECORDS_TO_UPDATE' },
    });
  });

  it('are deleted softly, restored, and deleted for good', async () => {
    const { server, ask } = await started();
    await ask('POST', '/rest/batch/tasks', [
      { id: ids[0], title: 'a' },
      { id: ids[1], title: 'b' },
    ]);
    await ask('POST', '/rest/taskTargets', { taskId: ids[0] });
    expect((await ask('DELETE', '/rest/tasks')).status).toBe(400);
    expect((await ask('DELETE', `/rest/tasks?${filtered('title[eq]:x')}`)).body).toEqual({
      data: { deleteTasks: [] },
    });
    const soft = await ask('DELETE', `/rest/tasks?${filtered('title[eq]:a')}&soft_delete=true`);
    expect(soft.list('data', 'deleteTasks')).toMatchObject([
      { title: 'a', deletedAt: '2026-01-01T00:00:00.000Z' },
    ]);
    expect((await ask('GET', `/rest/tasks/${ids[0]}`)).status).toBe(404);
    expect((await ask('GET', '/rest/tasks')).at('totalCount')).toBe(1);
    expect((await ask('GET', `/rest/tasks?${filtered('deletedAt[is]:NOT_NULL')}`)).at('totalCount')).toBe(1);
    const restored = await ask('PATCH', `/rest/restore/tasks?${filtered(`id[eq]:"${ids[0]}"`)}`);
    expect(restored.list('data', 'restoreTasks')).toMatchObject([{ title: 'a', deletedAt: null }]);
    expect((await ask('DELETE', `/rest/tasks/${ids[0]}`)).body).toEqual({
      data: { deleteTask: { id: ids[0] } },
    });
    expect((await ask('DELETE', `/rest/tasks/${ids[0]}`)).status).toBe(404);
    expect(server.records.taskTargets.size).toBe(0);
  });

  it('are grouped in a bare array, with counts as text', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', [{}, { status: 'DONE' }, { status: null }, {}]);
    const group = encodeURIComponent('[{"status": true}]');
    const reply = await ask('GET', `/rest/tasks/groupBy?group_by=${group}&aggregate=["countNotEmptyId"]`);
    expect(reply.body).toEqual([
      { countNotEmptyId: '2', groupByDimensionValues: ['TODO'] },
      { countNotEmptyId: '1', groupByDimensionValues: ['DONE'] },
      { countNotEmptyId: '1', groupByDimensionValues: [null] },
    ]);
    const sampled = await ask(
      'GET',
      `/rest/tasks/groupBy?group_by=${group}&include_records_sample=true&limit=1`,
    );
    expect(sampled.at(0, 'records', 0, 'createdAt')).toBe('2026-01-01T00:00:00.000000+00:00');
    expect((await ask('GET', '/rest/tasks/groupBy')).status).toBe(400);
  });

  it('are merged into the one that has priority, where an object knows duplicates', async () => {
    const { server, ask } = await started();
    await ask('POST', '/rest/batch/companies', [
      { id: ids[0], name: 'A', domainName: { primaryLinkUrl: 'a.example' } },
      { id: ids[1], name: 'B', employees: 12 },
    ]);
    const personId = (await ask('POST', '/rest/people', { companyId: ids[0] })).text(
      'data',
      'createPerson',
      'id',
    );
    const body = { ids: ids.slice(0, 2), conflictPriorityIndex: 1 };
    const dry = await ask('PATCH', '/rest/companies/merge', { ...body, dryRun: true });
    expect(ids).not.toContain(dry.at('data', 'mergeCompany', 'id'));
    expect(server.records.companies.size).toBe(2);
    const merged = await ask('PATCH', '/rest/companies/merge', body);
    const domainName = { primaryLinkLabel: '', primaryLinkUrl: 'a.example', secondaryLinks: [] };
    expect(merged.at('data', 'mergeCompany')).toMatchObject({
      id: ids[1],
      name: 'B',
      employees: 12,
      domainName,
    });
    expect([...server.records.companies.keys()]).toEqual([ids[1]]);
    expect(server.records.people.get(personId)?.['companyId']).toBe(ids[1]);
    expect((await ask('PATCH', '/rest/tasks/merge', body)).text('messages', 0)).toMatch(
      /^Merge is only available/,
    );
  });

  it('look alike', async () => {
    const { ask } = await started();
    const name = { firstName: 'Ada', lastName: 'L' };
    await ask('POST', '/rest/batch/people', [
      { id: ids[0], name },
      { id: ids[1], name },
    ]);
    const byId = await ask('POST', '/rest/people/duplicates', { ids: [ids[0]] });
    expect(byId).toMatchObject({
      status: 200,
      body: { data: [{ personDuplicates: [{ id: ids[1] }], totalCount: 1 }] },
    });
    const byData = await ask('POST', '/rest/people/duplicates', { data: [{ name }] });
    expect(byData.list('data', 0, 'personDuplicates')).toHaveLength(2);
    expect(
      (await ask('POST', '/rest/tasks/duplicates', { ids: [ids[0]] })).at('data', 0, 'taskDuplicates'),
    ).toEqual([]);
    expect((await ask('POST', '/rest/people/duplicates', {})).status).toBe(400);
  });
});
