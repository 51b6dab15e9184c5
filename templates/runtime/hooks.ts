import type { CrosswalkError } from './errors.js';
import type { Outcome } from './outcome.js';

/** The call an event is about. The path has no query, since people put addresses and names into queries. */
export interface CallEvent {
  /** The vendor's id, such as `acme`. */
  readonly vendor: string;
  readonly method: string;
  readonly path: string;
  /** Which attempt of the call it is, from 1. */
  readonly attempt: number;
}

/** An answer came; its body has not been read yet. */
export interface ResponseEvent extends CallEvent {
  readonly status: number;
  /** From sending to the head of the answer, in milliseconds. */
  readonly durationMs: number;
}

/** An attempt failed, and another follows. */
export interface RetryEvent extends CallEvent {
  readonly error: CrosswalkError;
  /** How long the call waits before the next attempt, in milliseconds. */
  readonly waitMs: number;
}

/** The limits hold an attempt back. */
export interface WaitEvent extends CallEvent {
  /** How long the attempt was held back, in milliseconds. */
  readonly waitMs: number;
}

/** One item of a bulk call has ended. */
export interface OutcomeEvent {
  /** The vendor's id, such as `acme`. */
  readonly vendor: string;
  readonly outcome: Outcome<unknown, unknown>;
}

/**
 * Functions that are told what happens: for logs, metrics and traces. They change nothing, they are not waited for, and one that throws
 * or rejects does no harm to the call. Events hold no secrets: neither headers nor queries nor what was sent.
 */
export interface Hooks {
  readonly onRequest?: (event: CallEvent) => void;
  readonly onResponse?: (event: ResponseEvent) => void;
  readonly onRetry?: (event: RetryEvent) => void;
  readonly onWait?: (event: WaitEvent) => void;
  /** Hears of the items of bulk calls as they end, also of those that nobody is waiting for any more. */
  readonly onOutcome?: (event: OutcomeEvent) => void;
}

/** Tells a hook, if there is one. Whatever goes wrong in it stays in it, an asynchronous hook's rejection included. */
export function tell<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook === undefined) return;
  try {
    const result = hook(event);
    if (result instanceof Promise) result.catch(() => undefined);
  } catch {
    // A log that fails is no reason for a call to fail.
  }
}
