import { CrosswalkError, isCrosswalkError } from './errors.js';
import type { Handed } from './input.js';
import type { Outcome, Trace } from './outcome.js';
import type { Transport } from './transport.js';

/**
 * What a failed call means for an item that was in it. It turns on whether the vendor may have acted, be it on an earlier attempt:
 *
 * - it may have: `ambiguous`, whatever the error was. A create may be refused just because its first attempt was stored;
 * - it has not, and refused: `rejected`, unless the status says that it did not look at the call, such as a 429;
 * - it has not, and the caller stopped the call: `canceled`;
 * - it has not, for any other reason: `unsent`.
 */
export function failed<In>(
  handed: Handed<In>,
  error: CrosswalkError,
  trace: Trace,
  { facts }: Transport,
): Outcome<In, never> {
  const { kind, status = 0 } = error;
  if (error.processed !== 'no') return ambiguous(handed, error, trace);
  if (kind === 'refused' && !facts.errors.unprocessed.includes(status))
    return { ...handed, status: 'rejected', error };
  return { ...handed, status: kind === 'aborted' ? 'canceled' : 'unsent', error };
}

/** The outcome of an item that may have been stored. */
export function ambiguous<In>(handed: Handed<In>, error: CrosswalkError, trace: Trace): Outcome<In, never> {
  const { requestId } = error;
  return {
    ...handed,
    status: 'ambiguous',
    error,
    trace: requestId === undefined ? trace : { ...trace, requestId },
  };
}

/** Whatever was thrown, as an error of the runtime. Of a fault in the program nobody knows how far the call had got. */
export function asError(thrown: unknown, vendor: string): CrosswalkError {
  if (isCrosswalkError(thrown)) return thrown;
  return new CrosswalkError({
    kind: 'misuse',
    vendor,
    message: `${vendor}: ${String(thrown)}`,
    processed: 'unknown',
  });
}
