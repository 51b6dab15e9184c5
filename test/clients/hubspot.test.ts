/** HubSpot's other resources, one record at a time: records, owners, associations and properties. */

import { describe, expect, it } from 'vitest';
import {
  isHubSpotError,
  type Filter,
  type HubSpot,
  type Paged,
  type RecordSearch,
} from '../../generated/hubspot/index.js';
import { failure, gather, hubspotPair, lastWire, times, values, wires } from './support.js';

const stamp = '2026-03-01T09:00:00.000Z';

/** What the record resources have in common. */
interface Records<In, Patch, T> {
  create(input: In): Promise<T>;
  get(id: string, query?: { properties?: readonly string[] }): Promise<T>;
  update(id: string, input: Patch): Promise<T>;
  archive(id: string): Promise<void>;
  list(query?: { properties?: readonly string[]; limit?: number }): Paged<T>;
  search(input: RecordSearch): Paged<T>;
}

interface Case {
  type: string;
  /** Creates, reads, changes, lists, finds and archives a record; the titles that were seen on the way. */
  live: (hubspot: HubSpot) => Promise<(string | null | undefined)[]>;
}

type Fields = Record<string, string | null | undefined>;

function live<In, Patch, T extends { id: string; properties: Fields }>(
  type: string,
  pick: (hubspot: HubSpot) => Records<In, Patch, T>,
  input: In,
  change: Patch,
  name: string,
): Case {
  return {
    type,
    live: async (hubspot) => {
      const records = pick(hubspot);
      const query = { properties: [name] };
      const made = await records.create(input);
      const got = await records.get(made.id, query);
      const changed = await records.update(made.id, change);
      const listed = await gather(records.list(query));
      const value = changed.properties[name] ?? '';
      const filters: Filter[] = [{ propertyName: name, operator: 'EQ', value }];
      const found = await gather(records.search({ filterGroups: [{ filters }], properties: [name] }));
      await records.archive(made.id);
      expect((await failure(records.get(made.id))).status).toBe(404);
      return [made, got, changed, ...listed, ...found].map(({ properties }) => properties[name]);
    },
  };
}

const cases: readonly Case[] = [
  live(
    'tasks',
    ({ tasks }) => tasks,
    { properties: { hs_timestamp: stamp, hs_task_subject: 'a' } },
    { properties: { hs_task_subject: 'b' } },
    'hs_task_subject',
  ),
  live(
    'contacts',
    ({ contacts }) => contacts,
    { properties: { email: 'ada@harbour.example', lastname: 'a' } },
    { properties: { lastname: 'b' } },
    'lastname',
  ),
  live(
    'companies',
    ({ companies }) => companies,
    { properties: { name: 'a' } },
    { properties: { name: 'b' } },
    'name',
  ),
  live(
    'deals',
    ({ deals }) => deals,
    { properties: { dealname: 'a', dealstage: 'appointmentscheduled' } },
    { properties: { dealname: 'b' } },
    'dealname',
  ),
  live(
    'notes',
    ({ notes }) => notes,
    { properties: { hs_timestamp: stamp, hs_note_body: 'a' } },
    { properties: { hs_note_body: 'b' } },
    'hs_note_body',
  ),
  live(
    'emails',
    ({ emails }) => emails,
    { properties: { hs_timestamp: stamp, hs_email_direction: 'EMAIL', hs_email_subject: 'a' } },
    { properties: { hs_email_subject: 'b' } },
    'hs_email_subject',
  ),
];

describe('the records of HubSpot', () => {
  it.each(cases)('of type $type are created, read, changed, listed, found and archived', async (one) => {
    const { server, hubspot } = await hubspotPair();
    expect(await one.live(hubspot)).toEqual(['a', 'a', 'b', 'b', 'b']);
    const path = `/crm/v3/objects/${one.type}`;
    const [id] = [...server.records[one.type as 'tasks'].keys()];
    expect(server.requests.map(({ method, path: asked, status }) => `${method} ${asked} ${status}`)).toEqual([
      `POST ${path} 201`,
      `GET ${path}/${id} 200`,
      `PATCH ${path}/${id} 200`,
      `GET ${path} 200`,
      `POST ${path}/search 200`,
      `DELETE ${path}/${id} 204`,
      `GET ${path}/${id} 404`,
    ]);
    expect(new Set(wires(server).map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer pat-test']),
    );
  });

  it('are sent as they are given, and asked for by name', async () => {
    const { server, hubspot } = await hubspotPair();
    const { id } = await hubspot.contacts.create({
      properties: { email: 'ada@harbour.example', firstname: 'Ada & Bo' },
    });
    expect(lastWire(server).text).toBe(
      '{"properties":{"email":"ada@harbour.example","firstname":"Ada & Bo"}}',
    );
    const read = await hubspot.contacts.get('ada@harbour.example', {
      idProperty: 'email',
      properties: ['firstname', 'lastname'],
      associations: ['companies', 'deals'],
    });
    expect(lastWire(server).url).toBe(
      '/crm/v3/objects/contacts/ada%40harbour.example?idProperty=email&properties=firstname,lastname&associations=companies,deals',
    );
    expect(read).toMatchObject({ id, properties: { firstname: 'Ada & Bo', lastname: null } });
    const changed = await hubspot.contacts.update(
      'ada@harbour.example',
      { properties: { firstname: '' } },
      { query: { idProperty: 'email' } },
    );
    expect(lastWire(server)).toMatchObject({
      method: 'PATCH',
      url: '/crm/v3/objects/contacts/ada%40harbour.example?idProperty=email',
      text: '{"properties":{"firstname":""}}',
    });
    expect(changed.id).toBe(id);
  });

  it('come page by page, each cursor taken from the page before', async () => {
    const { server, hubspot } = await hubspotPair();
    const inputs = times(25, (index) => ({ properties: { name: `c${index}` } }));
    await values(hubspot.companies.createMany(inputs));
    server.requests.length = 0;
    const names = await gather(hubspot.companies.list({ limit: 10, properties: ['name'] }));
    expect(names.map(({ properties }) => properties.name).toSorted()).toEqual(
      inputs.map(({ properties }) => properties.name).toSorted(),
    );
    const [first, second, third] = wires(server).map(({ url }) => url);
    expect(first).toBe('/crm/v3/objects/companies?limit=10&properties=name');
    expect(second).toBe(`${first}&after=${names[9]?.id}`);
    expect(third).toBe(`${first}&after=${names[19]?.id}`);
    const page = await hubspot.companies.list({ limit: 10, after: names[9]?.id });
    expect(page.items[0]?.id).toBe(names[10]?.id);
    expect(page.next).toBe(names[19]?.id);
  });

  it('are found page by page, the cursor being in the body, with how many there are', async () => {
    const { server, hubspot } = await hubspotPair();
    await values(hubspot.companies.createMany(times(5, () => ({ properties: { name: 'Same' } }))));
    server.requests.length = 0;
    const filters: Filter[] = [{ propertyName: 'name', operator: 'EQ', value: 'Same' }];
    const search = { filterGroups: [{ filters }], limit: 2 };
    const found = await gather(hubspot.companies.search(search));
    expect(found).toHaveLength(5);
    const [first, second] = wires(server);
    expect(first).toMatchObject({ url: '/crm/v3/objects/companies/search', text: JSON.stringify(search) });
    expect(second?.text).toMatch(/^\{"filterGroups":\[\{"filters":\[.*\]\}\],"limit":2,"after":"[^"]+"\}$/);
    expect(server.requests).toHaveLength(3);
    expect((await hubspot.companies.search(search)).total).toBe(5);
  });

  it('stop being asked for when the loop is left', async () => {
    const { server, hubspot } = await hubspotPair();
    await values(hubspot.companies.createMany(times(5, (index) => ({ properties: { name: `c${index}` } }))));
    server.requests.length = 0;
    for await (const _company of hubspot.companies.list({ limit: 2 })) break;
    expect(server.requests).toHaveLength(1);
  });
});

describe('the account of HubSpot', () => {
  it('lists its owners page by page, and reads one', async () => {
    const { server, hubspot } = await hubspotPair();
    const owners = await gather(hubspot.owners.list({ limit: 1 }));
    expect(owners.map(({ email }) => email)).toEqual([
      'ines.okafor@harbour.example',
      'pelle.brandt@harbour.example',
    ]);
    expect(wires(server).map(({ url }) => url)).toEqual([
      '/crm/v3/owners?limit=1',
      '/crm/v3/owners?limit=1&after=71000001',
    ]);
    const owner = await hubspot.owners.get('71000002');
    expect([owner.id, owner.lastName]).toEqual(['71000002', 'Brandt']);
  });

  it('describes its properties', async () => {
    const { server, hubspot } = await hubspotPair();
    const { results } = await hubspot.properties.list('tasks');
    expect(lastWire(server).url).toBe('/crm/v3/properties/tasks');
    expect(results.map(({ name }) => name)).toContain('hs_task_status');
    const status = await hubspot.properties.get('tasks', 'hs_task_status');
    expect(status.options.map(({ value }) => value)).toContain('WAITING');
    const error = await failure(hubspot.properties.get('tasks', 'no/such'));
    expect(lastWire(server).url).toBe('/crm/v3/properties/tasks/no%2Fsuch');
    expect(isHubSpotError(error, 404)).toBe(true);
  });
});
