import { readRefusal, readSuccess, requestIdOf, Unreadable } from './answer.js';
import type { Clock } from './clock.js';
import { CrosswalkError, isCrosswalkError, requestOf, type ErrorFields } from './errors.js';
import type { Call, VendorFacts } from './facts.js';
import { tell, type CallEvent, type Hooks } from './hooks.js';
import type { Limiter, Permit } from './limit.js';
import type { Fetch } from './options.js';
import { neverSent, reasonOf } from './reason.js';
import { MOST_REDIRECTS, redirectOf } from './redirect.js';
import type { ReadyRequest } from './request.js';
import { mayRepeat, waitBefore, type RetryPolicy } from './retry.js';
import { Secrets } from './secrets.js';
import type { CallSignal, Stop } from './signal.js';
import { itemsOf, type Decoder } from './stream.js';

/** What the calls of one client share. */
export interface Shared {
  readonly facts: VendorFacts;
  readonly fetch: Fetch;
  readonly limiter: Limiter;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** An answer whose body is parsed but not unwrapped. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** How often the call was sent. */
  readonly attempts: number;
}

/** One call on its way: its attempts and the waits between them. */
export class Run {
  readonly signal: CallSignal;
  readonly #shared: Shared;
  readonly call: Call;
  readonly #request: ReadyRequest;
  readonly #secrets = new Secrets();
  /** Nobody asked for a deadline, so that the call has the one it gets by itself. */
  readonly #isDeadlineOurs: boolean;
  #attempts = 0;
  /** A request is out, and it is not known yet what becomes of it. */
  #isOut = false;
  /** An attempt that failed may have been acted on, so that no later answer can say that nothing was. */
  #inDoubt = false;

  constructor(
    shared: Shared,
    call: Call,
    request: ReadyRequest,
    signal: CallSignal,
    isDeadlineOurs: boolean,
  ) {
    this.#shared = shared;
    this.call = call;
    this.#request = request;
    this.signal = signal;
    this.#isDeadlineOurs = isDeadlineOurs;
  }

  /** Sends the call as often as may be and must be. Rejects with a `CrosswalkError`, whatever happens. */
  async result(): Promise<Exchange> {
    try {
      return await this.#exchange();
    } catch (error) {
      throw this.#errorOf(error);
    } finally {
      this.signal.end();
    }
  }

  /**
   * Sends the call, and gives what the decoder makes of the body as it comes. Nothing is repeated once the body has begun. A deadline that
   * was asked for is one for the whole; else each piece may take `pieceMs`.
   */
  async *stream<T>(decoder: Decoder<T>, pieceMs: number): AsyncGenerator<T, void, undefined> {
    let answer: Exchange | undefined;
    try {
      answer = await this.#exchange();
      this.#isOut = true;
      const body = answer.body as ReadableStream<Uint8Array> | undefined;
      if (body === undefined) return;
      yield* itemsOf(body, decoder, this.signal, this.#isDeadlineOurs ? pieceMs : undefined);
    } catch (error) {
      if (answer !== undefined && error instanceof Unreadable)
        throw this.unreadable({ ...answer, body: error.body }, error.message);
      throw this.#errorOf(error);
    } finally {
      this.signal.end();
    }
  }

  async #exchange(): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(attempt);
      } catch (error) {
        await this.#beforeNext(attempt, this.#errorOf(error));
      }
    }
  }

  /** Each request of an attempt goes through the limits and takes fresh credentials, those that follow a redirect too. */
  async #attempt(attempt: number): Promise<Exchange> {
    let { url } = this.#request;
    for (let redirects = 0; ; redirects += 1) {
      const response = await this.#send(url, attempt);
      const redirect = redirectOf(response, url, this.#request);
      if (redirect === undefined) return await this.#read(response);
      if ('refused' in redirect) return await this.#read(response, redirect.refused);
      if (redirects === MOST_REDIRECTS)
        return await this.#read(response, 'the answer is one redirect too many');
      await this.signal.race(response.arrayBuffer().catch(() => undefined));
      url = redirect.to;
    }
  }

  async #send(to: string, attempt: number): Promise<Response> {
    const { limiter, fetch, clock, hooks } = this.#shared;
    const { method, headers: prepared, body } = this.#request;
    const { signal } = this.signal;
    const event = this.#event(attempt);
    const permit = await this.#permit(limiter, signal);
    try {
      if (permit.waitedMs >= 1) tell(hooks.onWait, { ...event, waitMs: permit.waitedMs });
      const url = new URL(to);
      const headers = new Headers(prepared);
      await this.#authenticate({ url, headers });
      this.#secrets.learn({ url: new URL(to), headers: prepared }, { url, headers });
      signal.throwIfAborted();
      tell(hooks.onRequest, event);
      this.#attempts = attempt;
      this.#isOut = true;
      const begun = clock.now();
      const init: RequestInit = {
        method,
        headers,
        signal,
        redirect: 'manual',
        ...(body !== undefined && { body }),
        // A stream as a body is refused without this word; TypeScript's own `RequestInit` does not have it yet.
        ...(isStream(body) && { duplex: 'half' }),
      };
      const response = await this.signal.race(fetch(url.href, init));
      tell(hooks.onResponse, { ...event, status: response.status, durationMs: clock.now() - begun });
      return response;
    } finally {
      permit.end();
    }
  }

  /** A place under the limits. Unless a deadline was asked for, the time until there is one is ours and not the vendor's. */
  async #permit(limiter: Limiter, signal: AbortSignal): Promise<Permit> {
    if (!this.#isDeadlineOurs) return limiter.acquire(this.call.limits, signal);
    const resume = this.signal.suspend();
    try {
      return await limiter.acquire(this.call.limits, signal);
    } finally {
      resume();
    }
  }

  async #authenticate(request: { readonly url: URL; readonly headers: Headers }): Promise<void> {
    const apply = async (): Promise<void> => {
      for (const auth of this.#request.auth) await auth.apply(request);
    };
    try {
      await this.signal.race(apply());
    } catch (error) {
      this.signal.signal.throwIfAborted();
      if (isCrosswalkError(error)) throw this.#error({ kind: error.kind, message: error.message });
      throw this.#error({ kind: 'misuse', message: `auth failed. ${reasonOf(error)}` });
    }
  }

  async #read(response: Response, note?: string): Promise<Exchange> {
    const { facts, clock } = this.#shared;
    const { status, headers } = response;
    try {
      if (!response.ok) {
        const read = readRefusal(response, facts, clock.date(), this.#secrets.hide, note);
        const refusal = await this.signal.race(read);
        throw this.#error({ ...refusal, kind: 'refused' });
      }
      const body = await this.signal.race(readSuccess(response, this.call));
      this.#isOut = false;
      return { status, headers, body, attempts: this.#attempts };
    } catch (error) {
      // A body that the signal has cut says nothing about the vendor.
      this.signal.signal.throwIfAborted();
      this.#isOut = false;
      if (error instanceof Unreadable)
        throw this.unreadable({ status, headers, body: error.body }, error.message);
      throw error;
    }
  }

  /** The error for a success that cannot be used: the vendor did what was asked. `what` goes on where the vendor's name ends. */
  unreadable({ status, headers, body }: Omit<Exchange, 'attempts'>, what: string): CrosswalkError {
    const { facts } = this.#shared;
    const requestId = requestIdOf(facts, headers, body);
    return this.#error({
      kind: 'unreadable',
      processed: 'yes',
      status,
      message: `${facts.name} ${status} ${what}`,
      ...(requestId !== undefined && { requestId }),
      ...(body !== undefined && { body: this.#secrets.hideIn(body) }),
    });
  }

  /** Waits for the next attempt, or throws the error if there is to be none. */
  async #beforeNext(attempt: number, error: CrosswalkError): Promise<void> {
    const { facts, policy, limiter, clock, hooks } = this.#shared;
    if (error.processed !== 'no') this.#inDoubt = true;
    if (this.signal.stopped !== undefined || !mayRepeat(error, this.call, facts.errors)) throw error;
    // A stream has been read, and there is nothing left to send.
    if (isStream(this.#request.body) && this.#attempts > 0) throw error;
    const waitMs = waitBefore(error, attempt, policy, facts.errors);
    if (waitMs === undefined) throw error;
    // The vendor asks all calls to wait, and not only the one that it happened to refuse.
    if (error.status === 429 || error.retryAfterMs !== undefined) limiter.pause(waitMs);
    if (attempt >= policy.attempts || waitMs >= this.signal.left) throw error;
    tell(hooks.onRetry, { ...this.#event(attempt), error, waitMs });
    await clock.sleep(waitMs, this.signal.signal);
  }

  /** Whatever was thrown on the way, as the error that the caller gets. Once the signal has fired, that is the reason for all else. */
  #errorOf(error: unknown): CrosswalkError {
    if (isCrosswalkError(error)) return error;
    const { name } = this.#shared.facts;
    const { stopped } = this.signal;
    const processed = this.#isOut ? 'unknown' : 'no';
    if (stopped !== undefined)
      return this.#error({ kind: stopped, processed, message: `${name}: ${STOPPED[stopped]}` });
    const sent = processed === 'unknown' && !neverSent(error);
    this.#isOut = false;
    const message = `${name}: no answer. ${reasonOf(error)}`;
    return this.#error({ kind: 'network', processed: sent ? 'unknown' : 'no', message });
  }

  #error(fields: Omit<ErrorFields, 'vendor' | 'attempts' | 'request'>): CrosswalkError {
    return new CrosswalkError({
      ...fields,
      message: this.#secrets.hide(fields.message),
      vendor: this.#shared.facts.id,
      attempts: this.#attempts,
      processed: this.#inDoubt && fields.processed !== 'yes' ? 'unknown' : (fields.processed ?? 'no'),
      request: requestOf(this.call),
    });
  }

  #event(attempt: number): CallEvent {
    return { vendor: this.#shared.facts.id, ...requestOf(this.call), attempt };
  }
}

function isStream(body: BodyInit | undefined): boolean {
  return body instanceof ReadableStream;
}

const STOPPED: Readonly<Record<Stop, string>> = {
  timeout: 'the deadline passed before the call had its answer',
  aborted: 'the caller aborted the call',
  closed: 'the client was closed',
};
