import { describe, expect, it } from 'vitest';
import type { Ref, Task } from '../../generated/canonical.js';
import { noLosses, type Ids, type Losses } from '../../generated/runtime/index.js';
import { random } from '../runtime/codecs/random.js';
import { attempt, certain, differences, fieldsOf, isLegible, sorted } from './laws.js';
import { OWN_STATUSES, randomPatch, randomTask } from './tasks.js';
import { DUE, PAIRS, VENDORS, type Vendor } from './vendors.js';

const RUNS = 250;

/** Every third record of each kind is not known over there. */
const ids: Ids = { find: (type, { id }) => (id === '2' ? undefined : `${type}-${id}`) };

/** A task as it would stand at a vendor if nothing were lost: each reference by the id there, or by one that nobody has. */
function atVendor(task: Task, vendor: string): Task {
  const moved = (ref: Ref): Ref => ({
    vendor,
    type: ref.type,
    id: ref.vendor === vendor ? ref.id : (ids.find(ref.type, ref) ?? 'unknown'),
  });
  const { assignees, links } = task;
  return {
    ...task,
    ...(assignees && { assignees: assignees.map(moved) }),
    ...(links && { links: links.map(moved) }),
  };
}

/** The fields that a loss names although they came through. */
function untrue(before: Task, after: Task, ...losses: readonly Losses[]): string[] {
  const changed = new Set(differences(before, after));
  const named = certain(...losses).map(({ field }) => field);
  return named.filter((field) => !changed.has(field) && (field !== 'body' || isLegible(before)));
}

describe.each(VENDORS)('Any task that is written to $id', (vendor) => {
  const tasks = random(1);
  const all = Array.from({ length: RUNS }, () => randomTask(tasks));
  const written = all.flatMap((task) => {
    const { value } = attempt(() => vendor.write(task, ids));
    return value === undefined ? [] : [{ task, value }];
  });

  it('is taken, unless it has a status that the vendor has no word for and must refuse', () => {
    const refused = all.filter((task) => !written.some((each) => each.task === task));
    expect(refused.length > 0).toBe(vendor.id === 'attio');
    for (const { status } of refused) expect(OWN_STATUSES).toContain(status);
  });

  it('reads back as it was, but for the fields that its losses name', () => {
    for (const { task, value } of written) {
      const after = vendor.read(vendor.stored(value)).value;
      const named = fieldsOf(value.losses);
      expect(
        differences(atVendor(task, vendor.id), after).filter((field) => field in task && !named.has(field)),
        JSON.stringify(task),
      ).toEqual([]);
    }
  });

  it('has no loss in a field that reads back as it was', () => {
    for (const { task, value } of written) {
      const after = vendor.read(vendor.stored(value)).value;
      expect(untrue(atVendor(task, vendor.id), after, value.losses), JSON.stringify(task)).toEqual([]);
    }
  });

  it('is the same however often it is written', () => {
    for (const { task, value } of written) expect(vendor.write(task, ids)).toEqual(value);
  });

  it('shares one frozen list with all others that lose nothing', () => {
    const assignees = [{ vendor: 'acme', type: 'Member', id: '1' }];
    const plain: Task = {
      title: 'Call Ann',
      dueAt: DUE,
      status: 'done',
      assignees,
      completedAt: null,
      queues: [],
    };
    expect(vendor.write(plain, ids).losses).toBe(noLosses);
    for (const { value } of written.filter(({ value }) => value.losses.length === 0)) {
      expect(value.losses).toBe(noLosses);
    }
    expect(Object.isFrozen(noLosses)).toBe(true);
  });

  it('is not changed by it', () => {
    for (const { task } of written) {
      const before = structuredClone(task);
      vendor.write(task, ids);
      expect(task).toEqual(before);
    }
  });
});

describe.each(PAIRS)('Any task of $from.id on its way to $to.id', ({ from, to, fused }) => {
  it('gives in one step what it gives in two', () => {
    const tasks = random(2);
    for (let run = 0; run < RUNS; run++) {
      const made = attempt(() => from.stored(from.write(randomTask(tasks), ids))).value;
      if (made === undefined) continue;
      const read = from.read(made);
      const two = attempt(() => to.write(read.value, ids));
      const one = attempt(() => fused(made as never, ids, { dueAt: DUE }));
      expect(one.error).toBe(two.error);
      expect(one.value?.value).toEqual(two.value?.value);
      expect(one.value?.followUps).toEqual(two.value?.followUps);
      if (one.value && two.value) {
        expect(sorted(one.value.losses)).toEqual(sorted([...read.losses, ...two.value.losses]));
      }
    }
  });
});

/** The fields that can be changed at a vendor. */
const CHANGEABLE: Readonly<Record<Vendor['id'], readonly (keyof Task)[]>> = {
  hubspot: ['title', 'body', 'dueAt', 'status', 'priority', 'type', 'assignees', 'reminders', 'queues'],
  attio: ['status', 'dueAt', 'assignees', 'links'],
  twenty: ['title', 'body', 'dueAt', 'status', 'assignees'],
};

const ALL: readonly (keyof Task)[] = [...CHANGEABLE.hubspot, 'links', 'completedAt'];

describe.each(VENDORS)('Any change of a task at $id', (vendor) => {
  /** Records of the vendor, each with a change and with what became of both. */
  function changes(seed: number, fields: readonly (keyof Task)[]) {
    const tasks = random(seed);
    return Array.from({ length: RUNS }, () => ({
      task: randomTask(tasks),
      patch: randomPatch(tasks, fields),
    })).flatMap(({ task, patch }) => {
      const stored = attempt(() => vendor.stored(vendor.write(task, ids))).value;
      const changed = stored && attempt(() => vendor.patch(patch, ids)).value;
      if (stored === undefined || changed === undefined) return [];
      const before = vendor.read(stored).value;
      const wanted: Task = { ...before, ...atVendor(patch, vendor.id) };
      return [
        {
          patch,
          before,
          wanted,
          losses: changed.losses,
          after: vendor.read(vendor.changed(stored, changed)).value,
        },
      ];
    });
  }

  it('gives what was wanted, but for the fields that its losses name', () => {
    for (const { patch, wanted, after, losses } of changes(3, ALL)) {
      const named = fieldsOf(losses);
      expect(
        differences(wanted, after).filter((field) => !named.has(field)),
        JSON.stringify(patch),
      ).toEqual([]);
    }
  });

  it('has no loss in a field that became what was wanted', () => {
    for (const { patch, wanted, after, losses } of changes(4, CHANGEABLE[vendor.id])) {
      expect(untrue(wanted, after, losses), JSON.stringify(patch)).toEqual([]);
    }
  });

  it('leaves all other fields as they are', () => {
    for (const { patch, before, after } of changes(5, ALL)) {
      expect(
        differences(before, after).filter((field) => !(field in patch)),
        JSON.stringify(patch),
      ).toEqual([]);
    }
  });
});
