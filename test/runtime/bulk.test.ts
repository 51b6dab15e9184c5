import { describe, expect, expectTypeOf, it } from 'vitest';
import { bulk, type BulkReport } from '../../templates/runtime/bulk.js';
import { fanOut } from '../../templates/runtime/fan-out.js';
import type { Outcome } from '../../templates/runtime/outcome.js';
import {
  byId,
  echo,
  failure,
  gate,
  gather,
  notes,
  settle,
  source,
  stub,
  type Note,
} from '../support/stub.js';

/** The title that the vendor gave back, or how else the item ended. */
const titles = (outcomes: readonly Outcome<unknown, Note>[]) =>
  outcomes.map((o) => (o.status === 'ok' ? o.value.title : o.status));

describe('a bulk call that is awaited', () => {
  it('gives every outcome in the order of the input, whichever call ends first', async () => {
    const first = gate();
    const { transport, calls } = stub(async (items, _, nth) => {
      if (nth === 0) await first.opened;
      else first.open();
      return echo(items);
    });
    const report = await bulk<Note, Note>(transport, byId, notes(7));
    expectTypeOf(report).toEqualTypeOf<BulkReport<Note, Note>>();
    expect(titles(report.outcomes)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6']);
    expect(report.outcomes.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(report.counts).toEqual({ ok: 7, rejected: 0, unsent: 0, canceled: 0, ambiguous: 0 });
    expect(calls.map(({ body }) => (body as Note[]).length)).toEqual([3, 3, 1]);
  });

  it('counts how items ended', async () => {
    const { transport } = stub((items, _, nth) =>
      nth === 0 ? Promise.reject(failure({ status: 400 })) : echo(items.slice(1)),
    );
    const { counts } = await bulk(transport, byId, notes(6), { concurrency: 1 });
    expect(counts).toEqual({ ok: 2, rejected: 3, unsent: 0, canceled: 0, ambiguous: 1 });
  });

  it('begins when it is awaited, and once', async () => {
    const { transport, calls } = stub(echo);
    const { items, seen } = source(2);
    const call = bulk<Note, Note>(transport, byId, items);
    await settle();
    expect([seen.read, calls.length]).toEqual([0, 0]);
    const [one, two] = await Promise.all([call, call]);
    expect(one).toBe(two);
    expect(await call).toBe(one);
    expect(calls).toHaveLength(1);
  });

  it('takes nothing for an answer', async () => {
    const { transport, calls } = stub(echo);
    expect(await bulk(transport, byId, [])).toMatchObject({ outcomes: [], counts: { ok: 0 } });
    expect(calls).toEqual([]);
  });

  it.each([
    ['a set', () => new Set(notes(4))],
    ['a generator', () => source(4).items],
    [
      'an async generator',
      async function* () {
        yield* notes(4);
      },
    ],
    [
      'a stream',
      () =>
        new ReadableStream<Note>({
          start: (c) => {
            notes(4).forEach((n) => c.enqueue(n));
            c.close();
          },
        }),
    ],
  ])('takes %s', async (_, items) => {
    const { outcomes } = await bulk<Note, Note>(stub(echo).transport, byId, items() as Iterable<Note>);
    expect(titles(outcomes)).toEqual(['n0', 'n1', 'n2', 'n3']);
  });

  it('hands on its options and stays within its concurrency', async () => {
    const given: unknown[] = [];
    const { transport, state } = stub(async (items, _, __, options) => {
      given.push(options);
      await settle();
      return echo(items);
    });
    const options = {
      concurrency: 2,
      deadlineMs: 5,
      headers: { a: 'b' },
      signal: new AbortController().signal,
    };
    await bulk(transport, byId, notes(30), options);
    expect(state.most).toBe(2);
    expect(given).toHaveLength(10);
    expect(given[0]).toMatchObject({ deadlineMs: 5, headers: { a: 'b' }, signal: options.signal });
  });

  it('has four calls under way unless the client or the call says otherwise', async () => {
    const most = async (client?: number, call?: number) => {
      const { transport, state } = stub((items) => settle().then(() => echo(items)), {
        batch: client ? { concurrency: client } : {},
      });
      await bulk(transport, byId, notes(60), call ? { concurrency: call } : {});
      return state.most;
    };
    expect([await most(), await most(6), await most(6, 3)]).toEqual([4, 6, 3]);
  });
});

describe('a bulk call that is gone through', () => {
  it('gives outcomes as they settle', async () => {
    const first = gate();
    const { transport } = stub((items, _, nth) =>
      nth === 0 ? first.opened.then(() => echo(items)) : echo(items),
    );
    const got: number[] = [];
    for await (const { index } of bulk(transport, byId, notes(7))) {
      got.push(index);
      if (index === 6) first.open();
    }
    expect(got).toEqual([3, 4, 5, 6, 0, 1, 2]);
  });

  it('reads no further ahead than its calls reach', async () => {
    const { transport, calls } = stub(echo);
    const { items, seen } = source(1_000_000);
    let taken = 0;
    for await (const _ of bulk(transport, byId, items, { concurrency: 2 })) {
      await settle();
      expect(seen.read - taken).toBeLessThanOrEqual(6);
      expect(calls.length).toBeLessThanOrEqual(Math.floor(taken / 3) + 2);
      if (++taken === 20) break;
    }
    expect(seen.read).toBeLessThanOrEqual(27);
    expect(seen.closed).toBe(1);
  });

  it('gives what is there while the input takes its time', async () => {
    const more = gate();
    async function* slow() {
      yield* notes(3);
      await more.opened;
      yield { title: 'late' };
    }
    const got: string[] = [];
    for await (const outcome of bulk<Note, Note>(stub(echo).transport, byId, slow())) {
      got.push(...titles([outcome]));
      if (got.length === 3) more.open();
    }
    expect(got).toEqual(['n0', 'n1', 'n2', 'late']);
  });

  it('is read once, either way', async () => {
    const { transport } = stub(echo);
    const looped = bulk(transport, byId, notes(1));
    await gather(looped);
    expect(() => looped[Symbol.asyncIterator]()).toThrow('either awaited or gone through once');
    await expect(looped).rejects.toMatchObject({ kind: 'misuse', vendor: 'acme' });
    const awaited = bulk(transport, byId, notes(1));
    await awaited;
    expect(() => awaited[Symbol.asyncIterator]()).toThrow('either awaited or gone through once');
  });
});

describe('every outcome', () => {
  it('goes to the hook once, and a hook that throws does no harm', async () => {
    const seen: number[] = [];
    const onOutcome = ({ vendor, outcome }: { vendor: string; outcome: Outcome<unknown, unknown> }) => {
      seen.push(outcome.index);
      throw new Error(vendor);
    };
    const { transport } = stub(echo, { hooks: { onOutcome } });
    expect((await bulk(transport, byId, notes(5))).counts.ok).toBe(5);
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('is one per item under faults of every kind', async () => {
    const faults = [
      { status: 400 },
      { status: 429 },
      { kind: 'network', processed: 'unknown' },
      { kind: 'timeout' },
    ] as const;
    for (const count of [0, 1, 2, 3, 4, 100, 301]) {
      const { transport, heard } = stub(async (items, _, nth) => {
        if (nth % 3 === 0) await settle();
        if (nth % 5 === 0) throw failure(faults[(nth / 5) % 4] ?? {});
        return echo(nth % 2 ? [...items].reverse().slice(1) : items);
      });
      const { outcomes } = await bulk(transport, byId, notes(count));
      expect(outcomes.map(({ index, input }) => `n${index}` === input.title)).toEqual(
        notes(count).map(() => true),
      );
      expect(heard.length).toBe(count);
    }
  });
});

describe('misuse', () => {
  const { transport, calls } = stub(echo);

  it.each([
    [undefined, 'of type undefined'],
    [null, 'null'],
    [7, 'of type number'],
    ['one-id', 'of type string'],
    [{ title: 'one' }, 'a single object'],
  ])('is said at once: %j', (items, what) => {
    const message = `items must be an array or another iterable, and is ${what}.`;
    expect(() => bulk(transport, byId, items as unknown as Note[])).toThrow(message);
    expect(() => fanOut(transport, async () => 1, items as unknown as Note[])).toThrow(message);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('of concurrency: %d', (concurrency) => {
    expect(() => bulk(transport, byId, [], { concurrency })).toThrow(
      `concurrency must be a whole number from 1, and is ${concurrency}.`,
    );
  });

  it.each([0, 2.5, 6, NaN])('of the size of a chunk, with the sizes there are: %d', (maxItems) => {
    const message = `maxItems must be a whole number from 1 to 5; 3 is safe everywhere. It is ${maxItems}.`;
    expect(() => bulk(transport, byId, [], { maxItems })).toThrow(message);
    expect(calls).toEqual([]);
  });

  it.each([0, 2.5, NaN])('of the size of a chunk that a client is told: %d', (maxItems) => {
    expect(() => bulk(stub(echo, { batch: { maxItems } }).transport, byId, [])).toThrow('whole number');
  });

  it('is not a size for the whole client that this endpoint does not take: it gets what it can', async () => {
    const stubbed = stub(echo, { batch: { maxItems: 1000 } });
    await bulk(stubbed.transport, byId, notes(6));
    expect(stubbed.calls.map(({ body }) => (body as Note[]).length)).toEqual([5, 1]);
  });

  it('is not another size that the vendor takes', async () => {
    const sizes = async (call?: number, client?: number) => {
      const stubbed = stub(echo, { batch: client ? { maxItems: client } : {} });
      await bulk(stubbed.transport, byId, notes(6), call ? { maxItems: call } : {});
      return stubbed.calls.map(({ body }) => (body as Note[]).length);
    };
    expect(await sizes()).toEqual([3, 3]);
    expect(await sizes(2)).toEqual([2, 2, 2]);
    expect(await sizes(5)).toEqual([5, 1]);
    expect(await sizes(undefined, 5)).toEqual([5, 1]);
    expect(await sizes(2, 5)).toEqual([2, 2, 2]);
    expect(await sizes(5, 3)).toEqual([5, 1]);
    expect(await sizes(4)).toEqual([4, 2]);
  });
});
