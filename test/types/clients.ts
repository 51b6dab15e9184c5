/** Calls of the generated clients that must compile, and calls that must not: each of these stands under a line that expects the error. */

import { Attio, apiKey as attioKey, type Task as AttioTask } from '../../generated/attio/index.js';
import {
  HubSpot,
  privateApp,
  type Task as HubSpotTask,
  type TaskStatus,
} from '../../generated/hubspot/index.js';
import { apiKey as twentyKey, Twenty, type Task as TwentyTask } from '../../generated/twenty/index.js';
import type { Page, Paged } from '../../generated/runtime/index.js';
import { same } from './proof.js';

const due = { hs_timestamp: '2026-03-01T09:00:00.000Z' } as const;
const blank = { content: 'x', format: 'plaintext', deadline_at: null, is_completed: false } as const;

export function constructors(token: string | undefined): void {
  // A token may be missing at run time, as one from the environment: the factory says so, and the type lets it.
  new HubSpot({ auth: privateApp(token) });
  new Attio({ auth: attioKey(() => Promise.resolve('fresh')), retry: false, limits: false });
  new Twenty({ auth: twentyKey(token), baseUrl: 'https://crm.example/rest', batch: { maxItems: 200 } });
  // @ts-expect-error -- a client needs auth
  new HubSpot({});
  // @ts-expect-error -- a token alone is no auth
  new HubSpot({ auth: 'pat-…' });
  // @ts-expect-error -- no such option
  new HubSpot({ auth: privateApp(token), apiKey: 'x' });
  // @ts-expect-error -- a number of attempts, not a word
  new HubSpot({ auth: privateApp(token), retry: { attempts: 'many' } });
}

export async function hubspotCalls(hubspot: HubSpot): Promise<void> {
  const made = await hubspot.tasks.create({ properties: { ...due, hs_task_subject: 'x' } });
  same<typeof made, HubSpotTask>(true);
  // An account's own values and fields go through, and the known ones are still offered.
  same<TaskStatus, 'NOT_STARTED' | 'IN_PROGRESS' | 'WAITING' | 'COMPLETED' | 'DEFERRED' | (string & {})>(
    true,
  );
  await hubspot.tasks.create({ properties: { ...due, hs_task_status: 'ON_HOLD', our_field: 'x' } });
  // @ts-expect-error -- hs_timestamp is required
  await hubspot.tasks.create({ properties: { hs_task_subject: 'x' } });
  // @ts-expect-error -- properties are required
  await hubspot.tasks.create({});
  // @ts-expect-error -- a status is a text
  await hubspot.tasks.create({ properties: { ...due, hs_task_status: 3 } });
  // @ts-expect-error -- HubSpot takes no null; an empty text clears
  await hubspot.tasks.create({ properties: { ...due, hs_task_body: null } });
  // @ts-expect-error -- no such member beside the properties
  await hubspot.tasks.create({ properties: due, subject: 'x' });
  // @ts-expect-error -- a link names its kind by number
  await hubspot.tasks.create({ properties: due, associations: [{ to: { id: '1' }, types: ['task'] }] });
  // @ts-expect-error -- links cannot be changed by an update
  await hubspot.tasks.update('1', { properties: {}, associations: [] });
  // @ts-expect-error -- an id is a text
  await hubspot.tasks.get(1);
  // @ts-expect-error -- no such query parameter
  await hubspot.tasks.list({ page: 2 });
  // @ts-expect-error -- no such operator
  await hubspot.tasks.search({ filterGroups: [{ filters: [{ propertyName: 'x', operator: 'LIKE' }] }] });
  // @ts-expect-error -- owners are read only
  await hubspot.owners.create({});
}

export async function hubspotAnswers(hubspot: HubSpot): Promise<void> {
  const asked = await hubspot.tasks.get('1', { properties: ['hs_task_subject', 'hs_timestamp'] });
  // What was asked for is there, though perhaps null; what was not may be missing.
  same<typeof asked.properties.hs_task_subject, string | null>(true);
  same<typeof asked.properties.hs_task_body, string | null | undefined>(true);
  const unasked = await hubspot.tasks.get('1');
  same<typeof unasked.properties.hs_task_subject, string | null | undefined>(true);
  // @ts-expect-error -- an answer may hold null
  asked.properties.hs_task_subject.trim();
  for await (const task of hubspot.tasks.list({ properties: ['hs_task_subject'] })) {
    same<typeof task.properties.hs_task_subject, string | null>(true);
  }
  same<Awaited<ReturnType<typeof hubspot.tasks.archive>>, void>(true);
}

export async function attioCalls(attio: Attio): Promise<void> {
  const made = await attio.tasks.create({ ...blank, linked_records: ['ada@x.example'], assignees: [] });
  same<typeof made, AttioTask>(true);
  // @ts-expect-error -- all six fields are required
  await attio.tasks.create({ ...blank, linked_records: [] });
  // @ts-expect-error -- tasks are plain text only
  await attio.tasks.create({ ...blank, format: 'markdown', linked_records: [], assignees: [] });
  const mixed = ['ada@x.example', { target_object: 'people', target_record_id: '1' }];
  // @ts-expect-error -- addresses and records do not mix
  await attio.tasks.create({ ...blank, linked_records: mixed, assignees: [] });
  // @ts-expect-error -- an assignee is named by id and type, or by address
  await attio.tasks.create({ ...blank, linked_records: [], assignees: [{ id: '1' }] });
  // @ts-expect-error -- the text of a task cannot change
  await attio.tasks.update('1', { content: 'y' });
  // @ts-expect-error -- left out is not the same as undefined
  await attio.tasks.update('1', { is_completed: undefined });
  // @ts-expect-error -- two orders, and no other
  await attio.tasks.list({ sort: 'updated_at:asc' });
  await attio.tasks.list({ limit: undefined });
  // @ts-expect-error -- the matching attribute is required
  await attio.people.assert({ values: {} }, {});
  // @ts-expect-error -- a deal needs a name, a stage and an owner
  await attio.deals.create({ values: { name: 'x' } });
  // @ts-expect-error -- an id of Attio is an object
  await attio.tasks.get(made.id);
  // @ts-expect-error -- notes cannot be changed
  await attio.notes.update('1', { title: 'x' });
}

export async function twentyCalls(twenty: Twenty): Promise<void> {
  const made = await twenty.tasks.create({});
  same<typeof made, TwentyTask>(true);
  // @ts-expect-error -- null is no rich text
  await twenty.tasks.create({ bodyV2: null });
  // @ts-expect-error -- that field is of another object
  await twenty.tasks.create({ jobTitle: 'x' });
  // @ts-expect-error -- a participant needs its message
  await twenty.messageParticipants.create({ handle: 'x' });
  // @ts-expect-error -- depth is 0 or 1
  await twenty.tasks.list({ depth: 2 });
  // @ts-expect-error -- the filter is required, so that no call hits all records by oversight
  await twenty.tasks.updateMany({ status: 'DONE' }, {});
  // @ts-expect-error -- the query with the filter is required
  await twenty.tasks.deleteMany();
  // @ts-expect-error -- undefined is no filter
  await twenty.tasks.restoreMany({ filter: undefined });
  await twenty.tasks.updateMany({ status: 'DONE' }, { filter: 'title[eq]:"x"' });
  // @ts-expect-error -- an id cannot change
  await twenty.tasks.update('1', { id: '2' });
  // @ts-expect-error -- a bare array, and nothing around it
  await twenty.tasks.batchCreate({ inputs: [] });
  // @ts-expect-error -- members are not written
  await twenty.workspaceMembers.create({});
  const linked = await twenty.tasks.get('1', { depth: 1 });
  linked.taskTargets.map(({ targetPersonId }) => targetPersonId);
  // @ts-expect-error -- links come only when they are asked for
  made.taskTargets.map(({ targetPersonId }) => targetPersonId);
}

export async function lists(attio: Attio): Promise<void> {
  const list: Paged<AttioTask> = attio.tasks.list();
  const page = await list;
  same<typeof page, Page<AttioTask>>(true);
  const [first] = page.items;
  same<typeof first, AttioTask | undefined>(true);
  same<typeof page.next, string | number | undefined>(true);
  for await (const task of list) same<typeof task, AttioTask>(true);
  for await (const each of list.pages()) same<typeof each, Page<AttioTask>>(true);
  // @ts-expect-error -- a page is no list: its items are
  page.map((task: AttioTask) => task);
  // @ts-expect-error -- pages are read, not written
  page.items.push(first);
  // @ts-expect-error -- a list is gone through with for await
  for (const task of list) same<typeof task, AttioTask>(true);
}
