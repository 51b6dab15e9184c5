import type { Clock } from './clock.js';

/** Why a call ended before it had an answer. */
export type Stop = 'timeout' | 'aborted' | 'closed';

/**
 * The signal of one call. It fires when the deadline passes, when the caller's signal fires, or when the client closes, whichever comes
 * first. It lasts from the first wait to the last byte of the body; `end` then takes the timer and the listener away, so that a signal
 * that serves ten thousand calls does not gather ten thousand listeners, which `AbortSignal.any` cannot promise everywhere.
 */
export class CallSignal {
  readonly signal: AbortSignal;
  /** Why it fired; undefined as long as it has not. */
  stopped: Stop | undefined;
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  #endsAt: number;
  #timer = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #onAbort = (): void => this.stop('aborted');

  constructor(clock: Clock, deadlineMs: number, caller: AbortSignal | undefined) {
    this.signal = this.#controller.signal;
    this.#clock = clock;
    this.#endsAt = clock.now() + deadlineMs;
    this.#caller = caller;
    caller?.addEventListener('abort', this.#onAbort, { once: true });
    if (caller?.aborted === true) this.stop('aborted');
    else this.#watch();
  }

  /** Stops the clock for a while: what the client itself makes a call wait for does not count. Gives the function that starts it again. */
  suspend(): () => void {
    const { left } = this;
    this.#timer.abort();
    return () => {
      if (this.stopped !== undefined) return;
      this.#endsAt = this.#clock.now() + left;
      this.#watch();
    };
  }

  /** Gives the call a new span of time, of this length. */
  renew(deadlineMs: number): void {
    if (this.stopped !== undefined) return;
    this.#timer.abort();
    this.#endsAt = this.#clock.now() + deadlineMs;
    this.#watch();
  }

  #watch(): void {
    if (this.left === Infinity) return;
    this.#timer = new AbortController();
    this.#clock.sleep(Math.max(0, this.left), this.#timer.signal).then(
      () => this.stop('timeout'),
      () => undefined,
    );
  }

  /** How many milliseconds are left. */
  get left(): number {
    return this.#endsAt - this.#clock.now();
  }

  /** Fires the signal; the first reason stays. */
  stop(why: Stop): void {
    this.stopped ??= why;
    this.#controller.abort();
    this.end();
  }

  /** The call is over. */
  end(): void {
    this.#timer.abort();
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }

  /** Waits for something that may not know of the signal: a token function, an injected fetch. Rejects as soon as the signal fires. */
  async race<T>(work: Promise<T>): Promise<T> {
    let onAbort: () => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      onAbort = () => reject(this.signal.reason as Error);
      if (this.signal.aborted) onAbort();
      else this.signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      this.signal.removeEventListener('abort', onAbort);
    }
  }
}
