import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { loadDocument } from '../../../generator/load/document.js';
import { Files } from '../../../generator/load/files.js';
import type { OpenApiDocument } from '../../../generator/model/document.js';
import { folder, only, pointedAt, told, where } from '../support.js';

const head = 'overlay: 1.1.0\ninfo: { title: Changes, version: "1" }\nactions:\n';

/** A document of these members with overlays on it, each the text of its actions or the whole of it. */
async function overlaid(
  content: object,
  ...overlays: readonly string[]
): Promise<{ document: OpenApiDocument | undefined; report: Report }> {
  const named = overlays.map((_, index) => `overlay${index || ''}.yaml`);
  const root = await folder({
    'api.json': { openapi: '3.1.0', info: { title: 'T', version: '1' }, ...content },
    ...Object.fromEntries(
      overlays.map((text, index) => [named[index]!, /^(overlay|\{)/.test(text) ? text : head + text]),
    ),
  });
  const report = new Report();
  const files = new Files(root, report);
  const places = named.map((name) => ({ file: path.join(root, name) }));
  return {
    document: await loadDocument(path.join(root, 'api.json'), files, report, undefined, places),
    report,
  };
}

/** What the document is then, but for its version and info. */
async function changed(content: object, ...overlays: readonly string[]): Promise<object> {
  const { document, report } = await overlaid(content, ...overlays);
  expect(told(report)).toEqual([]);
  const { openapi: _openapi, info: _info, ...rest } = document!.root.data as Record<string, object>;
  return rest;
}

describe('an update', () => {
  it('of an object is merged member by member, all the way down', async () => {
    const paths = { '/foo': { get: { summary: 'old', tags: ['a'], 'x-kept': 1 } } };
    expect(
      await changed(
        { paths },
        '  - { target: "$.paths[\'/foo\']", update: { get: { summary: new, x-added: { deep: true } } } }\n',
      ),
    ).toEqual({
      paths: { '/foo': { get: { summary: 'new', tags: ['a'], 'x-kept': 1, 'x-added': { deep: true } } } },
    });
  });

  it('of the root mirrors the structure of the document and makes what is not there', async () => {
    const overlay = `
  - target: $
    update:
      info: { x-overlay-applied: structured-overlay }
      paths:
        /: { summary: The root resource, get: { summary: Retrieve the root resource, x-rate-limit: 100 } }
        /pets: { get: { summary: Retrieve a list of pets } }
      components:
      tags:
`;
    const { document, report } = await overlaid({ paths: { '/pets': { get: { 'x-kept': 1 } } } }, overlay);
    expect(told(report)).toEqual([]);
    expect(document!.root.data).toEqual({
      openapi: '3.1.0',
      info: { title: 'T', version: '1', 'x-overlay-applied': 'structured-overlay' },
      paths: {
        '/': {
          summary: 'The root resource',
          get: { summary: 'Retrieve the root resource', 'x-rate-limit': 100 },
        },
        '/pets': { get: { summary: 'Retrieve a list of pets', 'x-kept': 1 } },
      },
      components: null,
      tags: null,
    });
  });

  it('of single values replaces them, null among them', async () => {
    const paths = {
      '/foo': { get: { description: 'old', deprecated: null } },
      '/bar': { get: { description: 'old' } },
    };
    const overlay = `
  - { target: "$.paths['/foo'].get.description", update: new }
  - { target: "$.paths['/foo'].get.deprecated", update: true }
  - { target: "$.paths['/bar'].get.description", update: null }
`;
    expect(await changed({ paths }, overlay)).toEqual({
      paths: {
        '/foo': { get: { description: 'new', deprecated: true } },
        '/bar': { get: { description: null } },
      },
    });
  });

  it('of a list appends an item, and puts another list behind it', async () => {
    const parameters = [{ name: 'a' }];
    const append = '  - { target: $.parameters, update: { name: newParam, in: query } }\n';
    expect(await changed({ parameters }, append)).toEqual({
      parameters: [{ name: 'a' }, { name: 'newParam', in: 'query' }],
    });
    const concatenate = '  - { target: $.parameters, update: [{ name: b }, { name: c }] }\n';
    expect(await changed({ parameters }, concatenate)).toEqual({
      parameters: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    expect(await changed({ tags: ['a'] }, '  - { target: $.tags, update: b }\n')).toEqual({
      tags: ['a', 'b'],
    });
    expect(await changed({ x: { tags: ['a'] } }, '  - { target: $.x, update: { tags: [b] } }\n')).toEqual({
      x: { tags: ['a', 'b'] },
    });
  });

  it('goes to every place that a wildcard and a filter mean', async () => {
    const paths = {
      '/a': {
        get: {
          parameters: [
            { name: 'filter', in: 'query' },
            { name: 'other', in: 'query' },
          ],
        },
      },
      '/b': { get: {}, post: {} },
    };
    const overlay = `
  - { target: $.paths.*.get, update: { x-safe: true }, x-expect: 2 }
  - target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
    update: { schema: { $ref: '#/components/schemas/F' } }
`;
    expect(await changed({ paths, components: { schemas: { F: {} } } }, overlay)).toMatchObject({
      paths: {
        '/a': {
          get: {
            'x-safe': true,
            parameters: [{ name: 'filter', schema: { $ref: '#/components/schemas/F' } }, { name: 'other' }],
          },
        },
        '/b': { get: { 'x-safe': true }, post: {} },
      },
    });
  });

  it('goes where a trait of the document asks for it', async () => {
    const paged = { get: { 'x-oai-traits': ['paged'] } };
    const overlay = `
  - target: $.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get
    update: { parameters: [{ name: top, in: query }, { name: skip, in: query }] }
`;
    const subitems = { get: { ...paged.get, parameters: [{ name: 'id', in: 'path' }] } };
    expect(
      await changed({ paths: { '/items': paged, '/sub': subitems, '/other': { get: {} } } }, overlay),
    ).toEqual({
      paths: {
        '/items': {
          get: {
            ...paged.get,
            parameters: [
              { name: 'top', in: 'query' },
              { name: 'skip', in: 'query' },
            ],
          },
        },
        '/sub': {
          get: {
            ...paged.get,
            parameters: [
              { name: 'id', in: 'path' },
              { name: 'top', in: 'query' },
              { name: 'skip', in: 'query' },
            ],
          },
        },
        '/other': { get: {} },
      },
    });
  });

  it('of two places puts equal things there, which then change by themselves', async () => {
    const overlay = `
  - { target: $.x.*, update: { made: { list: [1] } } }
  - { target: $.x.a.made.list, update: 2 }
`;
    expect(await changed({ x: { a: {}, b: {} } }, overlay)).toEqual({
      x: { a: { made: { list: [1, 2] } }, b: { made: { list: [1] } } },
    });
  });

  it('may hold any name', async () => {
    const overlay = '  - { target: $.x, update: { __proto__: { a: 1 }, constructor: 2 } }\n';
    const { x } = (await changed({ x: {} }, overlay)) as { readonly x: object };
    expect(Object.getOwnPropertyNames(x)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(x)).toBe(Object.prototype);
  });
});

describe('a removal', () => {
  it('takes out members, items and single values, however many of a list', async () => {
    const content = {
      x: { a: 1, b: 2 },
      list: [{ name: 'dummy' }, { name: 'a' }, { name: 'dummy' }],
      tags: ['a', 'dummy'],
    };
    const overlay = `
  - { target: $.x.a, remove: true }
  - { target: "$.list[?@.name == 'dummy']", remove: true }
  - { target: "$.tags[?@ == 'dummy']", remove: true }
`;
    expect(await changed(content, overlay)).toEqual({ x: { b: 2 }, list: [{ name: 'a' }], tags: ['a'] });
  });

  it('wins over an update, takes what is within what goes, and lets the same be made again', async () => {
    const overlay = `
  - { target: $.x.a, update: { more: 1 }, remove: true }
  - { target: $..gone, remove: true }
  - { target: $.x, update: { a: { new: true } } }
`;
    const content = { x: { a: { old: true }, gone: { gone: { deep: 1 } } }, list: [{ gone: 1 }, 2] };
    expect(await changed(content, overlay)).toEqual({ x: { a: { new: true } }, list: [{}, 2] });
  });
});

describe('a copy', () => {
  it('is merged into each target', async () => {
    const overlay = '  - { target: $.x.*, copy: $.from }\n';
    expect(
      await changed({ from: { list: [1], a: 'new' }, x: { one: { a: 'old', list: [0] }, two: {} } }, overlay),
    ).toEqual({
      from: { list: [1], a: 'new' },
      x: { one: { a: 'new', list: [0, 1] }, two: { a: 'new', list: [1] } },
    });
  });

  it('moves a part, together with an update and a removal', async () => {
    const overlay = `
  - { target: $.paths, update: { /new-items: {} } }
  - { target: "$.paths['/new-items']", copy: "$.paths['/items']" }
  - { target: "$.paths['/items']", remove: true }
  - { target: "$.paths['/new-items'].get", update: { summary: new } }
`;
    expect(await changed({ paths: { '/items': { get: { summary: 'old' } } } }, overlay)).toEqual({
      paths: { '/new-items': { get: { summary: 'new' } } },
    });
  });

  it('leaves what it was made of as it is, and can hold what it is put into', async () => {
    const overlay = `
  - { target: $.a, copy: $.b }
  - { target: $.a.list, update: 2 }
  - { target: $.b, copy: $ }
`;
    const { a, b } = (await changed({ a: {}, b: { list: [1] } }, overlay)) as Record<string, object>;
    expect(a).toEqual({ list: [1, 2] });
    expect(b).toMatchObject({ list: [1], a: { list: [1, 2] }, b: { list: [1] } });
  });

  it('of nothing, or of several things, is a fault', async () => {
    const { report } = await overlaid(
      { x: {}, from: { a: 1, b: 2 } },
      '  - { target: $.x, copy: $.form }\n  - { target: $.x, copy: $.from.* }\n',
    );
    expect(told(report)).toEqual([
      'overlay.yaml:4:26 overlay/no-match',
      'overlay.yaml:5:26 overlay/unexpected-count',
    ]);
    expect(only(report, 'overlay/no-match').help).toContain('$.from');
  });
});

describe('actions', () => {
  it('may go by the name of what they mean', async () => {
    const schemas = { TaskUpdate: { a: 1 }, Task: { a: 2 }, '~x': { a: 3 } };
    const overlay = `  - { target: "$.schemas[?search(#, 'Update$') || # == '~x'].a", remove: true }\n`;
    expect(await changed({ schemas }, overlay)).toEqual({
      schemas: { TaskUpdate: {}, Task: { a: 2 }, '~x': {} },
    });
  });

  it('know no other selectors than those of the standard', async () => {
    const { report } = await overlaid({ a: 1 }, '  - { target: "$.~", remove: true }\n');
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['overlay/invalid-path']);
  });

  it('see what those before them have made, over several overlays', async () => {
    const first = '  - { target: $, update: { x: { a: 1 } } }\n';
    const second = '  - { target: $.x.a, update: 2 }\n  - { target: $.x, update: { b: 3 } }\n';
    expect(await changed({}, first, second)).toEqual({ x: { a: 2, b: 3 } });
  });

  it('are for those documents only where their condition means something', async () => {
    const overlay = `
  - { target: $.paths.*.get, update: { x-is: tasks }, x-when: "$.info[?@ == 'T']" }
  - { target: $.gone, remove: true, x-when: "$.info[?@ == 'Notes']" }
  - { target: $.gone, remove: true, x-when: $.gone }
`;
    expect(await changed({ paths: { '/a': { get: {} } } }, overlay)).toEqual({
      paths: { '/a': { get: { 'x-is': 'tasks' } } },
    });
  });

  it('that hit nothing are a fault, and the help says how far they lead', async () => {
    const paths = { '/tasks': { get: {} }, '/notes': { get: {} } };
    const overlay = `
  - { target: "$.paths['/task'].get", remove: true }
  - { target: "$.paths['/tasks'].patch.summary", remove: true }
  - { target: "$.paths[?@.put]", remove: true }
`;
    const { report } = await overlaid({ paths }, overlay);
    expect(report.diagnostics.map(({ code, help }) => [code, help])).toEqual([
      ['overlay/no-match', `Did you mean "$.paths['/tasks'].get"?`],
      ['overlay/no-match', `"$.paths['/tasks']" leads to 1 place with get; ".patch" is not there.`],
      ['overlay/no-match', `"$.paths" leads to 1 place with /tasks, /notes; "[?@.put]" is not there.`],
    ]);
    expect(pointedAt(report.diagnostics[0]!)).toBe(`"$.paths['/task'].get"`);
  });

  it('that hit more or less than they say are a fault', async () => {
    const { report } = await overlaid({ x: [1, 2] }, '  - { target: "$.x[*]", update: 3, x-expect: 3 }\n');
    const fault = only(report, 'overlay/unexpected-count');
    expect(fault.message).toBe('"$.x[*]" is at 2 places in api.json, not at 3.');
    expect(where(fault)).toBe('overlay.yaml:4:15');
  });

  it.each([
    ['$.a[', 'unclosed bracketed selection', '['],
    ['a.b', "expected '$', found 'a'", 'a'],
    ['$.x[?foo(@)]', "no such function 'foo'", 'f'],
  ])('whose target is %s have no JSONPath, and are told where', async (target, reason, character) => {
    const { report } = await overlaid({}, `  - { target: "${target}", remove: true }\n`);
    const fault = only(report, 'overlay/invalid-path');
    expect(fault.message).toBe(`"${target}" is no JSONPath: ${reason}.`);
    expect(pointedAt(fault)).toBe(character);
  });

  it('that merge what does not fit are a fault at the part that does not, once', async () => {
    const overlay = '  - { target: $.x.*, update: { name: { a: 1 } } }\n  - { target: $.x, update: 5 }\n';
    const { report } = await overlaid({ x: { one: { name: 'a' }, two: { name: 'b' } } }, overlay);
    expect(told(report)).toEqual([
      'overlay.yaml:4:38 overlay/incompatible',
      'overlay.yaml:5:28 overlay/incompatible',
    ]);
    expect(report.diagnostics[0]!.message).toBe(
      'This is an object, and at "#/x/one/name" is a single value: the two can\'t be merged.',
    );
  });

  it('that merge into places of several kinds, or remove the whole document, are a fault', async () => {
    const overlay = '  - { target: "$.x[*]", update: { a: 1 } }\n  - { target: $, remove: true }\n';
    const { report } = await overlaid({ x: [{}, [], 1] }, overlay);
    expect(told(report)).toEqual([
      'overlay.yaml:4:15 overlay/mixed-targets',
      'overlay.yaml:5:15 overlay/removed-root',
    ]);
    expect(report.diagnostics[0]!.message).toContain('means objects and lists and single values');
  });
});

describe('an overlay', () => {
  it('leaves the document as it was read', async () => {
    const root = await folder({
      'api.json': { openapi: '3.1.0', x: { list: [{ a: 1 }, 2] } },
      'overlay.yaml': `${head}  - { target: "$.x.list[0]", update: { a: 2, b: 3 } }\n  - { target: "$.x.list[1]", remove: true }\n`,
    });
    const report = new Report();
    const files = new Files(root, report);
    const file = path.join(root, 'api.json');
    const overlays = [{ file: path.join(root, 'overlay.yaml') }];
    const document = await loadDocument(file, files, report, undefined, overlays);
    expect(document!.root.data).toEqual({ openapi: '3.1.0', x: { list: [{ a: 2, b: 3 }] } });
    expect((await files.read(file))!.data).toEqual({ openapi: '3.1.0', x: { list: [{ a: 1 }, 2] } });
    expect((await loadDocument(file, files, report))!.root.data).toMatchObject({
      x: { list: [{ a: 1 }, 2] },
    });
  });

  it('may be JSON, may have extensions of others, and a version of 1.0', async () => {
    const info = { title: 'T', version: '1', 'x-a': 1 };
    const actions = [{ target: '$', description: 'why', update: { x: 1 }, 'x-b': 2 }];
    expect(await changed({}, JSON.stringify({ overlay: '1.0.0', info, actions, 'x-c': 3 }))).toEqual({
      x: 1,
    });
  });

  it.each([
    [
      'overlay: 1.2.0\ninfo: { title: T, version: "1" }\nactions: [{ target: $, remove: true }]\n',
      'must match pattern',
    ],
    [`${head}  - { remove: true }\n`, 'needs a "target"'],
    [`${head}  - { target: $ }\n`, 'needs an "update"'],
    [`${head}  - { target: $, updte: {} }\n`, '"updte" is not known here'],
    [`${head}  - { target: $, update: {}, x-expect: 0 }\n`, 'must be >= 1'],
    [`${head}  - { target: $, update: {}, copy: $.x }\n`, '"copy"'],
    ['overlay: 1.1.0\nactions: []\n', 'needs an "info"'],
  ])('of another shape is refused: %j', async (text, words) => {
    const { report } = await overlaid({}, text);
    expect(report.diagnostics.map(({ code }) => code)).toContain('overlay/invalid');
    expect(report.diagnostics.map(({ message }) => message).join('\n')).toContain(words);
  });
});

describe('a diagnostic about an overlaid document', () => {
  const dangling = { schema: { $ref: '#/components/schemas/Gone' } };

  it('points into the overlay where the overlay wrote it', async () => {
    const overlay = "  - { target: $.x, update: { list: [{}, { $ref: '#/gone' }] } }\n";
    const { report } = await overlaid({ x: { list: [1] } }, overlay);
    const fault = only(report, 'document/dangling-ref');
    expect(where(fault)).toBe('overlay.yaml:4:49');
    expect(pointedAt(fault)).toBe("'#/gone'");
  });

  it('points into the document elsewhere, also behind what was removed', async () => {
    const overlay =
      '  - { target: "$.list[:2]", remove: true }\n  - { target: "$.list[1]", update: { x: 1 } }\n';
    const { report } = await overlaid({ list: [1, { a: 1 }, {}, dangling] }, overlay);
    const fault = only(report, 'document/dangling-ref');
    expect(fault.place!.source.path).toBe('api.json');
    expect(fault.place!.pointer).toEqual(['list', '3', 'schema', '$ref']);
    expect(pointedAt(fault)).toBe('"#/components/schemas/Gone"');
  });

  it('points to what a copy was made of', async () => {
    const overlay = '  - { target: $.to, copy: $.from }\n  - { target: $.from, remove: true }\n';
    const { report } = await overlaid({ to: {}, from: { list: [dangling] } }, overlay);
    expect(only(report, 'document/dangling-ref').place!.pointer).toEqual([
      'from',
      'list',
      '0',
      'schema',
      '$ref',
    ]);
  });
});

it('what overlays make is no deeper than what is read', async () => {
  const x = Array.from({ length: 250 }).reduce<object>((inner) => ({ a: inner }), {});
  const target = `$.x${'.a'.repeat(200)}`;
  const { report } = await overlaid({ x }, `  - { copy: $.x, target: "${target}" }\n`);
  expect(told(report)).toEqual(['overlay.yaml:4:13 source/too-deep']);
});
