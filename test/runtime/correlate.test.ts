import { describe, expect, it } from 'vitest';
import type { BatchCall } from '../../templates/runtime/facts.js';
import { byPosition, byTrace, errorOf, run, SENT_AT, sentIn, silent, traceOf } from '../support/batches.js';
import { byId, echo, notes, type Note } from '../support/stub.js';

type Traced = Note & { readonly trace: string };

describe('an answer by ids', () => {
  it('is matched in any order', async () => {
    const { outcomes } = await run(byId, notes(3), (items) => echo([...items].reverse()));
    expect(outcomes.map((o) => o.status === 'ok' && o.value.title)).toEqual(['n0', 'n1', 'n2']);
  });

  it('is found through a level that a server sends twice', async () => {
    const { statuses } = await run(byId, notes(2), (items) => ({
      body: { data: { data: { createNotes: items } } },
    }));
    expect(statuses).toEqual(['ok', 'ok']);
  });

  it('leaves an item that it does not mention ambiguous, with what helps to find it', async () => {
    const { outcomes, statuses, calls } = await run(byId, notes(3), (items) => ({
      ...echo(items.slice(0, 2)),
      headers: new Headers({ 'x-request-id': 'r-1' }),
    }));
    expect(statuses).toEqual(['ok', 'ok', 'ambiguous']);
    const clientId = sentIn(calls)[2]?.id;
    expect(traceOf(outcomes[2])).toEqual({ clientId, sentAt: SENT_AT, requestId: 'r-1' });
    expect(errorOf(outcomes[2])).toMatchObject({
      kind: 'unreadable',
      status: 200,
      processed: 'unknown',
      requestId: 'r-1',
    });
    expect(errorOf(outcomes[2]).message).toBe('Acme 200: the answer does not mention this item');
  });

  it('may hold strangers, nulls and the same one twice: the first counts', async () => {
    const { outcomes } = await run(byId, [{ title: 'a', id: '1' }], () => ({
      body: {
        data: {
          createNotes: [null, { id: '9' }, 7, {}, { id: 1, title: 'first' }, { id: '1', title: 'second' }],
        },
      },
    }));
    expect(outcomes).toMatchObject([{ status: 'ok', value: { title: 'first' } }]);
  });

  it.each([[undefined], [null], ['done'], [{ data: null }], [{ data: { createNotes: {} } }]])(
    'that is %j leaves all ambiguous',
    async (body) => {
      expect((await run(byId, notes(2), () => ({ body }))).statuses).toEqual(['ambiguous', 'ambiguous']);
    },
  );
});

describe('an answer by traces', () => {
  const trace = (item: Note | undefined): string => (item as Traced).trace;

  it('gives results and failures, in any order', async () => {
    const entry = (items: readonly Note[]) => ({
      message: 'Bad title',
      category: 'INVALID',
      context: { trace: [trace(items[1])] },
    });
    const { outcomes, calls } = await run(byTrace, notes(3), (items) => ({
      status: 207,
      attempts: 2,
      body: { status: 'COMPLETE', requestId: 'r-2', results: [items[2], items[0]], errors: [entry(items)] },
    }));
    const sent = sentIn(calls);
    expect(new Set(sent.map(trace)).size).toBe(3);
    expect(outcomes.map((o) => (o.status === 'ok' ? o.value.title : o.status))).toEqual([
      'n0',
      'rejected',
      'n2',
    ]);
    expect(errorOf(outcomes[1])).toMatchObject({
      kind: 'refused',
      status: 207,
      code: 'INVALID',
      message: 'Acme 207 INVALID: Bad title',
      body: entry(sent),
      requestId: 'r-2',
      attempts: 2,
      processed: 'no',
    });
  });

  it('may name one item by a text and several by a list', async () => {
    const { statuses, outcomes } = await run(byTrace, notes(3), (items) => ({
      body: {
        errors: [
          { message: 'one', context: { trace: trace(items[0]) } },
          { context: { trace: items.slice(1).map(trace) } },
        ],
      },
    }));
    expect(statuses).toEqual(['rejected', 'rejected', 'rejected']);
    expect(outcomes.map((outcome) => errorOf(outcome).message)).toEqual([
      'Acme 200: one',
      'Acme 200: an item was refused without a reason',
      'Acme 200: an item was refused without a reason',
    ]);
  });

  it('may name an item twice: the first failure counts', async () => {
    const { outcomes } = await run(byTrace, notes(1), ([first]) => ({
      body: { errors: ['a', 'b'].map((message) => ({ message, context: { trace: trace(first) } })) },
    }));
    expect(errorOf(outcomes[0]).message).toBe('Acme 200: a');
  });

  it('that names no item with a failure tells the items it does not mention', async () => {
    const { statuses, outcomes } = await run(byTrace, notes(2), (items) => ({
      body: { results: [items[0]], errors: [{ message: 'Quota', context: {} }] },
    }));
    expect(statuses).toEqual(['ok', 'ambiguous']);
    expect(errorOf(outcomes[1]).message).toContain('Quota');
    expect(errorOf(outcomes[1]).body).toEqual({ message: 'Quota', context: {} });
  });

  it('that holds both a result and a failure for an item leaves it ambiguous', async () => {
    const { outcomes, statuses } = await run(byTrace, notes(1), (items) => ({
      body: { results: items, errors: [{ message: 'Link failed', context: { trace: trace(items[0]) } }] },
    }));
    expect(statuses).toEqual(['ambiguous']);
    expect(errorOf(outcomes[0])).toMatchObject({ message: 'Acme 200: Link failed', processed: 'unknown' });
  });
});

describe('an answer by position', () => {
  it('is matched one by one', async () => {
    const { outcomes } = await run(byPosition, notes(2), (items) => ({
      body: items.map(({ title }) => ({ title: `${title}!` })),
    }));
    expect(outcomes).toMatchObject([{ value: { title: 'n0!' } }, { value: { title: 'n1!' } }]);
  });

  it.each([1, 3])('of %i for 2 says nothing of any of them', async (count) => {
    const { outcomes, statuses } = await run(byPosition, notes(2), () => ({ body: notes(count) }));
    expect(statuses).toEqual(['ambiguous', 'ambiguous']);
    expect(traceOf(outcomes[0])).toEqual({ sentAt: SENT_AT });
  });

  it('does not take null for an answer', async () => {
    expect((await run(byPosition, notes(2), () => ({ body: [{}, null] }))).statuses).toEqual([
      'ok',
      'ambiguous',
    ]);
  });
});

describe('an endpoint that answers without items', () => {
  it('accepts all', async () => {
    const { outcomes } = await run(silent, notes(2), () => ({ status: 204, body: undefined }));
    expect(outcomes).toMatchObject([
      { status: 'ok', value: undefined },
      { status: 'ok', value: undefined },
    ]);
  });

  it('accepts those that it does not name', async () => {
    const batch: BatchCall = {
      ...silent,
      correlate: { by: 'clientId', field: 'id' },
      failures: { at: ['errors'], ids: ['id'] },
    };
    const items = [
      { title: 'a', id: '1' },
      { title: 'b', id: '2' },
    ];
    const named = await run(batch, items, () => ({ status: 207, body: { errors: [{ id: '2' }] } }));
    expect(named.statuses).toEqual(['ok', 'rejected']);
    const unnamed = await run(batch, items, () => ({ status: 207, body: { errors: [{}] } }));
    expect(unnamed.statuses).toEqual(['ambiguous', 'ambiguous']);
  });
});

describe('the state of a batch', () => {
  it.each([
    ['COMPLETE', ['ok', 'ambiguous']],
    ['PENDING', ['ok', 'ambiguous']],
    ['CANCELED', ['ok', 'ambiguous']],
    ['SOMETHING_NEW', ['ok', 'ambiguous']],
  ])('%s leaves the unanswered ambiguous and the answered ok', async (status, expected) => {
    const { statuses, outcomes } = await run(byTrace, notes(2), ([first]) => ({
      body: { status, results: [first] },
    }));
    expect(statuses).toEqual(expected);
    expect(errorOf(outcomes[1]).message.includes(status)).toBe(status === 'PENDING' || status === 'CANCELED');
  });

  it('canceled, of a batch that is all or nothing, means that nothing was stored', async () => {
    const batch = { ...byTrace, atomic: true };
    const { outcomes, statuses } = await run(batch, notes(2), () => ({
      body: { status: 'CANCELED', results: [] },
    }));
    expect(statuses).toEqual(['unsent', 'unsent']);
    expect(errorOf(outcomes[0])).toMatchObject({ kind: 'refused', processed: 'no' });
  });

  it('canceled says nothing if single items may have been stored, or some were', async () => {
    const none = await run(byTrace, notes(1), () => ({ body: { status: 'CANCELED', results: [] } }));
    expect(none.statuses).toEqual(['ambiguous']);
    const one = await run({ ...byTrace, atomic: true }, notes(2), ([first]) => ({
      body: { status: 'CANCELED', results: [first] },
    }));
    expect(one.statuses).toEqual(['ok', 'ambiguous']);
  });

  it('pending means that nothing is accepted yet where the answer has no items', async () => {
    const batch: BatchCall = {
      ...silent,
      state: { at: ['status'], done: ['DONE'], pending: ['PENDING'], canceled: [] },
    };
    expect((await run(batch, notes(1), () => ({ body: { status: 'PENDING' } }))).statuses).toEqual([
      'ambiguous',
    ]);
    expect((await run(batch, notes(1), () => ({ body: { status: 'DONE' } }))).statuses).toEqual(['ok']);
  });
});
