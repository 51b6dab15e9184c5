import { describe, expect, it } from 'vitest';
import type { Task } from '../../generated/canonical.js';
import { noIds } from '../../generated/runtime/index.js';
import type * as Mappers from '../../generated/twenty/mappers.js';
import { told } from '../generator/support.js';
import { differences, fieldsOf } from '../mappers/laws.js';
import { samplesOf } from '../mappers/samples.js';
import { twentyStored } from '../mappers/stored.js';
import { compile } from '../support/compile.js';
import { bulks, calls, load, own, typesOf, written, type Own } from './own.js';
import { documentOf, type Dialect } from './twenty-document.js';

/** Two workspaces on two versions of the server, each with a field of its own. */
const workspaces: readonly (readonly [Dialect, string, object])[] = [
  ['0.51', 'thrust', { type: 'integer' }],
  ['2.21', 'fuel', { type: 'string', enum: ['KEROSENE', 'METHANE'] }],
];

/** A type as it is printed, on one line and without what is said about it. */
function typeOf({ files }: Own, name: string): string {
  const text = files.find(({ path }) => path === 'twenty/types.ts')!.text;
  const found = new RegExp(`^export interface ${name} \\{[^]*?^\\}`, 'm').exec(text)?.[0] ?? '';
  return found.replace(/\/\*\*[^]*?\*\//g, '').replace(/\s+/g, ' ');
}

describe.each(workspaces)('The document of a workspace on a server of %s', (dialect, field, schema) => {
  const generated = own('twenty', documentOf(dialect, { [field]: schema }));
  const isOld = dialect === '0.51';

  it('needs no word of warning, and calls every object’s operations alike', async () => {
    const { report, api } = await generated;
    expect(told(report)).toEqual([]);
    const of = (many: string): readonly string[] => [
      `GET /${many} ${many}.list`,
      `POST /${many} ${many}.create`,
      `POST /batch/${many} ${many}.batchCreate`,
      `GET /${many}/{id} ${many}.get`,
      `PATCH /${many}/{id} ${many}.update`,
      `DELETE /${many}/{id} ${many}.delete`,
      ...(isOld ? [] : [`PATCH /${many} ${many}.updateMany`, `GET /${many}/groupBy ${many}.groupBy`]),
    ];
    const objects = ['tasks', 'taskTargets', 'workspaceMembers', 'rockets'];
    expect([...calls(api)].toSorted()).toEqual(
      [...objects.flatMap(of), 'GET /open-api/core openApi.get'].toSorted(),
    );
    expect([...bulks(api)].toSorted()).toEqual(
      objects.map((name) => `${name}.createMany batchCreate`).toSorted(),
    );
  });

  it('has plain names for records, and fields of its own', async () => {
    const types = typesOf(await generated, 'twenty');
    expect(types).toEqual(expect.arrayContaining(['Rocket', 'RocketCreate', 'RocketUpdate', 'Task']));
    const rocket = typeOf(await generated, 'Rocket');
    expect(rocket).toContain(' id: string;');
    expect(rocket).toContain(' deletedAt: string | null;');
    expect(rocket).toContain(isOld ? ' thrust?: number | null;' : " fuel?: 'KEROSENE' | 'METHANE' | ");
    expect(typeOf(await generated, 'RocketCreate')).toContain(' id?: string;');
    expect(typeOf(await generated, 'RocketUpdate')).not.toContain(' id?: string;');
    expect(typeOf(await generated, 'Task')).toContain(' assignee?: WorkspaceMember | null;');
  });

  it(
    'has mappers that compile and carry tasks; what it does not take is a loss',
    { timeout: 60_000 },
    async () => {
      const folder = await written((await generated).files);
      expect(await compile(folder)).toEqual([]);
      const { toTask, fromTask } = await load<typeof Mappers>(folder, 'twenty/mappers.js');
      for (const { record } of samplesOf('twenty')) {
        const there = toTask(record as Parameters<typeof toTask>[0]);
        const back = fromTask(there.value, noIds, { residue: there.residue });
        const again = toTask(twentyStored(back) as Parameters<typeof toTask>[0]);
        const named = fieldsOf(there.losses, back.losses, again.losses);
        expect(differences(there.value, again.value).filter((name) => !named.has(name))).toEqual([]);
      }
      const task = { title: 'A', body: { format: 'markdown', text: 'Hello' } } as Task;
      const { value, losses } = fromTask(task, noIds);
      expect(value.bodyV2).toEqual(isOld ? undefined : { markdown: 'Hello' });
      expect(losses.map(({ field: name, kind, why }) => [name, kind, why])).toEqual(
        isOld ? [['body', 'dropped', 'not in this version of the vendor']] : [],
      );
    },
  );
});
