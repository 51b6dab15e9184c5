/** Twenty's other resources, one record at a time, on servers of 2.21 and of 0.51. */

import { describe, expect, it } from 'vitest';
import { isTwentyError, type Bulk, type Paged, type Twenty } from '../../generated/twenty/index.js';
import { failure, gather, lastWire, times, twentyPair, values, wires } from './support.js';

/** What the resources that can be written have in common. */
interface Records<In, Patch, T> {
  create(input: In): Promise<T>;
  createMany(items: readonly In[]): Bulk<In, T>;
  get(id: string, query?: { depth?: 0 | 1 }): Promise<T>;
  update(id: string, input: Patch): Promise<T>;
  delete(id: string): Promise<{ id: string }>;
  list(query?: { limit?: number; filter?: string }): Paged<T>;
}

interface Case {
  type: Exclude<keyof Twenty, 'close' | 'workspaceMembers'>;
  live: (twenty: Twenty) => Promise<void>;
}

function live<In, Patch extends object, T extends { id: string }>(
  type: Case['type'],
  pick: (twenty: Twenty) => Records<In, Patch, T>,
  input: In,
  change: Patch,
): Case {
  return {
    type,
    live: async (twenty) => {
      const records = pick(twenty);
      const made = await records.create(input);
      expect(await records.get(made.id, { depth: 0 })).toMatchObject({ id: made.id });
      expect(await records.update(made.id, change)).toMatchObject(change);
      const [more] = await values(records.createMany([input]));
      const listed = await gather(records.list({ limit: 1 }));
      expect(listed.map(({ id }) => id).toSorted()).toEqual([made.id, more?.id].toSorted());
      expect((await records.delete(made.id)).id).toBe(made.id);
      const rest = await records.list({ filter: `id[in]:["${made.id}","${more?.id}"]` });
      expect([rest.items.length, rest.total]).toEqual([1, 1]);
    },
  };
}

const message = '5f0a7f0e-3f2c-4f4e-9f7e-0f6d9d8f1a01';

const cases: readonly Case[] = [
  live('tasks', ({ tasks }) => tasks, { title: 'a' }, { status: 'DONE' }),
  live('taskTargets', ({ taskTargets }) => taskTargets, {}, { taskId: null }),
  live('people', ({ people }) => people, { name: { firstName: 'Ada' } }, { jobTitle: 'Engineer' }),
  live('companies', ({ companies }) => companies, { name: 'a' }, { name: 'b' }),
  live('opportunities', ({ opportunities }) => opportunities, { name: 'a' }, { stage: 'MEETING' }),
  live('notes', ({ notes }) => notes, { title: 'a' }, { title: 'b' }),
  live('noteTargets', ({ noteTargets }) => noteTargets, {}, { noteId: null }),
  live('messages', ({ messages }) => messages, { subject: 'a' }, { subject: 'b' }),
  live('messageThreads', ({ messageThreads }) => messageThreads, {}, {}),
  live(
    'messageParticipants',
    ({ messageParticipants }) => messageParticipants,
    { handle: 'ada@harbour.example', messageId: message },
    { displayName: 'Ada' },
  ),
  live(
    'messageChannelMessageAssociations',
    ({ messageChannelMessageAssociations }) => messageChannelMessageAssociations,
    { messageExternalId: 'x1' },
    { direction: 'OUTGOING' },
  ),
];

describe.each(['2.21', '0.51'] as const)('the records of Twenty %s', (version) => {
  it.each(cases)('of type $type are created, read, changed, listed and deleted', async (one) => {
    const { server, twenty } = await twentyPair({ version });
    await twenty.messages.create({ id: message });
    if (one.type === 'messages') await twenty.messages.delete(message);
    server.requests.length = 0;
    await one.live(twenty);
    const [id] = wires(server).flatMap(({ url }) => /[^/]{36}(?=\?)/.exec(url)?.[0] ?? []);
    expect(server.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      `POST /rest/${one.type} 201`,
      `GET /rest/${one.type}/${id} 200`,
      `PATCH /rest/${one.type}/${id} 200`,
      `POST /rest/batch/${one.type} 201`,
      `GET /rest/${one.type} 200`,
      `GET /rest/${one.type} 200`,
      `DELETE /rest/${one.type}/${id} 200`,
      `GET /rest/${one.type} 200`,
    ]);
    expect(new Set(wires(server).map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer twenty-test']),
    );
  });

  it('come page by page, backward and forward, with how many there are', async () => {
    const { server, twenty } = await twentyPair({ version });
    const made = await values(twenty.tasks.createMany(times(25, (index) => ({ title: `t${index}` }))));
    server.requests.length = 0;
    const filter = 'title[like]:"t%"';
    const listed = await gather(twenty.tasks.list({ limit: 10, filter }));
    expect(listed.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    const urls = wires(server).map(({ url }) => url);
    const asked = '/rest/tasks?limit=10&filter=title%5Blike%5D%3A%22t%25%22';
    expect(urls).toHaveLength(3);
    expect(urls[0]).toBe(asked);
    for (const url of urls.slice(1)) {
      expect(url.startsWith(`${asked}&starting_after=`)).toBe(true);
    }
    const page = await twenty.tasks.list({ limit: 10, filter });
    expect(page.total).toBe(25);
    expect(encodeURIComponent(String(page.next))).toBe(urls[1]?.split('starting_after=')[1]);
    const next = await twenty.tasks.list({ limit: 10, filter, starting_after: String(page.next) });
    expect(next.items.map(({ id }) => id)).toEqual(listed.slice(10, 20).map(({ id }) => id));
  });

  it('name the members of the workspace, who are read and never written', async () => {
    const { twenty } = await twentyPair({ version });
    const members = await gather(twenty.workspaceMembers.list({ limit: 1 }));
    expect(members.map(({ name }) => name.firstName).toSorted()).toEqual(['Ines', 'Pelle']);
    const [first] = members;
    expect((await twenty.workspaceMembers.get(first?.id ?? '')).userEmail).toBe(first?.userEmail);
    expect('create' in twenty.workspaceMembers || 'createMany' in twenty.workspaceMembers).toBe(false);
  });
});

describe('a record of Twenty 2.21', () => {
  it('brings what it is linked to along when it is asked for', async () => {
    const { server, twenty } = await twentyPair();
    const person = await twenty.people.create({ name: { firstName: 'Ada', lastName: 'Byron' } });
    const task = await twenty.tasks.create({ title: 'Call Ada' }, { query: { depth: 1 } });
    expect(lastWire(server)).toMatchObject({
      url: '/rest/tasks?depth=1',
      text: '{"title":"Call Ada"}',
      status: 201,
    });
    expect(task.taskTargets).toEqual([]);
    await twenty.taskTargets.create({ taskId: task.id, targetPersonId: person.id });
    expect(lastWire(server).text).toBe(`{"taskId":"${task.id}","targetPersonId":"${person.id}"}`);
    const read = await twenty.tasks.get(task.id, { depth: 1 });
    expect(read.taskTargets.map(({ targetPersonId }) => targetPersonId)).toEqual([person.id]);
    expect('taskTargets' in (await twenty.tasks.get(task.id))).toBe(false);
  });

  it('is deleted softly, counts as not found, and comes back', async () => {
    const { server, twenty } = await twentyPair();
    const { id } = await twenty.notes.create({ title: 'a' });
    await twenty.notes.delete(id, { soft_delete: true });
    expect(lastWire(server).url).toBe(`/rest/notes/${id}?soft_delete=true`);
    const error = await failure(twenty.notes.get(id));
    expect(isTwentyError(error, 404) && error.code).toBe('NotFoundException');
    const filter = `id[eq]:"${id}"`;
    const [restored] = await twenty.notes.restoreMany({ filter });
    expect(lastWire(server)).toMatchObject({
      method: 'PATCH',
      url: `/rest/restore/notes?filter=${encodeURIComponent(filter)}`,
      text: '',
    });
    expect(restored).toMatchObject({ id, deletedAt: null });
  });

  it('is looked up by an id that is escaped, and never by none', async () => {
    const { server, twenty } = await twentyPair();
    const error = await failure(twenty.tasks.get('a/b'));
    expect(lastWire(server)).toMatchObject({ url: '/rest/tasks/a%2Fb', status: 400 });
    expect(isTwentyError(error, 400) && error.body.error).toBe('BadRequestException');
    server.requests.length = 0;
    for (const id of ['', '.', '..']) expect(() => twenty.tasks.delete(id)).toThrow(/path/i);
    expect(server.requests).toEqual([]);
  });
});
