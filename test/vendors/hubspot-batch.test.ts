import { describe, expect, it } from 'vitest';
import { batchStatus, startHubSpot, type HubSpotOptions, type HubSpotServer } from './hubspot.js';
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

describe('a batch', () => {
  const input = (index: number, status: string = 'WAITING'): object => ({
    properties: { ...due, hs_task_subject: `t${index}`, hs_task_status: status },
    objectWriteTraceId: `trace-${index}`,
  });

  it('answers in another order, each result with its trace', async () => {
    const { ask } = await started();
    const inputs = Array.from({ length: 100 }, (_, index) => input(index));
    const reply = await ask('POST', `${objects}/tasks/batch/create`, { inputs });
    expect(reply).toMatchObject({ status: 201, body: { status: 'COMPLETE' } });
    const subjects = pluck(reply.list('results'), 'properties', 'hs_task_subject');
    expect(subjects).not.toEqual(inputs.map((_, index) => `t${index}`));
    const traces = pluck(reply.list('results'), 'objectWriteTraceId');
    expect(traces).toEqual(subjects.map((subject) => String(subject).replace('t', 'trace-')));
    const many = await ask('POST', `${objects}/tasks/batch/create`, { inputs: [...inputs, input(100)] });
    expect(many).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
  });

  it('fails as a whole without traces', async () => {
    const { server, ask } = await started();
    const inputs = [{ properties: due }, { properties: { ...due, hs_task_status: 'NOPE' } }];
    expect((await ask('POST', `${objects}/tasks/batch/create`, { inputs })).status).toBe(400);
    expect(server.records.tasks.size).toBe(0);
  });

  it('fails in part with traces, and groups the failures by their cause', async () => {
    const { server, ask } = await started();
    const inputs = [input(0), input(1, 'NOPE'), input(2), input(3, 'NOPE'), { ...input(4), properties: {} }];
    const reply = await ask('POST', `${objects}/tasks/batch/create`, { inputs });
    expect(reply).toMatchObject({ status: 207, body: { status: 'COMPLETE', numErrors: 3 } });
    expect(pluck(reply.list('errors'), 'context', 'objectWriteTraceId')).toEqual([
      ['trace-1', 'trace-3'],
      ['trace-4'],
    ]);
    expect(pluck(reply.list('errors'), 'category')).toEqual(['VALIDATION_ERROR', 'VALIDATION_ERROR']);
    expect(pluck(reply.list('results'), 'objectWriteTraceId').sort()).toEqual(['trace-0', 'trace-2']);
    expect(server.records.tasks.size).toBe(2);
  });

  it('reads what is there and lists what is not', async () => {
    const { ask } = await started();
    const id = await made(ask, 'tasks', { ...due, hs_task_subject: 'x' });
    const inputs = [{ id }, { id: '11' }, { id: '12' }];
    const reply = await ask('POST', `${objects}/tasks/batch/read`, {
      inputs,
      properties: ['hs_task_subject'],
    });
    expect(reply.status).toBe(207);
    expect(pluck(reply.list('results'), 'properties', 'hs_task_subject')).toEqual(['x']);
    expect(reply.list('errors')).toMatchObject([
      { category: 'OBJECT_NOT_FOUND', context: { ids: ['11', '12'] } },
    ]);
  });

  it('updates, upserts by a unique property and archives', async () => {
    const { server, ask } = await started();
    const id = await made(ask, 'contacts', { email: 'a@b.example' });
    const update = {
      inputs: [
        { id, properties: { firstname: 'Ada' } },
        { id: '9', properties: {} },
      ],
    };
    const updated = await ask('POST', `${objects}/contacts/batch/update`, update);
    expect(updated).toMatchObject({
      status: 207,
      body: { errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['9'] } }] },
    });
    const upsert = ['a@b.example', 'c@d.example'].map((email) => ({
      id: email,
      idProperty: 'email',
      properties: { lastname: 'L' },
    }));
    const upserted = await ask('POST', `${objects}/contacts/batch/upsert`, { inputs: upsert });
    expect(upserted.status).toBe(200);
    expect(upserted.list('results')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id, new: false }),
        expect.objectContaining({ new: true }),
      ]),
    );
    const byDomain = { inputs: [{ id: 'b.example', idProperty: 'domain', properties: {} }] };
    expect(
      (await ask('POST', `${objects}/companies/batch/upsert`, byDomain)).at('errors', 0, 'category'),
    ).toBe('VALIDATION_ERROR');
    expect(
      (await ask('POST', `${objects}/contacts/batch/archive`, { inputs: [{ id }, { id: '9' }] })).status,
    ).toBe(204);
    expect(server.records.contacts.get(id)?.archived).toBe(true);
  });

  it('can be canceled or still be at work', async () => {
    const { server, ask } = await started();
    server.inject(batchStatus('CANCELED'), batchStatus('PENDING'), batchStatus('PROCESSING', false));
    for (const status of ['CANCELED', 'PENDING', 'PROCESSING', 'COMPLETE']) {
      const reply = await ask('POST', `${objects}/tasks/batch/create`, { inputs: [input(1)] });
      expect(reply).toMatchObject({ status: 201, body: { status } });
      expect(reply.list('results')).toHaveLength(status === 'COMPLETE' ? 1 : 0);
    }
    expect(server.records.tasks.size).toBe(2);
  });
});
