import { systemClock } from './clock.js';
import { correlate } from './correlate.js';
import { misuse } from './errors.js';
import type { BatchCall, Call } from './facts.js';
import { identify, naming, type Sent } from './identity.js';
import type { Handed } from './input.js';
import type { BulkOptions } from './options.js';
import type { Outcome } from './outcome.js';
import type { Transport } from './transport.js';
import { asError, failed } from './verdict.js';

/** Sends one chunk through a batch endpoint and says how each of its items ended. Does not reject. */
export async function sendBatch<In, T>(
  transport: Transport,
  batch: BatchCall,
  chunk: readonly Handed<In>[],
  options: BulkOptions,
): Promise<readonly Outcome<In, T>[]> {
  const clock = transport.options.clock ?? systemClock;
  const { sent, refused } = prepare(batch, chunk, new Date(clock.date()).toISOString(), transport.facts.id);
  if (sent.length === 0) return refused;
  try {
    const reply = await transport.exchange(compose(batch, sent, options.query), options);
    return [...refused, ...correlate<In, T>(transport.facts, batch, sent, reply)];
  } catch (thrown) {
    const error = asError(thrown, transport.facts.id);
    return [...refused, ...sent.map(({ handed, trace }) => failed(handed, error, trace, transport))];
  }
}

/** Gives each item its identity. Of two with the same, the second is not sent: one answer could not be told from the other. */
function prepare<In>(
  { correlate: by }: BatchCall,
  chunk: readonly Handed<In>[],
  sentAt: string,
  vendor: string,
): { readonly sent: readonly Sent<In>[]; readonly refused: readonly Outcome<In, never>[] } {
  if (by.by === 'position') {
    return { sent: chunk.map((handed) => ({ handed, body: handed.input, trace: { sentAt } })), refused: [] };
  }
  const sent = new Map<string, Sent<In>>();
  const refused: Outcome<In, never>[] = [];
  for (const handed of chunk) {
    const named = identify(by, handed.input);
    const twin = 'id' in named ? sent.get(named.id)?.handed.index : undefined;
    if ('id' in named && twin === undefined) {
      const trace = by.by === 'fields' ? { sentAt } : { clientId: named.id, sentAt };
      sent.set(named.id, { handed, ...named, trace });
    } else {
      const why = 'id' in named ? `has the same ${naming(by)} as item ${twin}` : named.fault;
      const error = misuse(`Item ${handed.index} ${why}; it was not sent.`, vendor);
      refused.push({ ...handed, status: 'rejected', error });
    }
  }
  return { sent: [...sent.values()], refused };
}

/** The list goes where the vendor wants it, beside what else the call's body holds. */
function compose<In>(
  { call, body, repeatable }: BatchCall,
  sent: readonly Sent<In>[],
  query: object | undefined,
): Call {
  const list = sent.map((item) => item.body);
  const rest: unknown = call.body;
  return {
    ...call,
    repeatable,
    ...(query !== undefined && { query: { ...call.query, ...query } }),
    body: body === undefined ? list : { ...(typeof rest === 'object' ? rest : undefined), [body]: list },
  };
}
