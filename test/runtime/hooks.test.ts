import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../templates/runtime/facts.js';
import type { Hooks } from '../../templates/runtime/hooks.js';
import { clientOf } from '../support/client.js';
import { fakeClock } from '../support/clock.js';
import { startServer, type Server } from '../support/server.js';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const call: Call = {
  method: 'post',
  path: '/tasks',
  query: { email: 'jo@acme.test' },
  body: { title: 'secret plans' },
};
const about = { vendor: 'acme', method: 'POST', path: '/tasks' };

test('hooks hear what happens, in order', async () => {
  server.answer((_, _response, count) =>
    count === 1 ? { status: 429, headers: { 'retry-after': '2' } } : { body: {} },
  );
  const heard: [string, object][] = [];
  const note = (name: string) => (event: object) => void heard.push([name, event]);
  const hooks: Hooks = {
    onRequest: note('request'),
    onResponse: note('response'),
    onRetry: note('retry'),
    onWait: note('wait'),
  };
  const clock = fakeClock();
  const limits = [{ name: 'all', max: 1, perMs: 5_000, shared: true }];
  await clock.run(clientOf(server.url, { clock, hooks, limits }).send(call));
  expect(heard).toEqual([
    ['request', { ...about, attempt: 1 }],
    ['response', { ...about, attempt: 1, status: 429, durationMs: 0 }],
    [
      'retry',
      { ...about, attempt: 1, waitMs: 2_000, error: expect.objectContaining({ status: 429 }) as object },
    ],
    ['wait', { ...about, attempt: 2, waitMs: 3_001 }],
    ['request', { ...about, attempt: 2 }],
    ['response', { ...about, attempt: 2, status: 200, durationMs: 0 }],
  ]);
});

test('a hook that throws or rejects does no harm', async () => {
  server.answer((_, _response, count) => (count % 2 === 1 ? { status: 429 } : { body: { id: 1 } }));
  const throws = (): void => {
    throw new Error('a log that fails');
  };
  const rejects = (async () => throws()) as () => void;
  for (const hook of [throws, rejects]) {
    const hooks: Hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onWait: hook };
    const clock = fakeClock();
    expect(await clock.run(clientOf(server.url, { clock, hooks }).send(call))).toEqual({ id: 1 });
  }
});
