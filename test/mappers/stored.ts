/** What a vendor answers after a create or a change, by its documentation: for laws over many tasks, where a server would be too slow. */

import type {
  TaskCreate as AttioTaskCreate,
  TaskUpdate as AttioTaskUpdate,
} from '../../generated/attio/types.js';
import { taskProjection } from '../../generated/hubspot/mappers.js';
import type {
  TaskCreate as HubSpotTaskCreate,
  TaskUpdate as HubSpotTaskUpdate,
} from '../../generated/hubspot/types.js';
import { followUpItems, type Converted } from '../../generated/runtime/index.js';
import type {
  TaskCreate as TwentyTaskCreate,
  TaskUpdate as TwentyTaskUpdate,
} from '../../generated/twenty/types.js';

const CREATED = '2026-11-01T08:00:00.000Z';

const GROUPS: Readonly<Record<number, string>> = { 204: 'contacts', 192: 'companies', 216: 'deals' };

/** Values that were not sent are null, an empty text is stored as null, and a task without links comes without `associations`. */
export function hubspotStored({ value }: Converted<object>): object {
  const { properties, associations = [] } = value as HubSpotTaskCreate;
  const nothing = Object.fromEntries(taskProjection.properties.map((name) => [name, null]));
  const groups: Record<string, { results: { id: string; type: string }[] }> = {};
  for (const { to, types } of associations) {
    const group = GROUPS[types[0]!.associationTypeId]!;
    (groups[group] ??= { results: [] }).results.push({ id: to.id, type: `task_to_${group}` });
  }
  return {
    id: '4711',
    properties: { ...nothing, ...withoutEmptyTexts(properties) },
    createdAt: CREATED,
    updatedAt: CREATED,
    archived: false,
    ...(associations.length === 0 ? {} : { associations: groups }),
  };
}

export function hubspotChanged(record: object, { value }: Converted<object>): object {
  const before = record as { readonly properties: object };
  const { properties } = value as HubSpotTaskUpdate;
  return { ...before, properties: { ...before.properties, ...withoutEmptyTexts(properties) } };
}

function withoutEmptyTexts(properties: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, value === '' ? null : value]),
  );
}

/** What is written as `content` reads as `content_plaintext`. All that a new task has is sent. */
export function attioStored({ value }: Converted<object>): object {
  const { content, linked_records, deadline_at, is_completed, assignees } = value as AttioTaskCreate;
  return {
    id: { workspace_id: 'w', task_id: 't' },
    content_plaintext: content,
    deadline_at,
    is_completed,
    completed_at: null,
    linked_records: attioLinks(linked_records),
    assignees,
    created_by_actor: { type: 'api-token', id: 'k' },
    created_at: CREATED,
  };
}

/** A list replaces the one that was there. */
export function attioChanged(record: object, { value }: Converted<object>): object {
  const { linked_records, ...others } = value as AttioTaskUpdate;
  return { ...record, ...others, ...(linked_records && { linked_records: attioLinks(linked_records) }) };
}

/** What is written as `target_object` reads as `target_object_id`. */
function attioLinks(links: AttioTaskCreate['linked_records']): object[] {
  return (links as readonly Readonly<Record<string, string>>[]).map(
    ({ target_object, target_record_id }) => ({
      target_object_id: target_object,
      target_record_id,
    }),
  );
}

const DEFAULTS = {
  title: '',
  bodyV2: { markdown: '', blocknote: null },
  dueAt: null,
  status: 'TODO',
  assigneeId: null,
  position: 0,
  createdBy: { source: 'API', workspaceMemberId: null, name: 'key', context: {} },
};

/** What is left out takes the workspace's default, which for the status is not "none". */
export function twentyStored(created: Converted<object>): object {
  const { value, followUps = [] } = created as Converted<TwentyTaskCreate>;
  const id = '6b1f8f0e-0000-4000-8000-000000000001';
  return {
    id,
    createdAt: CREATED,
    updatedAt: CREATED,
    deletedAt: null,
    ...DEFAULTS,
    ...value,
    title: value.title ?? '',
    taskTargets: followUps.flatMap((followUp) => followUpItems(followUp, { id })),
  };
}

export function twentyChanged(record: object, { value }: Converted<object>): object {
  const change = value as TwentyTaskUpdate;
  return { ...record, ...change, ...(change.title === null ? { title: '' } : {}) };
}
