import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from './support/compile.js';
import { startServer, type Received, type Reply, type Server } from './support/server.js';

/*
 * The case `every-operation` as an app uses it: its calls are written in test/operations/calls.txt, compiled against the expected output
 * under every strict flag, and sent to a server on this machine, which says what came over the wire.
 */

const repository = fileURLToPath(new URL('..', import.meta.url));

interface App {
  readonly calls: Readonly<Record<string, (url: string) => Promise<unknown>>>;
}

let server: Server;
let root: string;
let app: App;
let faults: readonly string[];

beforeAll(async () => {
  server = await startServer();
  root = await mkdtemp(path.join(tmpdir(), 'crosswalk-test-'));
  await cp(path.join(repository, 'test/cases/every-operation/expected'), root, { recursive: true });
  await cp(path.join(repository, 'templates/runtime'), path.join(root, 'runtime'), { recursive: true });
  await mkdir(path.join(root, 'app'));
  await cp(path.join(repository, 'test/operations/calls.txt'), path.join(root, 'app/calls.ts'));
  faults = await compile(root);
  const outfile = path.join(root, 'app/calls.mjs');
  await build({
    entryPoints: [path.join(root, 'app/calls.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
  });
  app = (await import(pathToFileURL(outfile).href)) as App;
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** Makes a call to a server that answers so. */
async function made(
  name: string,
  reply: Reply = { body: {} },
): Promise<{ readonly sent: Received; readonly result: unknown }> {
  server.answer(() => reply);
  const result = await app.calls[name]!(server.url);
  expect(server.received).toHaveLength(1);
  return { sent: server.received[0]!, result };
}

it('compiles as an app writes it', () => {
  expect(faults).toEqual([]);
});

const token = 'Bearer token-1';

describe('what is sent', () => {
  it.each<[name: string, line: string, headers: object, body: string]>([
    [
      'list',
      'GET /ships?kind=a,b&size%5Bmin%5D=1&near=%7B%22x%22%3A1%7D&path=a/b',
      { trace: 't1', cookie: 'trace=c%201', accept: 'application/json', authorization: token },
      '',
    ],
    ['create', 'POST /ships', { 'content-type': 'application/json', authorization: token }, '{"name":"Ada"}'],
    [
      'createForm',
      'POST /ships',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'name=Ada&berth%5Bx%5D=1&berth%5By%5D=2',
    ],
    ['createXml', 'POST /ships', { 'content-type': 'application/xml' }, '<ship/>'],
    ['createByKeys', 'POST /ships', { 'x-harbour-id': 'id-12', cookie: 'secret=key-12' }, '{"name":"Ada"}'],
    ['query', 'QUERY /ships', {}, '{"name":"Ada"}'],
    ['move', 'MOVE /ships', {}, ''],
    ['get', 'GET /ships/a%2Fb.json', { accept: 'application/vnd.harbour.ship+json' }, ''],
    ['position', 'GET /ships/7;x=1;y=2/position.now,then', {}, ''],
    ['putFile', 'PUT /files/a/b%20c.bin', { 'content-type': 'application/octet-stream' }, 'bytes'],
    ['putStream', 'PUT /files/s', { 'transfer-encoding': 'chunked' }, 'one two'],
    ['sendNote', 'POST /notes', { 'content-type': 'text/plain' }, 'hello'],
    ['clearNotes', 'DELETE /notes', { 'content-type': 'application/json' }, '{"before":"May"}'],
    ['find', 'GET /search?q=a%20b&page=2', {}, ''],
    ['tidy', 'POST /actions?do=tidy', {}, ''],
  ])('%s: %s', async (name, line, headers, body) => {
    const { sent } = await made(name);
    expect(`${sent.method} ${sent.url}`).toBe(line);
    expect(sent.headers).toMatchObject(headers);
    expect(sent.text).toBe(body);
  });

  it('nothing secret where a call needs none', async () => {
    expect((await made('get')).sent.headers).not.toHaveProperty('authorization');
    expect((await made('createByKeys')).sent.headers).not.toHaveProperty('authorization');
  });

  it('a form with a file', async () => {
    const { sent } = await made('upload');
    const headers = { 'content-type': sent.headers['content-type']! };
    const form = await new Response(sent.text, { headers }).formData();
    expect([await (form.get('file') as File).text(), (form.get('file') as File).type]).toEqual([
      'x',
      'image/png',
    ]);
    expect(sent.text).toContain('name="about"\r\ncontent-type: application/json\r\n\r\n{"x":1}');
    expect(form.getAll('tags')).toEqual(['a', 'b']);
  });

  it('a way to authenticate that the client was not given is told before', async () => {
    server.answer(() => ({ body: {} }));
    await expect(app.calls['withoutAuth']!(server.url)).rejects.toThrow(
      'This call is authenticated by tokenAuth, and the client was given digestAuth, harbourIdAuth.',
    );
    expect(server.received).toEqual([]);
  });
});

describe('what comes back', () => {
  const csv = { headers: { 'content-type': 'text/csv' }, body: 'a,b' };
  it.each<[name: string, reply: Reply, result: unknown]>([
    ['listCsv', csv, 'a,b'],
    ['create', { status: 202, body: { number: 7 } }, { number: 7 }],
    ['create', { status: 204 }, undefined],
    ['getFile', { headers: { 'content-type': 'image/png' }, body: 'png' }, 'image/png png'],
    ['upload', { body: 'stored' }, 'stored'],
    ['ask', { body: { number: 1 } }, { number: 1 }],
    [
      'askStream',
      { headers: { 'content-type': 'text/event-stream' }, body: 'data: {"x":1}\n\ndata: [DONE]\n\n' },
      [{ x: 1 }],
    ],
    [
      'watch',
      { headers: { 'content-type': 'text/event-stream' }, body: 'event: moved\nid: 4\ndata: {"x":2}\n\n' },
      [{ event: 'moved', id: '4', data: { x: 2 } }],
    ],
    [
      'log',
      { headers: { 'content-type': 'application/jsonl' }, body: '{"x":1}\n{"x":2}\n' },
      [{ x: 1 }, { x: 2 }],
    ],
    ['refused', { status: 404, body: { fault: 'no port' } }, '404 no port'],
    ['refused', { status: 418, body: { fault: 'a teapot' } }, '418 a teapot'],
    ['refused', { status: 500, body: { title: 'broken' } }, '500 broken'],
  ])('%s', async (name, reply, expected) => {
    expect((await made(name, reply)).result).toEqual(expected);
  });

  it('each form is asked for by its name', async () => {
    expect((await made('listCsv', csv)).sent.headers['accept']).toBe('text/csv');
    expect(
      (await made('askStream', { headers: { 'content-type': 'text/event-stream' } })).sent.headers['accept'],
    ).toBe('text/event-stream');
  });
});

it('the servers of the document', async () => {
  expect(await app.calls['servers']!('')).toEqual([
    'https://south.harbour.example/v1',
    'https://harbour.example',
  ]);
});
