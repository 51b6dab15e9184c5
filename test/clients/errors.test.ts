/** How the vendors refuse: tokens, what is not there, too many calls. And what the clients make of it. */

import { describe, expect, it } from 'vitest';
import { apiKey as attioKey, Attio, isAttioError } from '../../generated/attio/index.js';
import { HubSpot, isHubSpotError, privateApp } from '../../generated/hubspot/index.js';
import { type CrosswalkError, isCrosswalkError } from '../../generated/runtime/index.js';
import { apiKey as twentyKey, isTwentyError, Twenty } from '../../generated/twenty/index.js';
import { gate } from '../support/stub.js';
import { attioPair, calls, failure, gather, hubspotPair, time, times, twentyPair } from './support.js';

const secret = 'secret-3f9d1c7e';
const nowhere = '00000000-0000-4000-8000-000000000000';

/** An error in every way in which a log may print it. */
function printed(error: CrosswalkError): string {
  return [String(error), error.stack, JSON.stringify(error), JSON.stringify(error.toJSON())].join('\n');
}

describe('a token that is not known', () => {
  it('is a typed 401 at HubSpot, where an expired one has a code of its own', async () => {
    const { server, hubspot } = await hubspotPair({ token: secret });
    server.tokens.clear();
    const unknown = await failure(hubspot.tasks.list());
    expect(isHubSpotError(unknown, 401) && unknown.body.category).toBe('INVALID_AUTHENTICATION');
    server.expiredTokens.add(secret);
    const expired = await failure(hubspot.tasks.get('1'));
    expect(isHubSpotError(expired, 401) && expired.code).toBe('EXPIRED_AUTHENTICATION');
    expect(expired.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(printed(unknown) + printed(expired)).not.toContain(secret);
    expect(server.requests).toHaveLength(2);
  });

  it('is a typed 401 at Attio', async () => {
    const { server, attio } = await attioPair({ token: secret });
    server.tokens.clear();
    const error = await failure(attio.tasks.list());
    expect(isAttioError(error, 401) && [error.code, error.body.type]).toEqual(['unauthorized', 'auth_error']);
    expect(printed(error)).not.toContain(secret);
  });

  it('is a typed 401 at Twenty, and 403 or 400 at a server of 0.51', async () => {
    const { server, twenty } = await twentyPair({ token: secret });
    server.tokens.clear();
    const error = await failure(twenty.tasks.list());
    expect(isTwentyError(error, 401) && [error.code, error.body.messages.length]).toEqual([
      'UNAUTHENTICATED',
      1,
    ]);
    expect(printed(error)).not.toContain(secret);
    const old = await twentyPair({ version: '0.51', token: secret });
    old.server.tokens.clear();
    expect((await failure(old.twenty.tasks.list())).status).toBe(403);
    const batch = await failure(old.twenty.tasks.batchCreate([{}]));
    expect(isTwentyError(batch, 400) && batch.code).toBe('FORBIDDEN_EXCEPTION');
  });

  it('is asked for anew with each call where a function gives it', async () => {
    const { server } = await hubspotPair();
    const given = ['stale', 'pat-test'];
    const auth = privateApp(() => given.shift() ?? '');
    const hubspot = new HubSpot({ auth, baseUrl: server.url });
    expect((await failure(hubspot.tasks.list())).status).toBe(401);
    expect((await hubspot.tasks.list()).items).toEqual([]);
    const empty = await failure(hubspot.tasks.list());
    expect([empty.kind, empty.message]).toEqual([
      'misuse',
      expect.stringContaining('privateApp(token): the token is empty'),
    ]);
    expect(server.requests).toHaveLength(2);
  });

  it('is missed at once by the factory, by its name', () => {
    for (const [factory, make] of [
      ['privateApp', () => privateApp(undefined)],
      ['apiKey', () => attioKey(undefined)],
      ['apiKey', () => twentyKey('')],
    ] as const) {
      expect(make).toThrow(new RegExp(`^${factory}\\(token\\): the token is`));
    }
  });
});

describe('a record that is not there', () => {
  it('is a typed 404 with the code of its vendor', async () => {
    const { hubspot } = await hubspotPair();
    const { attio } = await attioPair();
    const { twenty } = await twentyPair();
    const [one, two, three] = [
      await failure(hubspot.deals.get('1')),
      await failure(attio.people.get(nowhere)),
      await failure(twenty.people.get(nowhere)),
    ];
    expect(isHubSpotError(one, 404) && one.body.category).toBe('OBJECT_NOT_FOUND');
    expect(isAttioError(two, 404) && two.body.status_code).toBe(404);
    expect(isTwentyError(three, 404) && three.body.error).toBe('NotFoundException');
    for (const error of [one, two, three]) {
      expect(error).toMatchObject({ kind: 'refused', status: 404, processed: 'no', attempts: 1 });
      expect([isHubSpotError, isAttioError, isTwentyError].filter((guard) => guard(error))).toHaveLength(1);
    }
    expect(one.message).toMatch(/^HubSpot 404 OBJECT_NOT_FOUND: /);
    expect(two.message).toMatch(/^Attio 404 not_found: /);
    expect(three.message).toMatch(/^Twenty 404 NotFoundException: Record not found$/);
  });

  it('may be a page of HTML, where there is nothing at the path', async () => {
    const { server, hubspot } = await hubspotPair();
    const lost = new HubSpot({ auth: privateApp('pat-test'), baseUrl: `${server.url}/elsewhere` });
    const error = await failure(lost.tasks.get('1'));
    expect(error).toMatchObject({ status: 404, body: expect.stringContaining('<html>') as string });
    expect(error.code).toBeUndefined();
    expect((await hubspot.tasks.list()).items).toEqual([]);
  });
});

describe('too many calls', () => {
  it('at HubSpot: no Retry-After, so the ten seconds of its window are waited, and the create is sent again', async () => {
    const { clock, run, server: at, client } = time();
    const limits = { burst: { max: 2, perMs: 10_000 } };
    const { server, hubspot } = await hubspotPair({ ...at, limits }, { ...client, limits: false });
    const input = { properties: { name: 'Harbour' } };
    for (const _turn of [1, 2, 3]) await run(hubspot.companies.create(input));
    expect(server.requests.map(({ status }) => status)).toEqual([201, 201, 429, 201]);
    expect(server.requests.map((request) => request.at - (server.requests[0]?.at ?? 0))).toEqual([
      0, 0, 0, 10_000,
    ]);
    expect(clock.now()).toBe(10_000);
    expect(server.records.companies.size).toBe(3);
  });

  it('at HubSpot: Retry-After in seconds where a portal moves house (477)', async () => {
    const { clock, run, server: at, client } = time();
    const { server, hubspot } = await hubspotPair(at, client);
    server.inject({ answer: { status: 477, headers: { 'Retry-After': '7' }, body: { status: 'error' } } });
    await run(hubspot.tasks.list());
    expect([clock.now(), server.requests.length]).toEqual([7_000, 2]);
    server.inject({
      answer: { status: 477, headers: { 'Retry-After': '86400' }, body: { status: 'error' } },
    });
    const error = await failure(run(hubspot.tasks.list()));
    expect(isHubSpotError(error, 477) && error.retryAfterMs).toBe(86_400_000);
    expect([clock.now(), server.requests.length]).toEqual([7_000, 3]);
  });

  it('at Attio: Retry-After as an HTTP date, taken from the date of the same answer', async () => {
    const start = Date.UTC(2026, 0, 1) + 300;
    const { clock, run, client } = time();
    // The server's clock is a year ahead of the client's: only the two headers of the answer count.
    const limits = { writes: { max: 1, perMs: 1_000 } };
    const options = { clock: () => start + 31_536_000_000 + clock.now(), limits };
    const { server, attio } = await attioPair(options, { ...client, limits: false });
    for (const name of ['a', 'b']) await run(attio.companies.create({ values: { name } }));
    expect(server.requests.map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(clock.now()).toBe(2_000);
    expect(server.records.companies.size).toBe(2);
  });

  it('at Twenty: no header at all, so as long as its bucket needs for a token', async () => {
    const { clock, run, server: at, client } = time();
    const limits = { bucket: { max: 100, perMs: 60_000 } };
    const { server, twenty } = await twentyPair({ ...at, limits }, { ...client, limits: false });
    await run(Promise.all(times(100, () => twenty.messageThreads.create({}))));
    expect(clock.now()).toBe(0);
    await run(twenty.messageThreads.create({}));
    expect(server.requests.slice(-2).map(({ status }) => status)).toEqual([429, 201]);
    expect(clock.now()).toBe(600);
    expect(server.records.messageThreads.size).toBe(101);
  });

  it('end as a typed 429 where nothing is to be repeated', async () => {
    const once = { retry: false, limits: false } as const;
    const { hubspot } = await hubspotPair({ limits: { burst: { max: 0, perMs: 1 } } }, once);
    const one = await failure(hubspot.tasks.list());
    expect(isHubSpotError(one, 429) && [one.code, one.body.policyName]).toEqual([
      'RATE_LIMIT',
      'TEN_SECONDLY_ROLLING',
    ]);
    const { attio } = await attioPair({ limits: { reads: { max: 1, perMs: 1_000 } } }, once);
    await attio.tasks.list();
    const two = await failure(attio.tasks.list());
    expect(isAttioError(two, 429) && [two.code, two.retryAfterMs]).toEqual(['rate_limit_exceeded', 1_000]);
    const { twenty } = await twentyPair({ limits: { bucket: { max: 0, perMs: 60_000 } } }, once);
    const { outcomes } = await twenty.tasks.createMany([{ title: 'x' }]);
    expect(outcomes[0]).toMatchObject({
      status: 'unsent',
      error: { status: 429, code: 'HttpException', processed: 'no' },
    });
  });

  it('hold the other calls of the client back as well', async () => {
    const { run, server: at, client } = time();
    const refused = gate();
    const hooks = { onRetry: refused.open };
    const { server, hubspot } = await hubspotPair(at, { ...client, hooks });
    server.inject({ answer: { status: 429, headers: { 'Retry-After': '3' }, body: { status: 'error' } } });
    const first = gather(hubspot.tasks.list());
    await refused.opened;
    await run(Promise.all([first, gather(hubspot.companies.list())]));
    expect(server.requests.map((request) => request.at - (server.requests[0]?.at ?? 0))).toEqual([
      0, 3_000, 3_000,
    ]);
  });
});

describe('a vendor that breaks down', () => {
  it('is asked again where that does no harm', async () => {
    const { run, server: at, client } = time();
    const { server, attio } = await attioPair(at, client);
    server.inject({ answer: { status: 503, body: 'busy' } }, { drop: 'before' });
    await run(attio.tasks.list());
    expect(calls(server)).toEqual(['GET /v2/tasks 503', 'GET /v2/tasks undefined', 'GET /v2/tasks 200']);
  });

  it('is not asked again to create what it may have created', async () => {
    const { run, server: at, client } = time();
    const { server, attio } = await attioPair(at, client);
    server.inject({ drop: 'after' });
    const error = await failure(run(attio.companies.create({ values: { name: 'Harbour' } })));
    expect(isCrosswalkError(error) && [error.kind, error.processed]).toEqual(['network', 'unknown']);
    expect([server.requests.length, server.records.companies.size]).toEqual([1, 1]);
    server.inject({ drop: 'after' });
    const { outcomes } = await run(attio.companies.createMany([{ values: { name: 'Quay' } }]));
    expect(outcomes.map(({ status }) => status)).toEqual(['ambiguous']);
    expect(server.records.companies.size).toBe(2);
  });

  it('stays what it was: a client of another vendor does not mix it up', async () => {
    const attio = new Attio({ auth: attioKey('x'), fetch: () => Promise.reject(new TypeError('offline')) });
    const twenty = new Twenty({
      auth: twentyKey('x'),
      retry: false,
      fetch: () => Promise.reject(new TypeError('offline')),
    });
    const error = await failure(twenty.tasks.create({}));
    expect([error.vendor, error.kind, isTwentyError(error)]).toEqual(['twenty', 'network', false]);
    await attio.close();
    expect((await failure(attio.tasks.list())).kind).toBe('closed');
  });
});
