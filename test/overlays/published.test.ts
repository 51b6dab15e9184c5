import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as AttioMappers from '../../generated/attio/mappers.js';
import { noIds } from '../../generated/runtime/index.js';
import type { Task } from '../../generated/canonical.js';
import type * as TwentyClient from '../../generated/twenty/index.js';
import type * as TwentyMappers from '../../generated/twenty/mappers.js';
import { differences, fieldsOf } from '../mappers/laws.js';
import { samplesOf } from '../mappers/samples.js';
import { attioStored, twentyStored } from '../mappers/stored.js';
import { compile } from '../support/compile.js';
import { bulks, calls, load, own, typesOf, written, type Own } from './own.js';

/** The documents that the vendors publish, which this project does not hold: `specs/<vendor>/*.json` below the folder. */
const folder = path.join(process.env['CROSSWALK_DOCUMENTS'] ?? '', 'specs');
const isThere = process.env['CROSSWALK_DOCUMENTS'] !== undefined && existsSync(path.join(folder, 'attio'));
const TIMEOUT = { timeout: 60_000 };

const attio = (date: string): Promise<Own> => own('attio', path.join(folder, `attio/attio-api.${date}.json`));
const twenty = (name: string): Promise<Own> =>
  own('twenty', path.join(folder, `twenty/twenty-${name}.openapi.json`));

const codesOf = ({ report }: Own): readonly string[] => report.diagnostics.map(({ code }) => code);
const keysOf = ({ api }: Own): readonly string[] => calls(api).map((call) => call.split(' ')[2]!);

/** A type as it is printed, on one line and without what is said about it. */
function typeOf({ files }: Own, vendor: string, name: string): string {
  const text = files.find((file) => file.path === `${vendor}/types.ts`)!.text;
  const found = new RegExp(`^export interface ${name} \\{[^]*?^\\}`, 'm').exec(text)?.[0] ?? '';
  return found.replace(/\/\*\*[^]*?\*\//g, '').replace(/\s+/g, ' ');
}

/** Fields that are not the same after a way to the vendor and back, and of which no loss tells. */
function untold(task: Task, again: Task, losses: ReadonlySet<string>): readonly string[] {
  return differences(task, again).filter((field) => !losses.has(field));
}

describe.skipIf(!isThere).each(['2025-10-01', '2026-02-14', '2026-03-02'])(
  'Attio’s document of %s',
  (date) => {
    it('gives good names and types, and no word of warning', TIMEOUT, async () => {
      const generated = await attio(date);
      expect(codesOf(generated)).toEqual([]);
      expect(keysOf(generated)).toEqual(
        expect.arrayContaining([
          ...['list', 'create', 'get', 'update', 'delete'].map((method) => `tasks.${method}`),
          ...['query', 'create', 'assert', 'get', 'update', 'replace', 'delete', 'search', 'listEntries'].map(
            (method) => `records.${method}`,
          ),
          ...['query', 'create', 'assert', 'get', 'update', 'replace', 'delete'].map(
            (method) => `entries.${method}`,
          ),
          'objects.get',
          'attributes.createOption',
          'callRecordings.getTranscript',
          'self.identify',
        ]),
      );
      expect(keysOf(generated).filter((key) => /v2|\d$|put/i.test(key))).toEqual([]);
      const types = typesOf(generated, 'attio');
      expect(types).toEqual(
        expect.arrayContaining([
          'Task',
          'TaskCreate',
          'TaskUpdate',
          'AttioRecord',
          'RecordCreate',
          'ListEntry',
        ]),
      );
      expect(types.filter((name) => /Value\w*Option\d|^(Input|Output)Value|^Object$/.test(name))).toEqual([]);
    });

    it('has what the manifest adds', TIMEOUT, async () => {
      const { api } = await attio(date);
      expect(bulks(api)).toEqual(
        expect.arrayContaining([
          'tasks.createMany create',
          'records.createMany create',
          'notes.deleteMany delete',
        ]),
      );
      const paged = api.resources.flatMap(({ operations }) =>
        operations.filter(({ paging }) => paging !== undefined).map(({ key }) => key),
      );
      expect(paged).toEqual(expect.arrayContaining(['tasks.list', 'records.query', 'meetings.list']));
    });

    it(
      'has mappers that compile, carry tasks, and say that there is no time of completion',
      TIMEOUT,
      async () => {
        const out = await written((await attio(date)).files);
        expect(await compile(out)).toEqual([]);
        const { toTask, fromTask } = await load<typeof AttioMappers>(out, 'attio/mappers.js');
        for (const { record } of samplesOf('attio')) {
          const there = toTask(record as Parameters<typeof toTask>[0]);
          expect(there.value.completedAt).toBeUndefined();
          const back = fromTask(there.value, noIds);
          const again = toTask(attioStored(back) as Parameters<typeof toTask>[0]);
          const losses = fieldsOf(there.losses, back.losses, again.losses);
          expect(untold(there.value, again.value, losses)).toEqual([]);
        }
        const { losses } = fromTask({ title: 'A', completedAt: '2026-01-01T00:00:00.000Z' } as Task, noIds);
        expect(losses).toContainEqual(
          expect.objectContaining({ field: 'completedAt', why: 'not in this version of the vendor' }),
        );
      },
    );
  },
);

const CORE = [
  ['0.51.0.core.acme-workspace', ['pets', 'surveyResults']],
  ['0.51.0.core.apple-workspace', ['pets', 'surveyResults']],
  ['2.21.0.core.yc-workspace', ['surveyResults']],
  ['2.21.0.core.apple-workspace', ['rockets', 'pets']],
  ['2.21.0.core.apple-workspace-with-custom-object', ['probeItems', 'rockets']],
] as const;

describe.skipIf(!isThere).each(CORE)('Twenty’s document %s', (name, customObjects) => {
  const isOld = name.startsWith('0.51');
  const methods = ['list', 'create', 'get', 'update', 'delete', 'batchCreate', 'findDuplicates'];
  const newer = ['updateMany', 'deleteMany', 'restoreMany', 'groupBy'];

  it('has the same operations for each object, with what the manifest adds', TIMEOUT, async () => {
    const generated = await twenty(name);
    expect(codesOf(generated)).toEqual([]);
    for (const { name: resource, operations, bulk } of generated.api.resources) {
      if (resource === 'openApi') continue;
      const own = operations.map(({ method }) => method);
      expect(own, resource).toEqual(expect.arrayContaining([...methods, ...(isOld ? [] : newer)]));
      expect(
        bulk.map((one) => [one.name, one.batch?.maxItems]),
        resource,
      ).toEqual([['createMany', 60]]);
      const list = operations.find(({ method }) => method === 'list')!;
      const related = resource === 'workspaceMembers' ? undefined : 'relations';
      expect([list.paging?.fact.kind, list.projection?.by], resource).toEqual(['cursor', related]);
    }
    const resources = generated.api.resources.map((resource) => resource.name);
    expect(resources).toEqual(expect.arrayContaining(['tasks', 'taskTargets', ...customObjects]));
    expect(typesOf(generated, 'twenty').filter((type) => /For(Response|Update)|\d$/.test(type))).toEqual([]);
  });

  it('has types that say what is always there and what may be null', TIMEOUT, async () => {
    const generated = await twenty(name);
    const task = typeOf(generated, 'twenty', 'Task');
    for (const member of ['id: string;', 'title: string;', 'bodyV2: RichText;', 'dueAt: string | null;'])
      expect(task).toContain(` ${member}`);
    expect(task).toContain(' assignee?: WorkspaceMember | null;');
    expect(typeOf(generated, 'twenty', 'TaskCreate')).toContain(' id?: string;');
    expect(typeOf(generated, 'twenty', 'TaskUpdate')).not.toContain(' id?: string;');
    const targets = typeOf(generated, 'twenty', 'TaskTarget');
    expect([targets.includes(' targetPersonId?'), targets.includes(' personId?')]).toEqual([!isOld, isOld]);
    expect(targets.includes('ProbeItem')).toBe(name.endsWith('custom-object'));
  });

  it('has mappers that compile, carry tasks, and tell what this version does not take', TIMEOUT, async () => {
    const out = await written((await twenty(name)).files);
    expect(await compile(out)).toEqual([]);
    const { toTask, fromTask } = await load<typeof TwentyMappers>(out, 'twenty/mappers.js');
    for (const { record } of samplesOf('twenty')) {
      const there = toTask(record as Parameters<typeof toTask>[0]);
      const back = fromTask(there.value, noIds, { residue: there.residue });
      const again = toTask(twentyStored(back) as Parameters<typeof toTask>[0]);
      const losses = fieldsOf(there.losses, back.losses, again.losses);
      expect(untold(there.value, again.value, losses)).toEqual([]);
    }
    const body = { format: 'markdown', text: 'Hello' };
    const { losses } = fromTask({ title: 'A', body } as Task, noIds);
    expect([...fieldsOf(losses)]).toEqual(isOld ? ['body'] : []);
  });
});

describe.skipIf(!isThere).each(['0.51.0', '2.21.0'])('Twenty’s metadata of %s', (version) => {
  it('has names of its own and none of JavaScript’s', TIMEOUT, async () => {
    const generated = await twenty(`${version}.metadata`);
    expect(codesOf(generated).filter((code) => /^(overlay|document)\//.test(code))).toEqual([]);
    expect(keysOf(generated)).toEqual(
      expect.arrayContaining(
        ['list', 'create', 'get', 'update', 'delete'].map((method) => `fields.${method}`),
      ),
    );
    expect(typesOf(generated, 'twenty')).toEqual(expect.arrayContaining(['ObjectMetadata', 'Field']));
    expect(await compile(await written(generated.files))).toEqual([]);
  });
});

/** Exchanges that were recorded with servers of both versions. */
const recorded = path.join(process.env['CROSSWALK_DOCUMENTS'] ?? '', 'fixtures', 'twenty');

describe.skipIf(!isThere || !existsSync(recorded)).each([
  ['0.51.0', '0.51.0.core.apple-workspace'],
  ['2.21.0', '2.21.0.core.apple-workspace'],
])('A recorded page of tasks of a server of %s', (version, name) => {
  it('is read by the client of its document, and by its mappers', TIMEOUT, async () => {
    const file = path.join(recorded, version, 'tasks-find-page1.json');
    const { response } = JSON.parse(readFileSync(file, 'utf8')) as {
      response: { body: { data: { tasks: readonly object[] } } };
    };
    const out = await written((await twenty(name)).files);
    const { Twenty, apiKey, toTask } = await load<typeof TwentyClient>(out, 'twenty/index.js');
    const fetch = (): Promise<Response> => Promise.resolve(Response.json(response.body));
    const client = new Twenty({ auth: apiKey('key'), baseUrl: 'https://twenty.test/rest', fetch });
    const { items } = await client.tasks.list({ limit: 3, depth: 1 });
    expect(items).toEqual(response.body.data.tasks);
    expect(items.length).toBeGreaterThan(0);
    // Only the older server sends linked records unasked.
    for (const item of items) expect(toTask({ ...item, taskTargets: [] }).value.title).toBe(item.title);
  });
});
