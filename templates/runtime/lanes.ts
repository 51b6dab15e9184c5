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

/** Does the work and gives the outcomes one by one, as they are known. */
export async function* outcomes<In, T>(work: Work<In, T>): AsyncGenerator<Outcome<In, T>, void, undefined> {
  for await (const chunk of chunks(work)) {
    for (const outcome of chunk) yield outcome;
  }
}

/**
 * Does the work and gives the outcomes a chunk at a time, as they are known.
 *
 * The work runs in lanes. A lane reads a chunk, sends it, and reads the next once its outcomes have been taken. So no more than
 * `concurrency` chunks exist at a time, sent or not, however long the input and however slow the consumer: that is the whole of the
 * back-pressure. Nothing is read before the first outcome is asked for.
 *
 * When the consumer leaves, the signal aborts or the client is closed, nothing more is read or sent. Calls under way are waited for, each
 * of which ends by its own deadline. An error of the input comes after the outcomes of all that was read before it.
 */
export async function* chunks<In, T>(
  work: Work<In, T>,
): AsyncGenerator<readonly Outcome<In, T>[], void, undefined> {
  const run = new Run(work);
  const abort = (): void => run.stop(aborted(work.vendor, 'the signal aborted'));
  work.signal?.addEventListener('abort', abort, { once: true });
  try {
    if (work.signal?.aborted === true) abort();
    run.open();
    for (let chunk = await run.next(); chunk !== undefined; chunk = await run.next()) yield chunk;
  } finally {
    work.signal?.removeEventListener('abort', abort);
    await run.end();
  }
}

/** The outcomes of a chunk, and how its lane is told that they have been taken. */
interface Ended<In, T> {
  readonly outcomes: readonly Outcome<In, T>[];
  readonly taken: () => void;
}

class Run<In, T> {
  readonly #work: Work<In, T>;
  readonly #input: Input<In>;
  readonly #lanes: Promise<void>[] = [];
  #running = 0;
  /** What waits for the consumer. */
  readonly #ready: Ended<In, T>[] = [];
  /** What the consumer is at. */
  #current: Ended<In, T> | undefined;
  #wake: () => void = () => undefined;
  /** Why nothing more is sent. */
  #stopped: CrosswalkError | undefined;
  /** Nobody takes outcomes any more. */
  #left = false;

  constructor(work: Work<In, T>) {
    this.#work = work;
    this.#input = new Input(work.items, (item) => this.#drop([item]));
  }

  /** Opens a lane. A lane that finds something to do opens the next, so that a short input does not open many. */
  open(): void {
    if (this.#stopped !== undefined || this.#lanes.length >= this.#work.concurrency) return;
    this.#running += 1;
    this.#lanes.push(this.#lane());
  }

  /** The outcomes that come next, those given before being taken; undefined once every lane has ended. */
  async next(): Promise<readonly Outcome<In, T>[] | undefined> {
    this.#current?.taken();
    while (this.#ready.length === 0 && this.#running > 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#current = this.#ready.shift();
    return this.#current?.outcomes;
  }

  /** Sends nothing more. What was read, and what is left of an array, ends without being sent. */
  stop(error: CrosswalkError): void {
    this.#stopped ??= error;
    const dropped = this.#drop(this.#input.stop());
    if (dropped.length > 0) this.#put({ outcomes: dropped, taken: () => undefined });
  }

  /** The consumer has had everything, or is gone. Rejects with what the input threw. */
  async end(): Promise<void> {
    this.#left = true;
    this.stop(aborted(this.#work.vendor, 'the loop was left'));
    this.#current?.taken();
    for (const { taken } of this.#ready) taken();
    await Promise.all(this.#lanes); // Each asks the input once more, so its cleaning up is waited for too.
    if (this.#input.fault !== undefined) throw this.#input.fault.error;
  }

  async #lane(): Promise<void> {
    for (;;) {
      const chunk = await this.#input.take(this.#work.size);
      if (chunk.length === 0) break;
      this.open();
      const ended = this.#stopped === undefined ? await this.#send(chunk) : this.#drop(chunk);
      if (!this.#left) await new Promise<void>((taken) => this.#put({ outcomes: ended, taken }));
    }
    this.#running -= 1;
    this.#wake();
  }

  async #send(chunk: readonly Handed<In>[]): Promise<readonly Outcome<In, T>[]> {
    const ended = await this.#work.send(chunk);
    for (const outcome of ended) {
      this.#work.settled(outcome);
      if (outcome.status === 'unsent' && outcome.error.kind === 'closed') this.stop(outcome.error);
    }
    return ended;
  }

  /** Settles items that are not sent. */
  #drop(items: readonly Handed<In>[]): readonly Outcome<In, T>[] {
    const error = this.#stopped;
    if (error === undefined) return [];
    const status = error.kind === 'aborted' ? 'canceled' : 'unsent';
    const dropped = items.map(({ index, input }) => ({ index, input, status, error }) as const);
    for (const outcome of dropped) this.#work.settled(outcome);
    return dropped;
  }

  #put(ended: Ended<In, T>): void {
    this.#ready.push(ended);
    this.#wake();
  }
}

function aborted(vendor: string, why: string): CrosswalkError {
  return new CrosswalkError({ kind: 'aborted', vendor, message: `${vendor}: not sent, since ${why}` });
}
