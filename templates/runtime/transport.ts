import { unwrap } from './at.js';
import { authFor, type Auth } from './auth.js';
import { systemClock } from './clock.js';
import { CrosswalkError, isCrosswalkError, misuse, requestOf, type ErrorKind } from './errors.js';
import type { Call, LimitRule, Reading, VendorFacts } from './facts.js';
import { Limiter } from './limit.js';
import type { CallOptions, ClientOptions } from './options.js';
import { checkedBaseUrl, chosen, readyRequest, type Choice, type ReadyRequest } from './request.js';
import { retryPolicy } from './retry.js';
import { Run, type Exchange, type Shared } from './run.js';
import { CallSignal } from './signal.js';
import type { Decoder } from './stream.js';

export type { Exchange } from './run.js';

const DEFAULT_DEADLINE_MS = 60_000;
const DEFAULT_CLOSING_MS = 10_000;

/**
 * Sends calls to one vendor. Auth is inside retry, and both are inside the limits: each attempt takes a fresh token and is counted. Every
 * call ends by its deadline, and whatever goes wrong is thrown as a `CrosswalkError`.
 */
export class Transport {
  readonly facts: VendorFacts;
  readonly options: ClientOptions;
  readonly #shared: Shared;
  readonly #auth: readonly Auth[];
  readonly #baseUrl: string;
  readonly #runs = new Map<Run, Promise<unknown>>();
  #closed = false;

  /** Throws a `CrosswalkError` of kind `misuse` if there is no auth or no usable base URL. */
  constructor(facts: VendorFacts, options: ClientOptions) {
    const auth: readonly Auth[] = options?.auth === undefined ? [] : [options.auth].flat();
    if (auth.length === 0 || auth.some((one) => typeof one?.apply !== 'function'))
      throw misuse(
        'auth is missing: give what an auth factory makes, or noAuth() where the API is open.',
        facts.id,
      );
    const clock = options.clock ?? systemClock;
    this.facts = facts;
    this.options = options;
    this.#auth = auth;
    this.#baseUrl = checkedBaseUrl(options.baseUrl ?? facts.baseUrl);
    this.#shared = {
      facts,
      clock,
      hooks: options.hooks ?? {},
      policy: retryPolicy(options.retry),
      fetch: options.fetch ?? ((url, init) => fetch(url, init)),
      limiter: new Limiter(rulesOf(facts.limits, options.limits), clock),
    };
  }

  /** Sends a call and gives what `call.unwrap` points at in the answer; undefined where the answer has no body. */
  async send<T>(call: Call, options?: CallOptions & Choice): Promise<T> {
    const run = this.#begin(call, options);
    const answer = await this.#end(run);
    const path = run.call.unwrap;
    if (answer.body === undefined || path === undefined) return answer.body as T;
    const value = unwrap(answer.body, path, this.facts.repeated);
    if (value === undefined)
      throw run.unreadable(answer, `sent an answer that has nothing at ${path.join('.')}`);
    return value as T;
  }

  /** Sends a call and gives what the decoder makes of the answer while it comes. */
  async *stream<T>(
    call: Call,
    decoder: (reading: Reading) => Decoder<T>,
    options: CallOptions & Choice = {},
  ): AsyncGenerator<T, void, undefined> {
    const run = this.#begin(call, options);
    let end: () => void = () => undefined;
    this.#runs.set(run, new Promise<void>((resolve) => (end = resolve)));
    // A caller who does not read on keeps nobody from closing the client.
    run.signal.signal.addEventListener('abort', end, { once: true });
    try {
      yield* run.stream(decoder(run.call.accept ?? 'events'), DEFAULT_DEADLINE_MS);
    } finally {
      end();
      this.#runs.delete(run);
    }
  }

  /** Sends a call and gives the answer as it came, for those who page and batch. */
  async exchange(call: Call, options?: CallOptions): Promise<Exchange> {
    return await this.#end(this.#begin(call, options));
  }

  /** Refuses new calls, waits for those under way up to `deadlineMs` (10,000 if not given), then aborts them. Never rejects. */
  async close({ deadlineMs = DEFAULT_CLOSING_MS }: { readonly deadlineMs?: number } = {}): Promise<void> {
    this.#closed = true;
    const settled = Promise.allSettled(this.#runs.values());
    const timer = new AbortController();
    const late = this.#shared.clock.sleep(deadlineMs, timer.signal).catch(() => undefined);
    await Promise.race([settled, late]);
    timer.abort();
    for (const run of this.#runs.keys()) run.signal.stop('closed');
    await settled;
  }

  #begin(asCalled: Call, options: CallOptions & Choice = {}): Run {
    if (this.#closed) throw this.#refuse('closed', asCalled, `${this.facts.name}: the client was closed`);
    const { call, request } = this.#ready(asCalled, options);
    const asked = options.deadlineMs ?? this.options.deadlineMs;
    const signal = new CallSignal(this.#shared.clock, asked ?? DEFAULT_DEADLINE_MS, options.signal);
    return new Run(this.#shared, call, request, signal, asked === undefined);
  }

  async #end(run: Run): Promise<Exchange> {
    const result = run.result();
    this.#runs.set(run, result);
    try {
      return await result;
    } finally {
      this.#runs.delete(run);
    }
  }

  #ready(
    asCalled: Call,
    options: CallOptions & Choice,
  ): { readonly call: Call; readonly request: ReadyRequest } {
    try {
      const call = chosen(asCalled, options);
      const baseUrl = this.options.baseUrl === undefined ? (call.server ?? this.#baseUrl) : this.#baseUrl;
      const auth = authFor(call.security ?? this.facts.security, this.#auth);
      return { call, request: readyRequest(baseUrl, call, options, auth) };
    } catch (error) {
      const message = isCrosswalkError(error)
        ? error.message
        : 'The call holds text that is not well-formed.';
      throw this.#refuse('misuse', asCalled, message);
    }
  }

  #refuse(kind: ErrorKind, call: Call, message: string): CrosswalkError {
    return new CrosswalkError({ kind, vendor: this.facts.id, message, request: requestOf(call) });
  }
}

/** The vendor's rules, with those of an app in the place of the ones that have their names. */
function rulesOf(facts: readonly LimitRule[], own: readonly LimitRule[] | false = []): readonly LimitRule[] {
  if (own === false) return [];
  return [...new Map([...facts, ...own].map((rule) => [rule.name, rule])).values()];
}
