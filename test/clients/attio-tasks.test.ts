/** Attio's tasks: `POST /v2/tasks`, its envelope, its errors, and `linked_records` in all their forms. */

import { describe, expect, it } from 'vitest';
import {
  isAttioError,
  type Attio,
  type LinkedRecordsInput,
  type Task,
  type TaskCreate,
} from '../../generated/attio/index.js';
import type { AttioServer } from '../vendors/attio.js';
import { attioPair, errorOf, failure, gather, lastWire, times, wires } from './support.js';

const empty = {
  content: 'Call back',
  format: 'plaintext',
  deadline_at: null,
  is_completed: false,
  linked_records: [],
  assignees: [],
} as const;

const nowhere = '00000000-0000-4000-8000-000000000000';

/** A person and a company to link to. */
async function two(attio: Attio): Promise<{ person: string; company: string }> {
  const company = await attio.companies.create({
    values: { name: 'Harbour', domains: ['harbour.example'] },
  });
  const person = await attio.people.create({ values: { email_addresses: ['ada@harbour.example'] } });
  return { person: person.id.record_id, company: company.id.record_id };
}

function member(server: AttioServer, index: number): { id: string; email: string } {
  const found = server.members[index];
  if (found === undefined) throw new Error('There are fewer members.');
  return found;
}

describe('POST /v2/tasks', () => {
  it('wraps what it sends in data, unwraps what it gets, and takes 200 for a create', async () => {
    const { server, attio } = await attioPair();
    const { id, email } = member(server, 0);
    const task: Task = await attio.tasks.create({
      content: 'Call Ines – about “paint”',
      format: 'plaintext',
      deadline_at: '2026-03-01T09:00:00.000Z',
      is_completed: false,
      linked_records: [],
      assignees: [
        { referenced_actor_type: 'workspace-member', referenced_actor_id: id },
        { workspace_member_email_address: email },
      ],
    });
    expect(wires(server)).toEqual([
      {
        method: 'POST',
        url: '/v2/tasks',
        authorization: 'Bearer attio-test',
        accept: 'application/json',
        contentType: 'application/json',
        text:
          '{"data":{"content":"Call Ines – about “paint”","format":"plaintext",' +
          '"deadline_at":"2026-03-01T09:00:00.000Z","is_completed":false,"linked_records":[],"assignees":[' +
          `{"referenced_actor_type":"workspace-member","referenced_actor_id":"${id}"},` +
          `{"workspace_member_email_address":"${email}"}]}}`,
        status: 200,
      },
    ]);
    expect(task).toMatchObject({
      id: { workspace_id: server.workspaceId },
      content_plaintext: 'Call Ines – about “paint”',
      deadline_at: '2026-03-01T09:00:00.000000000Z',
      completed_at: null,
      created_by_actor: { type: 'api-token' },
    });
    expect(task.assignees.map(({ referenced_actor_id }) => referenced_actor_id)).toEqual([id, id]);
    expect(server.records.tasks.has(task.id.task_id)).toBe(true);
  });

  interface Form {
    links: (ids: { person: string; company: string }) => LinkedRecordsInput;
    bytes: (ids: { person: string; company: string }) => string;
    to: readonly ('people' | 'companies')[];
  }

  const forms: Record<string, Form> = {
    'records by slug and id': {
      links: ({ person, company }) => [
        { target_object: 'people', target_record_id: person },
        { target_object: 'companies', target_record_id: company },
      ],
      bytes: ({ person, company }) =>
        `[{"target_object":"people","target_record_id":"${person}"},` +
        `{"target_object":"companies","target_record_id":"${company}"}]`,
      to: ['people', 'companies'],
    },
    'records by a matching attribute': {
      links: () => [
        { target_object: 'people', email_addresses: [{ email_address: 'ada@harbour.example' }] },
        { target_object: 'companies', domains: [{ domain: 'harbour.example' }] },
      ],
      bytes: () =>
        '[{"target_object":"people","email_addresses":[{"email_address":"ada@harbour.example"}]},' +
        '{"target_object":"companies","domains":[{"domain":"harbour.example"}]}]',
      to: ['people', 'companies'],
    },
    'e-mail addresses and domains': {
      links: () => ['ada@harbour.example', 'harbour.example'],
      bytes: () => '["ada@harbour.example","harbour.example"]',
      to: ['people', 'companies'],
    },
    nothing: { links: () => [], bytes: () => '[]', to: [] },
  };

  it.each(Object.entries(forms))('links to %s', async (_name, { links, bytes, to }) => {
    const { server, attio } = await attioPair();
    const ids = await two(attio);
    const task = await attio.tasks.create({ ...empty, linked_records: links(ids), assignees: [] });
    expect(lastWire(server).text).toContain(`"linked_records":${bytes(ids)},`);
    const ofObject = { people: ids.person, companies: ids.company };
    expect(task.linked_records).toEqual(
      to.map((object) => ({ target_object_id: object, target_record_id: ofObject[object] })),
    );
  });

  it('names an object by its id as well as by its slug', async () => {
    const { server, attio } = await attioPair({ linkedObjects: 'id' });
    const { person } = await two(attio);
    const people = server.objectId('people');
    const links = [{ target_object: people, target_record_id: person }];
    const task = await attio.tasks.create({ ...empty, linked_records: links, assignees: [] });
    expect(task.linked_records).toEqual([{ target_object_id: people, target_record_id: person }]);
  });

  it('is refused with 400 and validation_type, typed, with what is wrong and where', async () => {
    const { server, attio } = await attioPair();
    const mixed = ['ada@harbour.example', { target_object: 'people', target_record_id: nowhere }];
    const work = attio.tasks.create({ ...empty, linked_records: mixed as string[], assignees: [] });
    const error = await failure(work);
    if (!isAttioError(error, 400)) throw error;
    const code: 'validation_type' | 'value_not_found' | 'missing_value' | (string & {}) = error.code;
    expect(code).toBe('validation_type');
    expect(error).toMatchObject({
      kind: 'refused',
      vendor: 'attio',
      status: 400,
      processed: 'no',
      attempts: 1,
      request: { method: 'POST', path: '/v2/tasks' },
    });
    expect(error.body).toMatchObject({ status_code: 400, type: 'invalid_request_error' });
    expect('validation_errors' in error.body && error.body.validation_errors).toMatchObject([
      { path: ['data', 'linked_records'] },
    ]);
    expect(error.message).toContain(error.body.message);
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(isAttioError(error)).toBe(true);
    expect(isAttioError(error, 404)).toBe(false);
    expect(server.records.tasks.size).toBe(0);
  });

  it('is refused with another code where a link leads nowhere', async () => {
    const { attio } = await attioPair();
    const work = attio.tasks.create({ ...empty, linked_records: ['nobody@nowhere.example'], assignees: [] });
    const error = await failure(work);
    expect(isAttioError(error, 400) && error.code).toBe('value_not_found');
  });
});

describe('Attio tasks', () => {
  it('are refused with 404 and not_found, typed, where there is none', async () => {
    const { server, attio } = await attioPair();
    const work = [
      () => attio.tasks.get(nowhere),
      () => attio.tasks.update(nowhere, { is_completed: true }),
      () => attio.tasks.delete(nowhere),
    ];
    for (const one of work) {
      const error = await failure(one());
      if (!isAttioError(error, 404)) throw error;
      expect(error.code).toBe('not_found');
      expect(error.body).toMatchObject({
        status_code: 404,
        type: 'invalid_request_error',
        code: 'not_found',
      });
      expect(error.status).toBe(404);
    }
    expect(wires(server).map(({ method, url, text }) => [method, url, text])).toEqual([
      ['GET', `/v2/tasks/${nowhere}`, ''],
      ['PATCH', `/v2/tasks/${nowhere}`, '{"data":{"is_completed":true}}'],
      ['DELETE', `/v2/tasks/${nowhere}`, ''],
    ]);
  });

  it('are read, changed and deleted', async () => {
    const { server, attio } = await attioPair();
    const { person } = await two(attio);
    const { id } = await attio.tasks.create({ ...empty, linked_records: [], assignees: [] });
    const links = [{ target_object: 'people', target_record_id: person }];
    const changed = await attio.tasks.update(id.task_id, { is_completed: true, linked_records: links });
    expect(lastWire(server)).toMatchObject({
      method: 'PATCH',
      text: `{"data":{"is_completed":true,"linked_records":[{"target_object":"people","target_record_id":"${person}"}]}}`,
      status: 200,
    });
    expect(changed.completed_at).toMatch(/^2026-01-01T00:00:00\.\d{9}Z$/);
    expect(await attio.tasks.get(id.task_id)).toEqual(changed);
    expect(lastWire(server)).toMatchObject({ method: 'GET', contentType: undefined, text: '' });
    expect(await attio.tasks.delete(id.task_id)).toBeUndefined();
    expect(server.records.tasks.size).toBe(0);
  });

  it('come from older servers without completed_at', async () => {
    const { attio } = await attioPair({ completedAt: false });
    const task = await attio.tasks.create({ ...empty, linked_records: [], assignees: [] });
    expect('completed_at' in task).toBe(false);
  });

  it('are listed page by page by offset, by the filters of the query', async () => {
    const { server, attio } = await attioPair();
    for (const index of times(5, (each) => each)) {
      await attio.tasks.create({ ...empty, content: `t${index}`, linked_records: [], assignees: [] });
    }
    server.requests.length = 0;
    const query = { limit: 2, sort: 'created_at:desc', is_completed: false, assignee: 'null' } as const;
    const listed = await gather(attio.tasks.list(query));
    expect(listed.map(({ content_plaintext }) => content_plaintext)).toEqual(['t4', 't3', 't2', 't1', 't0']);
    const asked = 'limit=2&sort=created_at%3Adesc&is_completed=false&assignee=null';
    expect(wires(server).map(({ url }) => url)).toEqual([
      `/v2/tasks?${asked}`,
      `/v2/tasks?${asked}&offset=2`,
      `/v2/tasks?${asked}&offset=4`,
    ]);
    const page = await attio.tasks.list({ limit: 2 });
    expect(page.items).toHaveLength(2);
    expect(page.next).toBe(2);
  });

  it('are created many at a time by single calls, where one that is refused does not touch the others', async () => {
    const { server, attio } = await attioPair();
    async function* items(): AsyncGenerator<TaskCreate> {
      for (const [index, links] of [[], ['nobody@nowhere.example'], []].entries()) {
        yield await Promise.resolve({ ...empty, content: `t${index}`, linked_records: links, assignees: [] });
      }
    }
    const { outcomes, counts } = await attio.tasks.createMany(items());
    expect(counts).toMatchObject({ ok: 2, rejected: 1 });
    expect(server.requests.every(({ method, url }) => `${method} ${url}` === 'POST /v2/tasks')).toBe(true);
    const error = errorOf(outcomes[1]);
    expect(isAttioError(error, 400) && error.body.code).toBe('value_not_found');
    expect(outcomes[2]).toMatchObject({
      index: 2,
      input: { content: 't2' },
      status: 'ok',
      via: 'response',
      value: { content_plaintext: 't2' },
    });
    const ids = [...server.records.tasks.keys()];
    const gone = await attio.tasks.deleteMany([...ids, nowhere]);
    expect(gone.outcomes.map(({ status }) => status)).toEqual(['ok', 'ok', 'rejected']);
    expect(server.records.tasks.size).toBe(0);
  });
});
