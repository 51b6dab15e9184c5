import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Bulk } from '../../templates/runtime/bulk.js';
import { fanOut } from '../../templates/runtime/fan-out.js';
import { echo, failure, gather, notes, settle, stub, type Note } from '../support/stub.js';

describe('fanOut', () => {
  const { transport, heard } = stub(echo);

  it('has the same face: one call for each item, eight at a time', async () => {
    let underway = 0;
    let most = 0;
    const one = async ({ title }: Note): Promise<string> => {
      most = Math.max(most, ++underway);
      await settle();
      underway -= 1;
      return title;
    };
    const call = fanOut(transport, one, notes(20));
    expectTypeOf(call).toEqualTypeOf<Bulk<Note, string>>();
    const { outcomes, counts } = await call;
    expect(outcomes[19]).toEqual({
      index: 19,
      input: { title: 'n19' },
      status: 'ok',
      value: 'n19',
      via: 'response',
    });
    expect([counts.ok, most, heard.length]).toEqual([20, 8, 20]);
    expect((await gather(fanOut(transport, one, notes(3)))).length).toBe(3);
  });

  it('gives each call the options', async () => {
    const options = { deadlineMs: 7, signal: new AbortController().signal };
    const { outcomes } = await fanOut(transport, async (_, given) => given, [1], options);
    expect(outcomes).toMatchObject([{ value: options }]);
  });

  it('ends items as a batch of one would', async () => {
    const errors = [
      failure({ status: 422 }),
      failure({ status: 429 }),
      failure({ kind: 'network', processed: 'unknown', requestId: 'r' }),
      failure({ kind: 'aborted' }),
      new RangeError('odd'),
    ];
    const { outcomes } = await fanOut(transport, (error) => Promise.reject(error), errors);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'unsent',
      'ambiguous',
      'canceled',
      'ambiguous',
    ]);
    expect(outcomes[2]).toMatchObject({
      error: errors[2],
      trace: { sentAt: '1970-01-01T00:00:00.000Z', requestId: 'r' },
    });
    expect(outcomes[4]).toMatchObject({
      error: { kind: 'misuse', message: expect.stringContaining('odd') as string },
    });
  });

  it('takes a function that throws before it promises', async () => {
    const { outcomes } = await fanOut(transport, () => {
      throw failure({ kind: 'misuse' });
    }, [1]);
    expect(outcomes).toMatchObject([{ status: 'unsent' }]);
  });
});
