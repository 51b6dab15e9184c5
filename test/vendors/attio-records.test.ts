import { describe, expect, it } from 'vitest';
import { startAttio, type AttioOptions, type AttioServer } from './attio.js';
import { manualClock } from './shared.js';
import { asking, kept, pluck, type Ask, type Reply } from './support.js';

const people = '/v2/objects/people/records';
const companies = '/v2/objects/companies/records';
const deals = '/v2/objects/deals/records';

async function started(options: AttioOptions = {}): Promise<{ server: AttioServer; ask: Ask }> {
  const server = kept(await startAttio({ clock: manualClock(), companyFromEmail: false, ...options }));
  return { server, ask: asking(server) };
}

/** Asks with an envelope around the values. */
async function write(ask: Ask, method: string, path: string, values: object): Promise<Reply> {
  return ask(method, path, { data: { values } });
}

function emailsOf(reply: Reply): unknown[] {
  return pluck(reply.list('data', 'values', 'email_addresses'), 'email_address');
}

describe('the values of an Attio record', () => {
  it('come back as arrays in an envelope, empty where nothing is set', async () => {
    const { server, ask } = await started();
    const reply = await write(ask, 'POST', people, {
      email_addresses: ['Ada@Engine.example'],
      job_title: 'Analyst',
    });
    expect(reply.status).toBe(200);
    expect(reply.at('data', 'id')).toMatchObject({
      workspace_id: server.workspaceId,
      object_id: server.objectId('people'),
    });
    expect(reply.text('data', 'web_url')).toContain(reply.text('data', 'id', 'record_id'));
    expect(reply.at('data', 'values', 'description')).toEqual([]);
    expect(reply.list('data', 'values', 'email_addresses')).toEqual([
      {
        active_from: expect.stringMatching(/\.\d{9}Z$/) as string,
        active_until: null,
        created_by_actor: { type: 'api-token', id: expect.any(String) as string },
        original_email_address: 'Ada@Engine.example',
        email_address: 'ada@engine.example',
        email_domain: 'engine.example',
        email_root_domain: 'engine.example',
        email_local_specifier: 'ada',
        attribute_type: 'email-address',
      },
    ]);
    expect(reply.at('data', 'values', 'created_at', 0, 'value')).toBe(reply.at('data', 'created_at'));
  });

  it.each([
    [
      'people',
      'name',
      'Lovelace, Ada',
      { first_name: 'Ada', last_name: 'Lovelace', full_name: 'Ada Lovelace' },
    ],
    ['people', 'name', 'Ada Lovelace', { first_name: 'Ada Lovelace', last_name: '' }],
    ['people', 'phone_numbers', ['+49 151 234567'], { phone_number: '+49151234567', country_code: 'DE' }],
    [
      'people',
      'phone_numbers',
      [{ original_phone_number: '0612345678', country_code: 'FR' }],
      { phone_number: '+33612345678' },
    ],
    [
      'companies',
      'domains',
      ['https://app.engine.example/x?y'],
      { domain: 'app.engine.example', root_domain: 'engine.example' },
    ],
    ['companies', 'foundation_date', '2020-05-06T23:30:00-02:00', { value: '2020-05-07' }],
    ['companies', 'funding_raised_usd', '4.99', { currency_value: 4.99, currency_code: 'USD' }],
    [
      'companies',
      'categories',
      ['B2B'],
      { option: expect.objectContaining({ title: 'B2B', is_archived: false }) as object },
    ],
    ['companies', 'primary_location', 'Berlin', { line_1: 'Berlin', latitude: null }],
    ['companies', 'rank', 4, { value: 4, attribute_type: 'rating' }],
    ['companies', 'active', 'true', { value: true, attribute_type: 'checkbox' }],
    ['companies', 'seen', '2026-01-02', { value: '2026-01-02T00:00:00.000000000Z' }],
    ['companies', 'size', { value: 1.234567 }, { value: 1.2346 }],
  ])('of %s: %s is written %j', async (object, slug, sent, read) => {
    const custom = [
      { slug: 'rank', type: 'rating' },
      { slug: 'active', type: 'checkbox' },
      { slug: 'seen', type: 'timestamp' },
      { slug: 'size', type: 'number' },
    ] as const;
    const { ask } = await started({ attributes: { companies: custom } });
    const reply = await write(ask, 'POST', `/v2/objects/${object}/records`, { [slug]: sent });
    expect(reply.status).toBe(200);
    expect(reply.list('data', 'values', slug)).toMatchObject([read]);
  });

  it.each([
    ['an unknown attribute', 'people', { nope: 'x' }, 'value_not_found'],
    ['an unknown option', 'companies', { categories: ['Nope'] }, 'value_not_found'],
    [
      'a currency code',
      'companies',
      { funding_raised_usd: { currency_value: 1, currency_code: 'EUR' } },
      'validation_type',
    ],
    [
      'a name in parts that lacks one',
      'people',
      { name: { first_name: 'A', last_name: 'B' } },
      'validation_type',
    ],
    ['a list that is none', 'people', { email_addresses: 'a@b.example' }, 'validation_type'],
    ['a phone number without a country', 'people', { phone_numbers: ['0612345678'] }, 'validation_type'],
    ['nine keys of a location', 'people', { primary_location: { line_1: 'x' } }, 'validation_type'],
    ['an interaction', 'people', { first_interaction: {} }, 'immutable_value'],
    ['a deal without a stage', 'deals', { name: 'x', owner: 'ines.okafor@harbour.example' }, 'missing_value'],
    [
      'an unknown member',
      'deals',
      { name: 'x', stage: 'Lead', owner: 'nobody@harbour.example' },
      'value_not_found',
    ],
  ])('are refused for %s', async (_what, object, values, code) => {
    const { server, ask } = await started();
    const reply = await write(ask, 'POST', `/v2/objects/${object}/records`, values);
    expect(reply).toMatchObject({ status: 400, body: { code } });
    expect(server.records.people.size + server.records.companies.size + server.records.deals.size).toBe(0);
  });
});

describe('writing an Attio record', () => {
  it('refuses a unique value that another record has', async () => {
    for (const [conflictStatus, code] of [
      [409, 'slug_conflict'],
      [400, 'uniqueness_conflict'],
    ] as const) {
      const { ask } = await started({ conflictStatus });
      await write(ask, 'POST', companies, { domains: ['engine.example'] });
      const reply = await write(ask, 'POST', companies, { domains: ['x.example', 'ENGINE.example'] });
      expect(reply).toMatchObject({ status: conflictStatus, body: { code } });
    }
  });

  it('asserts: adds to the matching attribute and replaces the rest', async () => {
    const { server, ask } = await started();
    const path = `${people}?matching_attribute=email_addresses`;
    const first = await write(ask, 'PUT', path, {
      email_addresses: ['a@x.example'],
      phone_numbers: ['+49151234567'],
    });
    const again = await write(ask, 'PUT', path, {
      email_addresses: ['a@x.example', 'b@x.example'],
      phone_numbers: ['+49151234568'],
    });
    expect(again.at('data', 'id')).toEqual(first.at('data', 'id'));
    expect(emailsOf(again)).toEqual(['a@x.example', 'b@x.example']);
    expect(pluck(again.list('data', 'values', 'phone_numbers'), 'phone_number')).toEqual(['+49151234568']);
    expect(server.records.people.size).toBe(1);
    await write(ask, 'POST', people, { email_addresses: ['c@x.example'] });
    const both = await write(ask, 'PUT', path, { email_addresses: ['a@x.example', 'c@x.example'] });
    expect(both).toMatchObject({ status: 400, body: { code: 'multiple_match_results' } });
    expect((await write(ask, 'PUT', people, {})).at('code')).toBe('missing_value');
    expect((await write(ask, 'PUT', `${people}?matching_attribute=nope`, {})).at('code')).toBe(
      'value_not_found',
    );
    expect((await write(ask, 'PUT', `${people}?matching_attribute=job_title`, {})).at('code')).toBe(
      'validation_type',
    );
  });

  it('prepends by PATCH and overwrites by PUT', async () => {
    const { ask } = await started();
    const made = await write(ask, 'POST', people, { email_addresses: ['a@x.example'] });
    const path = `${people}/${made.text('data', 'id', 'record_id')}`;
    expect(emailsOf(await write(ask, 'PATCH', path, { email_addresses: ['b@x.example'] }))).toEqual([
      'b@x.example',
      'a@x.example',
    ]);
    expect(emailsOf(await write(ask, 'PUT', path, { email_addresses: ['c@x.example'] }))).toEqual([
      'c@x.example',
    ]);
    expect((await write(ask, 'POST', people, { email_addresses: ['a@x.example'] })).status).toBe(200);
    expect((await ask('DELETE', path)).body).toEqual({});
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('keeps both ends of a relationship', async () => {
    const { ask } = await started();
    const company = (await write(ask, 'POST', companies, { domains: ['x.example'] })).text(
      'data',
      'id',
      'record_id',
    );
    const other = (await write(ask, 'POST', companies, { name: 'Other' })).text('data', 'id', 'record_id');
    const made = await write(ask, 'POST', people, { company: 'x.example' });
    expect(made.list('data', 'values', 'company')).toMatchObject([
      { target_object: 'companies', target_record_id: company },
    ]);
    const id = made.text('data', 'id', 'record_id');
    const team = async (of: string): Promise<unknown[]> =>
      pluck((await ask('GET', `${companies}/${of}`)).list('data', 'values', 'team'), 'target_record_id');
    expect(await team(company)).toEqual([id]);
    await write(ask, 'PATCH', `${companies}/${other}`, {
      team: [{ target_object: 'people', target_record_id: id }],
    });
    expect([await team(company), await team(other)]).toEqual([[], [id]]);
    await ask('DELETE', `${people}/${id}`);
    expect(await team(other)).toEqual([]);
  });

  it('gives a person with an email the company of its domain', async () => {
    const { server, ask } = await started({ companyFromEmail: true });
    for (const email of ['a@x.example', 'b@x.example']) {
      await write(ask, 'POST', people, { email_addresses: [email] });
    }
    expect(server.records.companies.size).toBe(1);
    expect([...server.records.companies.values()][0]?.values['team']).toHaveLength(2);
  });

  it('knows no deals until they are turned on', async () => {
    const { ask } = await started({ deals: false });
    const reply = await write(ask, 'POST', deals, { name: 'x' });
    expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('an Attio query', () => {
  it('filters, sorts and pages in the body', async () => {
    const { ask } = await started();
    for (const [name, stage, value] of [
      ['A', 'Lead', 5],
      ['B', 'Lost', 7],
      ['C', 'Lead', 9],
    ] as const) {
      await write(ask, 'POST', deals, { name, stage, value, owner: 'ines.okafor@harbour.example' });
    }
    const names = async (body: object): Promise<unknown[]> => {
      const reply = await ask('POST', `${deals}/query`, body);
      expect(reply.headers.has('x-attio-record-query-score')).toBe(reply.status === 200);
      return reply.status === 200
        ? pluck(reply.list('data'), 'values', 'name', 0, 'value')
        : [reply.at('code')];
    };
    expect(await names({})).toEqual(['A', 'B', 'C']);
    expect(await names({ limit: 1, offset: 1 })).toEqual(['B']);
    expect(await names({ filter: { stage: 'Lead' } })).toEqual(['A', 'C']);
    expect(
      await names({ filter: { value: { $gt: 5 } }, sorts: [{ attribute: 'value', direction: 'desc' }] }),
    ).toEqual(['C', 'B']);
    expect(
      await names({
        filter: { $or: [{ name: { $in: ['A', 'B'] } }, { value: 9 }], $not: { stage: 'Lost' } },
      }),
    ).toEqual(['A', 'C']);
    expect(await names({ filter: { associated_company: { $not_empty: true } } })).toEqual([]);
    expect(await names({ filter: { nope: 1 } })).toEqual(['filter_error']);
    expect(await names({ filter: { name: { $nope: 1 } } })).toEqual(['filter_error']);
  });
});
