import type { Clock } from '../../templates/runtime/clock.js';

/** Time that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves the time on; who sleeps until then wakes up in order, each with its own time on the clock. */
  advance(ms: number): Promise<void>;
  /**
   * Goes from sleeper to sleeper until the work is done: as fast as it can, and each at its own time. Those who sleep for `most` ms or
   * longer, such as deadlines, are left asleep; 60,000 if not given.
   */
  run<T>(work: PromiseLike<T>, most?: number): Promise<T>;
  /** How many sleep. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that begins at 0 and at a fixed date. */
export function fakeClock(date = Date.UTC(2026, 0, 1)): FakeClock {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  const first = (): Sleeper | undefined => [...sleepers].toSorted((a, b) => a.at - b.at)[0];
  const wake = async (sleeper: Sleeper): Promise<void> => {
    sleepers.delete(sleeper);
    now = Math.max(now, sleeper.at);
    sleeper.wake();
    await idle();
  };
  return {
    now: () => now,
    date: () => date + now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          at: now + Math.max(0, ms),
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
      }),
    advance: async (ms) => {
      const until = now + ms;
      await idle();
      for (let next = first(); next !== undefined && next.at <= until; next = first()) await wake(next);
      now = until;
    },
    run: async (work, most = 60_000) => {
      const until = now + most;
      let done = false;
      const finish = (): void => void (done = true);
      work.then(finish, finish);
      for (await idle(); !done; await idle()) {
        const next = first();
        if (next !== undefined && next.at < until) await wake(next);
      }
      return work;
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}

/** Lets everything that is ready go on. */
async function idle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
