/** HubSpot's associations, version 4: between two records, many at a time, and the kinds that there are. */

import { describe, expect, it } from 'vitest';
import { isHubSpotError, type AssociationType, type HubSpot } from '../../generated/hubspot/index.js';
import { errorOf, failure, gather, hubspotPair, lastWire, times, values, wires } from './support.js';

const toContact: AssociationType = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 };

async function taskOf(hubspot: HubSpot): Promise<string> {
  const task = await hubspot.tasks.create({ properties: { hs_timestamp: '2026-03-01T09:00:00.000Z' } });
  return task.id;
}

async function contacts(hubspot: HubSpot, count: number): Promise<string[]> {
  const made = await values(
    hubspot.contacts.createMany(times(count, (index) => ({ properties: { email: `c${index}@a.example` } }))),
  );
  return made.map(({ id }) => id);
}

describe('an association of HubSpot', () => {
  it('is made with its types, listed with its labels, and taken away', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const [contact = ''] = await contacts(hubspot, 1);
    const pair = await hubspot.associations.create('tasks', task, 'contacts', contact, [toContact]);
    expect(lastWire(server)).toEqual({
      method: 'PUT',
      url: `/crm/v4/objects/tasks/${task}/associations/contacts/${contact}`,
      authorization: 'Bearer pat-test',
      accept: 'application/json',
      contentType: 'application/json',
      text: '[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":204}]',
      status: 201,
    });
    expect(pair).toMatchObject({ fromObjectId: task, toObjectId: contact, labels: [] });
    const [link] = await gather(hubspot.associations.list('tasks', task, 'contacts'));
    expect(link?.toObjectId).toBe(contact);
    expect(link?.associationTypes.map(({ typeId }) => typeId)).toEqual([204]);
    expect(await hubspot.associations.delete('tasks', task, 'contacts', contact)).toBeUndefined();
    expect(server.associated('tasks', task, 'contacts')).toEqual([]);
  });

  it('of the plain kind needs no body', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const [contact = ''] = await contacts(hubspot, 1);
    await hubspot.associations.createDefault('tasks', task, 'contacts', contact);
    expect(lastWire(server)).toMatchObject({
      method: 'PUT',
      url: `/crm/v4/objects/tasks/${task}/associations/default/contacts/${contact}`,
      contentType: undefined,
      text: '',
    });
    expect(server.associated('tasks', task, 'contacts')).toEqual([contact]);
  });

  it('is listed page by page', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const ids = await contacts(hubspot, 5);
    for (const id of ids) await hubspot.associations.create('tasks', task, 'contacts', id, [toContact]);
    server.requests.length = 0;
    const links = await gather(hubspot.associations.list('tasks', task, 'contacts', { limit: 2 }));
    expect(links.map(({ toObjectId }) => toObjectId)).toEqual(ids);
    const path = `/crm/v4/objects/tasks/${task}/associations/contacts?limit=2`;
    expect(wires(server).map(({ url }) => url)).toEqual([path, `${path}&after=2`, `${path}&after=4`]);
  });

  it('is refused where a record is not there, be it to make one or to list them', async () => {
    const { hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const made = await failure(hubspot.associations.createDefault('tasks', task, 'contacts', '12'));
    expect(isHubSpotError(made, 400) && made.code).toBe('VALIDATION_ERROR');
    const listed = await failure(hubspot.associations.list('tasks', '11', 'contacts'));
    expect(isHubSpotError(listed, 404) && listed.code).toBe('OBJECT_NOT_FOUND');
  });
});

describe('many associations of HubSpot', () => {
  it('are made in one call, and a failure is told by the two records it names', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const [one = '', two = ''] = await contacts(hubspot, 2);
    const item = (id: string) => ({ from: { id: task }, to: { id }, types: [toContact] });
    const { outcomes } = await hubspot.associations.createMany('tasks', 'contacts', [
      item(two),
      item('99'),
      item(one),
    ]);
    const types = '[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":204}]';
    const input = (id: string): string => `{"from":{"id":"${task}"},"to":{"id":"${id}"},"types":${types}}`;
    expect(lastWire(server)).toMatchObject({
      url: '/crm/v4/associations/tasks/contacts/batch/create',
      text: `{"inputs":[${input(two)},${input('99')},${input(one)}]}`,
      status: 207,
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['ok', 'rejected', 'ok']);
    expect(outcomes[0]).toMatchObject({ value: { toObjectId: two } });
    expect(outcomes[2]).toMatchObject({ value: { toObjectId: one } });
    expect(errorOf(outcomes[1])).toMatchObject({ kind: 'refused', status: 207, code: 'VALIDATION_ERROR' });
  });

  it('of the plain kind are made, each answered once in the direction that was asked for', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const ids = await contacts(hubspot, 3);
    const made = await values(
      hubspot.associations.createDefaultMany(
        'tasks',
        'contacts',
        ids.map((id) => ({ from: { id: task }, to: { id } })),
      ),
    );
    expect(made.map(({ from, to }) => [from.id, to.id])).toEqual(ids.map((id) => [task, id]));
    expect(lastWire(server).url).toBe('/crm/v4/associations/tasks/contacts/batch/associate/default');
  });

  it('are read for many records, whose answers come in any order', async () => {
    const { server, hubspot } = await hubspotPair();
    const tasks = [await taskOf(hubspot), await taskOf(hubspot), await taskOf(hubspot)];
    const ids = await contacts(hubspot, 2);
    for (const [index, id] of ids.entries()) {
      await hubspot.associations.create('tasks', tasks[index] ?? '', 'contacts', id, [toContact]);
    }
    const { outcomes } = await hubspot.associations.getMany(
      'tasks',
      'contacts',
      tasks.map((id) => ({ id })),
    );
    expect(lastWire(server)).toMatchObject({
      url: '/crm/v4/associations/tasks/contacts/batch/read',
      text: JSON.stringify({ inputs: tasks.map((id) => ({ id })) }),
      status: 207,
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['ok', 'ok', 'rejected']);
    expect(outcomes[0]).toMatchObject({ value: { from: { id: tasks[0] }, to: [{ toObjectId: ids[0] }] } });
    expect(outcomes[1]).toMatchObject({ value: { from: { id: tasks[1] }, to: [{ toObjectId: ids[1] }] } });
  });

  it('are taken away, all of them or one label at a time', async () => {
    const { server, hubspot } = await hubspotPair();
    const task = await taskOf(hubspot);
    const [one = '', two = ''] = await contacts(hubspot, 2);
    for (const id of [one, two]) await hubspot.associations.createDefault('tasks', task, 'contacts', id);
    const items = [{ from: { id: task }, to: [{ id: one }] }];
    expect((await hubspot.associations.archiveMany('tasks', 'contacts', items)).counts.ok).toBe(1);
    expect(server.associated('tasks', task, 'contacts')).toEqual([two]);
    const labels = [{ from: { id: task }, to: { id: two }, types: [toContact] }];
    expect((await hubspot.associations.archiveLabelsMany('tasks', 'contacts', labels)).counts.ok).toBe(1);
    expect(lastWire(server).status).toBe(204);
    expect(server.associated('tasks', task, 'contacts')).toEqual([]);
  });

  it('have kinds that can be asked for', async () => {
    const { server, hubspot } = await hubspotPair();
    const { results } = await hubspot.associations.listLabels('contacts', 'companies');
    expect(lastWire(server).url).toBe('/crm/v4/associations/contacts/companies/labels');
    expect(results.map(({ typeId, label }) => [typeId, label])).toContainEqual([1, 'Primary']);
  });
});
