import type { Auth } from './auth.js';
import type { Clock } from './clock.js';
import type { Hooks } from './hooks.js';
import type { LimitRule } from './facts.js';

/** `fetch`, as far as it is used: a URL and an init, never a `Request`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How failed attempts are repeated. */
export interface RetryOptions {
  /** How often a call is sent at most, the first time included. 4 if not given. */
  readonly attempts?: number;
  /** The first wait in milliseconds; it doubles, and a random part of it is taken. 250 if not given. */
  readonly baseMs?: number;
  /** The longest wait in milliseconds that is kept when the vendor states one; a longer one ends the call at once. 60,000 if not given. */
  readonly maxWaitMs?: number;
}

/** What a client is made of. */
export interface ClientOptions {
  /** What an auth factory makes; several where calls are authenticated in different ways, or in two ways at once. */
  readonly auth: Auth | readonly Auth[];
  /** Another place for the API: a workspace's own server, or a test's. */
  readonly baseUrl?: string;
  readonly fetch?: Fetch;
  /** `false` sends every call once. */
  readonly retry?: RetryOptions | false;
  /** Replaces rules of the same name, and adds others. `false` sends as fast as it can. */
  readonly limits?: readonly LimitRule[] | false;
  /**
   * How many items go into one batch call, as far as an endpoint takes so many, and how many calls are under way at once (4 if not
   * given).
   */
  readonly batch?: { readonly maxItems?: number; readonly concurrency?: number };
  readonly hooks?: Hooks;
  /**
   * How long a call may take in milliseconds, with all its attempts, waits and the body. If not given: 60,000, and then the time until
   * the limits let it go does not count.
   */
  readonly deadlineMs?: number;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** What one call may be given. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** How long this call may take in milliseconds, with all its attempts, waits and the body. */
  readonly deadlineMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a bulk call may be given. A deadline is for each of its calls; the signal stops them all. */
export interface BulkOptions extends CallOptions {
  /** How many items go into one call, at most. */
  readonly maxItems?: number;
  /** How many calls are under way at once. */
  readonly concurrency?: number;
  /** Added to the query of every call. */
  readonly query?: object;
}

/** What a bulk call over single calls may be given: there are no calls to fill. */
export type FanOutOptions = Omit<BulkOptions, 'maxItems' | 'query'>;
