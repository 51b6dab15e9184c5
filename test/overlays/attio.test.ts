import { describe, expect, it } from 'vitest';
import type * as Mappers from '../../generated/attio/mappers.js';
import type { Task } from '../../generated/canonical.js';
import { noIds } from '../../generated/runtime/index.js';
import { told } from '../generator/support.js';
import { differences, fieldsOf } from '../mappers/laws.js';
import { samplesOf } from '../mappers/samples.js';
import { attioStored } from '../mappers/stored.js';
import { compile } from '../support/compile.js';
import { documentOf, pageOf } from './attio-document.js';
import { bulks, calls, load, own, typesOf, written } from './own.js';

describe('Attio’s document', () => {
  const generated = own('attio', documentOf());

  it('needs no word of warning, and has operations that are called like ours', async () => {
    const { report, api } = await generated;
    expect(told(report)).toEqual([]);
    const records = '/v2/objects/{object}/records';
    expect([...calls(api)].toSorted()).toEqual(
      [
        'GET /v2/tasks tasks.list',
        'POST /v2/tasks tasks.create',
        'GET /v2/tasks/{task_id} tasks.get',
        'PATCH /v2/tasks/{task_id} tasks.update',
        'DELETE /v2/tasks/{task_id} tasks.delete',
        `POST ${records} records.create`,
        `PUT ${records} records.assert`,
        `POST ${records}/query records.query`,
        `GET ${records}/{record_id} records.get`,
        `PATCH ${records}/{record_id} records.update`,
        `PUT ${records}/{record_id} records.replace`,
        `DELETE ${records}/{record_id} records.delete`,
        'GET /v2/self self.identify',
      ].toSorted(),
    );
    expect([...bulks(api)].toSorted()).toEqual([
      'records.createMany create',
      'records.deleteMany delete',
      'tasks.createMany create',
      'tasks.deleteMany delete',
    ]);
  });

  it('has types that are called after what they are', async () => {
    const types = typesOf(await generated, 'attio');
    expect(types).toEqual(
      expect.arrayContaining([
        'Task',
        'TaskCreate',
        'TaskUpdate',
        'LinkedRecordByMatch',
        'AttributeValue',
        'AttioRecord',
        'RecordCreate',
        'RecordAssert',
        'RecordUpdate',
        'RecordQuery',
        'TokenIdentity',
      ]),
    );
    expect(
      types.filter((name) => /Option\d|Input$|Result$/.test(name) && !/^(Attribute|TaskAssignee)/.test(name)),
    ).toEqual([]);
  });

  it(
    'has mappers that compile and carry tasks; a time of completion is a loss',
    { timeout: 60_000 },
    async () => {
      const folder = await written((await generated).files);
      expect(await compile(folder)).toEqual([]);
      const { toTask, fromTask } = await load<typeof Mappers>(folder, 'attio/mappers.js');
      for (const { record } of samplesOf('attio')) {
        const there = toTask(record as Parameters<typeof toTask>[0]);
        const back = fromTask(there.value, noIds);
        const again = toTask(attioStored(back) as Parameters<typeof toTask>[0]);
        const named = fieldsOf(there.losses, back.losses, again.losses);
        expect(differences(there.value, again.value).filter((name) => !named.has(name))).toEqual([]);
      }
      const task = { title: 'A', status: 'done', completedAt: '2026-01-01T00:00:00.000Z' } as Task;
      expect(fromTask(task, noIds).losses).toEqual([
        expect.objectContaining({ field: 'completedAt', why: 'not in this version of the vendor' }),
      ]);
    },
  );
});

describe('A page of Attio’s reference', () => {
  const generated = own('attio', pageOf());

  it('gives its one call, and the record that comes back', async () => {
    const { report, api } = await generated;
    expect(told(report)).toEqual([]);
    expect(calls(api)).toEqual(['POST /v2/tasks tasks.create']);
    expect(typesOf(await generated, 'attio')).toEqual(expect.arrayContaining(['Task', 'TaskCreate']));
  });

  it('has mappers that compile, and read the time of completion', { timeout: 60_000 }, async () => {
    const folder = await written((await generated).files);
    expect(await compile(folder)).toEqual([]);
    const { toTask, fromTask } = await load<typeof Mappers>(folder, 'attio/mappers.js');
    const [{ record } = expect.fail()] = samplesOf('attio');
    const task = { ...record, completed_at: '2026-01-01T00:00:00.000000000Z' };
    const { value } = toTask(task as Parameters<typeof toTask>[0]);
    expect(value.completedAt).toBe('2026-01-01T00:00:00.000Z');
    expect(fromTask(value, noIds).losses).toContainEqual(
      expect.objectContaining({ field: 'completedAt', why: 'the vendor sets it' }),
    );
  });
});
