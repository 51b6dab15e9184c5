import { describe, expect, it } from 'vitest';
import type { Task } from '../../generated/canonical.js';
import { noIds, type Losses } from '../../generated/runtime/index.js';
import { attempt, certain, differences, fieldsOf, idsBack, idsTo, isLegible } from './laws.js';
import { PAIRS, VENDORS, type Pair, type Vendor } from './vendors.js';

function samples(vendor: Vendor): readonly (readonly [string, object])[] {
  return vendor.samples.map(({ about, record }) => [about, record]);
}

describe.each(VENDORS)('A task of $id that becomes canonical and is created there again', (vendor) => {
  it.each(samples(vendor))('reads as before, up to what the losses name: %s', (_about, record) => {
    const there = vendor.read(record);
    const back = vendor.write(there.value, noIds, there.residue);
    const again = vendor.read(vendor.stored(back));
    const named = fieldsOf(there.losses, back.losses, again.losses);
    expect(differences(there.value, again.value).filter((field) => !named.has(field))).toEqual([]);
  });

  it.each(samples(vendor))('loses only the time at which it was done: %s', (_about, record) => {
    const there = vendor.read(record);
    const { losses } = vendor.write(there.value, noIds, there.residue);
    expect([...fieldsOf(losses)].filter((field) => field !== 'completedAt')).toEqual([]);
  });

  it.each(samples(vendor))('is the same again the second time: %s', (_about, record) => {
    const first = vendor.read(record);
    const once = vendor.write(first.value, noIds, first.residue);
    const second = vendor.read(vendor.stored(once));
    const twice = vendor.write(second.value, noIds, first.residue);
    expect({ value: twice.value, followUps: twice.followUps }).toEqual({
      value: once.value,
      followUps: once.followUps,
    });
  });
});

interface Journey {
  readonly before: Task;
  readonly after: Task;
  readonly reading: Losses;
  readonly travelling: readonly Losses[];
}

/** There, and back, through records as the vendors store them; undefined where the other vendor must refuse the task. */
function journey({ from, to }: Pair, record: object): Journey | undefined {
  const first = from.read(record);
  const { value: there } = attempt(() => to.write(first.value, idsTo(to.id)));
  if (there === undefined) return undefined;
  const abroad = to.read(to.stored(there));
  const back = from.write(abroad.value, idsBack, first.residue);
  const again = from.read(from.stored(back));
  const travelling = [there, abroad, back, again].map(({ losses }) => losses);
  return { before: first.value, after: again.value, reading: first.losses, travelling };
}

describe.each(PAIRS)('A task of $from.id that goes to $to.id and back', (pair) => {
  const journeys = pair.from.samples.flatMap(({ about, record }) => {
    const travelled = journey(pair, record);
    return travelled === undefined ? [] : [[about, travelled] as const];
  });

  it.each(journeys)('has changed only where a loss says so: %s', (_about, travelled) => {
    const { before, after, reading, travelling } = travelled;
    const named = fieldsOf(reading, ...travelling);
    expect(differences(before, after).filter((field) => !named.has(field))).toEqual([]);
  });

  it.each(journeys)('has lost nothing that has come back as it was: %s', (_about, travelled) => {
    const { before, after, travelling } = travelled;
    const changed = new Set(differences(before, after));
    const untrue = certain(...travelling).filter(({ field }) => !changed.has(field));
    expect(untrue.filter(({ field }) => field !== 'body' || isLegible(before))).toEqual([]);
  });

  it('is refused only if it has a status of its own', () => {
    expect(pair.from.samples.length - journeys.length).toBe(pair.to.id === 'attio' ? 1 : 0);
  });
});
