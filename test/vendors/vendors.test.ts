import { describe, expect, it } from 'vitest';
import { startAttio } from './attio.js';
import { startHubSpot } from './hubspot.js';
import { manualClock, Random, SlidingWindow } from './shared.js';
import { asking, kept } from './support.js';
import { startTwenty } from './twenty.js';

const starts = { startHubSpot, startAttio, startTwenty };
const lists = { startHubSpot: '/crm/v3/owners', startAttio: '/v2/tasks', startTwenty: '/rest/tasks' };
const names = Object.keys(starts) as (keyof typeof starts)[];

describe.each(names)('what %s has in common with the others', (name) => {
  const start = starts[name];
  const path = lists[name];

  it('records what it is asked, to the byte', async () => {
    const server = kept(await start({ clock: manualClock() }));
    await asking(server)('POST', `${path}?a=1&a=2&b=%20x`, '{"data": 1 }', { 'x-mine': 'y' });
    expect(server.requests).toMatchObject([
      { at: Date.UTC(2026, 0, 1), method: 'POST', url: `${path}?a=1&a=2&b=%20x`, path, text: '{"data": 1 }' },
    ]);
    const [request] = server.requests;
    expect(request?.query.getAll('a')).toEqual(['1', '2']);
    expect(request?.body).toEqual({ data: 1 });
    expect(request?.headers['x-mine']).toBe('y');
  });

  it('keeps what is no JSON apart from what is empty', async () => {
    const server = kept(await start());
    const ask = asking(server);
    await ask('POST', path, '{"data":');
    await ask('GET', path);
    expect(server.requests[0]).toMatchObject({ text: '{"data":', body: undefined, status: 400 });
    expect(server.requests[0]?.jsonError).toEqual(expect.any(String));
    expect(server.requests[1]).toMatchObject({ text: '', body: undefined, jsonError: undefined });
  });

  it('dates its answers by its clock', async () => {
    const server = kept(await start({ clock: manualClock(Date.UTC(2026, 4, 6, 7, 8, 9)) }));
    const reply = await asking(server)('GET', path);
    expect(reply.headers.get('date')).toBe('Wed, 06 May 2026 07:08:09 GMT');
  });

  it('answers what it is told to, once, without doing anything', async () => {
    const server = kept(await start());
    const ask = asking(server);
    server.inject({ answer: { status: 503, headers: { 'Retry-After': '2' }, body: '<html>away</html>' } });
    const first = await ask('GET', path);
    expect(first.status).toBe(503);
    expect(first.body).toBe('<html>away</html>');
    expect(first.headers.get('retry-after')).toBe('2');
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await ask('GET', path)).status).toBe(200);
    expect(server.faults).toEqual([]);
  });

  it('lets faults wait for the request they are meant for', async () => {
    const server = kept(await start());
    const ask = asking(server);
    server.inject(
      { match: { method: 'DELETE' }, answer: { status: 502 } },
      { match: { path: /nowhere$/ }, answer: { status: 504 } },
      { match: (request) => request.query.has('x'), times: 2, answer: { status: 500 } },
    );
    const statuses = [];
    for (const query of ['', '?x=1', '?x=2', '?x=3']) statuses.push((await ask('GET', path + query)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect((await ask('GET', '/nowhere')).status).toBe(504);
    expect(server.faults).toHaveLength(1);
  });

  it('cuts a body in the middle', async () => {
    const server = kept(await start());
    server.inject({ cut: true }, { cut: 5 });
    await expect(asking(server)('GET', path)).rejects.toThrow();
    const response = await fetch(server.url + path);
    await expect(response.text()).rejects.toThrow();
    expect(server.requests.map((request) => request.complete)).toEqual([false, false]);
  });

  it('drops connections before and after the work', async () => {
    const server = kept(await start());
    server.inject({ drop: 'before' }, { drop: 'after' });
    await expect(asking(server)('GET', path)).rejects.toThrow();
    await expect(asking(server)('GET', path)).rejects.toThrow();
    expect(server.requests.map((request) => request.status)).toEqual([undefined, undefined]);
  });

  it('is slow before, after and in the middle of an answer', async () => {
    const server = kept(await start());
    const ask = asking(server);
    server.inject({ delay: 40 }, { late: 40 }, { stall: 40 });
    for (let turn = 0; turn < 3; turn += 1) {
      const before = performance.now();
      expect((await ask('GET', path)).status).toBe(200);
      expect(performance.now() - before).toBeGreaterThan(35);
    }
  });

  it('notices a client that hangs up', async () => {
    const server = kept(await start());
    server.inject({ stall: 60_000 });
    const client = new AbortController();
    const response = await fetch(server.url + path, { signal: client.signal });
    client.abort();
    await expect(response.text()).rejects.toThrow();
    expect(server.requests[0]?.complete).toBe(false);
  });

  it('is the same again from the same seed', async () => {
    const bodies = [];
    for (const seed of [7, 7, 8]) {
      const server = kept(await start({ seed, clock: manualClock() }));
      const reply = await createOne(name, server);
      bodies.push(JSON.stringify(reply.body));
    }
    expect(bodies[0]).toBe(bodies[1]);
    if (name !== 'startHubSpot') expect(bodies[0]).not.toBe(bodies[2]);
  });

  it('does the work behind an answer that it hides', async () => {
    const server = kept(await start());
    server.inject({ process: true, answer: { status: 502 } }, { drop: 'before' }, { drop: 'after' });
    expect((await createOne(name, server)).status).toBe(502);
    await expect(createOne(name, server)).rejects.toThrow();
    await expect(createOne(name, server)).rejects.toThrow();
    expect(server.records.tasks.size).toBe(2);
  });
});

async function createOne(
  name: keyof typeof starts,
  server: Awaited<ReturnType<typeof startTwenty | typeof startAttio | typeof startHubSpot>>,
) {
  const content = { content: 'a', format: 'plaintext', deadline_at: null, is_completed: false };
  const bodies = {
    startHubSpot: { properties: { hs_timestamp: '2026-01-02T00:00:00Z' } },
    startAttio: { data: { ...content, linked_records: [], assignees: [] } },
    startTwenty: { title: 'a' },
  };
  const paths = { ...lists, startHubSpot: '/crm/v3/objects/tasks' };
  return asking(server)('POST', paths[name], bodies[name]);
}

describe('chance', () => {
  it('never leaves two or more items in their order', () => {
    const random = new Random(3);
    for (let turn = 0; turn < 200; turn += 1) {
      const items = Array.from({ length: 2 + (turn % 5) }, (_, index) => index);
      const mixed = random.shuffle(items);
      expect(mixed).not.toEqual(items);
      expect([...mixed].sort()).toEqual(items);
    }
    expect(random.shuffle([1])).toEqual([1]);
    expect(random.shuffle([])).toEqual([]);
  });

  it('makes UUIDs of version 4', () => {
    expect(new Random(1).uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('a sliding window', () => {
  it('lets no more than its share through in any stretch of its length', () => {
    const clock = manualClock(0);
    const window = new SlidingWindow({ max: 2, perMs: 1_000 }, clock);
    const taken = [];
    for (let turn = 0; turn < 8; turn += 1) {
      taken.push(window.take());
      clock.advance(300);
    }
    expect(taken).toEqual([true, true, false, false, true, true, false, false]);
  });
});
