/** Attio's other resources: records, notes, members, objects and attributes, webhooks and the token itself. */

import { describe, expect, it } from 'vitest';
import { Attio, apiKey, isAttioError, type Paged, type RecordQuery } from '../../generated/attio/index.js';
import { attioPair, calls, failure, gather, lastWire, times, values, wires } from './support.js';

const nowhere = '00000000-0000-4000-8000-000000000000';

/** What the three record resources have in common. */
interface Records<In, Patch, T> {
  create(input: In): Promise<T>;
  createMany(items: readonly In[]): PromiseLike<unknown>;
  get(id: string): Promise<T>;
  update(id: string, input: Patch): Promise<T>;
  replace(id: string, input: Patch): Promise<T>;
  delete(id: string): Promise<void>;
  query(input: RecordQuery): Paged<T>;
}

interface Case {
  type: string;
  live: (attio: Attio) => Promise<void>;
}

function live<In, Patch, T extends { id: { record_id: string }; values: object }>(
  type: string,
  pick: (attio: Attio) => Records<In, Patch, T>,
  input: In,
  change: Patch & { values: object },
): Case {
  return {
    type,
    live: async (attio) => {
      const records = pick(attio);
      const made = await records.create(input);
      const id = made.id.record_id;
      expect(await records.get(id)).toEqual(made);
      const changed = await records.update(id, change);
      const [slug = ''] = Object.keys(change.values);
      expect(Object.entries(changed.values).find(([name]) => name === slug)?.[1]).toMatchObject([
        { active_until: null },
      ]);
      expect(await records.replace(id, change)).toMatchObject({ id: made.id });
      await records.createMany([input]);
      expect(await gather(records.query({ limit: 1 }))).toHaveLength(2);
      expect(await records.delete(id)).toBeUndefined();
      expect(isAttioError(await failure(records.get(id)), 404)).toBe(true);
    },
  };
}

const owner = 'ines.okafor@harbour.example';

const cases: readonly Case[] = [
  live('people', ({ people }) => people, { values: { name: 'Byron, Ada' } }, { values: { job_title: 'a' } }),
  live(
    'companies',
    ({ companies }) => companies,
    { values: { name: 'Harbour' } },
    { values: { description: 'a' } },
  ),
  live(
    'deals',
    ({ deals }) => deals,
    { values: { name: 'Paint', stage: 'Lead', owner } },
    { values: { value: 250 } },
  ),
];

describe('the records of Attio', () => {
  it.each(cases)('of $type are created, read, changed, replaced, queried and deleted', async (one) => {
    const { server, attio } = await attioPair();
    await one.live(attio);
    const path = `/v2/objects/${one.type}/records`;
    const id = server.requests[1]?.path.split('/').at(-1);
    expect(calls(server)).toEqual([
      `POST ${path} 200`,
      `GET ${path}/${id} 200`,
      `PATCH ${path}/${id} 200`,
      `PUT ${path}/${id} 200`,
      `POST ${path} 200`,
      `POST ${path}/query 200`,
      `POST ${path}/query 200`,
      `POST ${path}/query 200`,
      `DELETE ${path}/${id} 200`,
      `GET ${path}/${id} 404`,
    ]);
    expect(new Set(wires(server).map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer attio-test']),
    );
  });

  it('are written with plain values and read as lists of values with their history', async () => {
    const { server, attio } = await attioPair();
    const person = await attio.people.create({
      values: { name: 'Byron, Ada', email_addresses: ['ada@harbour.example'] },
    });
    expect(lastWire(server)).toMatchObject({
      url: '/v2/objects/people/records',
      text: '{"data":{"values":{"name":"Byron, Ada","email_addresses":["ada@harbour.example"]}}}',
    });
    expect(person.values.name?.[0]?.full_name).toBe('Ada Byron');
    expect(person.values.email_addresses?.map(({ email_domain }) => email_domain)).toEqual([
      'harbour.example',
    ]);
    expect(person.values.job_title).toEqual([]);
  });

  it('are asserted by a matching attribute, in the query', async () => {
    const { server, attio } = await attioPair();
    const values = { email_addresses: ['ada@harbour.example'], job_title: 'Engineer' };
    const one = await attio.people.assert({ values }, { matching_attribute: 'email_addresses' });
    const two = await attio.people.assert({ values }, { matching_attribute: 'email_addresses' });
    expect(two.id).toEqual(one.id);
    expect(lastWire(server)).toMatchObject({
      method: 'PUT',
      url: '/v2/objects/people/records?matching_attribute=email_addresses',
      text: '{"data":{"values":{"email_addresses":["ada@harbour.example"],"job_title":"Engineer"}}}',
    });
    const error = await failure(attio.people.create({ values }));
    expect(isAttioError(error, 409)).toBe(true);
  });

  it('are queried page by page, the offset being in the body', async () => {
    const { server, attio } = await attioPair();
    await values(attio.companies.createMany(times(5, (index) => ({ values: { name: `c${index}` } }))));
    server.requests.length = 0;
    const sorts = [{ attribute: 'name', direction: 'desc' as const }];
    const found = await gather(attio.companies.query({ sorts, limit: 2 }));
    expect(found.map(({ values: { name } }) => name?.[0]?.value)).toEqual(['c4', 'c3', 'c2', 'c1', 'c0']);
    const asked = '"sorts":[{"attribute":"name","direction":"desc"}],"limit":2';
    expect(wires(server).map(({ text }) => text)).toEqual([
      `{${asked}}`,
      `{${asked},"offset":2}`,
      `{${asked},"offset":4}`,
    ]);
  });
});

describe('the notes of Attio', () => {
  it('are written, read, listed page by page and deleted', async () => {
    const { server, attio } = await attioPair();
    const { id } = await attio.companies.create({ values: { name: 'Harbour' } });
    const note = { parent_object: 'companies', parent_record_id: id.record_id, format: 'markdown' } as const;
    const made = await attio.notes.create({ ...note, title: 'A', content: '# Paint' });
    expect(lastWire(server)).toMatchObject({
      url: '/v2/notes',
      text: `{"data":{"parent_object":"companies","parent_record_id":"${id.record_id}","format":"markdown","title":"A","content":"# Paint"}}`,
    });
    expect([made.content_markdown, made.content_plaintext]).toEqual(['# Paint', 'Paint']);
    expect(await attio.notes.get(made.id.note_id)).toEqual(made);
    await values(attio.notes.createMany(times(14, () => ({ ...note, title: 'B', content: 'b' }))));
    server.requests.length = 0;
    expect(await gather(attio.notes.list({ parent_object: 'companies' }))).toHaveLength(15);
    expect(wires(server).map(({ url }) => url)).toEqual([
      '/v2/notes?parent_object=companies',
      '/v2/notes?parent_object=companies&offset=10',
    ]);
    const all = await gather(attio.notes.list());
    const gone = await attio.notes.deleteMany(all.map((each) => each.id.note_id));
    expect(gone.counts.ok).toBe(15);
    expect(server.records.notes.size).toBe(0);
  });
});

describe('the workspace of Attio', () => {
  it('names its members', async () => {
    const { server, attio } = await attioPair();
    const members = await attio.workspaceMembers.list();
    expect(members.map(({ access_level }) => access_level)).toEqual(['admin', 'member', 'suspended']);
    const [first] = members;
    const id = first?.id.workspace_member_id ?? '';
    expect(await attio.workspaceMembers.get(id)).toEqual(first);
    expect(lastWire(server)).toMatchObject({ method: 'GET', url: `/v2/workspace_members/${id}` });
    expect((await failure(attio.workspaceMembers.get(nowhere))).code).toBe('not_found');
  });

  it('describes its objects and attributes', async () => {
    const { server, attio } = await attioPair();
    expect((await attio.objects.list()).map(({ api_slug }) => api_slug)).toContain('deals');
    expect((await attio.objects.get('people')).singular_noun).toBe('Person');
    const paged = await gather(attio.attributes.list('objects', 'deals', { limit: 4 }));
    expect(paged.map(({ api_slug }) => api_slug)).toContain('stage');
    const path = '/v2/objects/deals/attributes';
    expect(server.requests.slice(2).map(({ url }) => url)).toEqual([
      `${path}?limit=4`,
      `${path}?limit=4&offset=4`,
      `${path}?limit=4&offset=8`,
    ]);
    expect(await gather(attio.attributes.list('objects', 'deals'))).toEqual(paged);
    expect((await attio.attributes.get('objects', 'deals', 'stage')).type).toBe('status');
    const statuses = await attio.attributes.listStatuses('objects', 'deals', 'stage');
    expect(statuses.map(({ title }) => title)).toContain('Won 🎉');
    const options = await attio.attributes.listOptions('objects', 'companies', 'categories');
    expect(options.map(({ title }) => title)).toContain('B2B');
  });

  it('knows its webhooks, whose secret comes once', async () => {
    const { server, attio } = await attioPair();
    const subscriptions = [{ event_type: 'task.created', filter: null }] as const;
    const input = { target_url: 'https://app.example/hook', subscriptions: [...subscriptions] };
    const made = await attio.webhooks.create(input);
    expect(lastWire(server).text).toBe(
      '{"data":{"target_url":"https://app.example/hook","subscriptions":[{"event_type":"task.created","filter":null}]}}',
    );
    expect(made.secret).toMatch(/^[0-9a-f]{64}$/);
    const id = made.id.webhook_id;
    expect(await attio.webhooks.get(id)).not.toHaveProperty('secret');
    const changed = await attio.webhooks.update(id, { target_url: 'https://app.example/new' });
    expect(changed.target_url).toBe('https://app.example/new');
    for (const _more of times(3, () => 0)) await attio.webhooks.create(input);
    expect(await gather(attio.webhooks.list({ limit: 2 }))).toHaveLength(4);
    await attio.webhooks.delete(id);
    expect(lastWire(server)).toMatchObject({ method: 'DELETE', url: `/v2/webhooks/${id}`, status: 200 });
    expect(server.records.webhooks.size).toBe(3);
  });

  it('says what a token is good for, without an envelope', async () => {
    const { server, attio } = await attioPair();
    const self = await attio.self.identify();
    if (!self.active) throw new Error('The token is known.');
    expect(self.workspace_id).toBe(server.workspaceId);
    expect(lastWire(server)).toMatchObject({ method: 'GET', url: '/v2/self' });
    const stranger = new Attio({ auth: apiKey('stranger'), baseUrl: server.url });
    expect(await stranger.self.identify()).toEqual({ active: false });
  });
});
