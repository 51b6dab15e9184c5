/** Time, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since some moment; it never goes back. For spans. */
  now(): number;
  /** Milliseconds since 1970. For what is compared with a server's clock. */
  date(): number;
  /** Ends after `ms` milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The platform's time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; left > 0; left -= LONGEST) await timer(Math.min(left, LONGEST), signal);
  },
};

/** Timers take a signed 32-bit number; a longer one would ring at once. */
const LONGEST = 0x7fffffff;

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(handle);
      reject(signal?.reason as Error);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
