import { Bulk, work, type Items } from './bulk.js';
import { systemClock } from './clock.js';
import type { CallOptions, FanOutOptions } from './options.js';
import type { Transport } from './transport.js';
import { asError, failed } from './verdict.js';

/**
 * A bulk call over an API without a batch endpoint: `one` is called for each item, at most `concurrency` at a time (8 if not given), and
 * the limits set the pace. Outcomes are those of a batch of one. `one` is given the options of the bulk call, the signal among them.
 *
 * @throws CrosswalkError `misuse`, at once, if `items` cannot be gone through.
 */
export function fanOut<In, T>(
  transport: Transport,
  one: (item: In, options: CallOptions) => Promise<T>,
  items: Items<In>,
  options: FanOutOptions = {},
): Bulk<In, T> {
  const clock = transport.options.clock ?? systemClock;
  return new Bulk<In, T>({
    ...work<In, T>(transport, items, options, 8),
    size: 1,
    send: (chunk) =>
      Promise.all(
        chunk.map(async (handed) => {
          const trace = { sentAt: new Date(clock.date()).toISOString() };
          try {
            return {
              ...handed,
              status: 'ok',
              value: await one(handed.input, options),
              via: 'response',
            } as const;
          } catch (thrown) {
            return failed(handed, asError(thrown, transport.facts.id), trace, transport);
          }
        }),
      ),
  });
}
