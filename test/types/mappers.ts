/** Mappers: what they take, what they insist on, and what they give. */

import {
  type Attio,
  fromTask as toAttio,
  patchTask as patchAttio,
  type TaskCreate as AttioTaskCreate,
  type TaskUpdate as AttioTaskUpdate,
  toTask as fromAttio,
} from '../../generated/attio/index.js';
import type { Task } from '../../generated/canonical.js';
import {
  fromTask as toHubSpot,
  type HubSpot,
  patchTask as patchHubSpot,
  type TaskCreate as HubSpotTaskCreate,
  taskProjection as hubspotTask,
  toTask as fromHubSpot,
} from '../../generated/hubspot/index.js';
import { taskFromAttioToHubSpot } from '../../generated/map/attio-hubspot.js';
import { taskFromHubSpotToAttio } from '../../generated/map/hubspot-attio.js';
import { taskFromTwentyToHubSpot } from '../../generated/map/twenty-hubspot.js';
import type { Converted, Ids, Loss } from '../../generated/runtime/index.js';
import {
  fromTask as toTwenty,
  patchTask as patchTwenty,
  taskProjection as twentyTask,
  toTask as fromTwenty,
  type Twenty,
} from '../../generated/twenty/index.js';
import { same } from './proof.js';

const dueAt = '2026-03-01T09:00:00.000Z';

export async function reading(hubspot: HubSpot, attio: Attio, twenty: Twenty): Promise<Task[]> {
  const one = fromHubSpot(await hubspot.tasks.get('1', hubspotTask));
  same<typeof one, Converted<Task>>(true);
  const two = fromAttio(await attio.tasks.get('1'));
  const three = fromTwenty(await twenty.tasks.get('1', twentyTask));
  // @ts-expect-error -- nobody knows what a task holds that was read without its fields
  fromHubSpot(await hubspot.tasks.get('1'));
  // @ts-expect-error -- some of its fields are not enough
  fromHubSpot(await hubspot.tasks.get('1', { properties: ['hs_task_subject'] }));
  // @ts-expect-error -- its links were not asked for
  fromTwenty(await twenty.tasks.get('1'));
  // @ts-expect-error -- a task of another vendor
  fromAttio(await hubspot.tasks.get('1', hubspotTask));
  for await (const task of hubspot.tasks.list({ ...hubspotTask, limit: 100 })) fromHubSpot(task);
  for await (const task of twenty.tasks.list({ ...twentyTask, limit: 100 })) fromTwenty(task);
  // @ts-expect-error -- and these were read without
  for await (const task of twenty.tasks.list()) fromTwenty(task);
  return [one.value, two.value, three.value];
}

export function writing(task: Task, ids: Ids): readonly Loss[] {
  const hubspot = toHubSpot(task, ids, { dueAt });
  same<typeof hubspot, Converted<HubSpotTaskCreate>>(true);
  const attio = toAttio(task, ids);
  same<typeof attio, Converted<AttioTaskCreate>>(true);
  const twenty = toTwenty(task, ids);
  // @ts-expect-error -- HubSpot requires a due date, so the app says which
  toHubSpot(task, ids);
  // @ts-expect-error -- and it is not left open
  toHubSpot(task, ids, {});
  // @ts-expect-error -- nor null
  toHubSpot(task, ids, { dueAt: null });
  // @ts-expect-error -- references are looked up by somebody
  toAttio(task);
  // @ts-expect-error -- at once: a mapper waits for nothing
  toAttio(task, { find: () => Promise.resolve('1') });
  // @ts-expect-error -- losses are read
  attio.losses.push({ field: 'x', kind: 'dropped', why: 'x' });
  return [...hubspot.losses, ...attio.losses, ...twenty.losses];
}

export async function fused(hubspot: HubSpot, attio: Attio, twenty: Twenty, ids: Ids): Promise<void> {
  const { value } = taskFromHubSpotToAttio(await hubspot.tasks.get('1', hubspotTask), ids);
  await attio.tasks.create(value);
  const task = await attio.tasks.get('1');
  await hubspot.tasks.create(taskFromAttioToHubSpot(task, ids, { dueAt }).value);
  // @ts-expect-error -- HubSpot requires a due date here as well
  taskFromAttioToHubSpot(task, ids);
  // @ts-expect-error -- its links were not asked for
  taskFromTwentyToHubSpot(await twenty.tasks.get('1'), ids, { dueAt });
  // @ts-expect-error -- what was made for Attio does not go to Twenty
  await twenty.tasks.create(value);
}

export function patches(ids: Ids): void {
  same<ReturnType<typeof patchAttio>, Converted<AttioTaskUpdate>>(true);
  patchHubSpot({ title: 'x', priority: 'high', dueAt: null }, ids);
  patchTwenty({ title: 'x', status: 'done' }, ids);
  patchAttio({ status: 'done', dueAt, links: [] }, ids);
  // @ts-expect-error -- the text of a task of Attio cannot change
  patchAttio({ title: 'x' }, ids);
  // @ts-expect-error -- links are no part of an update of HubSpot
  patchHubSpot({ links: [] }, ids);
  // @ts-expect-error -- HubSpot sets it by itself
  patchHubSpot({ completedAt: dueAt }, ids);
  // @ts-expect-error -- Twenty has no priority
  patchTwenty({ priority: 'high' }, ids);
  // @ts-expect-error -- links are records of their own there
  patchTwenty({ links: [] }, ids);
  // @ts-expect-error -- left out is not the same as undefined
  patchTwenty({ title: undefined }, ids);
}
