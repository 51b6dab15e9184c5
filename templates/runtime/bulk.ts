import { sendBatch } from './batch.js';
import { misuse } from './errors.js';
import type { BatchCall } from './facts.js';
import { tell } from './hooks.js';
import { isItems, type Items } from './input.js';
import { chunks, outcomes, type Work } from './lanes.js';
import type { BulkOptions } from './options.js';
import type { Outcome } from './outcome.js';
import type { Transport } from './transport.js';

export type { Items } from './input.js';
export type { BulkOptions } from './options.js';

/** How a bulk call ended. */
export interface BulkReport<In, T> {
  /** One for each item, in the order in which the items were handed in. */
  readonly outcomes: readonly Outcome<In, T>[];
  /** How many items ended in which way. */
  readonly counts: Readonly<Record<Outcome<In, T>['status'], number>>;
}

/**
 * A bulk call that has not begun. It is read in one of two ways, and begins with that:
 *
 * ```ts
 * const { outcomes, counts } = await bulk; // all outcomes, in the order of the input
 * for await (const outcome of bulk) { … }  // each as it is known; calls wait for the loop
 * ```
 *
 * Awaiting it again gives the same report. The loop keeps no outcomes, so that an input may be longer than what memory holds; for the same
 * reason it can be gone through once, and not be awaited as well.
 *
 * Leaving the loop sends nothing more and waits for the calls under way. Outcomes that the loop does not see go to `hooks.onOutcome`,
 * which hears of every outcome. The same holds when the signal aborts, except that the report comes as usual. Of an array every item
 * ends in an outcome, the unsent ones as `canceled`; of any other input every item that was read.
 *
 * No failure of a call makes it reject. An error of the input does, unchanged, after what was read before has been sent and has ended.
 */
export class Bulk<In, T> implements PromiseLike<BulkReport<In, T>>, AsyncIterable<Outcome<In, T>> {
  readonly #work: Work<In, T>;
  #report: Promise<BulkReport<In, T>> | undefined;
  #iterated = false;

  /** Made by `bulk` and `fanOut`. */
  constructor(work: Work<In, T>) {
    this.#work = work;
  }

  /** Begins, if need be, and waits for the report. */
  // oxlint-disable-next-line no-thenable -- being awaited is what it is for
  then<A = BulkReport<In, T>, B = never>(
    onReport?: ((report: BulkReport<In, T>) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#report ??= this.#iterated ? Promise.reject(this.#twice()) : report(chunks(this.#work));
    return this.#report.then(onReport, onError);
  }

  /** Begins with the first outcome that is asked for. */
  [Symbol.asyncIterator](): AsyncGenerator<Outcome<In, T>, void, undefined> {
    if (this.#iterated || this.#report !== undefined) throw this.#twice();
    this.#iterated = true;
    return outcomes(this.#work);
  }

  #twice(): Error {
    const message =
      'A bulk call is either awaited or gone through once. Collect what the loop gives, or go through the report.';
    return misuse(message, this.#work.vendor);
  }
}

async function report<In, T>(all: AsyncIterable<readonly Outcome<In, T>[]>): Promise<BulkReport<In, T>> {
  const counts = { ok: 0, rejected: 0, unsent: 0, canceled: 0, ambiguous: 0 };
  const ended: Outcome<In, T>[] = [];
  for await (const chunk of all) {
    for (const outcome of chunk) {
      counts[outcome.status] += 1;
      ended.push(outcome);
    }
  }
  return { outcomes: ended.sort((a, b) => a.index - b.index), counts };
}

/**
 * Sends items through a vendor's batch endpoint, in chunks.
 *
 * @throws CrosswalkError `misuse`, at once, if `items` cannot be gone through or the endpoint takes no chunks of the size asked for.
 */
export function bulk<In, T>(
  transport: Transport,
  batch: BatchCall,
  items: Items<In>,
  options: BulkOptions = {},
): Bulk<In, T> {
  const size = chunkSize(batch, options.maxItems, transport.options.batch?.maxItems, transport.facts.id);
  return new Bulk<In, T>({
    ...work<In, T>(transport, items, options, 4),
    size,
    send: (chunk) => sendBatch<In, T>(transport, batch, chunk, options),
  });
}

/** What the bulk calls have in common, with `concurrency` as the one that is used when none is given. */
export function work<In, T>(
  transport: Transport,
  items: Items<In>,
  options: BulkOptions,
  concurrency: number,
): Omit<Work<In, T>, 'size' | 'send'> {
  const vendor = transport.facts.id;
  if (!isItems(items)) {
    const given =
      items === null ? 'null' : typeof items === 'object' ? 'a single object' : `of type ${typeof items}`;
    throw misuse(`items must be an array or another iterable, and is ${given}.`, vendor);
  }
  const lanes = options.concurrency ?? transport.options.batch?.concurrency ?? concurrency;
  if (!isCount(lanes)) throw misuse(`concurrency must be a whole number from 1, and is ${lanes}.`, vendor);
  return {
    vendor,
    items,
    concurrency: lanes,
    signal: options.signal,
    settled: (outcome) => tell(transport.options.hooks?.onOutcome, { vendor, outcome }),
  };
}

/**
 * How many items a call takes: what is asked for here, else what the client was told, as far as this endpoint takes it; else what is
 * safe everywhere.
 */
function chunkSize(
  batch: BatchCall,
  here: number | undefined,
  client: number | undefined,
  vendor: string,
): number {
  const most = Math.max(batch.maxItems, ...(batch.sizes ?? []));
  const size = here ?? (client === undefined ? batch.maxItems : Math.min(client, most));
  if (isCount(size) && size <= most) return size;
  const safe = most > batch.maxItems ? `; ${batch.maxItems} is safe everywhere` : '';
  throw misuse(`maxItems must be a whole number from 1 to ${most}${safe}. It is ${size}.`, vendor);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
