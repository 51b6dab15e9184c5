import { CrosswalkError, isCrosswalkError } from './errors.js';
import type { Handed } from './input.js';
import type { Outcome, Trace } from './outcome.js';
import type { Transport } from './transport.js';

/**
 * What a failed call means for an item that was in it. It turns on whether the vendor may have acted:
 *
 * - it may have: `ambiguous`, whatever the error was;
 * - it has not, and refused: `rejected`, unless the status says that it did not look at the call, such as a 429;
 * - it has not, and the caller stopped the call: `canceled`;
 * - it has not, for any other reason: `unsent`.
 *
 * The exception is `mayBeStored`: an earlier attempt got no answer, so the last one may be refused just because the first was stored.
 */
export function failed<In>(
  { index, input }: Handed<In>,
  error: CrosswalkError,
  { transport, trace, mayBeStored = false }: { transport: Transport; trace: Trace; mayBeStored?: boolean },
): Outcome<In, never> {
  const refused = error.kind === 'refused' && !transport.facts.errors.unprocessed.includes(error.status ?? 0);
  if (error.processed !== 'no' || (refused && mayBeStored)) {
    const { requestId = trace.requestId } = error;
    return {
      index,
      input,
      status: 'ambiguous',
      error,
      trace: { ...trace, ...(requestId !== undefined && { requestId }) },
    };
  }
  if (refused) return { index, input, status: 'rejected', error };
  return { index, input, status: error.kind === 'aborted' ? 'canceled' : 'unsent', error };
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
