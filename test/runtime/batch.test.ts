import { describe, expect, it } from 'vitest';
import { bulk } from '../../templates/runtime/bulk.js';
import { byPosition, byTrace, errorOf, run, SENT_AT, sentIn, silent, traceOf } from '../support/batches.js';
import { byId, echo, failure, notes, stub, type Note } from '../support/stub.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

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
