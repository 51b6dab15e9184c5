import { CrosswalkError } from './errors.js';
import { Input, type Handed, type Items } from './input.js';
import type { Outcome } from './outcome.js';

/** What a bulk call does, whether it goes through a batch endpoint or through single calls. */
export interface Work<In, T> {
  /** The vendor's id, for errors. */
  readonly vendor: string;
  readonly items: Items<In>;
  /** How many items go into one call. */
  readonly size: number;
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  /** Sends one chunk and says how each of its items ended. Must not reject. */
  readonly send: (chunk: readonly Handed<In>[]) => Promise<readonly Outcome<In, T>[]>;
  /** Hears of every outcome, once, as soon as it is known. */
  readonly settled: (outcome: Outcome<In, T>) => void;
}

/**
 * Does the work and gives the outcomes as they are known.
 *
 * The work runs in lanes. A lane reads a chunk, sends it, and reads the next once its outcomes have been taken. So no more than
 * `concurrency` chunks exist at a time, sent or not, however large the input and however slow the consumer: that is the whole of the
 * back-pressure. Nothing is read before the first outcome is asked for.
 *
 * When the consumer leaves, the signal aborts or the client is closed, nothing more is read or sent. Calls under way are waited for, each
 * of which ends by its own deadline. An error of the input comes after the outcomes of all that was read before it.
 */
export async function* outcomes<In, T>(work: Work<In, T>): AsyncGenerator<Outcome<In, T>, void, undefined> {
  const run = new Run(work);
  const abort = (): void => run.stop(aborted(work.vendor, 'the signal aborted'));
  work.signal?.addEventListener('abort', abort, { once: true });
  try {
    if (work.signal?.aborted === true) abort();
    run.open();
    for (let chunk = await run.next(); chunk !== undefined; chunk = await run.next()) {
      yield* chunk.outcomes;
      chunk.taken();
    }
  } finally {
    run.leave(aborted(work.vendor, 'the loop was left'));
    await run.over;
    work.signal?.removeEventListener('abort', abort);
    if (run.fault !== undefined) throw run.fault.error;
  }
}
