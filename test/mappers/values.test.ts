import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { taskFromHubSpotToAttio } from '../../generated/map/hubspot-attio.js';
import { LossCollector, noIds, type Loss } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { attioTask, hubspotTask, twentyTask } from './records.js';
import { DUE } from './vendors.js';

/** What a function of a value table gives, and the kinds of its losses. */
function through<T>(table: (lost: LossCollector) => T): [T, ...Loss['kind'][]] {
  const lost = new LossCollector();
  const value = table(lost);
  return [value, ...lost.losses.map(({ kind }) => kind)];
}

describe('The status of a task', () => {
  it.each([
    ['open', 'NOT_STARTED'],
    ['in_progress', 'IN_PROGRESS'],
    ['waiting', 'WAITING'],
    ['deferred', 'DEFERRED'],
    ['done', 'COMPLETED'],
  ])('%s is %s at HubSpot, both ways', (canonical, theirs) => {
    expect(through((lost) => hubspot.writeTaskStatus(canonical, lost))).toEqual([theirs]);
    expect(hubspot.readTaskStatus(theirs)).toBe(canonical);
  });

  it.each([
    ['open', false, []],
    ['in_progress', false, ['narrowed']],
    ['waiting', false, ['narrowed']],
    ['deferred', false, ['narrowed']],
    ['done', true, []],
  ] as const)('%s is %s at Attio', (canonical, theirs, losses) => {
    expect(through((lost) => attio.writeTaskStatus(canonical, lost))).toEqual([theirs, ...losses]);
  });

  it('is a guess when Attio says that a task is not done, and none when it is', () => {
    expect(through((lost) => attio.readTaskStatus(false, lost))).toEqual(['open', 'guessed']);
    expect(through((lost) => attio.readTaskStatus(true, lost))).toEqual(['done']);
  });

  it.each([
    ['open', 'TODO', []],
    ['in_progress', 'IN_PROGRESS', []],
    ['waiting', 'IN_PROGRESS', ['narrowed']],
    ['deferred', 'TODO', ['narrowed']],
    ['done', 'DONE', []],
  ] as const)('%s is %s at Twenty', (canonical, theirs, losses) => {
    expect(through((lost) => twenty.writeTaskStatus(canonical, lost))).toEqual([theirs, ...losses]);
  });

  it('reads the old spelling of Twenty and never writes it', () => {
    expect(twenty.readTaskStatus('IN_PROGESS')).toBe('in_progress');
    expect(twenty.fromTask({ status: 'in_progress' }, noIds).value.status).toBe('IN_PROGRESS');
  });

  it.each([
    ['hubspot', hubspot],
    ['twenty', twenty],
  ] as const)('of an account of %s itself goes back there as it was, and to no other', (vendor, mappers) => {
    expect(mappers.readTaskStatus('ON_ICE')).toBe(`${vendor}:ON_ICE`);
    expect(through((lost) => mappers.writeTaskStatus(`${vendor}:ON_ICE`, lost))).toEqual(['ON_ICE']);
    expect(through((lost) => mappers.writeTaskStatus('acme:ON_ICE', lost))).toEqual([undefined, 'dropped']);
  });

  it('may hold colons of its own', () => {
    expect(hubspot.readTaskStatus('twenty:X')).toBe('hubspot:twenty:X');
    expect(through((lost) => hubspot.writeTaskStatus('hubspot:twenty:X', lost))).toEqual(['twenty:X']);
  });

  it('that Attio has no word for is refused, in a new task, in a change and on the way from HubSpot', () => {
    const refusal = expect.objectContaining({
      kind: 'misuse',
      message: 'Attio has nothing for the status "hubspot:BLOCKED", and the mapping refuses it.',
    }) as Error;
    expect(() => attio.fromTask({ status: 'hubspot:BLOCKED' }, noIds)).toThrow(refusal);
    expect(() => attio.patchTask({ status: 'hubspot:BLOCKED' }, noIds)).toThrow(refusal);
    const blocked = hubspotTask({ hs_task_status: 'BLOCKED' });
    expect(() => taskFromHubSpotToAttio(blocked, noIds)).toThrow(refusal);
  });

  it('of another vendor is left out and lost, where it is not refused', () => {
    const { value, losses } = twenty.fromTask({ title: 'x', status: 'hubspot:BLOCKED' }, noIds);
    expect(value).toEqual({ title: 'x' });
    expect(losses).toEqual([
      { field: 'status', kind: 'dropped', why: 'not one of the values of twenty', value: 'hubspot:BLOCKED' },
    ]);
  });

  it('that is empty is sent to Twenty as null: left out, it would become TODO', () => {
    expect(twenty.toTask(twentyTask({ status: null })).value.status).toBeNull();
    expect(twenty.fromTask({ status: null }, noIds).value).toEqual({ status: null });
    expect(twenty.fromTask({}, noIds).value).toEqual({});
  });

  it('that is empty becomes "not done" at Attio, and says so', () => {
    const why = 'a task without a status is not done';
    const { value, losses } = attio.fromTask({ title: 'x', status: null }, noIds);
    expect(value.is_completed).toBe(false);
    expect(losses).toEqual([{ field: 'status', kind: 'defaulted', why, value: false }]);
  });
});

describe('Priority and type of a task', () => {
  it.each([
    ['none', 'NONE'],
    ['low', 'LOW'],
    ['medium', 'MEDIUM'],
    ['high', 'HIGH'],
    ['hubspot:URGENT', 'URGENT'],
  ])('priority %s is %s at HubSpot, both ways', (canonical, theirs) => {
    expect(hubspot.toTask(hubspotTask({ hs_task_priority: theirs })).value.priority).toBe(canonical);
    const { value } = hubspot.fromTask({ priority: canonical }, noIds, { dueAt: DUE });
    expect(value.properties.hs_task_priority).toBe(theirs);
  });

  it.each([
    ['todo', 'TODO'],
    ['call', 'CALL'],
    ['email', 'EMAIL'],
    ['hubspot:LINKED_IN_CONNECT', 'LINKED_IN_CONNECT'],
  ])('type %s is %s at HubSpot, both ways', (canonical, theirs) => {
    expect(hubspot.toTask(hubspotTask({ hs_task_type: theirs })).value.type).toBe(canonical);
    const { value } = hubspot.fromTask({ type: canonical }, noIds, { dueAt: DUE });
    expect(value.properties.hs_task_type).toBe(theirs);
  });

  it.each([
    ['attio', attio.fromTask],
    ['twenty', twenty.fromTask],
  ])('are lost at %s, with reminders and queues, each once and with its value', (_vendor, fromTask) => {
    const task = {
      title: 'x',
      status: 'done',
      priority: 'high',
      type: 'call',
      reminders: [DUE],
      queues: ['1'],
    };
    expect(fromTask(task, noIds).losses.map(({ field, kind, value }) => [field, kind, value])).toEqual([
      ['priority', 'dropped', 'high'],
      ['type', 'dropped', 'call'],
      ['reminders', 'dropped', [DUE]],
      ['queues', 'dropped', ['1']],
    ]);
  });

  it('are not among the losses where there are none', () => {
    const empty = {
      status: 'done',
      priority: null,
      type: null,
      completedAt: null,
      reminders: [],
      queues: [],
    };
    expect(twenty.fromTask(empty, noIds).losses).toEqual([]);
    expect(attio.fromTask(empty, noIds).losses).toEqual([]);
  });
});

describe('Lists in a text', () => {
  it('are queues at HubSpot, with or without a separator before the first', () => {
    expect(hubspot.toTask(hubspotTask({ hs_queue_membership_ids: ';1; 2;' })).value.queues).toEqual([
      '1',
      '2',
    ]);
    const { value } = hubspot.fromTask({ queues: ['1', '2'] }, noIds, { dueAt: DUE });
    expect(value.properties.hs_queue_membership_ids).toBe('1;2');
  });

  it('lose what would not read back', () => {
    const { value, losses } = hubspot.fromTask({ queues: ['1', 'a;b', ' ', ' 2 '] }, noIds, { dueAt: DUE });
    expect(value.properties.hs_queue_membership_ids).toBe('1;2');
    expect(
      losses.filter(({ field }) => field === 'queues').map(({ kind, value: lost }) => [kind, lost]),
    ).toEqual([
      ['dropped', ['a;b', ' ']],
      ['reshaped', [' 2 ']],
    ]);
  });

  it('are reminders at HubSpot, in milliseconds; what is no time is lost', () => {
    const read = hubspot.toTask(hubspotTask({ hs_task_reminders: '1789995600000;soon;1790000000000' }));
    expect(read.value.reminders).toEqual(['2026-09-21T13:00:00.000Z', '2026-09-21T14:13:20.000Z']);
    expect(read.losses).toMatchObject([{ field: 'reminders', kind: 'dropped', value: 'soon' }]);
    const { value, losses } = hubspot.fromTask({ dueAt: DUE, reminders: [DUE, 'soon'] }, noIds, {
      dueAt: DUE,
    });
    expect(value.properties.hs_task_reminders).toBe('1798804800000');
    expect(losses).toMatchObject([{ field: 'reminders', kind: 'dropped', value: 'soon' }]);
  });
});

describe('Texts that are empty', () => {
  it('are null when they are read, and left out when they are written', () => {
    const tasks = [
      hubspot.toTask(hubspotTask({ hs_task_subject: '', hs_task_body: '' })).value,
      attio.toTask(attioTask({ content_plaintext: '' })).value,
      twenty.toTask(twentyTask({ title: '', bodyV2: { markdown: '', blocknote: null } })).value,
    ];
    for (const task of tasks) expect(task).toMatchObject({ title: null, body: null });
    expect(hubspot.fromTask({ title: null, body: null, dueAt: DUE }, noIds, { dueAt: DUE }).value).toEqual({
      properties: { hs_timestamp: DUE },
    });
  });
});
