import { describe, expect, it } from 'vitest';
import { bulk } from '../../templates/runtime/bulk.js';
import type { BatchCall, Call } from '../../templates/runtime/facts.js';
import type { Outcome } from '../../templates/runtime/outcome.js';
import { byId, echo, failure, notes, stub, type Note } from '../support/stub.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const SENT_AT = '1970-01-01T00:00:00.000Z';

const byTrace: BatchCall = {
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
const byPosition: BatchCall = { ...byId, correlate: { by: 'position' }, items: [] };
const silent: BatchCall = {
  call: { method: 'POST', path: '/notes/batch/archive', accept: 'none' },
  maxItems: 3,
  body: 'inputs',
  correlate: { by: 'position' },
  atomic: true,
  repeatable: true,
};

type Traced = Note & { readonly trace: string };

async function run(batch: BatchCall, items: readonly Note[], answer: Parameters<typeof stub>[0]) {
  const stubbed = stub(answer);
  const { outcomes, counts } = await bulk<Note, Note>(stubbed.transport, batch, items);
  return { ...stubbed, outcomes, counts, statuses: outcomes.map(({ status }) => status) };
}

/** The items of the first call, as they went out. */
function sentIn(calls: readonly Call[]): readonly Note[] {
  const body: unknown = calls[0]?.body;
  return Array.isArray(body) ? body : (body as { inputs: readonly Note[] }).inputs;
}

function errorOf(outcome: Outcome<Note, Note> | undefined) {
  if (outcome === undefined || outcome.status === 'ok') throw new Error('this item has no error');
  return outcome.error;
}

function traceOf(outcome: Outcome<Note, Note> | undefined) {
  if (outcome?.status !== 'ambiguous') throw new Error('this item is not ambiguous');
  return outcome.trace;
}

describe('what is sent', () => {
  it('is the list, as the body or as a member of it', async () => {
    const bare = await run(byPosition, notes(2), (items) => ({ body: items }));
    expect(bare.calls[0]).toMatchObject({ method: 'POST', path: '/batch/notes', body: notes(2) });
    const member = await run(silent, notes(2), () => ({ body: undefined }));
    expect(member.calls[0]).toMatchObject({ accept: 'none', body: { inputs: notes(2) } });
  });

  it('keeps what else stands in the body of the call', async () => {
    const batch = { ...silent, call: { ...silent.call, body: { fields: ['title'] } } };
    const { calls } = await run(batch, notes(1), () => ({ body: undefined }));
    expect(calls[0]?.body).toEqual({ fields: ['title'], inputs: notes(1) });
  });

  it('adds the query to that of the call', async () => {
    const { transport, calls } = stub(echo);
    const batch = { ...byId, call: { ...byId.call, query: { depth: 0, upsert: false } } };
    await bulk(transport, batch, notes(1), { query: { upsert: true } });
    expect(calls[0]?.query).toEqual({ depth: 0, upsert: true });
  });

  it('says whether the call may be repeated', async () => {
    expect((await run(byId, notes(1), echo)).calls[0]?.repeatable).toBe(true);
    expect((await run(byTrace, notes(1), () => ({ body: {} }))).calls[0]?.repeatable).toBe(false);
  });
});

describe('ids', () => {
  it('are made where an item has none, in a copy', async () => {
    const items = [Object.freeze({ title: 'a' }), Object.freeze({ title: 'b', id: 'own' })];
    const { calls, outcomes } = await run(byId, items, echo);
    const [a, b] = sentIn(calls);
    expect(a?.id).toMatch(UUID);
    expect(b).toBe(items[1]);
    expect(outcomes).toEqual([
      { index: 0, input: { title: 'a' }, status: 'ok', value: a, via: 'response' },
      { index: 1, input: items[1], status: 'ok', value: b, via: 'response' },
    ]);
    expect(outcomes[0]?.input).toBe(items[0]);
  });

  it('are made anew for the same object handed in twice', async () => {
    const note = { title: 'twice' };
    const { calls, counts } = await run(byId, [note, note], echo);
    expect(new Set(sentIn(calls).map(({ id }) => id)).size).toBe(2);
    expect(counts.ok).toBe(2);
  });

  it('may not come twice in a chunk: the later item is not sent', async () => {
    const items = [
      { title: 'a', id: 'x' },
      { title: 'b', id: 'y' },
      { title: 'c', id: 'x' },
    ];
    const { calls, outcomes, statuses } = await run(byId, items, echo);
    expect(calls.map(({ body }) => body)).toEqual([items.slice(0, 2)]);
    expect(statuses).toEqual(['ok', 'ok', 'rejected']);
    expect(errorOf(outcomes[2])).toMatchObject({ kind: 'misuse', vendor: 'acme', processed: 'no' });
    expect(errorOf(outcomes[2]).message).toBe('Item 2 has the same id as item 0; it was not sent.');
  });

  it('that are UUIDs are the same in capitals', async () => {
    const id = '0B0E1F3C-6F0A-4C3D-9C57-0E6F8B6B1A11';
    const items = [
      { title: 'a', id },
      { title: 'b', id: id.toLowerCase() },
    ];
    const { statuses } = await run(byId, items, (sent) =>
      echo(sent.map((note) => ({ ...note, id: id.toLowerCase() }))),
    );
    expect(statuses).toEqual(['ok', 'rejected']);
  });

  it('need an object to stand in; nothing is sent if there is none', async () => {
    const { calls, outcomes } = await run(byId, ['text', null] as unknown as Note[], echo);
    expect(calls).toEqual([]);
    expect(outcomes.map((outcome) => errorOf(outcome).message)).toEqual([
      'Item 0 is not an object; it was not sent.',
      'Item 1 is not an object; it was not sent.',
    ]);
  });
});

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

describe('an answer by fields', () => {
  const links: BatchCall = {
    ...byTrace,
    correlate: {
      by: 'fields',
      fields: [
        [['from', 'id'], ['fromId']],
        [['to', 'id'], ['toId']],
      ],
    },
    failures: {
      at: ['errors'],
      fields: [
        [
          ['from', 'id'],
          ['context', 'from'],
        ],
        [
          ['to', 'id'],
          ['context', 'to'],
        ],
      ],
      message: ['message'],
    },
  };
  const link = (from: string, to: string) => ({ title: '', from: { id: from }, to: { id: to } });

  it('is matched by all of them', async () => {
    const items = [link('1', '2'), link('1', '3'), link('2', '1')];
    const { outcomes } = await run(links, items, () => ({
      body: {
        results: [
          { fromId: 2, toId: 1, label: 'c' },
          { fromId: '1', toId: '2', label: 'a' },
        ],
        errors: [{ message: 'gone', context: { from: ['1'], to: ['3'] } }],
      },
    }));
    expect(outcomes).toMatchObject([
      { status: 'ok', value: { label: 'a' } },
      { status: 'rejected', error: { message: 'Acme 200: gone' } },
      { status: 'ok', value: { label: 'c' } },
    ]);
  });

  it('takes lists side by side', async () => {
    const items = [link('1', '2'), link('3', '4'), link('1', '4')];
    const { statuses } = await run(links, items, () => ({
      body: { errors: [{ context: { from: ['1', '3'], to: ['2', '4'] } }] },
    }));
    expect(statuses).toEqual(['rejected', 'rejected', 'ambiguous']);
  });

  it('takes one value for a list of the others', async () => {
    const items = [link('1', '2'), link('1', '3')];
    const { statuses } = await run(links, items, () => ({
      body: { errors: [{ context: { from: '1', to: ['2', '3'] } }] },
    }));
    expect(statuses).toEqual(['rejected', 'rejected']);
  });

  it('needs the fields, and different ones', async () => {
    const items = [link('1', '2'), { title: 'no fields' }, link('1', '2')];
    const { outcomes } = await run(links, items, () => ({ body: { results: [{ fromId: '1', toId: '2' }] } }));
    expect(outcomes.map((o) => (o.status === 'ok' ? 'ok' : o.error.message))).toEqual([
      'ok',
      'Item 1 lacks from.id and to.id; it was not sent.',
      'Item 2 has the same from.id and to.id as item 0; it was not sent.',
    ]);
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

describe('a call that fails', () => {
  it.each([
    ['rejected', failure({ status: 400 })],
    ['rejected', failure({ status: 401 })],
    ['unsent', failure({ status: 429, attempts: 4 })],
    ['unsent', failure({ kind: 'network' })],
    ['unsent', failure({ kind: 'closed' })],
    ['unsent', failure({ kind: 'misuse' })],
    ['canceled', failure({ kind: 'aborted' })],
    ['ambiguous', failure({ kind: 'aborted', processed: 'unknown' })],
    ['ambiguous', failure({ kind: 'closed', processed: 'unknown' })],
    ['ambiguous', failure({ kind: 'network', processed: 'unknown' })],
    ['ambiguous', failure({ kind: 'timeout', processed: 'unknown' })],
    ['ambiguous', failure({ status: 502, processed: 'unknown' })],
    ['ambiguous', failure({ kind: 'unreadable', processed: 'yes' })],
    ['ambiguous', failure({ status: 429, processed: 'unknown', attempts: 2 })],
  ])('leaves its items %s: %o', async (status, error) => {
    const { outcomes } = await run(byTrace, notes(2), () => Promise.reject(error));
    expect(outcomes).toMatchObject([
      { status, error, index: 0 },
      { status, error, index: 1 },
    ]);
  });

  it('leaves the other chunks alone', async () => {
    const { statuses } = await run(byId, notes(5), (items, _, nth) =>
      nth === 0 ? Promise.reject(failure({ status: 400 })) : echo(items),
    );
    expect(statuses).toEqual(['rejected', 'rejected', 'rejected', 'ok', 'ok']);
  });

  it('after an attempt without an answer may have been stored by that one', async () => {
    const error = failure({ status: 400, attempts: 2, processed: 'unknown', requestId: 'r-3' });
    const { outcomes } = await run(byId, [{ title: 'a', id: '1' }], () => Promise.reject(error));
    expect(outcomes).toMatchObject([{ status: 'ambiguous', error }]);
    expect(traceOf(outcomes[0])).toEqual({ clientId: '1', sentAt: SENT_AT, requestId: 'r-3' });
  });

  it('after attempts that were turned away is as good as the first', async () => {
    const { statuses } = await run(byId, notes(1), () =>
      Promise.reject(failure({ status: 400, attempts: 2 })),
    );
    expect(statuses).toEqual(['rejected']);
  });

  it('by a fault in the program leaves everything open', async () => {
    const { outcomes } = await run(byId, notes(1), () => Promise.reject(new TypeError('x is undefined')));
    expect(errorOf(outcomes[0])).toMatchObject({ kind: 'misuse', vendor: 'acme', processed: 'unknown' });
    expect(outcomes[0]?.status).toBe('ambiguous');
  });
});
