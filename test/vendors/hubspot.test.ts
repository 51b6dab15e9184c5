import { describe, expect, it } from 'vitest';
import { startHubSpot, type HubSpotOptions, type HubSpotServer } from './hubspot.js';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask } from './support.js';

const objects = '/crm/v3/objects';
const due = { hs_timestamp: '2026-03-01T09:00:00Z' };

async function started(options: HubSpotOptions = {}): Promise<{ server: HubSpotServer; ask: Ask }> {
  const server = kept(await startHubSpot({ clock: manualClock(), ...options }));
  return { server, ask: asking(server) };
}

async function made(ask: Ask, type: string, properties: object, more: object = {}): Promise<string> {
  const reply = await ask('POST', `${objects}/${type}`, { properties, ...more });
  expect(reply.status).toBe(201);
  return reply.text('id');
}

describe('tokens', () => {
  it('refuses a missing and a wrong one, and names a stale one by another category', async () => {
    const { server, ask } = await started();
    const wrong = await ask('GET', `${objects}/tasks`, undefined, { authorization: 'Bearer nobody' });
    expect(wrong).toMatchObject({
      status: 401,
      body: { status: 'error', category: 'INVALID_AUTHENTICATION' },
    });
    server.expiredTokens.add('pat-test');
    const stale = await ask('GET', `${objects}/tasks`);
    expect(stale).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
    expect(stale.list('context', 'expire time')).toHaveLength(1);
  });
});

describe('a record', () => {
  it('has an id beyond 2^53 and everything that was written', async () => {
    const { server, ask } = await started();
    const reply = await ask('POST', `${objects}/tasks`, {
      properties: { ...due, hs_task_subject: 'Call', hs_task_status: 'WAITING' },
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      properties: { hs_task_subject: 'Call', hs_timestamp: '2026-03-01T09:00:00.000Z' },
      createdAt: '2026-01-01T00:00:00.000Z',
      archived: false,
    });
    const id = reply.text('id');
    expect(id).toMatch(/^\d{16}$/);
    expect(String(Number(id))).not.toBe(id);
    expect(server.records.tasks.get(id)?.properties['hs_object_id']).toBe(id);
  });

  it('is read with the properties that are asked for, null where they are empty', async () => {
    const { ask } = await started();
    const id = await made(ask, 'tasks', { ...due, hs_task_subject: 'Call' });
    const plain = await ask('GET', `${objects}/tasks/${id}`);
    expect(plain.at('properties')).toEqual({
      hs_createdate: '2026-01-01T00:00:00.000Z',
      hs_lastmodifieddate: '2026-01-01T00:00:00.000Z',
      hs_object_id: id,
    });
    for (const query of [
      'properties=hs_task_subject,hs_task_body',
      'properties=hs_task_subject&properties=hs_task_body',
    ]) {
      const named = await ask('GET', `${objects}/0-27/${id}?${query}&properties=nope`);
      expect(named.at('properties')).toMatchObject({ hs_task_subject: 'Call', hs_task_body: null });
      expect(named.at('properties')).not.toHaveProperty('nope');
    }
  });

  it('is cleared by the empty text', async () => {
    const { ask } = await started();
    const id = await made(ask, 'tasks', { ...due, hs_task_subject: 'Call' });
    const patched = await ask('PATCH', `${objects}/tasks/${id}`, { properties: { hs_task_subject: '' } });
    expect(patched).toMatchObject({ status: 200, body: { properties: { hs_task_subject: '' } } });
    const read = await ask('GET', `${objects}/tasks/${id}?properties=hs_task_subject`);
    expect(read.at('properties', 'hs_task_subject')).toBeNull();
  });

  it('is archived with 204 whatever was there, and gone afterwards', async () => {
    const { ask } = await started();
    const id = await made(ask, 'notes', { ...due });
    expect((await ask('DELETE', `${objects}/notes/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `${objects}/notes/${id}`)).status).toBe(204);
    expect(await ask('GET', `${objects}/notes/${id}`)).toMatchObject({
      status: 404,
      body: { category: 'OBJECT_NOT_FOUND' },
    });
    expect((await ask('GET', `${objects}/notes/${id}?archived=true`)).at('archived')).toBe(true);
  });

  it.each([
    ['a missing due date', 'tasks', { hs_task_subject: 'x' }, 'MISSING_REQUIRED_PROPERTY'],
    ['an unknown property', 'tasks', { ...due, nope: 'x' }, 'PROPERTY_DOESNT_EXIST'],
    ['an unknown status', 'tasks', { ...due, hs_task_status: 'NOPE' }, 'INVALID_OPTION'],
    ['a read-only property', 'tasks', { ...due, hs_task_completion_date: '2026-01-01' }, 'READ_ONLY_VALUE'],
    ['reminders as ISO', 'tasks', { ...due, hs_task_reminders: '2026-01-01T00:00:00Z' }, 'INVALID_LONG'],
    ['headers that are no JSON', 'emails', { ...due, hs_email_headers: 'from: a' }, 'INVALID_JSON'],
    [
      'a number that is none',
      'deals',
      { dealname: 'x', dealstage: 'closedwon', amount: '1,5' },
      'INVALID_INTEGER',
    ],
    ['a contact without a name', 'contacts', { phone: '1' }, 'MISSING_REQUIRED_PROPERTY'],
  ])('is refused for %s', async (_what, type, properties, code) => {
    const { server, ask } = await started();
    const reply = await ask('POST', `${objects}/${type}`, { properties });
    expect(reply).toMatchObject({ status: 400, body: { status: 'error', category: 'VALIDATION_ERROR' } });
    expect(reply.at('errors', 0, 'code')).toBe(code);
    expect(reply.text('correlationId')).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.values(server.records).every((records) => records.size === 0)).toBe(true);
  });

  it('tells of a duplicate contact in the message alone', async () => {
    const { ask } = await started();
    const id = await made(ask, 'contacts', { email: 'A@b.example' });
    const reply = await ask('POST', `${objects}/contacts`, { properties: { email: 'a@B.example' } });
    expect(reply).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
    });
    expect(reply.at('context')).toBeUndefined();
  });

  it('takes times as milliseconds, adds options behind a semicolon and derives the rest', async () => {
    const { ask } = await started();
    const id = await made(ask, 'tasks', { hs_timestamp: '1772355600000', hs_queue_membership_ids: '1;2' });
    await ask('PATCH', `${objects}/tasks/${id}`, {
      properties: {
        hs_queue_membership_ids: ';3',
        hs_task_status: 'COMPLETED',
        hs_task_body: '<p>a</p><p>b</p>',
      },
    });
    const names = 'hs_timestamp,hs_queue_membership_ids,hs_task_completion_date,hs_body_preview';
    const reply = await ask('GET', `${objects}/tasks/${id}?properties=${names}`);
    expect(reply.at('properties')).toMatchObject({
      hs_timestamp: '2026-03-01T09:00:00.000Z',
      hs_queue_membership_ids: '1;2;3',
      hs_task_completion_date: '2026-01-01T00:00:00.000Z',
      hs_body_preview: 'a b',
    });
  });

  it('does not read a body that is not called JSON', async () => {
    const { ask } = await started();
    const reply = await ask('POST', `${objects}/tasks`, '{}', { 'content-type': 'text/plain' });
    expect(reply.status).toBe(415);
  });
});

describe('a list', () => {
  it('goes through all records by ten, with a cursor and a link', async () => {
    const { ask } = await started();
    const inputs = Array.from({ length: 25 }, () => ({ properties: due }));
    await ask('POST', `${objects}/tasks/batch/create`, { inputs });
    const seen = [];
    let path: string | undefined = `${objects}/tasks`;
    const sizes = [];
    while (path !== undefined) {
      const reply = await ask('GET', path);
      seen.push(...pluck(reply.list('results'), 'id'));
      sizes.push(reply.list('results').length);
      const link = reply.at('paging', 'next', 'link');
      path = typeof link === 'string' ? link.replace(/^http:\/\/[^/]+/, '') : undefined;
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(new Set(seen).size).toBe(25);
    expect((await ask('GET', `${objects}/tasks?limit=101`)).status).toBe(400);
  });

  it('gives associations when they are asked for', async () => {
    const { ask } = await started();
    const contact = await made(ask, 'contacts', { email: 'a@b.example' });
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    const task = await made(ask, 'tasks', due, { associations: [{ to: { id: contact }, types }] });
    const plain = await ask('GET', `${objects}/tasks`);
    expect(plain.at('results', 0)).not.toHaveProperty('associations');
    const asked = await ask('GET', `${objects}/tasks?associations=contacts,companies`);
    expect(asked.at('results', 0, 'associations')).toEqual({
      contacts: { results: [{ id: contact, type: 'task_to_contact' }] },
    });
    const back = await ask('GET', `${objects}/contacts/${contact}?associations=tasks`);
    expect(back.at('associations', 'tasks', 'results', 0)).toEqual({ id: task, type: 'contact_to_task' });
  });

  it('refuses an association number of the other direction', async () => {
    const { server, ask } = await started();
    const contact = await made(ask, 'contacts', { email: 'a@b.example' });
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 203 }];
    const body = { properties: due, associations: [{ to: { id: contact }, types }] };
    expect((await ask('POST', `${objects}/tasks`, body)).status).toBe(400);
    const gone = {
      properties: due,
      associations: [{ to: { id: '1' }, types: [{ ...types[0], associationTypeId: 204 }] }],
    };
    expect((await ask('POST', `${objects}/tasks`, gone)).status).toBe(400);
    expect(server.records.tasks.size).toBe(0);
  });
});
