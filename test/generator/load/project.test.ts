import path from 'node:path';
import { expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { loadProject } from '../../../generator/load/project.js';
import { requestFromConfig, requestFromDocument, requestFromSpecs } from '../../../generator/load/request.js';
import { folder, only, pointedAt, told, where, type Texts } from '../support.js';

const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };
const shipped: Texts = {
  'package/specs/canonical/openapi.yaml': 'openapi: 3.1.0\ninfo: { title: C, version: "1" }\n',
  'package/specs/alpha/vendor.yaml': 'name: Alpha\ndocument: openapi.yaml\n',
  'package/specs/alpha/openapi.yaml': 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\n',
  'package/specs/alpha/mappings/task.yaml': 'entity: Task\n',
  'package/specs/alpha/mappings/README.md': 'No mapping.\n',
  'package/templates/a.ts': 'export {};\n',
  'package/templates/deep/b.ts': 'export {};\n',
  'package/templates/README.md': 'No template.\n',
};

async function project(texts: Texts, config = 'crosswalk.config.yaml') {
  const root = await folder({ ...shipped, ...texts });
  const report = new Report();
  const places = { specs: path.join(root, 'package/specs'), templates: path.join(root, 'package/templates') };
  const request = await requestFromConfig(path.join(root, config), root, places, report);
  return { root, report, request, loaded: request && (await loadProject(request.project, report)) };
}

it('takes a shipped vendor with all its files from the package', async () => {
  const { root, report, request, loaded } = await project({
    'crosswalk.config.yaml': 'vendors: { alpha: }\n',
  });
  expect(told(report)).toEqual([]);
  expect(request!.out).toBe(path.join(root, 'src/generated'));
  expect(request!.importExtension).toBe('js');
  const [alpha] = loaded!.vendors;
  expect(alpha!.manifest!.data.name).toBe('Alpha');
  expect(alpha!.mappings.map(({ source, vendor }) => [source.path, vendor])).toEqual([
    ['package/specs/alpha/mappings/task.yaml', 'alpha'],
  ]);
  expect(loaded!.canonical!.document.root.path).toBe('package/specs/canonical/openapi.yaml');
  expect(loaded!.runtime.map((file) => file.path)).toEqual(['a.ts', 'deep/b.ts']);
});

it('says where things come from in words that no machine and no working directory changes', async () => {
  const { loaded } = await project(
    {
      'app/crosswalk.config.yaml': 'vendors: { alpha: {}, beta: { document: ./vendor/beta.json } }\n',
      'app/vendor/beta.json': document,
    },
    'app/crosswalk.config.yaml',
  );
  expect(loaded!.vendors.map(({ origin }) => origin)).toEqual(['crosswalk/specs/alpha', 'vendor/beta.json']);
  expect(loaded!.canonical!.origin).toBe('crosswalk/specs/canonical');
  const root = await folder({ ...shipped, 'package/specs/notes/README.md': 'No vendor.\n' });
  const specs = path.join(root, 'package/specs');
  const { project: all } = await requestFromSpecs(specs, 'out', '/elsewhere', 'templates');
  expect([...all.vendors, all.canonical].map((one) => one!.origin)).toEqual([
    'specs/alpha',
    'specs/canonical',
  ]);
  const alone = requestFromDocument('/some/where/api.yaml', 'acme', 'out', '/elsewhere', 'templates');
  expect(alone.project.vendors[0]!.origin).toBe('api.yaml');
});

it('lets an app put its own document, manifest and mappings in place of the shipped ones, or beside them', async () => {
  const { root, report, request, loaded } = await project({
    'crosswalk.config.yaml': `out: here
importExtension: none
vendors:
  alpha: { document: mine.json, mappings: false }
  beta: { manifest: beta.yaml }
mappings: [mappings, more/one.yaml]
`,
    'mine.json': document,
    'beta.yaml': 'name: Beta\ndocument: mine.json\n',
    'mappings/alpha/task.yaml': 'entity: Task\n',
    'mappings/deep/beta/note.yml': 'entity: Note\n',
    'more/one.yaml': 'vendor: beta\nentity: Task\n',
  });
  expect(told(report)).toEqual([]);
  expect([request!.out, request!.importExtension]).toEqual([path.join(root, 'here'), 'none']);
  const [alpha, beta] = loaded!.vendors;
  expect(alpha!.document.root.path).toBe('mine.json');
  expect(alpha!.manifest!.data.name).toBe('Alpha');
  expect(alpha!.mappings.map(({ source }) => source.path)).toEqual(['mappings/alpha/task.yaml']);
  expect(beta!.mappings.map(({ source }) => source.path)).toEqual([
    'mappings/deep/beta/note.yml',
    'more/one.yaml',
  ]);
});

it('puts an app’s mapping behind the shipped one that it extends', async () => {
  const { loaded } = await project({
    'crosswalk.config.yaml': 'vendors: { alpha: {} }\nmappings: [mappings]\n',
    'mappings/alpha/task.yaml': 'entity: Task\n',
  });
  const paths = loaded!.vendors[0]!.mappings.map(({ source }) => source.path);
  expect(paths).toEqual(['package/specs/alpha/mappings/task.yaml', 'mappings/alpha/task.yaml']);
});

const PATHS = 'Paths start at the folder of the file that names them.';

it.each([
  ['vendors: { aplha: {} }\n', 'config/unknown-vendor', '1:12', 'aplha', 'Did you mean "alpha"?'],
  [
    'vendors: { zeta: {} }\n',
    'config/unknown-vendor',
    '1:12',
    'zeta',
    'Shipped are alpha. For any other give "document:".',
  ],
  ['vendors: { b: { document: gone.json } }\n', 'source/unreadable', '1:27', 'gone.json', PATHS],
  ['vendors: { b: { manifest: gone.yaml } }\n', 'source/unreadable', '1:27', 'gone.yaml', PATHS],
  ['vendors: { alpha: {} }\nmappings: [gone/]\n', 'source/unreadable', '2:12', 'gone/', undefined],
] as const)('tells of %j where it is said', async (config, code, position, pointed, help) => {
  const { report } = await project({ 'crosswalk.config.yaml': config });
  const fault = only(report, code);
  expect([where(fault), pointedAt(fault), fault.help]).toEqual([
    `crosswalk.config.yaml:${position}`,
    pointed,
    help,
  ]);
});

it('tells of a configuration that is not there, and asks for nothing', async () => {
  const { report, request } = await project({});
  expect(request).toBeUndefined();
  expect(only(report, 'source/unreadable').message).toBe(
    "crosswalk.config.yaml can't be read: there is no such file.",
  );
});

it('tells of a manifest whose document is not there at the line that names it', async () => {
  const { report } = await project({
    'crosswalk.config.yaml': 'vendors: { beta: { manifest: beta.yaml } }\n',
    'beta.yaml': 'name: Beta\ndocument: gone.json\n',
  });
  expect(where(only(report, 'source/unreadable'))).toBe('beta.yaml:2:11');
});

it('tells of mappings for vendors that nobody asked for', async () => {
  const { report } = await project({
    'crosswalk.config.yaml': 'vendors: { alpha: {} }\nmappings: [mappings]\n',
    'mappings/alhpa/task.yaml': 'entity: Task\n',
    'mappings/x.yaml': 'entity: Task\nvendor: zeta\n',
  });
  expect(report.diagnostics.map((fault) => [where(fault), fault.message, fault.help])).toEqual([
    ['mappings/alhpa/task.yaml:1:9', 'There is no vendor "alhpa" for this mapping.', 'Did you mean "alpha"?'],
    [
      'mappings/x.yaml:2:9',
      'There is no vendor "zeta" for this mapping.',
      'The vendors of this project are alpha.',
    ],
  ]);
});

it('tells of the faults of all files at once', async () => {
  const { report } = await project({
    'crosswalk.config.yaml':
      'vendors: { a: { document: a.yaml }, b: { document: b.json } }\nmappings: [m.yaml]\n',
    'a.yaml': 'a: [\n',
    'b.json': '{ "swagger": "1.2" }\n',
    'm.yaml': 'entiti: Task\nvendor: a\n',
  });
  expect(new Set(report.diagnostics.map(({ place }) => place!.source.path))).toEqual(
    new Set(['a.yaml', 'b.json', 'm.yaml']),
  );
});

it('looks at every file, whatever is wrong with the others', async () => {
  const { report, loaded } = await project({
    'crosswalk.config.yaml':
      'vendors: { beta: { document: beta.json, manifest: beta.yaml } }\nmappings: [own/]\n',
    'beta.json': { ...document, components: { schemas: { A: { $ref: '#/none' } } } },
    'beta.yaml': 'naem: Beta\n',
    'own/beta/task.yaml': 'entity: [\n',
    'own/beta/note.yaml': 'entiti: Note\n',
  });
  expect(loaded!.vendors).toEqual([]);
  expect(new Set(report.diagnostics.map(({ place, code }) => `${place!.source.path} ${code}`))).toEqual(
    new Set([
      'beta.json document/dangling-ref',
      'beta.yaml manifest/invalid',
      'own/beta/note.yaml mapping/invalid',
      'own/beta/task.yaml source/syntax',
    ]),
  );
});
