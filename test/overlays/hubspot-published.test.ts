import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../generated/canonical.js';
import type * as Mappers from '../../generated/hubspot/mappers.js';
import { noIds } from '../../generated/runtime/index.js';
import { differences, fieldsOf } from '../mappers/laws.js';
import { samplesOf } from '../mappers/samples.js';
import { hubspotStored } from '../mappers/stored.js';
import { compile } from '../support/compile.js';
import { bulks, calls, load, own, typesOf, written } from './own.js';

/** The documents that HubSpot publishes, which this project does not hold: `specs/hubspot/*.json` below the folder. */
const folder = path.join(process.env['CROSSWALK_DOCUMENTS'] ?? '', 'specs', 'hubspot');
const files =
  process.env['CROSSWALK_DOCUMENTS'] !== undefined && existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'MANIFEST.json')
    : [];
const TIMEOUT = { timeout: 60_000 };

/** Batches of what are no records: their items carry nothing by which answers could be told apart. */
const APART = /^(associationLimits|actors|lists|schemas|journal|journalLocal|subscriptions)\./;

const MANY: Readonly<Record<string, string>> = {
  batchCreate: 'createMany',
  batchRead: 'getMany',
  batchUpdate: 'updateMany',
  batchUpsert: 'upsertMany',
  batchArchive: 'archiveMany',
  batchCreateDefault: 'createDefaultMany',
  batchArchiveLabels: 'archiveLabelsMany',
};

/** A change that goes through associations. */
const relinked: Task = { links: [] };

/** The clients of all documents, each in a folder of its name beside one runtime. */
const clients = new Map<string, string>();

describe.skipIf(files.length === 0).each(files)('HubSpot’s %s', (file) => {
  it('gives a client with good names, and no word about the overlay', TIMEOUT, async () => {
    const generated = await own('hubspot', path.join(folder, file));
    const { report, api } = generated;
    const expected = file.startsWith('tasks.') ? [] : ['mapping/left-out'];
    expect(report.diagnostics.map(({ code }) => code)).toEqual(expected);

    const keys = calls(api).map((call) => call.split(' ')[2]!);
    expect(keys.filter((key) => /crm|v\d|20\d\d|getPage|doSearch|\d$/i.test(key))).toEqual([]);
    const types = typesOf(generated, 'hubspot');
    expect(types).toContain('ErrorAnswer');
    expect(types.filter((name) => /Public|Collection|Egg|NoPaging|\d$|^HubSpot/.test(name))).toEqual([]);

    const batches = calls(api).filter((call) => /\/batch\/(?!(earliest|latest|\{))/.test(call));
    const wanted = batches
      .map((call) => call.split(' ')[2]!.split('.') as [string, string])
      .filter(([resource]) => !APART.test(`${resource}.`));
    expect(bulks(api).toSorted()).toEqual(
      wanted.map(([resource, method]) => `${resource}.${MANY[method]} ${method}`).toSorted(),
    );
    for (const { path: name, text } of generated.files)
      clients.set(name.replace(/^hubspot\//, `${file.replace(/\.json$/, '')}/`), text);
  });
});

it.skipIf(files.length === 0)('All of these clients compile', { timeout: 280_000 }, async () => {
  const output = [...clients].map(([name, text]) => ({ path: name, text }));
  expect(new Set(output.map(({ path: name }) => name.split('/')[0])).size).toBe(files.length + 2);
  expect(await compile(await written(output))).toEqual([]);
});

describe.skipIf(files.length === 0).each(files.filter((name) => name.startsWith('tasks.')))(
  'The tasks of %s',
  (file) => {
    it('have the operations of our own', TIMEOUT, async () => {
      const { api } = await own('hubspot', path.join(folder, file));
      const keys = calls(api).map((call) => call.split(' ')[2]!);
      const methods = ['list', 'create', 'get', 'update', 'archive', 'search'];
      const batches = ['Create', 'Read', 'Update', 'Upsert', 'Archive'].map((verb) => `batch${verb}`);
      expect(keys).toEqual(expect.arrayContaining([...methods, ...batches].map((name) => `tasks.${name}`)));
      expect(calls(api).filter((call) => / tasks\./.test(call) && call.includes('{objectType}'))).toEqual([]);
    });

    it('become canonical ones, and go back', TIMEOUT, async () => {
      const out = await written((await own('hubspot', path.join(folder, file))).files);
      const { toTask, fromTask, patchTask } = await load<typeof Mappers>(out, 'hubspot/mappers.js');
      for (const { record } of samplesOf('hubspot')) {
        const there = toTask(record as Parameters<typeof toTask>[0]);
        const back = fromTask(there.value, noIds, {
          dueAt: '2027-01-01T12:00:00.000Z',
          residue: there.residue,
        });
        const again = toTask(hubspotStored(back) as Parameters<typeof toTask>[0]);
        const named = fieldsOf(there.losses, back.losses, again.losses);
        expect(differences(there.value, again.value).filter((field) => !named.has(field))).toEqual([]);
        expect(fieldsOf(patchTask(relinked, noIds).losses)).toEqual(new Set(['links']));
      }
    });
  },
);
