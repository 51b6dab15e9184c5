import { describe, expect, it } from 'vitest';
import { noIds, type Converted, type Ids } from '../../generated/runtime/index.js';
import { attempt, idsTo, sorted } from './laws.js';
import { DUE, PAIRS, type Pair } from './vendors.js';

/** A conversion in a form that can be compared: losses in no order, and a refusal as its message. */
function shown(convert: () => Converted<object>): unknown {
  const { value, error } = attempt(convert);
  return value === undefined ? error : { ...value, losses: sorted(value.losses) };
}

function inTwoSteps({ from, to }: Pair, record: object, ids: Ids): unknown {
  return shown(() => {
    const first = from.read(record);
    const second = to.write(first.value, ids);
    return { ...second, losses: [...first.losses, ...second.losses] };
  });
}

function inOneStep({ fused }: Pair, record: object, ids: Ids): unknown {
  return shown(() => fused(record as never, ids, { dueAt: DUE }));
}

describe.each(PAIRS)('From $from.id to $to.id one step gives what two steps give', (pair) => {
  const samples = pair.from.samples.map(({ about, record }) => [about, record] as const);

  it.each(samples)('with every reference known there: %s', (_about, record) => {
    const ids = idsTo(pair.to.id);
    expect(inOneStep(pair, record, ids)).toEqual(inTwoSteps(pair, record, ids));
  });

  it.each(samples)('with no reference known there: %s', (_about, record) => {
    expect(inOneStep(pair, record, noIds)).toEqual(inTwoSteps(pair, record, noIds));
  });
});

describe.each(PAIRS.filter(({ from }) => from.id !== 'attio'))(
  'A task of $from.id that was read without what the mapper needs',
  (pair) => {
    it('is refused on its way to $to.id, in one step as in two', () => {
      const bare = { ...pair.from.samples[0]!.record, properties: {}, taskTargets: undefined };
      const refusal = inTwoSteps(pair, bare, noIds);
      expect(refusal).toContain('Ask for it with `taskProjection`.');
      expect(inOneStep(pair, bare, noIds)).toBe(refusal);
    });
  },
);
