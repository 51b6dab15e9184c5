import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../templates/runtime/facts.js';
import type { RetryEvent } from '../../templates/runtime/hooks.js';
import type { ClientOptions } from '../../templates/runtime/options.js';
import { CrosswalkError } from '../../templates/runtime/errors.js';
import { mayRepeat, retryAfter, retryPolicy, waitBefore } from '../../templates/runtime/retry.js';
import { bearer } from '../../templates/runtime/auth.js';
import type { Transport } from '../../templates/runtime/transport.js';
import { acme, clientOf, failure } from '../support/client.js';
import { fakeClock } from '../support/clock.js';
import { startServer, type Handler, type Reply, type Server } from '../support/server.js';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const get: Call = { method: 'GET', path: '/tasks' };
const post: Call = { method: 'POST', path: '/tasks', body: {} };
const upsert: Call = { ...post, repeatable: true };
const hangUp: Handler = (_, response) => void response.destroy();

describe('retryAfter', () => {
  const now = Date.UTC(2026, 0, 1);
  const read = (value: string, date?: string): number | undefined =>
    retryAfter(new Headers({ 'retry-after': value, ...(date !== undefined && { date }) }), now);

  test.each([
    ['3', 3_000],
    [' 0 ', 0],
    ['0.5', 500],
    ['Thu, 01 Jan 2026 00:00:02 GMT', 2_000],
    ['Thursday, 01-Jan-26 00:00:02 GMT', 2_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%j', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  test("a date is read by the server's own clock", () => {
    expect(read('Thu, 01 Jan 2026 08:00:05 GMT', 'Thu, 01 Jan 2026 08:00:01 GMT')).toBe(4_000);
    expect(read('Thu, 01 Jan 2026 00:00:02 GMT', 'nonsense')).toBe(2_000);
    expect(retryAfter(new Headers(), now)).toBeUndefined();
  });
});

describe('what is decided', () => {
  const refused = (status: number, retryAfterMs?: number): CrosswalkError =>
    new CrosswalkError({
      kind: 'refused',
      vendor: 'acme',
      message: '',
      status,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  const other = (kind: 'network' | 'timeout' | 'misuse' | 'unreadable'): CrosswalkError =>
    new CrosswalkError({ kind, vendor: 'acme', message: '' });

  test.each([
    [refused(429), true, true],
    [refused(503), false, true],
    [refused(500), false, false],
    [refused(400), false, false],
    [other('network'), false, true],
    [other('unreadable'), false, true],
    [other('timeout'), false, false],
    [other('misuse'), false, false],
  ])('%#: a create, a read', (error, create, read) => {
    expect(mayRepeat(error, post, acme.errors)).toBe(create);
    for (const call of [get, upsert, { ...get, method: 'delete' }])
      expect(mayRepeat(error, call, acme.errors)).toBe(read);
    expect(mayRepeat(error, { ...get, repeatable: false }, acme.errors)).toBe(create);
  });

  test('how long it waits', () => {
    const policy = retryPolicy({ baseMs: 100, maxWaitMs: 1_000 });
    const wait = (error: CrosswalkError, attempt: number, random = 1): number | undefined =>
      waitBefore(error, attempt, policy, acme.errors, () => random);
    expect([1, 2, 3, 4, 5].map((attempt) => wait(refused(503), attempt))).toEqual([
      100, 200, 400, 800, 1_000,
    ]);
    expect(wait(refused(503), 3, 0.25)).toBe(100);
    expect(wait(refused(429), 3)).toBe(700);
    expect(wait(refused(503, 1_000), 1)).toBe(1_000);
    expect(wait(refused(429, 0), 1)).toBe(0);
    expect(wait(refused(429, 1_001), 1)).toBeUndefined();
  });
});

/** Sends a call to a server that gives these answers one after the other, the last one for good. */
async function play(replies: readonly (Reply | Handler)[], call: Call, options: Partial<ClientOptions> = {}) {
  const clock = fakeClock();
  const retries: RetryEvent[] = [];
  server.answer((request, response, count) => {
    const reply = replies[Math.min(count, replies.length) - 1]!;
    return typeof reply === 'function' ? reply(request, response, count) : reply;
  });
  const hooks = { onRetry: (event: RetryEvent) => void retries.push(event) };
  const client = clientOf(server.url, { clock, hooks, ...options });
  const work = client.exchange(call).then(
    () => undefined,
    (thrown: CrosswalkError) => thrown,
  );
  const error = await clock.run(work, options.deadlineMs);
  const waits = retries.map(({ waitMs }) => waitMs);
  return { error, requests: server.received.length, waits, clock, retries };
}

const ok: Reply = { body: {} };
const limited = (value?: string, headers = {}): Reply => ({
  status: 429,
  body: {},
  headers: { ...(value !== undefined && { 'retry-after': value }), ...headers },
});

describe('what is repeated', () => {
  test('a 429 says that nothing was stored, so a create is sent again', async () => {
    const { error, requests, waits, clock } = await play([limited('2'), limited(), ok], post);
    expect([error, requests, waits]).toEqual([undefined, 3, [2_000, 700]]);
    expect(clock.now()).toBe(2_700);
    expect(clock.sleepers).toBe(0);
  });

  test('a date, by the clock of the server', async () => {
    const { waits } = await play(
      [limited('Tue, 23 May 2023 14:42:04 GMT', { date: 'Tue, 23 May 2023 14:42:01 GMT' }), ok],
      post,
    );
    expect(waits).toEqual([3_000]);
  });

  test.each<[string, Reply | Handler]>([
    ['a gateway that fails', { status: 503 }],
    ['a line that breaks', hangUp],
  ])('after %s: a read and an upsert, not a create', async (_, fault) => {
    for (const call of [get, upsert]) {
      const { error, requests, retries } = await play([fault, fault, ok], call);
      expect([error, requests]).toEqual([undefined, 3]);
      expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(retries[0]!.waitMs).toBeLessThanOrEqual(250);
      expect(retries[1]!.waitMs).toBeLessThanOrEqual(500);
    }
    const { error, requests } = await play([fault, ok], post);
    expect(requests).toBe(1);
    expect(error).toMatchObject({ processed: 'unknown', attempts: 1 });
  });

  test('it gives up after so many attempts', async () => {
    const { error, requests } = await play([{ status: 503 }], get);
    expect([requests, error?.attempts, error?.status]).toEqual([4, 4, 503]);
    expect((await play([{ status: 503 }], get, { retry: { attempts: 2 } })).requests).toBe(2);
    expect((await play([limited()], get, { retry: false })).requests).toBe(1);
  });

  test('a wait that is too long ends the call at once', async () => {
    for (const options of [{}, { retry: { maxWaitMs: 1_000 } }, { deadlineMs: 3_600_000 }]) {
      const { error, requests, clock } = await play([limited('3600')], post, options);
      expect(error).toMatchObject({ kind: 'refused', status: 429, retryAfterMs: 3_600_000, processed: 'no' });
      expect([requests, clock.now()]).toEqual([1, 0]);
    }
  });

  test('so does one that goes past the deadline', async () => {
    const { error, clock } = await play([limited('5')], post, { deadlineMs: 5_000 });
    expect(error).toMatchObject({ kind: 'refused', retryAfterMs: 5_000 });
    expect(clock.now()).toBe(0);
  });

  test('a refusal does not take back that an earlier attempt may have been stored', async () => {
    const { error } = await play([{ status: 503 }, { status: 409, body: {} }], upsert);
    expect(error).toMatchObject({ status: 409, attempts: 2, processed: 'unknown' });
  });
});

test('each attempt takes a fresh token and is counted by the limits', async () => {
  let count = 0;
  const auth = bearer('token', () => `t${(count += 1)}`);
  const limits = [{ name: 'all', max: 1, perMs: 10_000, shared: true }];
  const { clock } = await play([limited('2'), ok], post, { auth, limits });
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  expect(clock.now()).toBeGreaterThan(10_000);
});

test('a stated wait holds the other calls of the client too', async () => {
  const clock = fakeClock();
  server.answer((_, _response, count) => (count === 1 ? limited('2') : ok));
  const times: number[] = [];
  const note = (): void => void times.push(clock.now());
  const client = await new Promise<Transport>((resolve) => {
    const client = clientOf(server.url, { clock, hooks: { onRetry: () => resolve(client) } });
    void client.send(post).then(note);
  });
  await clock.run(client.send(get).then(note));
  await clock.run(client.close());
  expect(times).toEqual([2_000, 2_000]);
});

test('a token function that fails ends the call before it is sent', async () => {
  const auth = bearer('privateApp', () => Promise.reject(new Error('expired')));
  const { error, requests } = await play([ok], post, { auth });
  expect(error).toMatchObject({ kind: 'misuse', vendor: 'acme', attempts: 0, processed: 'no' });
  expect(error?.message).toBe('privateApp(token): the function failed. Error: expired');
  expect(requests).toBe(0);
  const odd = { apply: () => Promise.reject(new Error('odd')) };
  expect((await play([ok], post, { auth: odd })).error).toMatchObject({
    kind: 'misuse',
    message: 'auth failed. Error: odd',
  });
  expect(await failure(clientOf(server.url, { auth: bearer('t', () => '') }).send(get))).toMatchObject({
    kind: 'misuse',
  });
});
