import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { taskFromAttioToHubSpot } from '../../generated/map/attio-hubspot.js';
import { taskFromTwentyToHubSpot } from '../../generated/map/twenty-hubspot.js';
import { noIds, noLosses } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { attioTask, hubspotTask, twentyTask } from './records.js';
import { DUE } from './vendors.js';

const defaulted = { field: 'dueAt', kind: 'defaulted', why: 'HubSpot requires one', value: DUE };

describe('A task without a due date', () => {
  it.each([null, undefined])('(%s) takes the one that the caller gives to HubSpot, and says so', (dueAt) => {
    const task = dueAt === undefined ? {} : { dueAt };
    const { value, losses } = hubspot.fromTask(task, noIds, { dueAt: DUE });
    expect(value.properties.hs_timestamp).toBe(DUE);
    expect(losses).toEqual([defaulted]);
  });

  it('takes it on the straight ways from Attio and Twenty as well', () => {
    const given = { dueAt: DUE };
    const fromAttio = taskFromAttioToHubSpot(attioTask({ deadline_at: null }), noIds, given);
    const fromTwenty = taskFromTwentyToHubSpot(twentyTask({ dueAt: null }), noIds, given);
    for (const { value, losses } of [fromAttio, fromTwenty]) {
      expect(value.properties.hs_timestamp).toBe(DUE);
      expect(losses).toEqual([defaulted]);
    }
  });

  it('needs the argument even where the record has a date: only the compiler knows beforehand', () => {
    // @ts-expect-error HubSpot requires a due date, so the caller must have one at hand
    expect(() => hubspot.fromTask({ dueAt: DUE }, noIds)).toThrow(TypeError);
  });

  it('goes to Attio as null, since the key is required, and is left out at Twenty', () => {
    expect(attio.fromTask({ status: 'done', dueAt: null }, noIds).value.deadline_at).toBeNull();
    expect(attio.fromTask({ status: 'done' }, noIds).value.deadline_at).toBeNull();
    expect(twenty.fromTask({ dueAt: null }, noIds).value).not.toHaveProperty('dueAt');
  });

  it('keeps its own where it has one', () => {
    const { value, losses } = hubspot.fromTask({ dueAt: '2026-12-01T09:00:00.000Z' }, noIds, { dueAt: DUE });
    expect(value.properties.hs_timestamp).toBe('2026-12-01T09:00:00.000Z');
    expect(losses).toBe(noLosses);
  });
});

describe('Instants', () => {
  it('of Attio may be a bare day: the start of that day in UTC, as a guess', () => {
    const { value, losses } = attio.toTask(attioTask({ deadline_at: '2026-07-31' }));
    expect(value.dueAt).toBe('2026-07-31T00:00:00.000Z');
    expect(losses).toMatchObject([{ field: 'dueAt', kind: 'guessed', value: '2026-07-31' }]);
  });

  it('of nine digits lose nothing if the last six are zero', () => {
    const { value, losses } = attio.toTask(attioTask({ deadline_at: '2026-07-10T15:00:00.123000000Z' }));
    expect(value.dueAt).toBe('2026-07-10T15:00:00.123Z');
    expect(losses).toBe(noLosses);
  });

  it('of nine digits lose what is below the millisecond', () => {
    const { value, losses } = attio.toTask(attioTask({ deadline_at: '2026-09-30T21:59:59.999999999Z' }));
    expect(value.dueAt).toBe('2026-09-30T21:59:59.999Z');
    expect(losses).toMatchObject([
      { field: 'dueAt', kind: 'narrowed', value: '2026-09-30T21:59:59.999999999Z' },
    ]);
  });

  it('at which a record was made are no loss: the residue keeps all digits', () => {
    const { value, losses, residue } = attio.toTask(
      attioTask({ created_at: '2026-07-02T08:14:55.318204000Z' }),
    );
    expect(value.createdAt).toBe('2026-07-02T08:14:55.318Z');
    expect(value).not.toHaveProperty('updatedAt');
    expect(losses).toBe(noLosses);
    expect(residue?.fields['created_at']).toBe('2026-07-02T08:14:55.318204000Z');
  });

  it.each(['1789995600000', '2026-09-21T13:00:00Z', '2026-09-21T15:00:00.000+02:00'])(
    'of HubSpot are read in whatever form they come: %s',
    (written) => {
      expect(hubspot.toTask(hubspotTask({ hs_timestamp: written })).value.dueAt).toBe(
        '2026-09-21T13:00:00.000Z',
      );
    },
  );

  it('that nobody can read are lost, and the task is read all the same', () => {
    const { value, losses } = twenty.toTask(twentyTask({ dueAt: 'tomorrow' }));
    expect(value).toMatchObject({ title: 'Call Ann', dueAt: null });
    expect(losses).toMatchObject([{ field: 'dueAt', kind: 'dropped', value: 'tomorrow' }]);
  });
});

describe('The time at which a task was done', () => {
  it('is read from HubSpot and Attio, where answers of some time ago lack it', () => {
    const done = '2026-08-11T14:47:21.512Z';
    expect(hubspot.toTask(hubspotTask({ hs_task_completion_date: done })).value.completedAt).toBe(done);
    expect(
      attio.toTask(attioTask({ completed_at: '2026-08-11T14:47:21.512000000Z' })).value.completedAt,
    ).toBe(done);
    const { completed_at: _, ...older } = attioTask();
    expect(attio.toTask(older).value.completedAt).toBeNull();
  });

  it('is written nowhere, and lost everywhere', () => {
    const task = { dueAt: DUE, status: 'done', completedAt: DUE };
    const written = [
      hubspot.fromTask(task, noIds, { dueAt: DUE }),
      attio.fromTask(task, noIds),
      twenty.fromTask(task, noIds),
    ];
    for (const { losses } of written) {
      expect(losses.map(({ field, kind }) => `${field} ${kind}`)).toEqual(['completedAt dropped']);
    }
  });
});
