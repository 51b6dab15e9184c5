import { describe, expect, it } from 'vitest';
import type { Located, OpenApiDocument } from '../../../generator/model/document.js';
import { only, pointedAt, read, told, where, type Texts } from '../support.js';

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';

async function sound(texts: Texts): Promise<OpenApiDocument> {
  const { document, report } = await read(texts);
  expect(told(report)).toEqual([]);
  return document!;
}

function followed(document: OpenApiDocument, ref: string): Located | undefined {
  return document.follow(ref, document.root);
}

describe('a document', () => {
  it.each(['3.0.0', '3.0.4', '"3.1"', '3.1.1'])('of version %s is read', async (version) => {
    await sound({ 'a.yaml': head.replace('3.1.0', version) });
  });

  it('may be YAML, JSON, JSON in a file that is called something else, and start with a byte order mark', async () => {
    const data = { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: {} };
    for (const name of ['a.json', 'a.txt', 'a']) {
      expect((await sound({ [name]: data })).root.data).toEqual(data);
    }
    expect((await sound({ 'a.json': `\uFEFF${JSON.stringify(data)}` })).root.data).toEqual(data);
    expect((await sound({ a: `\uFEFF${head}` })).root.data).toMatchObject({ openapi: '3.1.0' });
  });

  it.each([
    ['openapi: 3.2.0\n', 'a.yaml:1:10', '3.2.0', 'document/unsupported-version'],
    ['openapi: 4.0.0\n', 'a.yaml:1:10', '4.0.0', 'document/unsupported-version'],
    ['info: {}\nswagger: "2.0"\n', 'a.yaml:2:10', '2.0', 'document/unsupported-version'],
    ['openapi: 3.1\n', 'a.yaml:1:10', '3.1', 'document/unsupported-version'],
    ['info: {}\n', 'a.yaml:1:1', 'no "openapi" field', 'document/not-openapi'],
    ['- a\n', 'a.yaml:1:1', 'does not hold an object', 'document/not-openapi'],
    ['', 'a.yaml:1:1', 'does not hold an object', 'document/not-openapi'],
  ] as const)('that reads %j is refused', async (text, place, words, code) => {
    const { document, report } = await read({ 'a.yaml': text });
    expect(document).toBeUndefined();
    const fault = only(report, code);
    expect(where(fault)).toBe(place);
    expect(fault.message).toContain(words);
    expect(report.failed).toBe(true);
  });

  it('that gives its version as a number is told how to give it', async () => {
    const { report } = await read({ 'a.yaml': 'openapi: 3.1\n' });
    expect(only(report, 'document/unsupported-version').help).toContain('It has to be a text');
  });

  it('that refers to a folder is told so', async () => {
    const missing = await read({ 'a.yaml': `${head}x: { $ref: './folder/' }\n`, 'folder/file': '' });
    expect(only(missing.report, 'source/unreadable').message).toContain('it is a folder');
  });
});

describe('a reference', () => {
  it('within a document is followed to what it names', async () => {
    const text = `${head}components: { schemas: { 'a/b ~c': { type: string } } }\n`;
    const document = await sound({ 'a.yaml': text });
    for (const ref of ['#/components/schemas/a~1b%20~0c', '#/components/schemas/a~1b ~0c']) {
      expect(followed(document, ref)?.value).toEqual({ type: 'string' });
    }
    expect(followed(document, '#')?.value).toBe(document.root.data);
    expect(followed(document, '#/components/schemas/toString')).toBeUndefined();
    expect(followed(document, '#/components/schemas/length')).toBeUndefined();
  });

  it('to other local files is followed, also from those, each relative to the file it stands in', async () => {
    const document = await sound({
      'api/a.yaml': `${head}components: { schemas: { A: { $ref: '../common/b.json#/B' } } }\n`,
      'common/b.json': { B: { $ref: 'deep/c%20d.yaml' }, Back: { $ref: '../api/a.yaml#/info' } },
      'common/deep/c d.yaml':
        'type: object\nproperties: { self: { $ref: "#" }, b: { $ref: "../b.json#/Back" } }\n',
    });
    const target = document.resolve(followed(document, '#/components/schemas/A')!)!;
    expect(target.place.source.path).toBe('common/deep/c d.yaml');
    const member = (name: string): Located => document.follow(`#/properties/${name}`, target.place.source)!;
    expect(document.resolve(member('self'))?.value).toBe(target.value);
    expect(document.resolve(member('b'))?.value).toEqual({ title: 'T', version: '1' });
  });

  it('that leads nowhere is a warning at its place, with the nearest name', async () => {
    const { document, report } = await read({
      'a.yaml': `${head}components:\n  schemas:\n    Task: { properties: { b: { $ref: '#/components/schemas/Taks' } } }\n`,
    });
    expect(document).toBeDefined();
    expect(report.failed).toBe(false);
    const fault = only(report, 'document/dangling-ref');
    expect(where(fault)).toBe('a.yaml:6:38');
    expect(pointedAt(fault)).toBe("'#/components/schemas/Taks'");
    expect(fault.help).toBe('Did you mean "#/components/schemas/Task"?');
  });

  it('that leads nowhere in a neighbouring file is told in that file', async () => {
    const { report } = await read({
      'a.yaml': `${head}components: { schemas: { A: { $ref: 'b.yaml#/A' } } }\n`,
      'b.yaml': 'A: { items: { $ref: "#/None" } }\n',
    });
    expect(told(report)).toEqual(['b.yaml:1:21 document/dangling-ref']);
  });

  it('to a file that is not there is a warning where it is named, and the rest is read', async () => {
    const { document, report } = await read({ 'a.yaml': `${head}x: { $ref: 'gone.yaml#/A' }\n` });
    expect(document).toBeDefined();
    const fault = only(report, 'document/dangling-ref');
    expect([where(fault), pointedAt(fault)]).toEqual(['a.yaml:4:12', "'gone.yaml#/A'"]);
    expect([fault.help, report.failed]).toEqual(['"gone.yaml" can\'t be read from here.', false]);
  });

  it('to a file that does not parse is told in that file', async () => {
    const { report } = await read({ 'a.yaml': `${head}x: { $ref: 'b.json#/A' }\n`, 'b.json': '{ "A": }' });
    expect(told(report)).toContain('b.json:1:8 source/syntax');
    expect(report.failed).toBe(true);
  });

  it('to the network is a warning and fetches nothing', async () => {
    const { report } = await read({ 'a.yaml': `${head}x: { $ref: 'https://example.test/b.yaml#/A' }\n` });
    expect(only(report, 'document/dangling-ref').help).toContain('Only files are followed');
  });

  it('among names of properties and in examples is data', async () => {
    await sound({
      'a.yaml': `${head}components:
  schemas:
    A:
      properties: { $ref: { type: string }, example: { $ref: '#/components/schemas/A' } }
      example: { $ref: nowhere }
      enum: [{ $ref: nowhere }]
      default: { $ref: 'nowhere.yaml' }
`,
    });
  });

  it('in a circle resolves to nothing, and is a warning', async () => {
    const { document, report } = await read({
      'a.yaml': `${head}components:
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
    C: { $ref: '#/components/schemas/C' }
    Tree: { properties: { children: { items: { $ref: '#/components/schemas/Tree' } } } }
`,
    });
    for (const name of ['A', 'B', 'C']) {
      expect(document!.resolve(followed(document!, `#/components/schemas/${name}`)!)).toBeUndefined();
    }
    expect(told(report)).toEqual([
      'a.yaml:6:16 document/dangling-ref',
      'a.yaml:7:16 document/dangling-ref',
      'a.yaml:8:16 document/dangling-ref',
    ]);
    expect(report.diagnostics[0]!.help).toBe('References run in a circle here.');
  });
});
