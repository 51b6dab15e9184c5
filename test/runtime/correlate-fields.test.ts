import { describe, expect, it } from 'vitest';
import type { BatchCall } from '../../templates/runtime/facts.js';
import { byTrace, run } from '../support/batches.js';

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
