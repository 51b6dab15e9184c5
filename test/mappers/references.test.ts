import { describe, expect, it } from 'vitest';
import * as attio from '../../generated/attio/mappers.js';
import { refsOfTask, type Ref } from '../../generated/canonical.js';
import * as hubspot from '../../generated/hubspot/mappers.js';
import { idsFrom, noIds, noLosses } from '../../generated/runtime/index.js';
import * as twenty from '../../generated/twenty/mappers.js';
import type { TaskTarget } from '../../generated/twenty/types.js';
import { attioTask, hubspotTask, twentyTask } from './records.js';
import { DUE, VENDORS } from './vendors.js';

const acme = (type: string, id: string): Ref => ({ vendor: 'acme', type, id });
const [ANN, BOB, COB] = ['ann', 'bob', 'cob'].map((id) => acme('Member', id)) as [Ref, Ref, Ref];
const LINKS = [acme('Person', 'p'), acme('Company', 'c'), acme('Deal', 'd')];
const PROJECT = acme('Project', 'x');

const given = { dueAt: DUE };
const ids = idsFrom([ANN, BOB, COB, ...LINKS, PROJECT].map((ref) => [ref, ref.id.toUpperCase()] as const));

describe.each(VENDORS)('The references of a task of $id', (vendor) => {
  it.each(vendor.samples.map(({ about, record }) => [about, record] as const))(
    'are the same before and after it is canonical: %s',
    (_about, record) => {
      expect(vendor.refs(record)).toEqual(refsOfTask(vendor.read(record).value));
    },
  );

  it('are found with the id there, and lost one by one where there is none', () => {
    const task = { dueAt: DUE, status: 'done', assignees: [ANN], links: LINKS };
    expect(vendor.write(task, ids).losses).toBe(noLosses);
    const { losses } = vendor.write(task, noIds);
    expect(losses).toEqual(
      [ANN, ...LINKS].map((ref) => ({
        field: ref.type === 'Member' ? 'assignees' : 'links',
        kind: 'dropped',
        why: `no such ${ref.type} is known at ${vendor.id}`,
        value: ref,
      })),
    );
  });

  it('of its own keep their ids, and nobody is asked for them', () => {
    const own = (type: string, id: string): Ref => ({ vendor: vendor.id, type, id });
    const task = { dueAt: DUE, status: 'done', assignees: [own('Member', '1')], links: [own('Person', '2')] };
    const written = vendor.write(task, { find: () => expect.fail('asked') });
    expect(vendor.read(vendor.stored(written)).value).toMatchObject({
      assignees: task.assignees,
      links: task.links,
    });
  });

  it('to one record are written once', () => {
    const twins = idsFrom([
      [ANN, '1'],
      [BOB, '1'],
      [LINKS[0]!, '2'],
    ]);
    const task = { dueAt: DUE, status: 'done', assignees: [ANN, BOB, ANN], links: [LINKS[0]!, LINKS[0]!] };
    const written = vendor.write(task, twins);
    expect(written.losses).toBe(noLosses);
    const { assignees, links } = vendor.read(vendor.stored(written)).value;
    expect([assignees, links]).toMatchObject([[{ id: '1' }], [{ id: '2' }]]);
  });

  it('to a record that the vendor can not link are lost', () => {
    const { losses } = vendor.write({ dueAt: DUE, status: 'done', links: [PROJECT] }, ids);
    expect(losses).toMatchObject([{ field: 'links', kind: 'dropped', value: PROJECT }]);
  });
});

describe('Three assignees', () => {
  const task = { dueAt: DUE, status: 'done', assignees: [ANN, BOB, COB] };

  it('all go to Attio', () => {
    expect(attio.fromTask(task, ids).value.assignees).toEqual(
      ['ANN', 'BOB', 'COB'].map((id) => ({
        referenced_actor_type: 'workspace-member',
        referenced_actor_id: id,
      })),
    );
  });

  const others = { field: 'assignees', kind: 'dropped', why: 'one assignee', value: [BOB, COB] };

  it('become the first at HubSpot and Twenty; the others are lost together', () => {
    const atHubSpot = hubspot.fromTask(task, ids, given);
    const atTwenty = twenty.fromTask(task, ids);
    expect(atHubSpot.value.properties.hubspot_owner_id).toBe('ANN');
    expect(atTwenty.value.assigneeId).toBe('ANN');
    for (const { losses } of [atHubSpot, atTwenty]) expect(losses).toEqual([others]);
  });

  it('become nobody where the first is not known: no other one is put in its place', () => {
    const { value, losses } = twenty.fromTask(task, idsFrom([[BOB, 'BOB']]));
    expect(value).not.toHaveProperty('assigneeId');
    expect(losses).toMatchObject([{ value: ANN }, others]);
  });
});

describe('Links', () => {
  it('are associations of HubSpot with the numbers 204, 192 and 216', () => {
    const { value } = hubspot.fromTask({ links: LINKS }, ids, given);
    const association = (id: string, associationTypeId: number): object => ({
      to: { id },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
    });
    expect(value.associations).toEqual([association('P', 204), association('C', 192), association('D', 216)]);
    expect(hubspot.fromTask({ links: [] }, ids, given).value).not.toHaveProperty('associations');
  });

  it('are linked records of Attio, by the slugs of the objects', () => {
    const { value } = attio.fromTask({ links: LINKS }, ids);
    expect(value.linked_records).toEqual([
      { target_object: 'people', target_record_id: 'P' },
      { target_object: 'companies', target_record_id: 'C' },
      { target_object: 'deals', target_record_id: 'D' },
    ]);
  });

  it('are records of their own at Twenty, to be made when the task is there', () => {
    const { value, followUps } = twenty.fromTask({ links: LINKS }, ids);
    expect(value).toEqual({});
    expect(followUps).toEqual([
      {
        call: 'taskTargets.createMany',
        items: [{ targetPersonId: 'P' }, { targetCompanyId: 'C' }, { targetOpportunityId: 'D' }],
        set: { taskId: 'id' },
      },
    ]);
    expect(twenty.fromTask({ links: [] }, ids)).not.toHaveProperty('followUps');
  });

  it('of HubSpot that came once for each label are one', () => {
    const contacts = {
      results: [
        { id: '1', type: 'task_to_contact' },
        { id: '1', type: 'mentor' },
      ],
    };
    const { value } = hubspot.toTask(hubspotTask({}, { associations: { contacts } }));
    expect(value.links).toEqual([{ vendor: 'hubspot', type: 'Person', id: '1' }]);
  });

  it('of HubSpot to records that are not canonical are lost, an empty group is not', () => {
    const tickets = [{ id: '9', type: 'task_to_ticket' }];
    const associations = { tickets: { results: tickets }, calls: { results: [] } };
    const { losses } = hubspot.toTask(hubspotTask({}, { associations }));
    const why = 'no association type is named for it';
    expect(losses).toEqual([{ field: 'links', kind: 'dropped', why, value: tickets }]);
  });

  it('of HubSpot that did not all come with the record are told of', () => {
    const contacts = { results: [{ id: '1', type: 'x' }], paging: { next: { after: '2' } } };
    const { value, losses } = hubspot.toTask(hubspotTask({}, { associations: { contacts } }));
    expect(value.links).toHaveLength(1);
    expect(losses).toMatchObject([{ field: 'links', kind: 'truncated' }]);
  });

  it('of Attio to a custom object are lost, by slug and by id', () => {
    const custom = [
      { target_object_id: 'projects', target_record_id: '1' },
      { target_object_id: '508bd875-7c4a-4c50-ac87-c779d89850dc', target_record_id: '2' },
    ];
    const { value, losses } = attio.toTask(attioTask({ linked_records: custom }));
    expect(value.links).toEqual([]);
    expect(losses.map(({ field, kind, value: lost }) => ({ field, kind, lost }))).toEqual(
      custom.map((lost) => ({ field: 'links', kind: 'dropped', lost })),
    );
  });

  it('of Attio to somebody who is no member are lost from the assignees', () => {
    const key = { referenced_actor_type: 'api-token', referenced_actor_id: 'k' } as const;
    const { value, losses } = attio.toTask(attioTask({ assignees: [key] }));
    expect(value.assignees).toEqual([]);
    expect(losses).toMatchObject([{ field: 'assignees', kind: 'dropped', value: key }]);
  });
});

/** A link of Twenty with these keys alone. */
function target(keys: object): TaskTarget {
  return { id: 'l', createdAt: DUE, updatedAt: DUE, deletedAt: null, taskId: 't', ...keys };
}

describe('Links of Twenty', () => {
  const people = [{ vendor: 'twenty', type: 'Person', id: '1' }];

  it.each([
    ['of 2.21', { targetPersonId: '1', targetCompanyId: null, targetOpportunityId: null }],
    ['of 0.51', { personId: '1', companyId: null, opportunityId: null }],
  ])('are read by the names of servers %s', (_version, keys) => {
    const { value, losses } = twenty.toTask(twentyTask({ taskTargets: [target(keys)] }));
    expect(value.links).toEqual(people);
    expect(losses).toBe(noLosses);
  });

  it('are read as the edges of a connection, as 0.51 answers a batch', () => {
    const edges = { edges: [{ node: target({ personId: '1' }) }] } as unknown as TaskTarget[];
    expect(twenty.toTask(twentyTask({ taskTargets: edges })).value.links).toEqual(people);
  });

  it('with two targets at once are two links', () => {
    const both = target({ targetPersonId: '1', targetCompanyId: '2' });
    const { links } = twenty.toTask(twentyTask({ taskTargets: [both] })).value;
    expect(links).toEqual([...people, { vendor: 'twenty', type: 'Company', id: '2' }]);
  });

  it('to a custom object are lost', () => {
    const project = target({ targetPersonId: null, targetProjectId: '3' });
    const { value, losses } = twenty.toTask(twentyTask({ taskTargets: [project] }));
    expect(value.links).toEqual([]);
    expect(losses).toMatchObject([{ field: 'links', kind: 'dropped', value: project }]);
  });
});
