import { execFileSync } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { loadDocument } from '../../../generator/load/document.js';
import { Files } from '../../../generator/load/files.js';
import type { Located, OpenApiDocument } from '../../../generator/model/document.js';
import { folder, only, pointedAt, read, told, where, type Texts } from '../support.js';

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
  it.each(['3.0.0', '3.0.4', '"3.1"', '3.1.1', '3.2.0', '3.0.0-rc1', 'v3.0.1'])(
    'of version %s is read',
    async (version) => {
      await sound({ 'a.yaml': head.replace('3.1.0', version) });
    },
  );

  it('may be YAML, JSON, JSON in a file that is called something else, and start with a byte order mark', async () => {
    const data = { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: {} };
    for (const name of ['a.json', 'a.txt', 'a']) {
      expect((await sound({ [name]: data })).root.data).toEqual(data);
    }
    expect((await sound({ 'a.json': `\uFEFF${JSON.stringify(data)}` })).root.data).toEqual(data);
    expect((await sound({ a: `\uFEFF${head}` })).root.data).toMatchObject({ openapi: '3.1.0' });
  });

  it.each([
    ['openapi: 3.3.0\n', 'a.yaml:1:10', '3.3.0', 'document/unsupported-version'],
    ['openapi: 4.0.0\n', 'a.yaml:1:10', '4.0.0', 'document/unsupported-version'],
    ['info: {}\nswagger: "1.2"\n', 'a.yaml:2:10', '1.2', 'document/unsupported-version'],
    ['swaggerVersion: "1.2"\n', 'a.yaml:1:17', '1.2', 'document/unsupported-version'],
    ['openapi: [3]\n', 'a.yaml:1:10', '[3]', 'document/unsupported-version'],
    ['asyncapi: 3.0.0\n', 'a.yaml:1:1', 'the kind "asyncapi"', 'document/not-openapi'],
    ['info: {}\n', 'a.yaml:1:1', 'no "openapi" field', 'document/not-openapi'],
    ['- a\n', 'a.yaml:1:1', 'does not hold an object', 'document/not-openapi'],
    ['', 'a.yaml:1:1', 'it is empty', 'document/not-openapi'],
  ] as const)('that reads %j is refused', async (text, place, words, code) => {
    const { document, report } = await read({ 'a.yaml': text });
    expect(document).toBeUndefined();
    const fault = only(report, code);
    expect(where(fault)).toBe(place);
    expect(fault.message).toContain(words);
    expect(report.failed).toBe(true);
  });

  it.each([
    ['openapi: 3.1', '3.1.0', '3.1.0'],
    ['openapi: 3.0', '3.0.0', '3.0.0'],
    ['swagger: 2.0', '2.0', '3.0.4'],
  ])(
    'that gives its version as a number (%s) is read as what is meant, with a warning',
    async (line, told_, read_) => {
      const { document, report } = await read({ 'a.yaml': `${line}\npaths: {}\n` });
      expect(document!.root.data).toMatchObject({ openapi: read_ });
      const fault = only(report, 'document/odd-version');
      expect(where(fault)).toBe('a.yaml:1:10');
      expect(fault.message).toContain(`"${told_}"`);
    },
  );

  it.each<[string, BufferEncoding, string]>([
    ['little', 'utf16le', '\uFEFF'],
    ['little, without a mark', 'utf16le', ''],
    ['UTF-8', 'utf8', '\uFEFF'],
  ])('may be encoded as UTF-16 (%s)', async (_, encoding, mark) => {
    const root = await folder();
    await writeFile(path.join(root, 'a.yaml'), Buffer.from(mark + head.replace('T', 'Tâche'), encoding));
    const report = new Report();
    const document = await loadDocument(path.join(root, 'a.yaml'), new Files(root, report), report);
    expect(document!.root.data).toMatchObject({ info: { title: 'Tâche' } });
    expect(report.diagnostics).toEqual([]);
  });

  it('that is neither UTF-8 nor UTF-16 is read with a warning at the first letter that is none', async () => {
    const root = await folder();
    await writeFile(path.join(root, 'a.yaml'), Buffer.from(head.replace('T', 'Tâche'), 'latin1'));
    const report = new Report();
    const document = await loadDocument(path.join(root, 'a.yaml'), new Files(root, report), report);
    expect(document).toBeDefined();
    expect(told(report)).toEqual(['a.yaml:2:17 source/not-utf-8']);
  });

  it('is JSON or YAML by what it holds, not by its name', async () => {
    const data = { openapi: '3.0.3', info: {}, paths: {} };
    expect((await sound({ 'a.yaml': data })).root.data).toEqual(data);
    expect((await sound({ 'a.json': 'openapi: 3.0.3\ninfo: {}\npaths: {}\n' })).root.data).toEqual(data);
    expect((await sound({ 'a.yml': '{ openapi: 3.0.3, info: {}, paths: {} }' })).root.data).toEqual(data);
  });

  it.each([
    ['a.json', '// hello\n{}', 'a.json:1:1 source/syntax'],
    ['a.json', '{ openapi: 3.0.3 }', 'a.json:1:3 source/syntax'],
    ['a.json', '', 'a.json:1:1 source/syntax'],
    ['a.yaml', '\n<!DOCTYPE html>\n', 'a.yaml:2:1 source/syntax'],
  ])('called %s that reads %j is refused at its place', async (name, text, place) => {
    const { document, report } = await read({ [name]: text });
    expect([document, told(report)]).toEqual([undefined, [place]]);
  });

  it('that is a folder, a device, a pipe or too large is not even opened', async () => {
    const root = await folder({ 'large.json': '' });
    await truncate(path.join(root, 'large.json'), 200 * 2 ** 20);
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const reasons = ['/', '/dev/zero', path.join(root, 'pipe'), path.join(root, 'large.json')].map(
      async (file) => {
        const report = new Report();
        await loadDocument(file, new Files(root, report), report);
        return only(report, 'source/unreadable').message.split(': ')[1];
      },
    );
    expect(await Promise.all(reasons)).toEqual([
      'it is a folder.',
      'it is no regular file.',
      'it is no regular file.',
      'it is larger than the 128 MB that are read.',
    ]);
  });

  it('that refers to a folder is told so', async () => {
    const missing = await read({ 'a.yaml': `${head}x: { $ref: './folder/' }\n`, 'folder/file': '' });
    expect(only(missing.report, 'document/dangling-ref').help).toContain('it is a folder');
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
    expect([fault.help, report.failed]).toEqual([
      '"gone.yaml" can\'t be read from here: there is no such file.',
      false,
    ]);
  });

  it('to a file that does not parse is told in that file', async () => {
    const { report } = await read({ 'a.yaml': `${head}x: { $ref: 'b.json#/A' }\n`, 'b.json': '{ "A": }' });
    expect(told(report)).toContain('b.json:1:8 source/syntax');
    expect(report.failed).toBe(true);
  });

  it('may be written with an anchor, an id, a slash too many, a slash the wrong way round, and go into lists', async () => {
    const document = await sound({
      'a.yaml': `${head}components:
  schemas:
    A: { $anchor: here, type: string }
    B: { $id: 'https://example.test/b', $defs: { C: { type: number } } }
    D: { oneOf: [{ type: boolean }] }
    E: { $ref: 'https://example.test/b#/$defs/C' }
`,
      'folder/other.yaml': '{}',
    });
    expect(followed(document, '#here')?.value).toMatchObject({ type: 'string' });
    expect(document.resolve(followed(document, '#/components/schemas/E')!)?.value).toEqual({
      type: 'number',
    });
    expect(followed(document, '#/components/schemas/D/oneOf/0')?.value).toEqual({ type: 'boolean' });
    expect(followed(document, '#/components/schemas/D/oneOf/length')).toBeUndefined();
    expect(followed(document, '#/components/schemas/D/')?.value).toHaveProperty('oneOf');
    await sound({
      'a.yaml': `${head}x: { $ref: 'folder\\other.yaml' }\n`,
      'folder/other.yaml': 'type: string\n',
    });
  });

  it('starts where a document says that it belongs, as since 3.2', async () => {
    const self = (name: string): string => head.replace('3.1.0', `3.2.0\n$self: ${name}`);
    const document = await sound({
      'a.yaml': `${self('./specs/a.yaml')}x: { $ref: 'b.yaml#/B' }\n`,
      'specs/b.yaml': 'B: { type: string }\n',
    });
    expect(followed(document, 'b.yaml#/B')?.value).toEqual({ type: 'string' });
    const named = await sound({
      'a.yaml': `${self('https://example.test/a.yaml')}x: { $ref: 'https://example.test/a.yaml#/info' }\n`,
    });
    expect(followed(named, 'https://example.test/a.yaml#/info')?.value).toMatchObject({ title: 'T' });
  });

  it('that is no text is a warning, unless it is the name of a property', async () => {
    const { report } = await read({ 'a.yaml': `${head}x: { y: { $ref: 5 }, properties: { $ref: {} } }\n` });
    expect(told(report)).toEqual(['a.yaml:4:17 document/malformed']);
  });

  it('to a place where only older documents have schemas is told where they are', async () => {
    const { report } = await read({
      'a.yaml': `${head}components: { schemas: { A: {}, B: { $ref: '#/definitions/A' } } }\n`,
    });
    expect(only(report, 'document/dangling-ref').help).toBe('Did you mean "#/components/schemas/A"?');
  });

  it('of a long chain is followed once, from wherever it is begun', async () => {
    const link = (at: number) => ({ $ref: `#/components/schemas/S${at}` });
    const schemas: Record<string, object> = { S0: { type: 'string' } };
    for (let at = 1; at <= 20_000; at += 1) schemas[`S${at}`] = link(at - 1);
    const document = await sound({
      'a.json': { openapi: '3.1.0', paths: {}, components: { schemas } },
    });
    expect(document.resolve(followed(document, '#/components/schemas/S20000')!)?.value).toEqual({
      type: 'string',
    });
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

  it('of a long chain that ends in a circle is told in time that grows with the chain alone', async () => {
    const schemas: Record<string, object> = {};
    for (let at = 0; at < 20_000; at += 1)
      schemas[`S${at}`] = { $ref: `#/components/schemas/S${Math.max(0, at - 1)}` };
    const { report } = await read({ 'a.json': { openapi: '3.1.0', paths: {}, components: { schemas } } });
    expect(report.diagnostics.length).toBe(20_000);
  });
});
