/** HubSpot's batches: `POST /crm/v3/objects/tasks/batch/create` first of all, and what else goes by the hundred. */

import { describe, expect, it } from 'vitest';
import { isHubSpotError, type HubSpot, type Task, type TaskCreate } from '../../generated/hubspot/index.js';
import { batchStatus, type HubSpotServer } from '../vendors/hubspot.js';
import { errorOf, hubspotPair, lastWire, times, values } from './support.js';

const due = { hs_timestamp: '2026-03-01T09:00:00.000Z' };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const create = '/crm/v3/objects/tasks/batch/create';

function task(index: number, more: Record<string, string> = {}): TaskCreate {
  return { properties: { ...due, hs_task_subject: `t${index}`, ...more } };
}

interface Sent {
  objectWriteTraceId: string;
}

/** The inputs of each batch call that a server has had. */
function inputs(server: HubSpotServer): Sent[][] {
  return server.requests.map(({ body }) => (body as unknown as { inputs: Sent[] }).inputs);
}

async function three(hubspot: HubSpot): Promise<{ contact: string; company: string; deal: string }> {
  const contact = await hubspot.contacts.create({ properties: { email: 'ada@harbour.example' } });
  const company = await hubspot.companies.create({ properties: { name: 'Harbour' } });
  const deal = await hubspot.deals.create({
    properties: { dealname: 'Paint', dealstage: 'appointmentscheduled', pipeline: 'default' },
  });
  return { contact: contact.id, company: company.id, deal: deal.id };
}

describe(`POST ${create}`, () => {
  it('sends inputs with their associations and a trace id each, and takes 201', async () => {
    const { server, hubspot } = await hubspotPair();
    const ids = await three(hubspot);
    const to = (id: string, associationTypeId: number): NonNullable<TaskCreate['associations']>[number] => ({
      to: { id },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
    });
    const associations = [to(ids.contact, 204), to(ids.company, 192), to(ids.deal, 216)];
    const [made]: (Task | undefined)[] = await values(
      hubspot.tasks.createMany([{ ...task(0, { hs_task_status: 'WAITING' }), associations }]),
    );
    const [[sent] = []] = inputs(server).slice(-1);
    expect(sent?.objectWriteTraceId).toMatch(uuid);
    const type = (id: string, number: number): string =>
      `{"to":{"id":"${id}"},"types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":${number}}]}`;
    expect(lastWire(server)).toEqual({
      method: 'POST',
      url: create,
      authorization: 'Bearer pat-test',
      accept: 'application/json',
      contentType: 'application/json',
      text:
        '{"inputs":[{"properties":{"hs_timestamp":"2026-03-01T09:00:00.000Z","hs_task_subject":"t0",' +
        '"hs_task_status":"WAITING"},"associations":[' +
        `${type(ids.contact, 204)},${type(ids.company, 192)},${type(ids.deal, 216)}],` +
        `"objectWriteTraceId":"${sent?.objectWriteTraceId}"}]}`,
      status: 201,
    });
    expect(made?.properties).toMatchObject({ hs_task_subject: 't0', hs_task_status: 'WAITING' });
    const id = made?.id ?? '';
    expect(server.associated('tasks', id, 'contacts')).toEqual([ids.contact]);
    expect(server.associated('tasks', id, 'companies')).toEqual([ids.company]);
    expect(server.associated('tasks', id, 'deals')).toEqual([ids.deal]);
  });

  it('puts at most 100 into a call, gives every input a trace id of its own, and matches shuffled answers', async () => {
    const { server, hubspot } = await hubspotPair();
    const items = times(250, (index) => task(index));
    const { outcomes, counts } = await hubspot.tasks.createMany(items);
    expect(counts).toEqual({ ok: 250, rejected: 0, unsent: 0, canceled: 0, ambiguous: 0 });
    for (const [index, outcome] of outcomes.entries()) {
      expect(outcome).toMatchObject({ index, value: { properties: { hs_task_subject: `t${index}` } } });
      expect(outcome.input).toBe(items[index]);
    }
    const sizes = inputs(server).map((each) => each.length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([50, 100, 100]);
    const traces = inputs(server).flatMap((each) => each.map(({ objectWriteTraceId }) => objectWriteTraceId));
    expect(new Set(traces).size).toBe(250);
    expect(items.every((item) => !('objectWriteTraceId' in item))).toBe(true);
  });

  it('refuses more than 100 in a call, and takes less', async () => {
    const { server, hubspot } = await hubspotPair();
    expect(() => hubspot.tasks.createMany([task(0)], { maxItems: 101 })).toThrow(/from 1 to 100\b/);
    expect(server.requests).toEqual([]);
    await hubspot.tasks.createMany([task(0), task(1), task(2)], { maxItems: 2 });
    expect(
      inputs(server)
        .map((each) => each.length)
        .toSorted(),
    ).toEqual([1, 2]);
  });

  it('takes 207: what failed is rejected with its own reason, the rest is stored', async () => {
    const { server, hubspot } = await hubspotPair();
    const items = times(10, (index) => task(index, index % 3 === 1 ? { hs_task_status: 'NOPE' } : {}));
    items[9] = { properties: { hs_timestamp: '' } };
    const { outcomes, counts } = await hubspot.tasks.createMany(items);
    expect(lastWire(server).status).toBe(207);
    expect(counts).toMatchObject({ ok: 6, rejected: 4 });
    const statuses = outcomes.map(({ status }) => status);
    expect([1, 4, 7, 9].map((index) => statuses[index])).toEqual(times(4, () => 'rejected'));
    const error = errorOf(outcomes[4]);
    expect(error).toMatchObject({ kind: 'refused', status: 207, code: 'VALIDATION_ERROR', processed: 'no' });
    expect(error.message).toContain('NOPE');
    expect(errorOf(outcomes[9]).message).not.toBe(error.message);
    expect(outcomes[5]).toMatchObject({ status: 'ok', value: { properties: { hs_task_subject: 't5' } } });
    expect(server.records.tasks.size).toBe(6);
  });

  it.each([
    ['COMPLETE', 'ok', 2],
    ['PENDING', 'ambiguous', 2],
    ['PROCESSING', 'ambiguous', 2],
    ['CANCELED', 'ambiguous', 0],
  ] as const)('reads the state %s as %s', async (state, status, stored) => {
    const { server, hubspot } = await hubspotPair();
    server.inject(batchStatus(state));
    const { outcomes } = await hubspot.tasks.createMany([task(0), task(1)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([status, status]);
    expect(server.records.tasks.size).toBe(stored);
    const [outcome] = outcomes;
    if (outcome?.status !== 'ambiguous') return;
    const [[sent] = []] = inputs(server);
    expect(outcome.error).toMatchObject({ kind: 'unreadable', processed: 'unknown', status: 201 });
    expect(outcome.error.message).toContain(state);
    expect(outcome.trace.clientId).toBe(sent?.objectWriteTraceId);
    expect(outcome.trace.sentAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('sends a create that may have been stored no second time', async () => {
    const { server, hubspot } = await hubspotPair();
    server.inject({ drop: 'after' }, { answer: { status: 502, body: '<html>Bad gateway</html>' } });
    for (const _turn of [1, 2]) {
      const { outcomes } = await hubspot.tasks.createMany([task(0)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['ambiguous']);
    }
    expect(server.requests).toHaveLength(2);
  });

  it('gives the answer as it stands to who calls it without the bulk face', async () => {
    const { server, hubspot } = await hubspotPair();
    const answer = await hubspot.tasks.batchCreate({ inputs: [{ ...task(0), objectWriteTraceId: 'mine' }] });
    expect(lastWire(server).text).toContain('"objectWriteTraceId":"mine"');
    expect(answer).toMatchObject({ status: 'COMPLETE', results: [{ objectWriteTraceId: 'mine' }] });
    expect(answer.numErrors).toBeUndefined();
  });

  it('keeps a trace id that the app has set', async () => {
    const { server, hubspot } = await hubspotPair();
    await values(hubspot.tasks.createMany([{ ...task(0), objectWriteTraceId: 'mine' }]));
    expect(inputs(server)[0]?.map(({ objectWriteTraceId }) => objectWriteTraceId)).toEqual(['mine']);
  });
});

describe('HubSpot by the hundred', () => {
  it('reads records, and names those that are not there', async () => {
    const { server, hubspot } = await hubspotPair();
    const made = await values(hubspot.tasks.createMany([task(0), task(1)]));
    const wanted = [made[1]?.id ?? '', '11', made[0]?.id ?? ''].map((id) => ({ id }));
    const body = { properties: ['hs_task_subject'] };
    const { outcomes } = await hubspot.tasks.getMany(wanted, { body, query: { archived: false } });
    expect(lastWire(server)).toMatchObject({
      url: '/crm/v3/objects/tasks/batch/read?archived=false',
      text: JSON.stringify({ ...body, inputs: wanted }),
      status: 207,
    });
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['ok', 'rejected', 'ok']);
    expect(outcomes[0]).toMatchObject({
      value: { id: made[1]?.id, properties: { hs_task_subject: 't1' } },
    });
    expect(errorOf(outcomes[1]).code).toBe('OBJECT_NOT_FOUND');
  });

  it('changes, upserts by a unique property, and archives', async () => {
    const { server, hubspot } = await hubspotPair();
    const ada = await hubspot.contacts.create({ properties: { email: 'ada@harbour.example' } });
    const [changed] = await values(
      hubspot.contacts.updateMany([{ id: ada.id, properties: { firstname: 'Ada' } }]),
    );
    expect(changed?.properties.firstname).toBe('Ada');
    const emails = ['ada@harbour.example', 'bo@harbour.example'];
    const upserts = emails.map((id) => ({ id, idProperty: 'email', properties: { lastname: 'L' } }));
    const upserted = await values(hubspot.contacts.upsertMany(upserts));
    expect(upserted.map((contact) => [contact.new, contact.properties.email])).toEqual([
      [false, emails[0]],
      [true, emails[1]],
    ]);
    const { counts } = await hubspot.contacts.archiveMany([{ id: ada.id }]);
    expect(lastWire(server)).toMatchObject({
      url: '/crm/v3/objects/contacts/batch/archive',
      text: `{"inputs":[{"id":"${ada.id}"}]}`,
      status: 204,
    });
    expect(counts.ok).toBe(1);
    expect(server.records.contacts.get(ada.id)?.archived).toBe(true);
  });

  it('rejects a whole call that is refused, with the reason in every outcome', async () => {
    const { server, hubspot } = await hubspotPair();
    server.tokens.clear();
    const { outcomes, counts } = await hubspot.tasks.createMany(times(3, (index) => task(index)));
    expect(counts.rejected).toBe(3);
    const error = errorOf(outcomes[2]);
    expect(isHubSpotError(error, 401) && error.code).toBe('INVALID_AUTHENTICATION');
  });
});
