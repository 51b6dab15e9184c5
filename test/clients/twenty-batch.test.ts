/** Twenty's batches: `POST /rest/batch/tasks` and `POST /rest/batch/messageThreads`, as servers of 2.21 and of 0.51 answer them. */

import { describe, expect, it } from 'vitest';
import { isTwentyError, type MessageThread, type Task } from '../../generated/twenty/index.js';
import { errorOf, failure, lastWire, times, twentyPair, values, wires } from './support.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const known = '5f0a7f0e-3f2c-4f4e-9f7e-0f6d9d8f1a01';
const other = '5f0a7f0e-3f2c-4f4e-9f7e-0f6d9d8f1a02';

describe('POST /rest/batch/tasks', () => {
  it('sends a bare array with a bearer token and gives the tasks under data.createTasks', async () => {
    const { server, twenty } = await twentyPair();
    const tasks: Task[] = await twenty.tasks.batchCreate([
      { id: known, title: 'Order the paint', status: 'TODO', bodyV2: { markdown: '* white' } },
      { id: other, title: 'Hand over the keys', dueAt: '2026-03-01T09:00:00.000Z' },
    ]);
    expect(wires(server)).toEqual([
      {
        method: 'POST',
        url: '/rest/batch/tasks',
        authorization: 'Bearer twenty-test',
        accept: 'application/json',
        contentType: 'application/json',
        text:
          `[{"id":"${known}","title":"Order the paint","status":"TODO","bodyV2":{"markdown":"* white"}},` +
          `{"id":"${other}","title":"Hand over the keys","dueAt":"2026-03-01T09:00:00.000Z"}]`,
        status: 201,
      },
    ]);
    expect(tasks.map(({ id, title }) => [id, title])).toEqual([
      [known, 'Order the paint'],
      [other, 'Hand over the keys'],
    ]);
    expect(tasks[0]?.createdBy).toMatchObject({ source: 'API', name: 'test key' });
    expect(tasks[1]?.dueAt).toBe('2026-03-01T09:00:00.000Z');
  });

  it('makes an id for every item that has none, and sends the bytes that it says it sent', async () => {
    const { server, twenty } = await twentyPair();
    const input = [{ title: 'One' }, { title: 'Two', id: known }];
    const [one, two] = await values(twenty.tasks.createMany(input));
    expect(one?.id).toMatch(uuid);
    expect(two?.id).toBe(known);
    expect(lastWire(server).text).toBe(`[{"title":"One","id":"${one?.id}"},{"title":"Two","id":"${known}"}]`);
    expect(input[0]).toEqual({ title: 'One' });
    expect([...server.records.tasks.keys()]).toEqual([one?.id, known]);
  });

  it('puts 60 items into a call, and 200 if an app says that its server takes them', async () => {
    const { server, twenty } = await twentyPair({}, { batch: { concurrency: 1 } });
    const items = times(205, (index) => ({ title: `t${index}` }));
    const sizes = (): number[] => server.requests.map(({ body }) => (Array.isArray(body) ? body.length : -1));
    expect((await twenty.tasks.createMany(items)).counts.ok).toBe(205);
    expect(sizes()).toEqual([60, 60, 60, 25]);
    server.requests.length = 0;
    expect((await twenty.tasks.createMany(items, { maxItems: 200 })).counts.ok).toBe(205);
    expect(sizes()).toEqual([200, 5]);
    server.requests.length = 0;
    expect((await twenty.tasks.createMany(items.slice(0, 5), { maxItems: 2 })).counts.ok).toBe(5);
    expect(sizes()).toEqual([2, 2, 1]);
  });

  it('refuses a size that no server takes, before anything is sent', async () => {
    const { server, twenty } = await twentyPair();
    const wrong = (): unknown => twenty.tasks.createMany([{ title: 'x' }], { maxItems: 201 });
    expect(wrong).toThrow(/maxItems must be a whole number from 1 to 200; 60 is safe everywhere/);
    expect(server.requests).toEqual([]);
  });

  it('pairs answers by id, in whatever order they come', async () => {
    const { server, twenty } = await twentyPair();
    server.inject({
      edit: (answer) => {
        const { data } = answer.body as { data: { createTasks: unknown[] } };
        return { ...answer, body: { data: { createTasks: data.createTasks.toReversed() } } };
      },
    });
    const items = times(12, (index) => ({ title: `t${index}` }));
    const { outcomes } = await twenty.tasks.createMany(items);
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({ index, status: 'ok', via: 'response', value: { title: `t${index}` } });
      expect(outcome.input).toBe(items[index]);
    }
  });

  it('takes answers that come in upper case or in another order for an upsert', async () => {
    const { server, twenty } = await twentyPair();
    await twenty.tasks.batchCreate([{ id: other, title: 'there' }]);
    const items = [
      { id: known.toUpperCase(), title: 'new' },
      { id: other, title: 'changed' },
    ];
    const tasks = await values(twenty.tasks.createMany(items, { query: { upsert: true } }));
    expect(lastWire(server).url).toBe('/rest/batch/tasks?upsert=true');
    expect(tasks.map(({ title }) => title)).toEqual(['new', 'changed']);
    expect(server.records.tasks.size).toBe(2);
  });

  it('unwraps the second data level that a server of 0.51 puts around', async () => {
    const { server, twenty } = await twentyPair({ version: '0.51' });
    const [task] = await twenty.tasks.batchCreate([{ id: known, title: 'Old' }]);
    expect(lastWire(server)).toMatchObject({ url: '/rest/batch/tasks', status: 201 });
    expect(task).toMatchObject({ id: known, title: 'Old', body: null });
    const items = times(130, (index) => ({ title: `t${index}` }));
    const tasks = await values(twenty.tasks.createMany(items));
    expect(tasks.map(({ title }) => title)).toEqual(items.map(({ title }) => title));
    expect(server.records.tasks.size).toBe(131);
  });

  it('calls the items ambiguous that a server of 0.51 stores and does not answer', async () => {
    const { server, twenty } = await twentyPair({ version: '0.51' });
    const items = times(65, (index) => ({ title: `t${index}` }));
    const { outcomes, counts } = await twenty.tasks.createMany(items, { maxItems: 200 });
    expect(counts).toMatchObject({ ok: 60, ambiguous: 5 });
    const last = outcomes.at(-1);
    expect(last?.status === 'ambiguous' && server.records.tasks.has(last.trace.clientId ?? '')).toBe(true);
  });

  it('rejects all items of a call in which one is bad, and stores none of them', async () => {
    const { server, twenty } = await twentyPair();
    const { outcomes, counts } = await twenty.tasks.createMany([{ title: 'good' }, { status: 'SOMEDAY' }]);
    expect(counts).toEqual({ ok: 0, rejected: 2, unsent: 0, canceled: 0, ambiguous: 0 });
    const error = errorOf(outcomes[0]);
    expect(isTwentyError(error, 400) && error.body.error).toBe('BadRequestException');
    expect(error).toMatchObject({ code: 'BadRequestException', processed: 'no', attempts: 1 });
    expect(error.message).toContain('SOMEDAY');
    expect(server.records.tasks.size).toBe(0);
  });

  it('sends no second item with an id that was there before', async () => {
    const { server, twenty } = await twentyPair();
    const { outcomes } = await twenty.tasks.createMany([{ id: known }, { id: known, title: 'again' }]);
    expect(outcomes.map(({ status }) => status)).toEqual(['ok', 'rejected']);
    expect(errorOf(outcomes[1]).message).toContain('has the same id as item 0');
    expect(lastWire(server).text).toBe(`[{"id":"${known}"}]`);
  });

  it('reads its items from an async generator, no faster than calls go out', async () => {
    const { server, twenty } = await twentyPair();
    let read = 0;
    async function* items(): AsyncGenerator<{ title: string }> {
      for (; read < 1_000;) {
        await Promise.resolve();
        yield { title: `t${read++}` };
      }
    }
    const titles: (string | undefined)[] = [];
    for await (const outcome of twenty.tasks.createMany(items(), { concurrency: 2 })) {
      if (titles.length === 0) expect(read).toBeLessThan(400);
      titles.push(outcome.status === 'ok' ? outcome.value.title : undefined);
    }
    expect(titles.toSorted()).toEqual(times(1_000, (index) => `t${index}`).toSorted());
    expect(server.requests.every(({ status }) => status === 201)).toBe(true);
    expect(server.requests).toHaveLength(17);
  });
});

describe('POST /rest/batch/messageThreads', () => {
  it('takes an empty object for a thread and gives the threads under data.createMessageThreads', async () => {
    const { server, twenty } = await twentyPair();
    const threads: MessageThread[] = await twenty.messageThreads.batchCreate([{}, {}]);
    expect(wires(server)).toEqual([
      {
        method: 'POST',
        url: '/rest/batch/messageThreads',
        authorization: 'Bearer twenty-test',
        accept: 'application/json',
        contentType: 'application/json',
        text: '[{},{}]',
        status: 201,
      },
    ]);
    expect(threads.map(({ id }) => server.records.messageThreads.has(id))).toEqual([true, true]);
  });

  it.each(['2.21', '0.51'] as const)('gives empty objects ids in a bulk call to %s', async (version) => {
    const { server, twenty } = await twentyPair({ version });
    const threads = await values(twenty.messageThreads.createMany(times(61, () => ({}))));
    const sent = server.requests.flatMap(({ body }) => body as { id: string }[]);
    expect(server.requests.map(({ body }) => (body as unknown[]).length)).toEqual([60, 1]);
    expect(sent.every((item) => Object.keys(item).join() === 'id' && uuid.test(item.id))).toBe(true);
    expect(threads.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect(server.records.messageThreads.size).toBe(61);
  });

  it('needs a token: without one that is known nothing is stored', async () => {
    const { server, twenty } = await twentyPair();
    server.tokens.clear();
    const error = await failure(twenty.messageThreads.batchCreate([{}]));
    expect(isTwentyError(error, 401) && error.body.error).toBe('UNAUTHENTICATED');
    expect(server.records.messageThreads.size).toBe(0);
  });
});
