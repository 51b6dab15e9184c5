import { CrosswalkError, type ErrorFields } from '../../templates/runtime/errors.js';
import type { BatchCall, Call, VendorFacts } from '../../templates/runtime/facts.js';
import type { OutcomeEvent } from '../../templates/runtime/hooks.js';
import type { CallOptions, ClientOptions } from '../../templates/runtime/options.js';
import type { Exchange, Transport } from '../../templates/runtime/transport.js';

export const facts: VendorFacts = {
  id: 'acme',
  name: 'Acme',
  baseUrl: 'https://api.acme.test',
  limits: [],
  errors: {
    message: [['message']],
    code: [['code']],
    requestId: [['requestId']],
    requestIdHeader: 'x-request-id',
    unprocessed: [429],
    transient: [502, 503],
    waitMs: 10,
  },
  repeated: 'data',
};

/** A batch endpoint that pairs by the client's ids and takes three items a call, or five. */
export const byId: BatchCall = {
  call: { method: 'POST', path: '/batch/notes' },
  maxItems: 3,
  sizes: [5],
  items: ['data', 'createNotes'],
  correlate: { by: 'clientId', field: 'id' },
  atomic: true,
  repeatable: true,
};

/** What is sent, as far as these tests look at it. */
export interface Note {
  readonly title: string;
  readonly id?: string;
}

type Reply = Partial<Exchange> & { readonly body: unknown };

/** A transport that sends nothing: `answer` stands for the vendor. It is given the list of items, the call, and the call's number from 0. */
export function stub(
  answer: (items: readonly Note[], call: Call, nth: number, options: CallOptions) => Reply | Promise<Reply>,
  options: Partial<ClientOptions> = {},
) {
  const calls: Call[] = [];
  const heard: OutcomeEvent['outcome'][] = [];
  const state = { underway: 0, most: 0 };
  const transport = {
    facts,
    options: {
      auth: undefined as never,
      clock: { now: () => 0, date: () => 0, sleep: () => Promise.resolve() },
      hooks: { onOutcome: (event: OutcomeEvent) => void heard.push(event.outcome) },
      ...options,
    },
    async exchange(call: Call, given: CallOptions = {}): Promise<Exchange> {
      const nth = calls.push(call) - 1;
      state.underway += 1;
      state.most = Math.max(state.most, state.underway);
      try {
        const items = Array.isArray(call.body)
          ? call.body
          : (call.body as { inputs: readonly Note[] }).inputs;
        const reply = await answer(items as readonly Note[], call, nth, given);
        return { status: 200, headers: new Headers(), attempts: 1, ...reply };
      } finally {
        state.underway -= 1;
      }
    },
  };
  return { transport: transport as unknown as Transport, calls, heard, state };
}

/** Answers each item with itself. */
export function echo(items: readonly Note[]): Reply {
  return { body: { data: { createNotes: items } } };
}

export function failure(fields: Partial<ErrorFields>): CrosswalkError {
  return new CrosswalkError({ kind: 'refused', vendor: 'acme', message: 'no', attempts: 1, ...fields });
}

export function notes(count: number): Note[] {
  return Array.from({ length: count }, (_, i) => ({ title: `n${i}` }));
}

/** Lets everything run that is ready to run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** A promise and its resolver. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** A generator that says what became of it. */
export function source(count: number) {
  const seen = { read: 0, closed: 0 };
  function* items(): Generator<Note> {
    try {
      for (; seen.read < count;) yield { title: `n${seen.read++}` };
    } finally {
      seen.closed += 1;
    }
  }
  return { seen, items: items() };
}

/** All that comes. */
export async function gather<T>(all: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const one of all) got.push(one);
  return got;
}
