import type { CrosswalkError } from './errors.js';

/**
 * How one item of a bulk call ended. Every item that is handed in ends in exactly one outcome.
 *
 * - `ok`: the vendor said so in its answer (`response`), the record was found when it was looked for (`reconciled`), or it was there
 *   before (`existing`).
 * - `rejected`: the vendor refused the item; sending it again unchanged will not help.
 * - `unsent`: nothing was stored, since the item was never sent or the vendor says that it was not processed. It may be sent again.
 * - `canceled`: the caller stopped before the item was sent.
 * - `ambiguous`: it was sent, and whether it was stored is not known. `trace` holds what helps to find out.
 */
export type Outcome<In, T> = {
  /** The item's place in what was handed in, from 0. */
  readonly index: number;
  readonly input: In;
} & (
  | { readonly status: 'ok'; readonly value: T; readonly via: 'response' | 'reconciled' | 'existing' }
  | { readonly status: 'rejected' | 'unsent' | 'canceled'; readonly error: CrosswalkError }
  | { readonly status: 'ambiguous'; readonly error: CrosswalkError; readonly trace: Trace }
);

/** What helps to find out whether an item was stored. */
export interface Trace {
  /** The id that the client made for the item, where the vendor lets it. */
  readonly clientId?: string;
  /** When it was sent, as ISO 8601 in UTC. */
  readonly sentAt: string;
  /** The vendor's id of the request, where an answer came. */
  readonly requestId?: string;
}
