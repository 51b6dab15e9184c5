/** One plain task of each vendor, and the same with other values. */

import type { ProjectedTask as HubSpotTask } from '../../generated/hubspot/mappers.js';
import type { Task as AttioTask } from '../../generated/attio/types.js';
import type { ProjectedTask as TwentyTask } from '../../generated/twenty/mappers.js';

const CREATED = '2026-11-01T08:00:00.000Z';

export function hubspotTask(
  properties: Partial<HubSpotTask['properties']> = {},
  others: Partial<HubSpotTask> = {},
): HubSpotTask {
  return {
    id: '4711',
    createdAt: CREATED,
    updatedAt: CREATED,
    archived: false,
    properties: {
      hs_task_subject: 'Call Ann',
      hs_task_body: null,
      hs_timestamp: '2026-12-01T09:00:00.000Z',
      hs_task_status: 'NOT_STARTED',
      hs_task_completion_date: null,
      hs_task_priority: null,
      hs_task_type: null,
      hubspot_owner_id: null,
      hs_task_reminders: null,
      hs_queue_membership_ids: null,
      ...properties,
    },
    ...others,
  };
}

export function attioTask(others: Partial<AttioTask> = {}): AttioTask {
  return {
    id: { workspace_id: 'w', task_id: 't' },
    content_plaintext: 'Call Ann',
    deadline_at: '2026-12-01T09:00:00.000000000Z',
    is_completed: true,
    completed_at: null,
    linked_records: [],
    assignees: [],
    created_by_actor: { type: 'api-token', id: 'k' },
    created_at: CREATED,
    ...others,
  };
}

export function twentyTask(others: Partial<TwentyTask> = {}): TwentyTask {
  return {
    id: '6b1f8f0e-0000-4000-8000-000000000001',
    createdAt: CREATED,
    updatedAt: CREATED,
    deletedAt: null,
    position: 0,
    title: 'Call Ann',
    bodyV2: { markdown: '', blocknote: null },
    dueAt: '2026-12-01T09:00:00.000Z',
    status: 'TODO',
    createdBy: { source: 'API', workspaceMemberId: null, name: 'key' },
    assigneeId: null,
    taskTargets: [],
    ...others,
  };
}
