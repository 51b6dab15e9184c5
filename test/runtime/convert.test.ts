import { describe, expect, it } from 'vitest';
import { followUpItems, missing, notAsked, type FollowUp } from '../../templates/runtime/convert.js';
import { LossCollector, noLosses } from '../../templates/runtime/losses.js';
import { idsFrom, noIds, type Ref } from '../../templates/runtime/refs.js';

describe('losses', () => {
  it('are one frozen list where nothing is lost', () => {
    expect(new LossCollector().losses).toBe(noLosses);
    expect(noLosses).toEqual([]);
    expect(Object.isFrozen(noLosses)).toBe(true);
  });

  it('are kept in the order in which they were met', () => {
    const lost = new LossCollector();
    lost.add('queues', 'dropped', 'none there', ['7']);
    lost.add('body', 'truncated', 'over 2,000 characters');
    expect(lost.losses).toEqual([
      { field: 'queues', kind: 'dropped', why: 'none there', value: ['7'] },
      { field: 'body', kind: 'truncated', why: 'over 2,000 characters' },
    ]);
  });
});

describe('ids', () => {
  const ada: Ref = { vendor: 'acme', type: 'Person', id: '1' };

  it('finds what it was given, and nothing else', () => {
    const ids = idsFrom([
      [ada, 'old'],
      [ada, 'a'],
      [{ ...ada, type: 'Company' }, 'c'],
    ]);
    expect(ids.find('Person', { ...ada })).toBe('a');
    expect(ids.find('Company', { ...ada, type: 'Company' })).toBe('c');
    expect(ids.find('Company', ada)).toBeUndefined();
    expect(ids.find('Person', { ...ada, vendor: 'other' })).toBeUndefined();
    expect(ids.find('Person', { ...ada, id: '2' })).toBeUndefined();
    expect(noIds.find('Person', ada)).toBeUndefined();
  });

  it('keeps references apart whatever characters they hold', () => {
    const ids = idsFrom([[{ vendor: 'a', type: 'T', id: '","1' }, 'x']]);
    expect(ids.find('T', { vendor: 'a","T', type: 'T', id: '1' })).toBeUndefined();
  });
});

describe('followUpItems', () => {
  const followUp: FollowUp<{ personId: string; taskId?: string }> = {
    call: 'taskLinks.createMany',
    items: [{ personId: 'a' }, { personId: 'b' }],
    set: { taskId: 'data.id' },
  };

  it('gives copies that hold what the created record gave', () => {
    expect(followUpItems(followUp, { data: { id: '7' } })).toEqual([
      { personId: 'a', taskId: '7' },
      { personId: 'b', taskId: '7' },
    ]);
    expect(followUp.items[0]).toEqual({ personId: 'a' });
  });

  it('refuses a created record without the value', () => {
    for (const created of [undefined, null, 'text', {}, { data: null }, { data: { id: null } }]) {
      expect(() => followUpItems(followUp, created)).toThrow(
        'taskLinks.createMany needs `data.id` of the created record for `taskId`, and it is not there.',
      );
    }
  });
});

describe('refusals', () => {
  it('say what to do', () => {
    expect(() => notAsked('Task', 'dueAt', 'taskProjection')).toThrow(
      expect.objectContaining({
        name: 'CrosswalkError',
        kind: 'misuse',
        message:
          'This Task was read without `dueAt`, so nobody knows whether it is empty. Ask for it with taskProjection.',
      }),
    );
    expect(() => missing('Task', 'dueAt')).toThrow(
      'This Task has no `dueAt`, and the vendor written to demands one.',
    );
  });
});
