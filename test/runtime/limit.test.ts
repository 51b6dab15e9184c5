import { describe, expect, test } from 'vitest';
import type { LimitRule } from '../../templates/runtime/facts.js';
import { Limiter } from '../../templates/runtime/limit.js';
import { fakeClock, type FakeClock } from '../support/clock.js';

const rule = (max: number, perMs: number, name = 'all', shared = true): LimitRule => ({
  name,
  max,
  perMs,
  shared,
});

/** The most that fall into any window of the length, both of its ends counted. */
function busiest(times: readonly number[], perMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((from) => sorted.filter((time) => time >= from && time <= from + perMs).length),
  );
}

/** Sends as a client would, and says when the vendor counted it: at some moment between the sending and the answer. */
async function request(
  limiter: Limiter,
  clock: FakeClock,
  ms: number,
  share: number,
  names?: string[],
): Promise<number> {
  const permit = await limiter.acquire(names);
  await clock.sleep(ms * share);
  const counted = clock.now();
  await clock.sleep(ms * (1 - share));
  permit.end();
  return counted;
}

/** Numbers from 0 to 1 that look random and are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const kinds = [undefined, ['all', 'search'], ['search']];

describe('Limiter', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    'no window is over the cap: schedule %i',
    async (seed) => {
      const random = randomFrom(seed);
      const clock = fakeClock();
      const wide = rule(1 + Math.floor(random() * 20), 1_000);
      const narrow = rule(1 + Math.floor(random() * 4), 300 + Math.floor(random() * 900), 'search', false);
      const limiter = new Limiter([wide, narrow], clock);
      const searches: Promise<number>[] = [];
      const others: Promise<number>[] = [];
      for (let index = 0; index < 60; index += 1) {
        const kind = random();
        const work = request(
          limiter,
          clock,
          Math.floor(random() * 200),
          random(),
          kinds[Math.floor(kind * 3)],
        );
        if (kind >= 1 / 3) searches.push(work);
        if (kind < 2 / 3) others.push(work);
        if (random() < 0.2) await clock.advance(Math.floor(random() * 400));
        if (random() < 0.03) limiter.pause(Math.floor(random() * 500));
      }
      const [searched, other] = await clock.run(
        Promise.all([Promise.all(searches), Promise.all(others)]),
        1e9,
      );
      expect(busiest(searched, narrow.perMs)).toBeLessThanOrEqual(narrow.max);
      expect(busiest(other, wide.perMs)).toBeLessThanOrEqual(wide.max);
      expect(clock.sleepers).toBe(0);
    },
  );

  test('who comes first goes first', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(1, 100)], clock);
    const order: number[] = [];
    const all = [0, 1, 2, 3].map(async (index) => {
      const permit = await limiter.acquire();
      order.push(index);
      permit.end();
    });
    await clock.run(Promise.all(all));
    expect(order).toEqual([0, 1, 2, 3]);
    expect(clock.now()).toBe(303);
  });

  test('a call that waits for a narrow rule does not hold up the others', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(10, 1_000), rule(1, 1_000, 'search', false)], clock);
    (await limiter.acquire(['search'])).end();
    const search = limiter.acquire(['search']);
    expect((await limiter.acquire()).waitedMs).toBe(0);
    expect((await clock.run(search)).waitedMs).toBe(1_001);
  });

  test('a call that names rules is counted by these alone, one that names none by the shared ones', async () => {
    const limiter = new Limiter([rule(2, 1_000), rule(1, 1_000, 'search', false)], fakeClock());
    for (let index = 0; index < 5; index += 1) expect((await limiter.acquire([])).waitedMs).toBe(0);
    for (const names of [['search'], undefined, ['all']])
      expect((await limiter.acquire(names)).waitedMs).toBe(0);
  });

  test('of calls that wait for the same rule, by whatever names, the first goes first', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(1, 100), rule(1, 100, 'search', false)], clock);
    const order: number[] = [];
    const all = [undefined, ['all', 'search'], undefined, ['search', 'all']].map(async (names, index) => {
      const permit = await limiter.acquire(names);
      order.push(index);
      permit.end();
    });
    await clock.run(Promise.all(all));
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test('ten thousand who wait come through, and in time', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(1_000, 100)], clock);
    await clock.run(Promise.all(Array.from({ length: 10_000 }, async () => (await limiter.acquire()).end())));
    expect(clock.now()).toBe(909);
  });

  test('a place is taken as long as the answer is out', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(1, 100)], clock);
    const first = await limiter.acquire();
    const second = limiter.acquire();
    await clock.advance(5_000);
    first.end();
    first.end();
    expect((await clock.run(second)).waitedMs).toBe(5_101);
  });

  test('who gives up leaves the queue, and the timer goes with the last', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([rule(1, 100)], clock);
    (await limiter.acquire()).end();
    const leaver = new AbortController();
    const left = limiter.acquire(undefined, leaver.signal);
    expect(clock.sleepers).toBe(1);
    leaver.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    expect(clock.sleepers).toBe(0);
    await expect(limiter.acquire(undefined, AbortSignal.abort(new Error('before')))).rejects.toThrow(
      'before',
    );
  });

  test('a pause holds everything, is kept while others come, and is never shortened', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([], clock);
    limiter.pause(500);
    limiter.pause(100);
    const all = Promise.all([limiter.acquire(), limiter.acquire()]);
    expect((await clock.run(all)).map(({ waitedMs }) => waitedMs)).toEqual([500, 500]);
  });

  test('a pause that is made longer while calls wait holds them longer', async () => {
    const clock = fakeClock();
    const limiter = new Limiter([], clock);
    limiter.pause(500);
    const held = limiter.acquire();
    limiter.pause(900);
    expect((await clock.run(held)).waitedMs).toBe(900);
  });
});
