import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noAuth } from '../../templates/runtime/auth.js';
import type { Call } from '../../templates/runtime/facts.js';
import { Transport } from '../../templates/runtime/transport.js';
import { acme, clientOf, failure } from '../support/client.js';
import { startServer, type Reply, type Server } from '../support/server.js';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const get: Call = { method: 'GET', path: '/tasks' };
const post: Call = { method: 'POST', path: '/tasks', body: { title: 'a' } };

/** Sends a call to a server that answers so, and gives what was received. */
async function sent(call: Call, base = ''): Promise<Server['received'][number]> {
  server.answer(() => ({ body: {} }));
  await clientOf(server.url + base).exchange(call);
  return server.received[0]!;
}

async function answered<T>(reply: Reply, call: Call = get): Promise<T> {
  server.answer(() => reply);
  return clientOf(server.url, {}, { repeated: 'data' }).send<T>(call);
}

describe('what is sent', () => {
  test.each(['', '/', '//'])('the base URL is joined without a double slash: %j', async (slashes) => {
    expect((await sent(get, `/api${slashes}`)).url).toBe('/api/tasks');
  });

  test('query, headers and cookies by their styles', async () => {
    const call: Call = {
      ...get,
      query: { ids: ['a', 'b'], since: new Date(0), none: undefined },
      headers: { 'x-list': ['a', 'b'], 'x-none': undefined },
      cookies: { c: 'd e' },
      styles: { ids: { explode: false } },
    };
    const { url, headers } = await sent(call);
    expect(url).toBe('/tasks?ids=a,b&since=1970-01-01T00%3A00%3A00.000Z');
    expect(headers).toMatchObject({ 'x-list': 'a,b', cookie: 'c=d%20e', accept: 'application/json' });
    expect(headers).not.toHaveProperty('x-none');
    expect(headers).not.toHaveProperty('content-type');
  });

  test('a query is added to one that stands in the path', async () => {
    expect((await sent({ ...get, path: '/tasks?a=1', query: { b: 2 } })).url).toBe('/tasks?a=1&b=2');
  });

  test('JSON, and what is put around it', async () => {
    const plain = await sent(post);
    expect([plain.text, plain.headers['content-type']]).toEqual(['{"title":"a"}', 'application/json']);
    expect((await sent({ ...post, wrap: 'data' })).text).toBe('{"data":{"title":"a"}}');
    expect((await sent({ ...post, body: undefined, wrap: 'data' })).text).toBe('');
    const merge = await sent({
      ...post,
      method: 'patch',
      contentType: 'application/merge-patch+json',
      body: null,
    });
    expect([merge.method, merge.text]).toEqual(['PATCH', 'null']);
  });

  test('a form', async () => {
    const body = { a: 'x y', b: [1, 2], c: undefined };
    const { text, headers } = await sent({ ...post, contentType: 'application/x-www-form-urlencoded', body });
    expect([text, headers['content-type']]).toEqual(['a=x%20y&b=1&b=2', 'application/x-www-form-urlencoded']);
  });

  test('a form with files', async () => {
    const file = new File(['hello'], 'a.txt', { type: 'text/plain' });
    const body = { file, tags: ['a', 'b'], meta: { x: 1 }, none: undefined };
    const { text, headers } = await sent({ ...post, contentType: 'multipart/form-data', body });
    const form = await new Response(text, {
      headers: { 'content-type': headers['content-type']! },
    }).formData();
    expect(form.getAll('tags')).toEqual(['a', 'b']);
    expect(form.get('meta')).toBe('{"x":1}');
    expect(form.get('file')).toMatchObject({ name: 'a.txt', type: 'text/plain' });
    expect(form.has('none')).toBe(false);
  });

  test('text and bytes', async () => {
    expect((await sent({ ...post, contentType: 'text/csv', body: 'a;b' })).text).toBe('a;b');
    const bytes = await sent({ ...post, contentType: 'image/png', body: new Uint8Array([104, 105]) });
    expect([bytes.text, bytes.headers['content-type']]).toEqual(['hi', 'image/png']);
    expect((await sent({ ...post, contentType: 'image/png', body: new Blob(['hi']) })).text).toBe('hi');
  });

  test("a call's own headers win over the defaults, never over auth", async () => {
    server.answer(() => ({ body: {} }));
    const headers = { Accept: 'text/csv', Authorization: 'mine' };
    await clientOf(server.url).send(get, { headers });
    expect(server.received[0]!.headers).toMatchObject({
      accept: 'text/csv',
      authorization: expect.stringMatching('^Bearer '),
    });
  });
});

describe('what comes back', () => {
  test('JSON, unwrapped, through a level that came twice', async () => {
    expect(await answered({ body: { id: 1 } })).toEqual({ id: 1 });
    const call: Call = { ...get, unwrap: ['data', 'task'] };
    expect(await answered({ body: { data: { task: 1 } } }, call)).toBe(1);
    expect(await answered({ body: { data: { data: { task: null } } } }, call)).toBeNull();
  });

  test.each([204, 205, 200])('nothing: %i', async (status) => {
    expect(await answered({ status }, { ...get, unwrap: ['data'] })).toBeUndefined();
  });

  test('HEAD, text, bytes, and what nobody wants', async () => {
    expect(await answered({ body: { a: 1 } }, { ...get, method: 'HEAD' })).toBeUndefined();
    expect(await answered({ body: 'a;b' }, { ...get, accept: 'text' })).toBe('a;b');
    expect(await answered({ body: '<html>' }, { ...get, accept: 'none' })).toBeUndefined();
    const blob = await answered<Blob>(
      { body: 'hi', headers: { 'content-type': 'image/png' } },
      { ...get, accept: 'binary' },
    );
    expect([await blob.text(), blob.type]).toEqual(['hi', 'image/png']);
  });

  test('exchange gives the answer whole', async () => {
    server.answer(() => ({ status: 207, headers: { 'x-a': 'b' }, body: { data: [1] } }));
    const { status, headers, body, attempts } = await clientOf(server.url).exchange({
      ...post,
      unwrap: ['data'],
    });
    expect([status, headers.get('x-a'), body, attempts]).toEqual([207, 'b', { data: [1] }, 1]);
  });
});

describe('a success that cannot be read', () => {
  test.each([
    ['<html>', post, 'Acme 200 sent an answer that is no JSON', '<html>'],
    [
      { data: {} },
      { ...post, unwrap: ['data', 'task'] },
      'Acme 200 sent an answer that has nothing at data.task',
      { data: {} },
    ],
  ])('%j', async (body, call, message, kept) => {
    const error = await failure(answered({ body, headers: { 'x-request-id': 'r1' } }, call));
    expect(error).toMatchObject({
      kind: 'unreadable',
      processed: 'yes',
      status: 200,
      attempts: 1,
      message,
      body: kept,
    });
  });

  test('a body that is cut: a create is not repeated, a read is', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data":', () => response.destroy());
      return undefined;
    });
    const client = clientOf(server.url, { retry: { attempts: 2, baseMs: 1 } });
    const message = 'Acme 200 sent an answer that broke off';
    expect(await failure(client.send(post))).toMatchObject({
      kind: 'unreadable',
      processed: 'yes',
      attempts: 1,
      message,
    });
    expect(await failure(client.send(get))).toMatchObject({ kind: 'unreadable', attempts: 2 });
  });
});

describe('what is wrong before anything is sent', () => {
  const auth = noAuth();
  test.each([
    ['', 'baseUrl is empty: this API has no address of its own, so the client must be given one.'],
    ['/api', 'baseUrl is no absolute http or https URL.'],
    ['ftp://acme.test', 'baseUrl is no absolute http or https URL.'],
    ['https://me:s3cret@acme.test', 'baseUrl holds credentials; give them as `auth`.'],
    ['https://acme.test?key=s3cret', 'baseUrl must end with its path, without a query or a fragment.'],
  ])('baseUrl %j', (baseUrl, message) => {
    const expected = expect.objectContaining({ kind: 'misuse', message });
    expect(() => new Transport(acme, { auth, baseUrl })).toThrow(expected);
    expect(() => new Transport({ ...acme, baseUrl }, { auth })).toThrow(expected);
  });

  test('no auth', () => {
    expect(() => new Transport(acme, { baseUrl: server.url } as never)).toThrow('auth is missing');
  });

  test.each([
    [{ ...get, body: {} }, 'A GET takes no body.'],
    [{ ...post, body: { a: 1n } }, /^The body cannot be written as JSON/],
    [{ ...post, contentType: 'image/png', body: { a: 1 } }, /^A body of type image\/png must be given as/],
    [
      { ...post, contentType: 'multipart/form-data', body: 'x' },
      'A multipart body must be given as an object or as FormData.',
    ],
    [{ ...get, query: { q: '\ud800' } }, 'The call holds text that is not well-formed.'],
    [{ ...get, headers: { 'x y': 'z' } }, 'The header "x y" has a name or a value that no header can carry.'],
    [{ ...get, headers: { x: 's3cret€' } }, 'The header "x" has a name or a value that no header can carry.'],
  ])('a call, %#', async (call, message) => {
    server.answer(() => ({ body: {} }));
    const error = await failure(clientOf(server.url).send(call));
    const expected = {
      kind: 'misuse',
      vendor: 'acme',
      processed: 'no',
      message: expect.stringMatching(message) as string,
    };
    expect(error).toMatchObject(expected);
    expect(server.received).toEqual([]);
  });
});
