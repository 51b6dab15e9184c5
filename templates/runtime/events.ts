import { EventDecoder, JsonDecoder, type ServerEvent } from './decode.js';
import type { Call, Reading } from './facts.js';
import type { CallOptions } from './options.js';
import type { Choice } from './request.js';
import type { Transport } from './transport.js';

/**
 * An answer that comes piece by piece. Walk it for what the pieces hold: `for await (const chunk of …)`. Nothing is sent before that, and
 * each loop makes the call anew. Leaving the loop ends the call.
 */
export interface Events<T> extends AsyncIterable<T> {
  /** The same, with the name and the id of each event. */
  events(): AsyncIterable<ServerEvent<T>>;
}

/** The server-sent events that answer a call. */
export function events<T>(transport: Transport, call: Call, options?: CallOptions & Choice): Events<T> {
  return new EventCall<T>(transport, call, options);
}

class EventCall<T> implements Events<T> {
  readonly #transport: Transport;
  readonly #call: Call;
  readonly #options: (CallOptions & Choice) | undefined;

  constructor(transport: Transport, call: Call, options: (CallOptions & Choice) | undefined) {
    this.#transport = transport;
    this.#call = call;
    this.#options = options;
  }

  async *events(): AsyncGenerator<ServerEvent<T>, void, undefined> {
    const decoder = (reading: Reading): EventDecoder => new EventDecoder(reading === 'textEvents');
    for await (const event of this.#transport.stream(this.#call, decoder, this.#options))
      yield event as ServerEvent<T>;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { data } of this.events()) yield data;
  }
}

/**
 * The JSON texts that answer a call, one for each line or record. Nothing is sent before they are walked, and each loop makes the call
 * anew. Leaving the loop ends the call.
 */
export function lines<T>(transport: Transport, call: Call, options?: CallOptions & Choice): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: (): AsyncGenerator<T, void, undefined> => {
      const decoder = (reading: Reading): JsonDecoder =>
        new JsonDecoder(reading === 'sequence' ? 'sequence' : 'lines');
      return transport.stream(call, decoder, options) as AsyncGenerator<T, void, undefined>;
    },
  };
}
