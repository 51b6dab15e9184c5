import { describe, expect, it } from 'vitest';
import { startAttio, type AttioOptions, type AttioServer } from './attio.js';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';

async function started(options: AttioOptions = {}): Promise<{ server: AttioServer; ask: Ask }> {
  const server = kept(await startAttio({ clock: manualClock(), ...options }));
  return { server, ask: asking(server) };
}

const task = {
  content: 'Call back',
  format: 'plaintext',
  deadline_at: null,
  is_completed: false,
  linked_records: [],
  assignees: [],
};

async function person(ask: Ask, email: string): Promise<string> {
  const reply = await ask('POST', '/v2/objects/people/records', {
    data: { values: { email_addresses: [email] } },
  });
  return reply.text('data', 'id', 'record_id');
}

describe('Attio tokens', () => {
  it('answers 401 for an unknown one everywhere but at /v2/self', async () => {
    const { ask } = await started();
    const unknown = { authorization: 'Bearer nobody' };
    expect(await ask('GET', '/v2/tasks', undefined, unknown)).toMatchObject({
      status: 401,
      body: { status_code: 401, type: 'auth_error', code: 'unauthorized' },
    });
    expect(await ask('GET', '/v2/self', undefined, unknown)).toMatchObject({
      status: 200,
      body: { active: false },
    });
    const none = await ask('GET', '/v2/self', undefined, { authorization: '' });
    expect(none).toMatchObject({ status: 400, body: { code: 'missing_value' } });
    expect(await ask('GET', '/v2/self')).toMatchObject({ status: 200, body: { active: true, exp: null } });
  });

  it('takes the key as a user name too', async () => {
    const { ask } = await started();
    const basic = { authorization: `Basic ${Buffer.from('attio-test:').toString('base64')}` };
    expect((await ask('GET', '/v2/tasks', undefined, basic)).status).toBe(200);
  });

  it('traces every answer', async () => {
    const { server, ask } = await started();
    server.inject({ answer: { status: 503 } });
    const traces = [];
    for (let turn = 0; turn < 2; turn += 1) {
      traces.push((await ask('GET', '/v2/tasks')).headers.get('x-attio-execution-id'));
    }
    expect(new Set(traces).size).toBe(2);
    expect(traces[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('Attio limits', () => {
  it('says with an HTTP date when to come back, and counts reads and writes apart', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1) + 300);
    const { ask } = await started({
      clock,
      limits: { writes: { max: 1, perMs: 1_000 }, reads: { max: 2, perMs: 1_000 } },
    });
    expect((await ask('POST', '/v2/tasks', { data: task })).status).toBe(200);
    const over = await ask('POST', '/v2/tasks', { data: task });
    expect(over).toMatchObject({
      status: 429,
      body: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
    });
    expect(over.headers.get('retry-after')).toBe('Thu, 01 Jan 2026 00:00:02 GMT');
    expect((await ask('GET', '/v2/tasks')).list('data')).toHaveLength(1);
    expect((await ask('POST', '/v2/objects/people/records/query', {})).status).toBe(200);
    expect((await ask('POST', '/v2/objects/people/records/query', {})).status).toBe(429);
    clock.advance(1_700);
    expect((await ask('POST', '/v2/tasks', { data: task })).status).toBe(200);
  });
});

describe('an Attio task', () => {
  it('is written in one shape and read in another', async () => {
    const { server, ask } = await started();
    const id = await person(ask, 'ada@engine.example');
    const [member] = server.members;
    const reply = await ask('POST', '/v2/tasks', {
      data: {
        ...task,
        deadline_at: '2026-03-01T09:00:00Z',
        linked_records: [{ target_object: 'people', target_record_id: id }],
        assignees: [{ workspace_member_email_address: member?.email }],
      },
    });
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.at('data') ?? {}).join(' ')).toBe(
      'id content_plaintext deadline_at is_completed completed_at linked_records assignees created_by_actor created_at',
    );
    expect(reply.at('data')).toMatchObject({
      id: { workspace_id: server.workspaceId },
      content_plaintext: 'Call back',
      deadline_at: '2026-03-01T09:00:00.000000000Z',
      completed_at: null,
      linked_records: [{ target_object_id: 'people', target_record_id: id }],
      assignees: [{ referenced_actor_type: 'workspace-member', referenced_actor_id: member?.id }],
      created_by_actor: { type: 'api-token' },
    });
    expect(reply.text('data', 'created_at')).toMatch(/^2026-01-01T00:00:00\.\d{9}Z$/);
  });

  it.each(Object.keys(task))('needs %s', async (name) => {
    const { server, ask } = await started();
    const reply = await ask('POST', '/v2/tasks', { data: { ...task, [name]: undefined } });
    expect(reply).toMatchObject({
      status: 400,
      body: { status_code: 400, type: 'invalid_request_error', code: 'validation_type' },
    });
    expect(reply.list('validation_errors')).toMatchObject([{ path: ['data', name] }]);
    expect(server.records.tasks.size).toBe(0);
  });

  it('takes 2000 characters and not one more', async () => {
    const { ask } = await started();
    const long = (length: number): object => ({ data: { ...task, content: 'x'.repeat(length) } });
    expect((await ask('POST', '/v2/tasks', long(2_000))).status).toBe(200);
    expect((await ask('POST', '/v2/tasks', long(2_001))).at('validation_errors', 0, 'code')).toBe('too_big');
  });

  it('is linked by id, by a matching attribute, by plain emails and domains', async () => {
    const { server, ask } = await started();
    const id = await person(ask, 'ada@engine.example');
    const [company] = server.records.companies.keys();
    const forms = [
      [[{ target_object: 'people', target_record_id: id }], ['people']],
      [[{ target_object: server.objectId('people'), target_record_id: id }], ['people']],
      [[{ target_object: 'people', email_addresses: [{ email_address: 'ADA@engine.example' }] }], ['people']],
      [[{ target_object: 'companies', domains: ['engine.example'] }], ['companies']],
      [
        ['ada@engine.example', 'engine.example'],
        ['people', 'companies'],
      ],
    ] as const;
    for (const [linked_records, objects] of forms) {
      const reply = await ask('POST', '/v2/tasks', { data: { ...task, linked_records } });
      expect(pluck(reply.list('data', 'linked_records'), 'target_object_id')).toEqual(objects);
      for (const link of pluck(reply.list('data', 'linked_records'), 'target_record_id')) {
        expect([id, company]).toContain(link);
      }
    }
  });

  it.each([
    [
      [{ target_object: 'people', target_record_id: '891dcbfc-9141-415d-9b2a-2238a6cc012d' }],
      404,
      'not_found',
    ],
    [
      [{ target_object: 'planets', target_record_id: '891dcbfc-9141-415d-9b2a-2238a6cc012d' }],
      404,
      'not_found',
    ],
    [['nobody@engine.example'], 400, 'value_not_found'],
    [[{ target_object: 'people', email_addresses: ['nobody@engine.example'] }], 400, 'value_not_found'],
    [[{ target_object: 'people', job_title: ['x'] }], 400, 'validation_type'],
    [['a@b.example', { target_object: 'people', target_record_id: '1' }], 400, 'validation_type'],
  ])('refuses the links %j', async (linked_records, status, code) => {
    const { ask } = await started();
    expect(await ask('POST', '/v2/tasks', { data: { ...task, linked_records } })).toMatchObject({
      status,
      body: { code },
    });
  });

  it('changes all but its text', async () => {
    const { server, ask } = await started();
    const path = `/v2/tasks/${(await ask('POST', '/v2/tasks', { data: task })).text('data', 'id', 'task_id')}`;
    const done = await ask('PATCH', path, { data: { is_completed: true } });
    expect(done.text('data', 'completed_at')).toMatch(/^2026-01-01T00:00:00\.\d{9}Z$/);
    const assignees = [
      { referenced_actor_type: 'workspace-member', referenced_actor_id: server.members[1]?.id },
    ];
    expect((await ask('PATCH', path, { data: { assignees } })).at('data', 'assignees')).toEqual(assignees);
    expect((await ask('PATCH', path, { data: { content: 'x' } })).status).toBe(400);
    expect(await ask('DELETE', path)).toMatchObject({ status: 200, body: {} });
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('is listed by pages and by filters', async () => {
    const { server, ask } = await started();
    const id = await person(ask, 'ada@engine.example');
    const [member] = server.members;
    const contents = ['a', 'b', 'c', 'd'];
    for (const content of contents) {
      const linked_records = content === 'b' ? ['ada@engine.example'] : [];
      const assignees = content === 'c' ? [{ workspace_member_email_address: member?.email }] : [];
      await ask('POST', '/v2/tasks', {
        data: { ...task, content, is_completed: content === 'd', linked_records, assignees },
      });
    }
    const texts = async (query: string): Promise<unknown[]> =>
      pluck((await ask('GET', `/v2/tasks?${query}`)).list('data'), 'content_plaintext');
    expect(await texts('')).toEqual(contents);
    expect(await texts('limit=2&offset=1')).toEqual(['b', 'c']);
    expect(await texts('sort=created_at:desc&limit=1')).toEqual(['d']);
    expect(await texts('is_completed=true')).toEqual(['d']);
    expect(await texts('is_completed=false&assignee=null')).toEqual(['a', 'b']);
    expect(await texts(`assignee=${member?.email}`)).toEqual(['c']);
    expect(await texts(`linked_object=people&linked_record_id=${id}`)).toEqual(['b']);
    expect((await ask('GET', `/v2/tasks?linked_record_id=${id}`)).status).toBe(400);
  });

  it('can be read as other times and other services read it', async () => {
    const { server, ask } = await started({ deadlines: 'day', linkedObjects: 'id', completedAt: false });
    await person(ask, 'ada@engine.example');
    const linked_records = ['ada@engine.example'];
    const reply = await ask('POST', '/v2/tasks', {
      data: { ...task, deadline_at: '2026-03-01T09:00:00Z', linked_records },
    });
    expect(reply.at('data')).toMatchObject({
      deadline_at: '2026-03-01',
      linked_records: [{ target_object_id: server.objectId('people') }],
    });
    expect(reply.at('data')).not.toHaveProperty('completed_at');
  });
});

describe('an Attio note', () => {
  it('has one parent, two texts and no update', async () => {
    const { ask } = await started();
    const parent_record_id = await person(ask, 'ada@engine.example');
    const data = {
      parent_object: 'people',
      parent_record_id,
      title: 'T',
      format: 'markdown',
      content: '# H\n- **b** ==c==',
    };
    const reply = await ask('POST', '/v2/notes', { data });
    expect(reply.at('data')).toMatchObject({
      parent_object: 'people',
      meeting_id: null,
      content_plaintext: 'H\nb c',
      content_markdown: '# H\n- **b** ==c==',
      tags: [],
    });
    const path = `/v2/notes/${reply.text('data', 'id', 'note_id')}`;
    expect((await ask('PATCH', path, { data })).status).toBe(404);
    expect(
      (await ask('POST', '/v2/notes', { data: { ...data, created_at: '2027-01-01T00:00:00Z' } })).status,
    ).toBe(400);
    for (let turn = 0; turn < 10; turn += 1) await ask('POST', '/v2/notes', { data });
    expect((await ask('GET', '/v2/notes')).list('data')).toHaveLength(10);
    expect((await ask('GET', '/v2/notes?limit=50&offset=10')).list('data')).toHaveLength(1);
    expect((await ask('GET', '/v2/notes?limit=51')).status).toBe(400);
    expect((await ask('DELETE', path)).body).toEqual({});
  });
});
