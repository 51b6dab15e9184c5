import { describe, expect, it } from 'vitest';
import { Attio, apiKey as attioKey } from '../../generated/attio/index.js';
import type { Task } from '../../generated/canonical.js';
import { HubSpot, privateApp } from '../../generated/hubspot/index.js';
import { taskProjection as hubspotProjection } from '../../generated/hubspot/mappers.js';
import { noIds } from '../../generated/runtime/index.js';
import { Twenty, apiKey as twentyKey } from '../../generated/twenty/index.js';
import { taskProjection as twentyProjection } from '../../generated/twenty/mappers.js';
import { startAttio } from '../vendors/attio.js';
import { startHubSpot } from '../vendors/hubspot.js';
import { manualClock } from '../vendors/shared.js';
import { kept } from '../vendors/support.js';
import { startTwenty } from '../vendors/twenty.js';
import { FIELDS } from './laws.js';
import { ATTIO, DUE, HUBSPOT, TWENTY, VENDORS, type Vendor } from './vendors.js';

/** Creates a task at a vendor and changes it, and reads it each time. */
type Store = (input: object, change?: object) => Promise<object>;

async function atHubSpot(): Promise<Store> {
  const { url, tokens } = kept(await startHubSpot({ clock: manualClock() }));
  const { tasks } = new HubSpot({ auth: privateApp([...tokens][0]), baseUrl: url });
  return async (input, change) => {
    const { id } = await tasks.create(input as Parameters<typeof tasks.create>[0]);
    if (change !== undefined) await tasks.update(id, change as Parameters<typeof tasks.update>[1]);
    return tasks.get(id, hubspotProjection);
  };
}

async function atAttio(): Promise<Store> {
  const { url, tokens } = kept(await startAttio({ clock: manualClock() }));
  const { tasks } = new Attio({ auth: attioKey([...tokens][0]), baseUrl: url });
  return async (input, change) => {
    const { id } = await tasks.create(input as Parameters<typeof tasks.create>[0]);
    if (change !== undefined) await tasks.update(id.task_id, change);
    return tasks.get(id.task_id);
  };
}

async function atTwenty(): Promise<Store> {
  const { url, tokens } = kept(await startTwenty({ clock: manualClock() }));
  const { tasks } = new Twenty({ auth: twentyKey([...tokens][0]), baseUrl: `${url}/rest` });
  return async (input, change) => {
    const { id } = await tasks.create(input as Parameters<typeof tasks.create>[0]);
    if (change !== undefined) await tasks.update(id, change);
    return tasks.get(id, twentyProjection);
  };
}

const SERVERS: readonly (readonly [string, Vendor, () => Promise<Store>])[] = [
  ['HubSpot', HUBSPOT, atHubSpot],
  ['Attio', ATTIO, atAttio],
  ['Twenty', TWENTY, atTwenty],
];

/**
 * The samples of all vendors as canonical tasks, without references, which would have to be there, and without statuses that only the
 * samples' accounts have. Completed ones are left out: the vendor says when that was.
 */
const TASKS = VENDORS.flatMap((vendor) => vendor.samples.map(({ record }) => vendor.read(record).value))
  .filter(({ status }) => status !== 'done' && !status?.includes(':'))
  .map((task): Task => ({ ...task, assignees: [], links: [] }));

/** A task with something in every field, and changes that fill or clear one. */
const FULL: Task = {
  title: 'Call Ann',
  body: { format: 'plain', text: 'about the lamps' },
  dueAt: DUE,
  status: 'in_progress',
  priority: 'high',
  type: 'call',
  reminders: [DUE],
  queues: ['1'],
};

const CHANGES: readonly Task[] = [
  { title: 'Call Bob' },
  { title: null },
  { body: null },
  { dueAt: null },
  { status: 'waiting' },
  { status: null },
  { priority: null },
  { type: null },
  { reminders: [] },
  { queues: [] },
  { assignees: [] },
  { links: [] },
];

function carried(task: Task): object {
  return Object.fromEntries(FIELDS.map((field) => [field, task[field]]));
}

describe.each(SERVERS)('%s on this machine', (_name, vendor, start) => {
  it('stores every sample of every vendor, and they read as the laws suppose', async () => {
    const store = await start();
    expect(TASKS.length).toBeGreaterThan(20);
    for (const task of TASKS) {
      const written = vendor.write(task, noIds);
      const stored = await store(written.value);
      expect(carried(vendor.read(stored).value)).toEqual(carried(vendor.read(vendor.stored(written)).value));
    }
  });

  it('takes every change, and the task reads as the laws suppose', async () => {
    const store = await start();
    const written = vendor.write(FULL, noIds);
    for (const change of CHANGES) {
      const changed = vendor.patch(change, noIds);
      const stored = await store(written.value, changed.value);
      const supposed = vendor.changed(vendor.stored(written), changed);
      expect(carried(vendor.read(stored).value), JSON.stringify(change)).toEqual(
        carried(vendor.read(supposed).value),
      );
    }
  });
});
