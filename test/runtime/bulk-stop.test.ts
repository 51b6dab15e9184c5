import { describe, expect, it } from 'vitest';
import { bulk } from '../../templates/runtime/bulk.js';
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

describe('leaving the loop', () => {
  it('sends nothing more, waits for what is under way, and tells the hook of the rest', async () => {
    const second = gate();
    const { transport, calls, heard, state } = stub((items, _, nth) =>
      nth === 1 ? second.opened.then(() => echo(items)) : echo(items),
    );
    const { items, seen } = source(100);
    let left = false;
    const loop = (async () => {
      for await (const _ of bulk(transport, byId, items, { concurrency: 2 })) break;
      left = true;
    })();
    await settle();
    expect([left, state.underway, seen.closed]).toEqual([false, 1, 1]);
    second.open();
    await loop;
    expect([calls.length, seen.read, state.underway]).toEqual([2, 6, 0]);
    expect(heard.map(({ index, status }) => [index, status])).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => [i, 'ok']),
    );
  });

  it('by an error lets the error through', async () => {
    const { items, seen } = source(100);
    const loop = async () => {
      for await (const _ of bulk(stub(echo).transport, byId, items)) throw new Error('mine');
    };
    await expect(loop()).rejects.toThrow('mine');
    expect(seen.closed).toBe(1);
  });

  it('accounts for all of an array', async () => {
    const { transport, heard, calls } = stub(echo);
    for await (const _ of bulk(transport, byId, notes(10), { concurrency: 1 })) break;
    expect(calls).toHaveLength(1);
    expect(heard.map(({ index }) => index).sort((a, b) => a - b)).toEqual(notes(10).map((_, i) => i));
    expect(heard.filter(({ status }) => status === 'canceled')).toHaveLength(7);
  });

  it('does not wait for an input that gives nothing, and cancels what it gives later', async () => {
    const more = gate();
    async function* slow() {
      yield* notes(4);
      await more.opened;
      yield { title: 'late' };
    }
    const { transport, heard, calls } = stub(echo);
    for await (const _ of bulk(transport, byId, slow())) break;
    expect(heard.map(({ index, status }) => [index, status])).toEqual([
      [0, 'ok'],
      [1, 'ok'],
      [2, 'ok'],
      [3, 'canceled'],
    ]);
    more.open();
    await settle();
    expect(heard[4]).toMatchObject({ index: 4, status: 'canceled', input: { title: 'late' } });
    expect(calls).toHaveLength(1);
  });

  it('before the first outcome begins nothing', async () => {
    const { transport, calls } = stub(echo);
    const { items, seen } = source(3);
    await bulk(transport, byId, items)[Symbol.asyncIterator]().return();
    expect([calls.length, seen.read]).toEqual([0, 0]);
  });
});

describe('the input', () => {
  /** An iterator by hand: it says what is asked of it, and minds being asked for two things at once. */
  function byHand(count: number, step = (): Promise<void> => Promise.resolve()) {
    const seen = { read: 0, returned: 0, busy: false, crowded: false };
    const iterator: AsyncIterator<Note> = {
      async next() {
        seen.crowded ||= seen.busy;
        seen.busy = true;
        await step();
        seen.busy = false;
        return seen.read < count ? { value: { title: `n${seen.read++}` } } : { done: true, value: undefined };
      },
      async return() {
        seen.returned += 1;
        return { done: true, value: undefined };
      },
    };
    return { seen, items: { [Symbol.asyncIterator]: () => iterator } };
  }

  it('is asked for one thing at a time, and not told to return when it has ended', async () => {
    const { seen, items } = byHand(20);
    expect((await bulk(stub(echo).transport, byId, items)).counts.ok).toBe(20);
    expect(seen).toEqual({ read: 20, returned: 0, busy: false, crowded: false });
  });

  it('is told to return while a step is still awaited', async () => {
    const controller = new AbortController();
    const { seen, items } = byHand(1, () => new Promise(() => undefined));
    const report = gather(bulk(stub(echo).transport, byId, items, { signal: controller.signal }));
    await settle();
    controller.abort();
    expect(await report).toEqual([]);
    expect(seen.returned).toBe(1);
  });

  it('is given time to clean up, and its error comes through', async () => {
    async function* items() {
      try {
        yield* notes(9);
      } finally {
        await settle();
        // oxlint-disable-next-line no-unsafe-finally -- this is what is tested
        throw new Error('still open');
      }
    }
    const { transport } = stub(echo);
    const loop = async () => {
      for await (const _ of bulk(transport, byId, items(), { concurrency: 1 })) break;
    };
    await expect(loop()).rejects.toThrow('still open');
  });
});

describe('an abort', () => {
  it('cancels what was not sent, and the report comes all the same', async () => {
    const controller = new AbortController();
    const { transport, calls } = stub((items, _, nth) => {
      if (nth === 1) controller.abort();
      return nth === 1 ? Promise.reject(failure({ kind: 'aborted', processed: 'unknown' })) : echo(items);
    });
    const { counts, outcomes } = await bulk(transport, byId, notes(10), {
      signal: controller.signal,
      concurrency: 1,
    });
    expect(counts).toEqual({ ok: 3, rejected: 0, unsent: 0, canceled: 4, ambiguous: 3 });
    expect(outcomes.map(({ index }) => index)).toEqual(notes(10).map((_, i) => i));
    expect(outcomes[9]).toMatchObject({
      status: 'canceled',
      error: { kind: 'aborted', processed: 'no', attempts: 0 },
    });
    expect(calls).toHaveLength(2);
  });

  it('that came before sends and reads nothing', async () => {
    const { transport, calls } = stub(echo);
    const { items, seen } = source(3);
    const options = { signal: AbortSignal.abort() };
    expect((await bulk(transport, byId, items, options)).outcomes).toEqual([]);
    expect((await bulk(transport, byId, notes(2), options)).counts.canceled).toBe(2);
    expect([calls.length, seen.read]).toEqual([0, 0]);
  });

  it('ends the wait for an input that gives nothing', async () => {
    const controller = new AbortController();
    async function* stuck() {
      yield* notes(1);
      await new Promise(() => undefined);
    }
    const report = gather(bulk(stub(echo).transport, byId, stuck(), { signal: controller.signal }));
    await settle();
    controller.abort();
    expect(await report).toMatchObject([{ index: 0, status: 'canceled' }]);
  });

  it('is no longer listened for once the call has ended', async () => {
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    signal.addEventListener = (_: string, listener: unknown) => void listening.add(listener);
    signal.removeEventListener = (_: string, listener: unknown) => void listening.delete(listener);
    const { transport } = stub((items) => {
      expect(listening.size).toBe(1);
      return echo(items);
    });
    expect((await bulk(transport, byId, notes(1), { signal })).counts.ok).toBe(1);
    expect(listening.size).toBe(0);
  });

  it('may come from the input itself', async () => {
    const controller = new AbortController();
    function* items() {
      yield* notes(4);
      controller.abort();
      yield { title: 'after' };
    }
    const { counts } = await bulk(stub(echo).transport, byId, items(), {
      signal: controller.signal,
      concurrency: 1,
    });
    expect(counts).toMatchObject({ ok: 3, canceled: 2 });
  });
});

describe('a client that is closed', () => {
  it('leaves the rest unsent, and an endless input is read no further', async () => {
    const { transport, calls } = stub((items, _, nth) =>
      nth > 0 ? Promise.reject(failure({ kind: 'closed' })) : echo(items),
    );
    const { items, seen } = source(Infinity);
    expect((await bulk(transport, byId, items, { concurrency: 1 })).counts).toMatchObject({
      ok: 3,
      unsent: 3,
    });
    expect([seen.read, seen.closed, calls.length]).toEqual([6, 1, 2]);
    expect((await bulk(transport, byId, notes(8))).counts).toMatchObject({ unsent: 8 });
  });
});

describe('an input that fails', () => {
  it('rejects with its own error, after what was read has been sent and has settled', async () => {
    const broken = new Error('cursor lost');
    function* items() {
      yield* notes(4);
      throw broken;
    }
    const { transport, heard } = stub(echo);
    await expect(bulk(transport, byId, items())).rejects.toBe(broken);
    expect(heard.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    const seen: number[] = [];
    const loop = async () => {
      for await (const { index } of bulk(transport, byId, items())) seen.push(index);
    };
    await expect(loop()).rejects.toBe(broken);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('is the same when it is asynchronous, or when it cannot even begin', async () => {
    // eslint-disable-next-line require-yield
    async function* items() {
      throw 'no connection';
    }
    const { transport } = stub(echo);
    await expect(bulk(transport, byId, items())).rejects.toBe('no connection');
    const unopened = {
      [Symbol.iterator]: () => {
        throw new Error('not open');
      },
    };
    await expect(bulk(transport, byId, unopened)).rejects.toThrow('not open');
  });
});
