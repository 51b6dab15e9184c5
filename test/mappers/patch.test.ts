import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import type { Ref, Task } from '../../generated/canonical.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { idsFrom, noIds, noLosses } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { DUE } from './vendors.js';

const ANN: Ref = { vendor: 'acme', type: 'Member', id: 'ann' };
const FIRM: Ref = { vendor: 'acme', type: 'Company', id: 'firm' };
const ids = idsFrom([
  [ANN, 'A'],
  [FIRM, 'F'],
]);

type Row = readonly [patch: Task, sent: object];

const HUBSPOT: readonly Row[] = [
  [{ title: 'x' }, { hs_task_subject: 'x' }],
  [{ title: null }, { hs_task_subject: '' }],
  [{ body: { format: 'html', text: '<p>x</p>' } }, { hs_task_body: '<p>x</p>' }],
  [{ body: null }, { hs_task_body: '' }],
  [{ dueAt: DUE }, { hs_timestamp: DUE }],
  [{ dueAt: null }, { hs_timestamp: '' }],
  [{ status: 'waiting' }, { hs_task_status: 'WAITING' }],
  [{ status: null }, { hs_task_status: '' }],
  [{ priority: 'low' }, { hs_task_priority: 'LOW' }],
  [{ priority: null }, { hs_task_priority: '' }],
  [{ type: 'call' }, { hs_task_type: 'CALL' }],
  [{ type: null }, { hs_task_type: '' }],
  [{ assignees: [ANN] }, { hubspot_owner_id: 'A' }],
  [{ assignees: [] }, { hubspot_owner_id: '' }],
  [{ reminders: [DUE] }, { hs_task_reminders: '1798804800000' }],
  [{ reminders: [] }, { hs_task_reminders: '' }],
  [{ queues: ['1', '2'] }, { hs_queue_membership_ids: '1;2' }],
  [{ queues: [] }, { hs_queue_membership_ids: '' }],
];

const ATTIO: readonly Row[] = [
  [{ status: 'done' }, { is_completed: true }],
  [{ dueAt: DUE }, { deadline_at: DUE }],
  [{ dueAt: null }, { deadline_at: null }],
  [
    { assignees: [ANN] },
    { assignees: [{ referenced_actor_type: 'workspace-member', referenced_actor_id: 'A' }] },
  ],
  [{ assignees: [] }, { assignees: [] }],
  [{ links: [FIRM] }, { linked_records: [{ target_object: 'companies', target_record_id: 'F' }] }],
  [{ links: [] }, { linked_records: [] }],
];

const TWENTY: readonly Row[] = [
  [{ title: 'x' }, { title: 'x' }],
  [{ title: null }, { title: null }],
  [{ body: { format: 'markdown', text: '*x*' } }, { bodyV2: { markdown: '*x*' } }],
  [{ body: null }, { bodyV2: { markdown: '' } }],
  [{ dueAt: DUE }, { dueAt: DUE }],
  [{ dueAt: null }, { dueAt: null }],
  [{ status: 'done' }, { status: 'DONE' }],
  [{ status: null }, { status: null }],
  [{ assignees: [ANN] }, { assigneeId: 'A' }],
  [{ assignees: [] }, { assigneeId: null }],
];

describe('A change of one field', () => {
  it.each(HUBSPOT)('%j sets or clears one property of HubSpot', (patch, properties) => {
    expect(hubspot.patchTask(patch, ids)).toEqual({ value: { properties }, losses: noLosses });
  });

  it.each(ATTIO)('%j sets or clears one field of Attio', (patch, value) => {
    expect(attio.patchTask(patch, ids)).toEqual({ value, losses: noLosses });
  });

  it.each(TWENTY)('%j sets or clears one field of Twenty', (patch, value) => {
    expect(twenty.patchTask(patch, ids)).toEqual({ value, losses: noLosses });
  });

  it('that does not say anything changes nothing', () => {
    expect(hubspot.patchTask({}, ids)).toEqual({ value: { properties: {} }, losses: noLosses });
    expect(attio.patchTask({}, ids)).toEqual({ value: {}, losses: noLosses });
    expect(twenty.patchTask({}, ids)).toEqual({ value: {}, losses: noLosses });
  });
});

describe('A change that the vendor can not carry', () => {
  it('to no status at all becomes "not done" at Attio, and says so', () => {
    const { value, losses } = attio.patchTask({ status: null }, ids);
    expect(value).toEqual({ is_completed: false });
    expect(losses).toMatchObject([{ field: 'status', kind: 'defaulted', value: false }]);
  });

  it('to people who are not known there leaves those who are', () => {
    const assignees = [ANN];
    const changes = [
      hubspot.patchTask({ assignees }, noIds),
      attio.patchTask({ assignees }, noIds),
      twenty.patchTask({ assignees }, noIds),
    ];
    expect(changes.map(({ value }) => value)).toEqual([{ properties: {} }, {}, {}]);
    for (const { losses } of changes) expect(losses).toMatchObject([{ field: 'assignees', value: ANN }]);
  });

  it('to reminders and queues of which none can be written leaves those that are there', () => {
    const { value, losses } = hubspot.patchTask({ reminders: ['soon'], queues: ['a;b'] }, ids);
    expect(value).toEqual({ properties: {} });
    expect(losses.map(({ field, kind }) => `${field} ${kind}`)).toEqual([
      'reminders dropped',
      'queues dropped',
    ]);
  });

  it('to people some of whom are not known there sets those who are', () => {
    const unknown = { ...ANN, id: 'zoe' };
    const { value, losses } = attio.patchTask({ assignees: [unknown, ANN] }, ids);
    expect(value.assignees).toMatchObject([{ referenced_actor_id: 'A' }]);
    expect(losses).toMatchObject([{ field: 'assignees', kind: 'dropped', value: unknown }]);
  });

  it.each([
    ['HubSpot', hubspot.patchTask, ['links']],
    ['Attio', attio.patchTask, ['title', 'body']],
    ['Twenty', twenty.patchTask, ['links']],
  ] as const)(
    'is refused by the compiler at %s, and a loss for those who get around it',
    (_name, patch, fields) => {
      const change: Task = { title: 'x', body: null, links: [], priority: 'low', completedAt: null };
      const { losses } = patch(change, ids);
      const told = losses
        .map(({ field }) => field)
        .filter((field) => field !== 'priority' && field !== 'completedAt');
      expect(told).toEqual(fields);
    },
  );

  it('is none where the vendor has nothing to change, and nothing is what was wanted', () => {
    const nothing: Task = { priority: null, type: null, reminders: [], queues: [] };
    expect(attio.patchTask(nothing, ids).losses).toBe(noLosses);
    expect(twenty.patchTask(nothing, ids).losses).toBe(noLosses);
  });

  it('does not compile', () => {
    // @ts-expect-error the text can not change after creation
    attio.patchTask({ title: 'x' }, noIds);
    // @ts-expect-error links are changed through associations
    hubspot.patchTask({ links: [] }, noIds);
    // @ts-expect-error links are records of their own
    twenty.patchTask({ links: [] }, noIds);
  });
});
