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

async function made(ask: Ask, type: string, properties: object): Promise<string> {
  return (await ask('POST', `${objects}/${type}`, { properties })).text('id');
}

describe('HubSpot search', () => {
  it('filters, sorts and pages by an offset in a text', async () => {
    const { ask } = await started();
    for (const subject of ['a', 'b', 'c', 'd']) {
      await made(ask, 'tasks', { ...due, hs_task_subject: subject });
    }
    const body = {
      filterGroups: [
        { filters: [{ propertyName: 'hs_task_subject', operator: 'IN', values: ['a', 'c', 'd'] }] },
      ],
      sorts: [{ propertyName: 'hs_task_subject', direction: 'DESCENDING' }],
      properties: ['hs_task_subject'],
      limit: 2,
    };
    const first = await ask('POST', `${objects}/tasks/search`, body);
    expect(first).toMatchObject({ status: 200, body: { total: 3, paging: { next: { after: '2' } } } });
    expect(pluck(first.list('results'), 'properties', 'hs_task_subject')).toEqual(['d', 'c']);
    const second = await ask('POST', `${objects}/tasks/search`, { ...body, after: '2' });
    expect(pluck(second.list('results'), 'properties', 'hs_task_subject')).toEqual(['a']);
    expect(second.at('paging')).toBeUndefined();
  });

  it('compares ids as the big numbers they are', async () => {
    const { ask } = await started();
    const ids = [await made(ask, 'tasks', due), await made(ask, 'tasks', due), await made(ask, 'tasks', due)];
    const filters = [{ propertyName: 'hs_object_id', operator: 'GT', value: ids[0] }];
    const reply = await ask('POST', `${objects}/tasks/search`, { filterGroups: [{ filters }] });
    expect(pluck(reply.list('results'), 'id')).toEqual(ids.slice(1));
  });

  it('has bounds, and an index that lags', async () => {
    const clock = manualClock();
    const { ask } = await started({ clock, searchLagMs: 5_000 });
    await made(ask, 'tasks', due);
    expect((await ask('POST', `${objects}/tasks/search`, {})).at('total')).toBe(0);
    clock.advance(5_000);
    expect((await ask('POST', `${objects}/tasks/search`, {})).at('total')).toBe(1);
    for (const body of [
      { limit: 201 },
      { after: '9999' },
      { filterGroups: Array(6).fill({ filters: [] }) },
    ]) {
      expect((await ask('POST', `${objects}/tasks/search`, body)).status).toBe(400);
    }
  });
});

describe('HubSpot limits', () => {
  it('refuses what is over the burst, with a body of its own shape and no Retry-After', async () => {
    const clock = manualClock();
    const { ask } = await started({ clock, limits: { burst: { max: 2, perMs: 10_000 } } });
    await ask('GET', `${objects}/tasks`);
    const last = await ask('GET', `${objects}/tasks`);
    expect(last.headers.get('x-hubspot-ratelimit-max')).toBe('2');
    expect(last.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
    expect(last.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
    const over = await ask('GET', `${objects}/tasks`);
    expect(over.status).toBe(429);
    expect(over.headers.has('retry-after')).toBe(false);
    expect(over.body).toMatchObject({
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    });
    expect(over.body).not.toHaveProperty('category');
    clock.advance(10_000);
    expect((await ask('GET', `${objects}/tasks`)).status).toBe(200);
  });

  it('counts searches apart, and shows no counters with them', async () => {
    const { ask } = await started({
      limits: { burst: { max: 1, perMs: 10_000 }, search: { max: 1, perMs: 1_000 } },
    });
    const first = await ask('POST', `${objects}/tasks/search`, {});
    expect(first.status).toBe(200);
    expect(first.headers.has('x-hubspot-ratelimit-max')).toBe(false);
    const over = await ask('POST', `${objects}/tasks/search`, {});
    expect(over).toMatchObject({ status: 429, body: { policyName: 'SECONDLY' } });
    expect((await ask('GET', `${objects}/tasks`)).status).toBe(200);
  });

  it('knows a limit for the day', async () => {
    const { ask } = await started({ limits: { daily: { max: 1, perMs: 86_400_000 } } });
    expect((await ask('GET', `${objects}/tasks`)).headers.get('x-hubspot-ratelimit-daily-remaining')).toBe(
      '0',
    );
    expect(await ask('GET', `${objects}/tasks`)).toMatchObject({
      status: 429,
      body: { policyName: 'DAILY' },
    });
  });
});

describe('HubSpot associations', () => {
  it('are put, read, and taken away again', async () => {
    const { server, ask } = await started();
    const task = await made(ask, 'tasks', due);
    const contact = await made(ask, 'contacts', { email: 'a@b.example' });
    const path = `/crm/v4/objects/tasks/${task}/associations`;
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    expect(await ask('PUT', `${path}/contacts/${contact}`, types)).toMatchObject({
      status: 201,
      body: {
        fromObjectTypeId: '0-27',
        fromObjectId: task,
        toObjectTypeId: '0-1',
        toObjectId: contact,
        labels: [],
      },
    });
    expect((await ask('GET', `${path}/contacts`)).body).toEqual({
      results: [
        {
          toObjectId: contact,
          associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 204, label: null }],
        },
      ],
    });
    expect(server.associated('contacts', contact, 'tasks')).toEqual([task]);
    expect((await ask('DELETE', `${path}/contacts/${contact}`)).status).toBe(204);
    expect(server.associated('contacts', contact, 'tasks')).toEqual([]);
    expect((await ask('PUT', `${path}/default/contact/${contact}`)).list('results')).toHaveLength(2);
    expect(server.associated('tasks', task, 'contacts')).toEqual([contact]);
  });

  it('keep several kinds between two records, the primary one named apart', async () => {
    const { ask } = await started();
    const contact = await made(ask, 'contacts', { email: 'a@b.example' });
    const company = await made(ask, 'companies', { name: 'B' });
    const types = [279, 1].map((associationTypeId) => ({
      associationCategory: 'HUBSPOT_DEFINED',
      associationTypeId,
    }));
    await ask('PUT', `/crm/v4/objects/contacts/${contact}/associations/companies/${company}`, types);
    const read = await ask('GET', `${objects}/contacts/${contact}?associations=companies`);
    expect(pluck(read.list('associations', 'companies', 'results'), 'type')).toEqual([
      'contact_to_company_unlabeled',
      'contact_to_company',
    ]);
    const labels = await ask('GET', '/crm/v4/associations/contacts/companies/labels');
    expect(labels.list('results')).toEqual([
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
    ]);
  });

  it('go in batches too', async () => {
    const { server, ask } = await started();
    const [task, other] = [await made(ask, 'tasks', due), await made(ask, 'tasks', due)];
    const contact = await made(ask, 'contacts', { email: 'a@b.example' });
    const path = '/crm/v4/associations/tasks/contacts/batch';
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }];
    const inputs = [task, '5'].map((id) => ({ from: { id }, to: { id: contact }, types }));
    const created = await ask('POST', `${path}/create`, { inputs });
    expect(created).toMatchObject({ status: 207, body: { numErrors: 1, results: [{ fromObjectId: task }] } });
    const read = await ask('POST', `${path}/read`, { inputs: [{ id: task }, { id: other }] });
    expect(read).toMatchObject({
      status: 207,
      body: {
        results: [{ from: { id: task }, to: [{ toObjectId: contact }] }],
        errors: [
          { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: [other] } },
        ],
      },
    });
    await ask('POST', `${path}/archive`, { inputs: [{ from: { id: task }, to: [{ id: contact }] }] });
    expect(server.associated('tasks', task, 'contacts')).toEqual([]);
    const many = { inputs: Array(101).fill({ from: { id: task }, to: [] }) };
    expect((await ask('POST', `${path}/archive`, many)).status).toBe(400);
  });
});

describe('a HubSpot account', () => {
  it('has owners, and users under another number', async () => {
    const { ask } = await started();
    const all = await ask('GET', '/crm/v3/owners?limit=1');
    expect(all.list('results')).toHaveLength(1);
    const id = all.text('results', 0, 'id');
    const next = await ask('GET', `/crm/v3/owners?limit=1&after=${all.text('paging', 'next', 'after')}`);
    expect(next.at('paging')).toBeUndefined();
    const userId = all.text('results', 0, 'userId');
    expect((await ask('GET', `/crm/v3/owners/${userId}?idProperty=userId`)).at('id')).toBe(id);
    expect((await ask('GET', `/crm/v3/owners/${userId}`)).status).toBe(404);
    const email = all.text('results', 0, 'email');
    expect(pluck((await ask('GET', `/crm/v3/owners?email=${email}`)).list('results'), 'id')).toEqual([id]);
  });

  it('defines its properties, and takes those that a test adds', async () => {
    const custom = { name: 'external_ref', type: 'string', fieldType: 'text', unique: true } as const;
    const { ask } = await started({ properties: { companies: [custom] } });
    const reply = await ask('GET', '/crm/v3/properties/tasks');
    const index = pluck(reply.list('results'), 'name').indexOf('hs_task_status');
    expect(reply.at('results', index)).toMatchObject({ type: 'enumeration', fieldType: 'select' });
    expect(pluck(reply.list('results', index, 'options'), 'value')).toContain('DEFERRED');
    const inputs = [{ id: 'r1', idProperty: 'external_ref', properties: { name: 'B' } }];
    const upserted = await ask('POST', `${objects}/companies/batch/upsert`, { inputs });
    expect(upserted.list('results')).toMatchObject([{ new: true, properties: { external_ref: 'r1' } }]);
    expect((await ask('GET', '/crm/v3/properties/companies/external_ref')).at('hasUniqueValue')).toBe(true);
  });
});
