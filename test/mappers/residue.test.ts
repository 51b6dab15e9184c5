import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { noIds } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import { attioTask, hubspotTask, twentyTask } from './records.js';
import { DUE } from './vendors.js';

const dueAt = DUE;

describe('What the canonical task can not say', () => {
  it('is kept of a task of HubSpot: the account’s own properties, and whether it is archived', () => {
    const read = { cost_center: 'R&D', empty: null, hs_object_id: '4711', hs_createdate: 'x' };
    const { residue } = hubspot.toTask(hubspotTask(read as object));
    expect(residue).toEqual({
      vendor: 'hubspot',
      entity: 'Task',
      fields: { archived: false, 'properties.cost_center': 'R&D' },
    });
  });

  it('goes back to HubSpot as far as a new task can take it', () => {
    const { value: task, residue } = hubspot.toTask(hubspotTask({ cost_center: 'R&D' } as object));
    const { value } = hubspot.fromTask(task, noIds, { dueAt, residue });
    expect(value).toEqual({
      properties: {
        cost_center: 'R&D',
        hs_task_subject: 'Call Ann',
        hs_task_status: 'NOT_STARTED',
        hs_timestamp: '2026-12-01T09:00:00.000Z',
      },
    });
  });

  it('is kept of a task of Twenty: its place, its author, its deletion and the workspace’s own fields', () => {
    const own = { position: 7, deletedAt: DUE, color: 'RED', score: 0 };
    const { residue } = twenty.toTask(twentyTask(own as object));
    const createdBy = { source: 'API', workspaceMemberId: null, name: 'key' };
    expect(residue?.fields).toEqual({ position: 7, createdBy, deletedAt: DUE, color: 'RED', score: 0 });
  });

  it('goes back to Twenty as far as the document says: of the author only the source', () => {
    const { value: task, residue } = twenty.toTask(twentyTask({ position: 7 }));
    const { value } = twenty.fromTask(task, noIds, { residue });
    expect(value).toEqual({
      title: 'Call Ann',
      dueAt: '2026-12-01T09:00:00.000Z',
      status: 'TODO',
      position: 7,
      createdBy: { source: 'API' },
    });
  });

  it('is kept of a task of Attio, and none of it can be written', () => {
    expect(attio.toTask(attioTask()).residue?.fields).toEqual({
      created_by_actor: { type: 'api-token', id: 'k' },
      created_at: '2026-11-01T08:00:00.000Z',
      'id.workspace_id': 'w',
    });
    expect(attio.fromTask).toHaveLength(2);
  });

  it('goes to no other vendor', () => {
    const { residue } = hubspot.toTask(hubspotTask({ position: '9' } as object));
    expect(twenty.fromTask({}, noIds, { residue }).value).toEqual({});
    const fromTwenty = twenty.toTask(twentyTask({ 'properties.x': 1 } as object)).residue;
    const { value } = hubspot.fromTask({ dueAt }, noIds, { dueAt, residue: fromTwenty });
    expect(value.properties).toEqual({ hs_timestamp: dueAt });
  });

  it('never takes the place of what the task says', () => {
    const residue = {
      vendor: 'hubspot',
      entity: 'Task',
      fields: { 'properties.hs_task_subject': 'old', 'properties.x': '1' },
    };
    const { value } = hubspot.fromTask({ title: 'new', dueAt }, noIds, { dueAt, residue });
    expect(value.properties).toEqual({ hs_task_subject: 'new', hs_timestamp: dueAt, x: '1' });
  });
});
