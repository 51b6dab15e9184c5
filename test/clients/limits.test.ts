/** What the clients send in a second, counted by servers that enforce the vendors' limits; all time is a fake clock's. */

import { describe, expect, it } from 'vitest';
import { attioLimits } from '../vendors/attio.js';
import type { RecordedRequest } from '../vendors/server.js';
import { twentyLimits } from '../vendors/twenty.js';
import { attioPair, gather, hubspotPair, times, twentyPair, time } from './support.js';

const task = {
  content: 'x',
  format: 'plaintext' as const,
  deadline_at: null,
  is_completed: false,
  linked_records: [],
  assignees: [],
};

/** The most requests that came within any window of this length, both ends included. */
function most(requests: readonly RecordedRequest[], perMs: number): number {
  const counts = requests.map(({ at }) =>
    requests.filter((other) => other.at >= at && other.at <= at + perMs),
  );
  return Math.max(0, ...counts.map((within) => within.length));
}

describe('the limits of Attio', () => {
  it('let a fan-out send 25 creates a second and no more, and it is never refused', async () => {
    const { clock, run, server: at, client } = time();
    const { server, attio } = await attioPair({ ...at, limits: attioLimits }, client);
    const items = times(110, (index) => ({ ...task, content: `t${index}` }));
    const { outcomes, counts } = await run(attio.tasks.createMany(items, { concurrency: 40 }));
    expect(counts).toEqual({ ok: 110, rejected: 0, unsent: 0, canceled: 0, ambiguous: 0 });
    expect(outcomes.map((outcome) => outcome.status === 'ok' && outcome.value.content_plaintext)).toEqual(
      items.map(({ content }) => content),
    );
    expect(server.requests).toHaveLength(110);
    expect(server.requests.every(({ status }) => status === 200)).toBe(true);
    expect(most(server.requests, 1_000)).toBe(25);
    expect(clock.now()).toBe(4 * 1_001);
  });

  it('count reads apart, so that they go through while writes wait', async () => {
    const { clock, run, server: at, client } = time();
    const { server, attio } = await attioPair({ ...at, limits: attioLimits }, client);
    const writes = Promise.all(times(30, () => attio.tasks.create(task)));
    const reads = times(100, (index) =>
      index % 2 === 0 ? attio.self.identify() : attio.people.query({ limit: 1 }).then(({ items }) => items),
    );
    await Promise.all(reads);
    expect(clock.now()).toBe(0);
    await run(writes);
    expect(server.requests).toHaveLength(130);
    expect(server.requests.every(({ status }) => status === 200)).toBe(true);
    expect(clock.now()).toBe(1_001);
  });
});

describe('the limits of HubSpot', () => {
  it('let five searches a second through, and do not hold other calls up for them', async () => {
    const { clock, run, server: at, client } = time();
    const limits = { burst: { max: 100, perMs: 10_000 }, search: { max: 5, perMs: 1_000 } };
    const { server, hubspot } = await hubspotPair({ ...at, limits }, client);
    const searches = Promise.all(times(13, () => gather(hubspot.contacts.search({ limit: 1 }))));
    await Promise.all(times(20, () => gather(hubspot.contacts.list())));
    expect(clock.now()).toBe(0);
    await run(searches);
    expect(server.requests.every(({ status }) => status === 200)).toBe(true);
    const found = server.requests.filter(({ path }) => path.endsWith('/search'));
    expect([found.length, most(found, 1_000)]).toEqual([13, 5]);
    expect(clock.now()).toBe(2 * 1_001);
  });

  it('can be made stricter by an app that shares its account with others', async () => {
    const { run, server: at, client } = time();
    const limits = [{ name: 'burst', max: 10, perMs: 10_000, shared: true }];
    const { server, hubspot } = await hubspotPair(at, { ...client, limits });
    await run(Promise.all(times(25, () => gather(hubspot.companies.list()))));
    expect(server.requests).toHaveLength(25);
    expect(most(server.requests, 10_000)).toBe(10);
  });
});

describe('the limits of Twenty', () => {
  it('let 100 calls a minute through, which the bucket of its server never refuses', async () => {
    const { run, server: at, client } = time();
    const { server, twenty } = await twentyPair({ ...at, limits: twentyLimits }, client);
    const items = times(230, (index) => ({ title: `t${index}` }));
    const bulk = twenty.tasks.createMany(items, { maxItems: 1, deadlineMs: 300_000 });
    const { counts } = await run(bulk, 300_000);
    expect(counts.ok).toBe(230);
    expect(server.requests.every(({ status }) => status === 201)).toBe(true);
    expect(most(server.requests, 60_000)).toBe(100);
    expect(server.records.tasks.size).toBe(230);
  });
});
