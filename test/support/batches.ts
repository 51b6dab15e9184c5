import { bulk } from '../../templates/runtime/bulk.js';
import type { CrosswalkError } from '../../templates/runtime/errors.js';
import type { BatchCall, Call } from '../../templates/runtime/facts.js';
import type { Outcome, Trace } from '../../templates/runtime/outcome.js';
import { byId, stub, type Note } from './stub.js';

/** The time at which everything is sent by a stub. */
export const SENT_AT = '1970-01-01T00:00:00.000Z';

/** A batch endpoint that pairs by a trace id, and names failures in an answer that succeeds. */
export const byTrace: BatchCall = {
  call: { method: 'POST', path: '/notes/batch/create' },
  maxItems: 3,
  body: 'inputs',
  items: ['results'],
  failures: { at: ['errors'], ids: ['context', 'trace'], message: ['message'], code: ['category'] },
  correlate: { by: 'trace', field: 'trace' },
  state: { at: ['status'], done: ['COMPLETE'], pending: ['PENDING'], canceled: ['CANCELED'] },
  atomic: false,
  repeatable: false,
};
/** One that answers in the order of the items. */
export const byPosition: BatchCall = { ...byId, correlate: { by: 'position' }, items: [] };
/** One that answers without items. */
export const silent: BatchCall = {
  call: { method: 'POST', path: '/notes/batch/archive', accept: 'none' },
  maxItems: 3,
  body: 'inputs',
  correlate: { by: 'position' },
  atomic: true,
  repeatable: true,
};

/** Sends the items in one bulk call to a vendor that answers so. */
export async function run(batch: BatchCall, items: readonly Note[], answer: Parameters<typeof stub>[0]) {
  const stubbed = stub(answer);
  const { outcomes, counts } = await bulk<Note, Note>(stubbed.transport, batch, items);
  return { ...stubbed, outcomes, counts, statuses: outcomes.map(({ status }) => status) };
}

/** The items of the first call, as they went out. */
export function sentIn(calls: readonly Call[]): readonly Note[] {
  const body: unknown = calls[0]?.body;
  return Array.isArray(body) ? body : (body as { inputs: readonly Note[] }).inputs;
}

export function errorOf(outcome: Outcome<Note, Note> | undefined): CrosswalkError {
  if (outcome === undefined || outcome.status === 'ok') throw new Error('this item has no error');
  return outcome.error;
}

export function traceOf(outcome: Outcome<Note, Note> | undefined): Trace {
  if (outcome?.status !== 'ambiguous') throw new Error('this item is not ambiguous');
  return outcome.trace;
}
