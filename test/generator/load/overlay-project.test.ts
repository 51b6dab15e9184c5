import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { buildCanonical } from '../../../generator/build/canonical.js';
import { buildMappings } from '../../../generator/build/mapping/mapping.js';
import { Report } from '../../../generator/diagnostics.js';
import { loadProject } from '../../../generator/load/project.js';
import { requestFromConfig } from '../../../generator/load/request.js';
import { folder, only, told, type Texts } from '../support.js';

const overlay = (key: string, more = ''): string =>
  `overlay: 1.0.0\ninfo: { title: T, version: "1" }\nactions: [{ target: $, update: { ${key} } }${more}]\n`;

const get = (schema: object): object => ({
  get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
});

const api = (paths: object): object => ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths });

const shipped: Texts = {
  'package/specs/canonical/openapi.yaml':
    'openapi: 3.1.0\ninfo: { title: C, version: "1" }\ncomponents: { schemas: { Task: { type: object, properties: { ref: {} } } } }\n',
  'package/specs/alpha/vendor.yaml': `name: Alpha
document: openapi.json
paging:
  - { operations: [tasks.list], kind: cursor, items: results, next: next, send: after, source: invented, date: 2026-01-01 }
  - { operations: [notes.list], kind: cursor, items: results, next: next, send: after, source: invented, date: 2026-01-01 }
`,
  'package/specs/alpha/openapi.json': api({}),
  'package/specs/alpha/overlay.yaml': overlay('x-shipped: true, x-last: shipped'),
  'package/specs/alpha/mappings/task.yaml': 'entity: Task\nresource: tasks\n',
  'package/templates/a.ts': 'export {};\n',
  'mine.json': api({ '/notes': get({ type: 'object', properties: { items: { type: 'array' } } }) }),
  'one.yaml': overlay('x-one: true, x-last: one'),
  'two.yaml': overlay('x-two: true, x-last: two'),
};

async function loaded(vendor: string, texts: Texts = {}) {
  const root = await folder({
    ...shipped,
    ...texts,
    'crosswalk.config.yaml': `vendors: { alpha: ${vendor} }\n`,
  });
  const report = new Report();
  const places = { specs: path.join(root, 'package/specs'), templates: path.join(root, 'package/templates') };
  const request = await requestFromConfig(path.join(root, 'crosswalk.config.yaml'), root, places, report);
  const project = request && (await loadProject(request.project, report));
  return { report, project, alpha: project?.vendors[0] };
}

/** What overlays have added to the document. */
async function added(vendor: string): Promise<object> {
  const { report, alpha } = await loaded(vendor);
  expect(told(report)).toEqual([]);
  const data = Object.entries(alpha!.document.root.data as object);
  return Object.fromEntries(data.filter(([key]) => key.startsWith('x-')));
}

describe('a shipped overlay', () => {
  it('is not for the shipped document', async () => {
    expect(await added('{}')).toEqual({});
    expect(await added('{ document: package/specs/alpha/openapi.json }')).toEqual({});
  });

  it("is for the vendor's own, unless the app leaves it out", async () => {
    expect(await added('{ document: mine.json }')).toEqual({ 'x-shipped': true, 'x-last': 'shipped' });
    expect(await added('{ document: mine.json, overlay: false }')).toEqual({});
  });

  it("comes before the app's own, which come in their order", async () => {
    expect(await added('{ document: mine.json, overlays: [one.yaml, two.yaml] }')).toEqual({
      'x-shipped': true,
      'x-one': true,
      'x-two': true,
      'x-last': 'two',
    });
    expect(await added('{ overlays: [one.yaml] }')).toEqual({ 'x-one': true, 'x-last': 'one' });
  });
});

it('an overlay that is not there is told where it is named, and one of another shape where it is wrong', async () => {
  const { report } = await loaded('{ overlays: [gone.yaml, wrong.yaml] }', {
    'wrong.yaml': overlay('x: 1', ', {}'),
  });
  expect(told(report)).toEqual([
    'crosswalk.config.yaml:1:32 source/unreadable',
    'wrong.yaml:3:44 overlay/invalid',
  ]);
});

describe("a document of the app's own", () => {
  it('may lack operations that the manifest speaks of; a rule whose paths it lacks is left out with a warning', async () => {
    const { report, alpha } = await loaded('{ document: mine.json }');
    expect(alpha!.ownDocument).toBe(true);
    const built = buildApi(alpha!, report);
    expect(new Set(report.diagnostics.map(({ code }) => code))).toEqual(new Set(['manifest/not-applied']));
    expect(
      built.resources.flatMap(({ operations }) => operations.map(({ key, paging }) => [key, paging])),
    ).toEqual([['notes.list', undefined]]);
    expect(report.failed).toBe(false);
  });

  it('may lack what is mapped: that mapping is left out with a warning', async () => {
    const { report, alpha, project } = await loaded('{ document: mine.json }');
    const built = buildApi(alpha!, new Report());
    const canonical = buildCanonical(project!.canonical!.document, 'x');
    expect(buildMappings(built, alpha!.mappings, canonical, report)).toEqual([]);
    expect(only(report, 'mapping/left-out').message).toBe(
      'There is no resource "tasks", so there is no mapping of Task for Alpha.',
    );
    expect(report.failed).toBe(false);
  });

  it('is none where the manifest names it: there all of that is a fault', async () => {
    const { report, alpha, project } = await loaded('{}');
    expect(alpha!.ownDocument).toBe(false);
    const built = buildApi(alpha!, report);
    buildMappings(built, alpha!.mappings, buildCanonical(project!.canonical!.document, 'x'), report);
    const codes = report.diagnostics.map(({ code }) => code);
    expect(codes.filter((code) => code === 'manifest/unknown-operation')).toHaveLength(2);
    expect(codes).toContain('mapping/unknown-resource');
  });
});
