import { getEventListeners } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer } from '../../templates/runtime/auth.js';
import { systemClock } from '../../templates/runtime/clock.js';
import type { Call } from '../../templates/runtime/facts.js';
import type { ClientOptions, Fetch } from '../../templates/runtime/options.js';
import { clientOf, failure } from '../support/client.js';
import { fakeClock } from '../support/clock.js';
import { startServer, type Server } from '../support/server.js';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const get: Call = { method: 'GET', path: '/tasks' };
const post: Call = { method: 'POST', path: '/tasks', body: {} };
const never = new Promise<never>(() => undefined);
const slow = { name: 'all', max: 1, perMs: 1_000_000, shared: true };

const waiting = 'in the wait for the next attempt';

/** A stage at which a call can hang: how the client is made, and what is known of the call if it ends there. */
interface Stage {
  readonly name: string;
  /** `reached` is to be called once the call hangs. */
  options(reached: () => void): Partial<ClientOptions>;
  readonly attempts: number;
  readonly processed: 'no' | 'unknown';
}

const stages: readonly Stage[] = [
  {
    name: 'in the limits',
    options: (reached) => {
      queueMicrotask(reached);
      return { limits: [{ ...slow, max: 0 }], deadlineMs: 60_000 };
    },
    attempts: 0,
    processed: 'no',
  },
  {
    name: 'in auth',
    options: (reached) => ({ auth: bearer('token', () => (reached(), never)) }),
    attempts: 0,
    processed: 'no',
  },
  {
    name: 'before the answer',
    options: (reached) => {
      server.answer(() => void reached());
      return {};
    },
    attempts: 1,
    processed: 'unknown',
  },
  {
    name: 'in the body',
    options: (reached) => {
      server.answer((_, response) => void response.writeHead(200).write('{"half":'));
      return { hooks: { onResponse: () => setTimeout(reached, 5) } };
    },
    attempts: 1,
    processed: 'unknown',
  },
  {
    name: 'in the body of a refusal',
    options: (reached) => {
      server.answer((_, response) => void response.writeHead(400).write('{"half":'));
      return { hooks: { onResponse: () => setTimeout(reached, 5) } };
    },
    attempts: 1,
    processed: 'unknown',
  },
  {
    name: waiting,
    options: (reached) => {
      server.answer(() => ({ status: 429, headers: { 'retry-after': '50' } }));
      return { hooks: { onRetry: () => queueMicrotask(reached) } };
    },
    attempts: 1,
    processed: 'no',
  },
  {
    name: 'in a fetch that knows no signal',
    options: (reached) => ({ fetch: () => (reached(), never) }),
    attempts: 1,
    processed: 'unknown',
  },
  {
    name: 'in a body that knows no signal',
    options: (reached) => {
      const stuck = { status: 200, ok: true, headers: new Headers(), text: () => (reached(), never) };
      return { fetch: () => Promise.resolve(stuck as unknown as Response) };
    },
    attempts: 1,
    processed: 'unknown',
  },
];

/** Sends a call that hangs at the stage, and says when it does. */
async function hang({ options }: Stage, signal?: AbortSignal) {
  const clock = fakeClock();
  let reached = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (reached = resolve));
  const client = clientOf(server.url, { clock, ...options(() => reached()) });
  const failed = failure(client.send(post, signal && { signal }));
  await hangs;
  return { clock, client, failed };
}

describe.each(stages)('a call that hangs $name', (stage) => {
  const { attempts, processed } = stage;

  // A wait that the deadline would cut is not begun.
  test.skipIf(stage.name === waiting)('ends with the deadline', async () => {
    const { clock, failed } = await hang(stage);
    await clock.advance(60_000);
    expect(await failed).toMatchObject({ kind: 'timeout', vendor: 'acme', attempts, processed });
    expect(clock.sleepers).toBe(0);
  });

  test("ends with the caller's signal, and leaves nothing on it", async () => {
    const caller = new AbortController();
    const { clock, failed } = await hang(stage, caller.signal);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    caller.abort();
    expect(await failed).toMatchObject({ kind: 'aborted', attempts, processed });
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
    expect(clock.sleepers).toBe(0);
  });

  test('ends when the client is closed and does not want to wait any longer', async () => {
    const { clock, client, failed } = await hang(stage);
    const closed = client.close({ deadlineMs: 1_000 });
    await clock.advance(1_000);
    await closed;
    expect(await failed).toMatchObject({ kind: 'closed', attempts, processed });
    expect(clock.sleepers).toBe(0);
  });
});

describe('the time until the limits let a call go', () => {
  const limits = [{ name: 'slow', max: 1, perMs: 90_000, shared: true }];

  test('does not count where nobody asked for a deadline', async () => {
    server.answer(() => ({ body: { done: true } }));
    const clock = fakeClock();
    const client = clientOf(server.url, { clock, limits });
    await client.send(get);
    const held = client.send(get);
    await clock.advance(95_000);
    expect(await held).toEqual({ done: true });
    expect(clock.sleepers).toBe(0);
  });

  test('counts where one was asked for', async () => {
    server.answer(() => ({ body: {} }));
    const clock = fakeClock();
    const client = clientOf(server.url, { clock, limits });
    await client.send(get);
    const held = failure(client.send(get, { deadlineMs: 60_000 }));
    await clock.advance(60_000);
    expect(await held).toMatchObject({ kind: 'timeout', attempts: 0, processed: 'no' });
  });
});

describe('a call that ends well', () => {
  test('leaves no listener and no timer', async () => {
    server.answer(() => ({ body: {} }));
    const clock = fakeClock();
    const { signal } = new AbortController();
    const client = clientOf(server.url, { clock });
    await Promise.all([client.send(get, { signal }), client.send(get, { signal })]);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(clock.sleepers).toBe(0);
  });

  test('a signal that has fired before sends nothing', async () => {
    server.answer(() => ({ body: {} }));
    const error = await failure(clientOf(server.url).send(get, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ kind: 'aborted', attempts: 0, processed: 'no' });
    expect(server.received).toEqual([]);
  });

  test('the deadline of the call wins over that of the client', async () => {
    const clock = fakeClock();
    const client = clientOf(server.url, { clock, deadlineMs: 10, fetch: () => never });
    const failed = failure(client.send(get, { deadlineMs: 500 }));
    await clock.advance(499);
    expect(clock.sleepers).toBe(1);
    await clock.advance(1);
    expect(await failed).toMatchObject({ kind: 'timeout' });
  });
});

describe('close', () => {
  test('waits for what is under way, and refuses what comes after', async () => {
    const clock = fakeClock();
    let answer: (response: Response) => void = () => undefined;
    const fetch: Fetch = () => new Promise((resolve) => (answer = resolve));
    const client = clientOf(server.url, { clock, fetch });
    const sent = client.send(get);
    await clock.advance(0);
    const closed = client.close();
    expect(await failure(client.send(get))).toMatchObject({ kind: 'closed', attempts: 0, processed: 'no' });
    answer(Response.json({ id: 1 }));
    expect(await sent).toEqual({ id: 1 });
    await closed;
    await client.close();
    expect(clock.sleepers).toBe(0);
  });
});

describe('systemClock', () => {
  test('sleeps, and wakes up when told to', async () => {
    const begun = systemClock.now();
    await systemClock.sleep(5);
    expect(systemClock.now() - begun).toBeGreaterThan(3);
    await systemClock.sleep(-1);
    const controller = new AbortController();
    const asleep = systemClock.sleep(1e12, controller.signal);
    controller.abort(new Error('up'));
    await expect(asleep).rejects.toThrow('up');
    await expect(systemClock.sleep(1, controller.signal)).rejects.toThrow('up');
    expect(Math.abs(systemClock.date() - Date.now())).toBeLessThan(1_000);
  });
});
