import { describe, expect, it } from 'vitest';
import type * as Mappers from '../../generated/hubspot/mappers.js';
import { noIds } from '../../generated/runtime/index.js';
import { differences, fieldsOf } from '../mappers/laws.js';
import { samplesOf } from '../mappers/samples.js';
import { hubspotStored } from '../mappers/stored.js';
import { compile } from '../support/compile.js';
import { told } from '../generator/support.js';
import { documentOf, type Made } from './hubspot-document.js';
import { bulks, calls, load, own, typesOf, written } from './own.js';

const DUE = '2027-01-01T12:00:00.000Z';

const versions: readonly (readonly [string, Made])[] = [
  [
    'with a version of the API before the records',
    { base: '/crm/v3/objects', title: 'Tasks', type: 'tasks' },
  ],
  ['with a date behind the objects', { base: '/crm/objects/2026-03', title: 'Tasks', type: 'tasks' }],
  ['that leaves the type open', { base: '/crm/objects/2026-09', title: 'Tasks' }],
  ['that leaves it open and is called otherwise', { base: '/crm/objects/2025-09', title: 'CRM Tasks' }],
];

describe.each(versions)('A document about tasks %s', (_about, made) => {
  const generated = own('hubspot', documentOf(made));

  it('needs no word of warning', async () => {
    expect(told((await generated).report)).toEqual([]);
  });

  it('has the operations of our own, and the type on the wire', async () => {
    const at = `${made.base}/tasks`;
    expect([...calls((await generated).api)].toSorted()).toEqual(
      [
        `GET ${at} tasks.list`,
        `POST ${at} tasks.create`,
        `GET ${at}/{recordId} tasks.get`,
        `PATCH ${at}/{recordId} tasks.update`,
        `DELETE ${at}/{recordId} tasks.archive`,
        `POST ${at}/search tasks.search`,
        ...['Create', 'Read', 'Update', 'Upsert', 'Archive'].map(
          (verb) => `POST ${at}/batch/${verb.toLowerCase()} tasks.batch${verb}`,
        ),
      ].toSorted(),
    );
  });

  it('has what the manifest adds', async () => {
    const { api } = await generated;
    expect(bulks(api)).toEqual([
      'tasks.createMany batchCreate',
      'tasks.updateMany batchUpdate',
      'tasks.upsertMany batchUpsert',
      'tasks.getMany batchRead',
      'tasks.archiveMany batchArchive',
    ]);
    const [tasks] = api.resources;
    const of = (method: string) => tasks!.operations.find((operation) => operation.method === method)!;
    expect([of('list').paging?.items, of('search').paging?.fact.total]).toEqual([['results'], 'total']);
    expect([of('get').projection?.by, Object.keys(api.auth)]).toEqual([
      'names',
      ['privateApp', 'accessToken'],
    ]);
  });

  it('has types that are called after tasks, and none called after plumbing', async () => {
    const types = typesOf(await generated, 'hubspot');
    expect(types).toEqual(
      expect.arrayContaining([
        'Task',
        'TaskCreate',
        'TaskList',
        'TaskProperties',
        'TaskUpdate',
        'ErrorAnswer',
      ]),
    );
    expect(types.filter((name) => /Public|Collection|^Error$|\d$/.test(name))).toEqual([]);
  });

  it('has mappers that compile, and carry a task there and back', { timeout: 60_000 }, async () => {
    const folder = await written((await generated).files);
    expect(await compile(folder)).toEqual([]);
    const { toTask, fromTask } = await load<typeof Mappers>(folder, 'hubspot/mappers.js');
    for (const { record } of samplesOf('hubspot')) {
      const there = toTask(record as Parameters<typeof toTask>[0]);
      const back = fromTask(there.value, noIds, { dueAt: DUE, residue: there.residue });
      const again = toTask(hubspotStored(back) as Parameters<typeof toTask>[0]);
      const named = fieldsOf(there.losses, back.losses, again.losses);
      expect(differences(there.value, again.value).filter((field) => !named.has(field))).toEqual([]);
    }
  });
});

describe('A document', () => {
  it('of another type of record has its names, and no mapping', async () => {
    const generated = await own(
      'hubspot',
      documentOf({ base: '/crm/v3/objects', title: 'Deals', type: '0-3' }),
    );
    expect(calls(generated.api)).toContain('GET /crm/v3/objects/0-3 deals.list');
    expect(typesOf(generated, 'hubspot')).toEqual(
      expect.arrayContaining(['Deal', 'DealProperties', 'DealStage']),
    );
    expect(generated.report.diagnostics.map(({ code }) => code)).toEqual(['mapping/left-out']);
  });

  it('of a type that we do not describe has records of nullable texts', async () => {
    const made = { base: '/crm/objects/2026-09', title: 'Leads' };
    const { files, api } = await own('hubspot', documentOf(made));
    expect(calls(api)).toContain('GET /crm/objects/2026-09/leads leads.list');
    const types = files.find(({ path }) => path === 'hubspot/types.ts')!.text;
    expect(/interface Lead \{[^]*?\n\}/.exec(types)![0].replace(/\s+/g, ' ')).toContain(
      'properties: { [key: string]: string | null; }',
    );
  });

  it('of all types keeps the type as a parameter', async () => {
    const { api } = await own('hubspot', documentOf({ base: '/crm/v3/objects', title: 'CRM Objects' }));
    expect(calls(api)).toContain('GET /crm/v3/objects/{objectType} objects.list');
    expect(bulks(api)).toContain('objects.createMany batchCreate');
  });

  it('of a title that we know, and a shape that we do not, is left as it is', async () => {
    const paths = {
      '/notes/v9/pages': { get: { operationId: 'x', responses: { 204: { description: '' } } } },
    };
    const document = { openapi: '3.0.1', info: { title: 'Notes', version: '9' }, paths };
    const { report, api } = await own('hubspot', document);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['mapping/left-out']);
    expect(calls(api)).toHaveLength(1);
  });
});
