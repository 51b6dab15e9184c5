/** What Twenty does to many records at once, by a filter. */

import { describe, expect, it } from 'vitest';
import { isTwentyError } from '../../generated/twenty/index.js';
import { failure, lastWire, times, twentyPair, values } from './support.js';

const filter = 'title[like]:"t0%"';
const encoded = encodeURIComponent(filter);

describe('many records of Twenty', () => {
  it('are changed by a filter, which is required', async () => {
    const { server, twenty } = await twentyPair();
    await values(twenty.tasks.createMany(times(12, (index) => ({ title: `t${index % 2}` }))));
    const changed = await twenty.tasks.updateMany({ status: 'DONE' }, { filter });
    expect(lastWire(server)).toMatchObject({
      method: 'PATCH',
      url: `/rest/tasks?filter=${encoded}`,
      text: '{"status":"DONE"}',
      status: 200,
    });
    expect(changed.map(({ status }) => status)).toEqual(times(6, () => 'DONE'));
  });

  it('are never changed all of them by oversight: an empty filter is sent, and refused', async () => {
    const { server, twenty } = await twentyPair();
    await twenty.tasks.create({ title: 'keep' });
    const work = [
      () => twenty.tasks.updateMany({ status: 'DONE' }, { filter: '' }),
      () => twenty.tasks.deleteMany({ filter: '' }),
      () => twenty.tasks.restoreMany({ filter: '' }),
    ];
    for (const one of work) expect(isTwentyError(await failure(one()), 400)).toBe(true);
    expect(server.requests.slice(1).map(({ url }) => url)).toEqual([
      '/rest/tasks?filter=',
      '/rest/tasks?filter=',
      '/rest/restore/tasks?filter=',
    ]);
    expect([...server.records.tasks.values()]).toMatchObject([{ title: 'keep', status: 'TODO' }]);
  });

  it('are refused beyond 200, with a code', async () => {
    const { twenty } = await twentyPair();
    await values(twenty.tasks.createMany(times(201, () => ({ title: 't0' }))));
    const error = await failure(twenty.tasks.updateMany({ status: 'DONE' }, { filter }));
    expect(isTwentyError(error, 400) && error.code).toBe('TOO_MANY_RECORDS_TO_UPDATE');
  });

  it('are deleted, softly or for good, and restored', async () => {
    const { server, twenty } = await twentyPair();
    await values(twenty.tasks.createMany([{ title: 't0' }, { title: 't1' }]));
    const soft = await twenty.tasks.deleteMany({ filter, soft_delete: true });
    expect(lastWire(server)).toMatchObject({
      method: 'DELETE',
      url: `/rest/tasks?filter=${encoded}&soft_delete=true`,
    });
    expect(soft).toHaveLength(1);
    expect((await twenty.tasks.list()).items).toHaveLength(1);
    const [restored] = await twenty.tasks.restoreMany({ filter });
    expect(restored?.title).toBe('t0');
    await twenty.tasks.deleteMany({ filter });
    expect(server.records.tasks.size).toBe(1);
  });

  it('are grouped, the groups and figures going over the wire as JSON text', async () => {
    const { server, twenty } = await twentyPair();
    await values(twenty.tasks.createMany([{ title: 'a' }, { title: 'b', status: 'DONE' }, { status: null }]));
    const groups = await twenty.tasks.groupBy({
      group_by: [{ status: true }],
      aggregate: ['countNotEmptyId'],
    });
    expect(lastWire(server).url).toBe(
      '/rest/tasks/groupBy?group_by=%5B%7B%22status%22%3Atrue%7D%5D&aggregate=%5B%22countNotEmptyId%22%5D',
    );
    const figures = groups.map((group) => [group.groupByDimensionValues[0], group['countNotEmptyId']]);
    expect(figures).toEqual(
      expect.arrayContaining([
        ['TODO', '1'],
        ['DONE', '1'],
        [null, '1'],
      ]),
    );
  });

  it('are found alike and merged into one', async () => {
    const { server, twenty } = await twentyPair();
    const name = { firstName: 'Ada', lastName: 'Byron' };
    const [one, two] = await values(twenty.people.createMany([{ name }, { name, jobTitle: 'Engineer' }]));
    const ids = [one?.id ?? '', two?.id ?? ''];
    const [found] = await twenty.people.findDuplicates({ ids: ids.slice(0, 1) });
    expect(lastWire(server)).toMatchObject({
      method: 'POST',
      url: '/rest/people/duplicates',
      text: `{"ids":["${ids[0]}"]}`,
      status: 200,
    });
    expect(found?.personDuplicates.map(({ id }) => id)).toEqual([ids[1]]);
    const merged = await twenty.people.merge({ ids, conflictPriorityIndex: 1 });
    expect(lastWire(server)).toMatchObject({
      method: 'PATCH',
      url: '/rest/people/merge',
      text: `{"ids":["${ids[0]}","${ids[1]}"],"conflictPriorityIndex":1}`,
    });
    expect(merged).toMatchObject({ id: ids[1], jobTitle: 'Engineer' });
    expect(server.records.people.size).toBe(1);
  });
});
