import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { requestFromConfig, requestFromDocument } from '../../../generator/load/request.js';
import { parseSelector, type SelectorFault } from '../../../generator/load/selectors.js';
import { folder, pointedAt, told } from '../support.js';

const shipped = {
  specs: fileURLToPath(new URL('../../../specs', import.meta.url)),
  templates: fileURLToPath(new URL('../../../templates/runtime', import.meta.url)),
};

async function requested(config: string) {
  const root = await folder({ 'crosswalk.config.yaml': config });
  const report = new Report();
  const file = path.join(root, 'crosswalk.config.yaml');
  return { request: await requestFromConfig(file, root, shipped, report), report, root };
}

describe('a selector', () => {
  it.each([
    ['tag:Tasks', { by: 'tag', pattern: 'Tasks' }],
    ['path:/v2/tasks*', { by: 'path', pattern: '/v2/tasks*' }],
    ['operation:tasks.create', { by: 'operation', pattern: 'tasks.create' }],
    [' resource: a:b ', { by: 'resource', pattern: 'a:b' }],
  ])('is %s', (text, selector) => {
    expect(parseSelector(text)).toEqual(selector);
  });

  it.each([
    ['tasks', 'A selector begins with tag:, path:, operation: or resource:.'],
    ['operations:x', 'Did you mean "operation:x"?'],
    ['tag:', 'Say which tag is meant: tag:…'],
    ['', 'A selector begins with tag:, path:, operation: or resource:.'],
  ])('is not "%s"', (text, help) => {
    const fault = parseSelector(text) as SelectorFault;
    expect([fault.reason, fault.help.toString()]).toEqual([`"${text}" selects nothing`, help]);
  });
});

describe('a configuration', () => {
  it('says which operations are wanted, and from which hosts documents may be drawn', async () => {
    const { request, report } = await requested(
      'vendors:\n  acme: { document: a.json, include: ["tag:Tasks"], exclude: ["path:/old*"] }\nallowHosts: [api.example]\n',
    );
    expect(told(report)).toEqual([]);
    expect(request!.project.allowedHosts).toEqual(['api.example']);
    const { include, exclude } = request!.project.vendors[0]!.filter;
    expect([include, exclude]).toMatchObject([
      [{ by: 'tag', pattern: 'Tasks', from: { pointer: ['vendors', 'acme', 'include', '0'] } }],
      [{ by: 'path', pattern: '/old*', from: { pointer: ['vendors', 'acme', 'exclude', '0'] } }],
    ]);
  });

  it('is told of a selector that is none, at its place', async () => {
    const { report } = await requested(
      'vendors:\n  acme: { document: a.json, exclude: ["tag:A", "tgs:B"] }\n',
    );
    expect(told(report)).toEqual(['crosswalk.config.yaml:2:48 config/invalid']);
    expect(pointedAt(report.diagnostics[0]!)).toBe('"tgs:B"');
  });
});

describe('the URL of a document', () => {
  const url = 'https://user:secret@api.example/openapi.json?token=secret';

  it.each([
    [
      'given on the command line',
      async () => requestFromDocument(url, 'acme', 'out', '/', shipped.templates),
    ],
    [
      'of a configuration',
      async () => (await requested(`vendors: { acme: { document: '${url}' } }\n`)).request!,
    ],
  ])('%s stays what it is, and the output says neither who asked nor with what', async (_, request) => {
    const { project } = await request();
    const [{ document, origin }] = project.vendors as [(typeof project.vendors)[0]];
    expect([document!.file, origin]).toEqual([url, 'https://api.example/openapi.json']);
  });
});
