import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import type { Task as HubSpotTask } from '../../generated/hubspot/types.js';
import { taskFromHubSpotToTwenty } from '../../generated/map/hubspot-twenty.js';
import { taskFromTwentyToAttio } from '../../generated/map/twenty-attio.js';
import { isCrosswalkError, noIds } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import type { Task as TwentyTask } from '../../generated/twenty/types.js';
import { hubspotTask, twentyTask } from './records.js';

/** What a refusal says. */
function refusal(convert: () => unknown): string {
  try {
    convert();
  } catch (error) {
    if (isCrosswalkError(error) && error.kind === 'misuse') return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('A task of Twenty that was read without its links', () => {
  const { taskTargets: _, ...shallow } = twentyTask();
  const told =
    'This Twenty task was read without `taskTargets`, so nobody knows whether it is empty. Ask for it with `taskProjection`.';

  it('is refused, and told what to ask for', () => {
    const task = shallow as ReturnType<typeof twentyTask>;
    expect(refusal(() => twenty.toTask(task))).toBe(told);
    expect(refusal(() => twenty.refsOfTask(task))).toBe(told);
    expect(refusal(() => taskFromTwentyToAttio(task, noIds))).toBe(told);
  });

  it('is refused by the compiler before', () => {
    const task: TwentyTask = shallow;
    // @ts-expect-error it may have been read without its links
    expect(() => twenty.toTask(task)).toThrow();
  });

  it('is what the projection prevents', () => {
    expect(twenty.taskProjection).toEqual({ depth: 1 });
  });
});

describe('A task of HubSpot that was read without some of its properties', () => {
  it('is refused, and told which ones', () => {
    const { hs_task_body: _, hs_task_type: __, ...some } = hubspotTask().properties;
    const task = { ...hubspotTask(), properties: some as ReturnType<typeof hubspotTask>['properties'] };
    const told =
      'This HubSpot task was read without `hs_task_body`, `hs_task_type`, so nobody knows whether it is empty. ' +
      'Ask for it with `taskProjection`.';
    expect(refusal(() => hubspot.toTask(task))).toBe(told);
    expect(refusal(() => taskFromHubSpotToTwenty(task, noIds))).toBe(told);
  });

  it('gives its references if it has those', () => {
    const task = hubspotTask({}, { properties: { hubspot_owner_id: '1' } as never });
    expect(hubspot.refsOfTask(task)).toEqual([{ vendor: 'hubspot', type: 'Member', id: '1' }]);
    const bare = hubspotTask({}, { properties: {} as never });
    expect(refusal(() => hubspot.refsOfTask(bare))).toContain('`hubspot_owner_id`');
  });

  it('is refused by the compiler before', () => {
    const task: HubSpotTask = { ...hubspotTask(), properties: {} };
    // @ts-expect-error it may have been read without some
    expect(() => hubspot.toTask(task)).toThrow();
  });

  it('is read without links where it has none: HubSpot leaves them out then', () => {
    expect(hubspot.toTask(hubspotTask()).value.links).toEqual([]);
  });

  it('is what the projection prevents: it names all that is read, and the links', () => {
    const { properties, associations } = hubspot.taskProjection;
    expect(properties.toSorted()).toEqual(Object.keys(hubspotTask().properties).toSorted());
    expect(associations).toEqual(['contacts', 'companies', 'deals']);
  });
});

describe('A task of Attio', () => {
  it('comes whole, so there is nothing to ask for', () => {
    expect(attio).not.toHaveProperty('taskProjection');
  });
});
