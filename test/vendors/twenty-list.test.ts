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

describe('a list of Twenty 2.21', () => {
  it('has pages of 60 and at most 200, by a cursor that names the id', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', titles(200));
    await ask('POST', '/rest/batch/tasks', titles(10));
    const sizes = [];
    const seen = new Set<unknown>();
    let query = '';
    for (let more = true; more;) {
      const reply = await ask('GET', `/rest/tasks?${query}`);
      expect(Object.keys(reply.body ?? {})).toEqual(['data', 'totalCount', 'pageInfo']);
      expect(reply.at('totalCount')).toBe(210);
      expect(reply.at('pageInfo', 'hasPreviousPage')).toBe(false);
      sizes.push(reply.list('data', 'tasks').length);
      for (const id of pluck(reply.list('data', 'tasks'), 'id')) seen.add(id);
      const cursor = reply.text('pageInfo', 'endCursor');
      const last = pluck(reply.list('data', 'tasks'), 'id').at(-1);
      expect(Buffer.from(cursor, 'base64').toString()).toBe(JSON.stringify({ id: last }));
      query = `starting_after=${encodeURIComponent(cursor)}`;
      more = reply.at('pageInfo', 'hasNextPage') === true;
    }
    expect(sizes).toEqual([60, 60, 60, 30]);
    expect(seen.size).toBe(210);
    expect((await ask('GET', '/rest/tasks?limit=1000')).list('data', 'tasks')).toHaveLength(200);
    expect((await ask('GET', '/rest/tasks?limit=1.5')).list('data', 'tasks')).toHaveLength(2);
    expect((await ask('GET', '/rest/tasks?limit=0')).at('pageInfo')).toMatchObject({
      endCursor: null,
      hasNextPage: true,
    });
    expect((await ask('GET', '/rest/tasks?limit=-1')).at('messages')).toEqual([
      "limit '-1' is invalid. Should be an integer",
    ]);
  });

  it('orders, goes backwards with swapped cursors, and binds a cursor to its order', async () => {
    const { ask } = await started();
    await ask('POST', '/rest/batch/tasks', titles(7));
    const order = 'limit=3&order_by=title[AscNullsFirst]';
    const first = await ask('GET', `/rest/tasks?${order}`);
    expect(pluck(first.list('data', 'tasks'), 'title')).toEqual(['t000', 't001', 't002']);
    const after = encodeURIComponent(first.text('pageInfo', 'endCursor'));
    const second = await ask('GET', `/rest/tasks?${order}&starting_after=${after}`);
    expect(pluck(second.list('data', 'tasks'), 'title')).toEqual(['t003', 't004', 't005']);
    const before = encodeURIComponent(second.text('pageInfo', 'startCursor'));
    const back = await ask('GET', `/rest/tasks?${order}&ending_before=${before}`);
    expect(back.at('data')).toEqual(first.at('data'));
    expect(back.at('pageInfo')).toEqual({
      startCursor: first.at('pageInfo', 'endCursor'),
      endCursor: first.at('pageInfo', 'startCursor'),
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect((await ask('GET', `/rest/tasks?order_by=createdAt&starting_after=${after}`)).at('code')).toBe(
      'INVALID_CURSOR',
    );
    expect((await ask('GET', '/rest/tasks?starting_after=garbage')).at('messages')).toEqual([
      'Invalid cursor: garbage',
    ]);
    expect((await ask('GET', `/rest/tasks?starting_after=${after}&ending_before=${after}`)).status).toBe(400);
    expect((await ask('GET', '/rest/tasks?order_by=nope')).at('code')).toBe('FIELD_NOT_FOUND');
    expect((await ask('GET', '/rest/tasks?order_by=title[DESC]')).status).toBe(400);
  });

  it.each([
    ['status[eq]:"DONE"', ['b']],
    ['status[in]:["DONE",IN_PROGRESS]', ['b', "c's"]],
    ['id[in]:["0a000000-0000-4000-8000-000000000000","2a000000-0000-4000-8000-000000000000"]', ['a', "c's"]],
    ['dueAt[is]:NULL,title[neq]:a', ['b', "c's", 'd,e', 'f (g)']],
    ['or(title[eq]:"a",title[like]:"f%")', ['a', 'f (g)']],
    ['and(dueAt[gte]:"2026-01-01",not(status[eq]:DONE))', ['a']],
    ['assignee.name.firstName[eq]:"Ines"', ['b']],
    ['createdBy.source[eq]:API,title[startsWith]:f', ['f (g)']],
    ['title[eq]:"d,e"', ['d,e']],
    ['title[eq]:"f (g)"', ['f (g)']],
    ['title[eq]:"c\'s"', ["c's"]],
    // What follows an apostrophe is swallowed, and a comma cuts a list wherever it stands.
    ['title[eq]:"c\'s",status[eq]:"IN_PROGRESS"', []],
    ['title[in]:["d,e","zz"]', []],
  ])('is filtered by %s', async (filter, expected) => {
    const { server, ask } = await started();
    const [assigneeId] = server.records.workspaceMembers.keys();
    await ask('POST', '/rest/batch/tasks', [
      { id: ids[0], title: 'a', dueAt: '2026-05-06T07:08:09Z' },
      { id: ids[1], title: 'b', status: 'DONE', assigneeId },
      { id: ids[2], title: "c's", status: 'IN_PROGRESS' },
      { id: ids[3], title: 'd,e' },
      { id: ids[4], title: 'f (g)' },
    ]);
    const reply = await ask('GET', `/rest/tasks?${filtered(filter)}`);
    expect(reply.status).toBe(200);
    expect(pluck(reply.list('data', 'tasks'), 'title')).toEqual(expected);
    expect(reply.at('totalCount')).toBe(expected.length);
  });

  it.each([
    ['', "'filter' invalid for 'and()'. eg: price[gte]:10"],
    ['and(status[eq]:"TODO"', "'filter' invalid. 1 close bracket is missing in the query"],
    ['title[eq]:"a)b"', "'filter' invalid. 1 open bracket is missing in the query"],
    ['nope[eq]:1', `Object task doesn't have any "nope" field.`],
    [
      'title[foo]:x',
      "'filter' invalid for 'title[foo]:x', comparator foo not in eq, neq, in, containsAny, is, gt, gte, lt, lte, startsWith, endsWith, like, ilike",
    ],
    ['status[eq]:"NOPE"', 'invalid input value for enum workspace_0harbour.task_status_enum: "NOPE"'],
  ])('refuses the filter %j', async (filter, message) => {
    const { ask } = await started();
    expect(await ask('GET', `/rest/tasks?${filtered(filter)}`)).toMatchObject({
      status: 400,
      body: { messages: [message] },
    });
  });
});
