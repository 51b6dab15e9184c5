import type { Call, VendorFacts } from './facts.js';
import type { CallOptions, ClientOptions } from './options.js';

/** An answer whose body is parsed but not unwrapped. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** How often the call was sent. */
  readonly attempts: number;
}

/** Sends calls to one vendor. */
export class Transport {
  readonly facts: VendorFacts;
  readonly options: ClientOptions;

  constructor(facts: VendorFacts, options: ClientOptions) {
    this.facts = facts;
    this.options = options;
  }

  /** Sends a call and gives what `call.unwrap` points at in the answer. */
  send<T>(_call: Call, _options?: CallOptions): Promise<T> {
    throw new Error('not yet');
  }

  /** Sends a call and gives the answer as it came, for those who page and batch. */
  exchange(_call: Call, _options?: CallOptions): Promise<Exchange> {
    throw new Error('not yet');
  }

  /** Refuses new calls, waits for those under way up to `deadlineMs` (10,000 if not given), then aborts them. */
  close(_options?: { readonly deadlineMs?: number }): Promise<void> {
    throw new Error('not yet');
  }
}
