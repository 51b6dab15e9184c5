import type { CrosswalkError } from './errors.js';
import type { Call, ErrorFacts } from './facts.js';
import type { RetryOptions } from './options.js';

/** How calls are repeated, with nothing left open. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxWaitMs: number;
}

/** The policy of a client. `false` sends every call once. */
export function retryPolicy(options: RetryOptions | false = {}): RetryPolicy {
  const { attempts = 4, baseMs = 250, maxWaitMs = 60_000 } = options === false ? { attempts: 1 } : options;
  return { attempts, baseMs, maxWaitMs };
}

/** Whether a call may be sent again without harm, whatever became of it. */
export function isRepeatable({ repeatable, method }: Call): boolean {
  return repeatable ?? ['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE', 'OPTIONS'].includes(method.toUpperCase());
}

/**
 * Whether a call may be sent again after this error. Where the vendor says that nothing was stored, any call may. Where that is not
 * known, after a gateway's fault, a broken line or an answer that came in pieces, only a repeatable one may: a create would be doubled.
 */
export function mayRepeat(
  error: CrosswalkError,
  call: Call,
  { unprocessed, transient }: ErrorFacts,
): boolean {
  const { kind, status = 0 } = error;
  if (kind === 'refused' && unprocessed.includes(status)) return true;
  const passing =
    kind === 'network' || kind === 'unreadable' || (kind === 'refused' && transient.includes(status));
  return passing && isRepeatable(call);
}

/**
 * How many milliseconds to wait before the next attempt; undefined if the vendor asks for longer than is put up with. `attempt` is the
 * one that failed, from 1. A wait that the vendor states is kept to the letter. A 429 that states none waits as the facts say. Anything
 * else waits a random part of a time that doubles, so that clients which failed together do not come back together.
 */
export function waitBefore(
  { status, retryAfterMs }: CrosswalkError,
  attempt: number,
  { baseMs, maxWaitMs }: RetryPolicy,
  { waitMs }: ErrorFacts,
  random: () => number = Math.random,
): number | undefined {
  if (retryAfterMs !== undefined) return retryAfterMs > maxWaitMs ? undefined : retryAfterMs;
  if (status === 429) return waitMs;
  return random() * Math.min(maxWaitMs, baseMs * 2 ** (attempt - 1));
}

/**
 * What `Retry-After` asks for, in milliseconds: a number of seconds, or a date, which is compared with the `Date` of the same answer, since
 * the two clocks may differ. `now` stands in where there is none. A date that has passed is no wait. Undefined if nothing can be read.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const until = dateOf(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (dateOf(headers.get('date') ?? '') ?? now));
}

/** HTTP dates begin with the name of a day; `Date.parse` alone takes `-1` for a year. */
function dateOf(text: string): number | undefined {
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : date;
}
