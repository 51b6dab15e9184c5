import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKeyHeader, apiKeyQuery, basic, bearer } from '../../templates/runtime/auth.js';
import type { Call } from '../../templates/runtime/facts.js';
import type { CallEvent } from '../../templates/runtime/hooks.js';
import type { ClientOptions } from '../../templates/runtime/options.js';
import { CANARY, clientOf, failure } from '../support/client.js';
import { startServer, type Reply, type Server } from '../support/server.js';

let server: Server;
let other: Server;
beforeAll(async () => void ([server, other] = await Promise.all([startServer(), startServer()])));
afterAll(async () => void (await Promise.all([server.close(), other.close()])));

const get: Call = { method: 'GET', path: '/tasks/1', query: { email: 'jo@acme.test' } };
const post: Call = { method: 'POST', path: '/tasks', body: {} };
const once: Partial<ClientOptions> = { retry: false };

describe('every shape of a refusal', () => {
  const refusal = async (reply: Reply): Promise<unknown> => {
    server.answer(() => reply);
    const { message, status, code, requestId, body, processed } = await failure(
      clientOf(server.url, once).send(get),
    );
    return { message, status, code, requestId, body, processed };
  };
  const none = { code: undefined, requestId: undefined };

  test('JSON, with a code and the id of the request', async () => {
    const body = { message: 'No such task', category: 'NOT_FOUND', correlationId: 'c1' };
    expect(await refusal({ status: 404, body, headers: { 'x-request-id': 'h1' } })).toEqual({
      message: 'Acme 404 NOT_FOUND: No such task',
      status: 404,
      code: 'NOT_FOUND',
      requestId: 'c1',
      body,
      processed: 'no',
    });
  });

  test('JSON with a list of texts, and the id in a header', async () => {
    const body = { messages: ['title is empty', 'due is no date'], code: 7 };
    expect(await refusal({ status: 400, body, headers: { 'x-request-id': 'h1' } })).toEqual({
      message: 'Acme 400 7: title is empty; due is no date',
      status: 400,
      code: '7',
      requestId: 'h1',
      body,
      processed: 'no',
    });
  });

  test('JSON that says nothing', async () => {
    const body = { message: '', messages: [], ok: false };
    const message = 'Acme 500: Internal Server Error';
    expect(await refusal({ status: 500, body })).toEqual({
      ...none,
      message,
      status: 500,
      body,
      processed: 'unknown',
    });
  });

  test('a page', async () => {
    const body = `<html><head><title>502 Bad\n Gateway</title></head>${'x'.repeat(5_000)}`;
    const expected = {
      ...none,
      message: 'Acme 502: 502 Bad Gateway',
      status: 502,
      body: body.slice(0, 2_000),
    };
    expect(await refusal({ status: 502, body })).toEqual({ ...expected, processed: 'unknown' });
  });

  test('a page without a title, a text, a number, nothing', async () => {
    const page = { status: 418, processed: 'no', ...none };
    expect(await refusal({ status: 418, body: '<p>no' })).toEqual({
      ...page,
      message: 'Acme 418: a page',
      body: '<p>no',
    });
    expect(await refusal({ status: 418, body: 'no\n way' })).toEqual({
      ...page,
      message: 'Acme 418: no way',
      body: 'no\n way',
    });
    expect(await refusal({ status: 418, body: '12' })).toEqual({
      ...page,
      message: 'Acme 418: 12',
      body: '12',
    });
    expect(await refusal({ status: 418, body: ' ' })).toEqual({
      ...page,
      message: "Acme 418: I'm a Teapot",
      body: undefined,
    });
  });

  test('a body that is cut is left out', async () => {
    server.answer((_, response) => {
      response.writeHead(400, { 'content-length': '1000' });
      response.write('{"message":', () => response.destroy());
      return undefined;
    });
    expect(await failure(clientOf(server.url, once).send(get))).toMatchObject({
      kind: 'refused',
      message: 'Acme 400: Bad Request',
    });
  });

  test('a status by which the vendor says that nothing was stored', async () => {
    server.answer(() => ({ status: 503, body: {} }));
    const { facts } = clientOf(server.url);
    const client = clientOf(server.url, once, { errors: { ...facts.errors, unprocessed: [503] } });
    expect(await failure(client.send(post))).toMatchObject({ status: 503, processed: 'no' });
  });

  test('the request is named without its query', async () => {
    server.answer(() => ({ status: 400, body: {} }));
    const error = await failure(clientOf(server.url, once).send({ ...get, path: '/tasks/1?a=b' }));
    expect(error).toMatchObject({
      vendor: 'acme',
      attempts: 1,
      request: { method: 'GET', path: '/tasks/1' },
    });
    expect(inspect(error)).not.toContain('jo@');
  });
});

describe('no answer', () => {
  test('a server that hangs up', async () => {
    server.answer((_, response) => void response.destroy());
    const error = await failure(clientOf(server.url, once).send(post));
    expect(error).toMatchObject({ kind: 'network', processed: 'unknown', attempts: 1 });
    expect(error.message).toMatch(
      /^Acme: no answer\. TypeError: fetch failed \(SocketError: other side closed\)$/,
    );
  });

  test('a server that is not there: nothing can have arrived', async () => {
    const gone = await startServer();
    await gone.close();
    const error = await failure(clientOf(gone.url, once).send(post));
    expect(error).toMatchObject({ kind: 'network', processed: 'no' });
  });

  test('a fetch that throws something odd', async () => {
    for (const odd of ['odd', undefined]) {
      const fetch = (): Promise<Response> => Promise.reject(odd as unknown as Error);
      const error = await failure(clientOf(server.url, { ...once, fetch }).send(post));
      expect(error).toMatchObject({
        kind: 'network',
        processed: 'unknown',
        message: `Acme: no answer. ${odd}`,
      });
    }
  });
});

describe('redirects', () => {
  test.each([
    ['GET', 301],
    ['GET', 302],
    ['HEAD', 303],
    ['POST', 307],
    ['DELETE', 308],
  ])('%s %i within the origin is followed, with auth', async (method, status) => {
    server.answer(({ url }) =>
      url === '/new?a=1' ? { body: 'ok' } : { status, headers: { location: '/new?a=1' } },
    );
    const call: Call = { method, path: '/old', accept: 'text', ...(method === 'POST' && { body: { a: 1 } }) };
    expect((await clientOf(server.url).exchange(call)).attempts).toBe(1);
    expect(server.received.map(({ url }) => url)).toEqual(['/old', '/new?a=1']);
    expect(server.received[1]).toMatchObject({ method, headers: { authorization: `Bearer ${CANARY}` } });
    expect(server.received[1]!.text).toBe(server.received[0]!.text);
  });

  const refused = async (call: Call, status: number, location: string): Promise<unknown> => {
    server.answer(() => ({ status, headers: { location } }));
    other.answer(() => ({ body: {} }));
    const error = await failure(clientOf(server.url).send(call));
    expect(error).toMatchObject({ kind: 'refused', status });
    return error.message;
  };

  test('another origin gets nothing, and above all no token', async () => {
    const message = `Acme 307: the answer is a redirect to ${other.url}; only redirects within ${server.url} are followed`;
    expect(await refused(get, 307, `${other.url}/x?secret=1`)).toBe(message);
    expect(await refused(get, 302, `//${new URL(other.url).host}/x`)).toContain(other.url);
    expect(other.received).toEqual([]);
  });

  test('one that would make a GET of a POST, one that leads nowhere, one that never ends', async () => {
    expect(await refused(post, 302, '/new')).toBe(
      'Acme 302: the answer is a redirect that would make a GET of this POST',
    );
    expect(server.received).toHaveLength(1);
    expect(await refused(get, 301, 'http://[')).toBe(
      'Acme 301: the answer is a redirect to something that is no URL',
    );
    expect(await refused(get, 301, '/again')).toBe('Acme 301: the answer is one redirect too many');
    expect(server.received).toHaveLength(6);
  });

  test('a browser hides them', async () => {
    const hidden = Object.defineProperties(new Response(null, { status: 204 }), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
      ok: { value: false },
    });
    const error = await failure(clientOf(server.url, { fetch: () => Promise.resolve(hidden) }).send(get));
    expect(error).toMatchObject({ kind: 'refused', processed: 'unknown', attempts: 1 });
    expect(error.message).toBe('Acme: the answer is a redirect, which browsers hide; check `baseUrl`');
    expect(error.status).toBeUndefined();
  });
});

describe('secrets', () => {
  const ways: readonly [string, ClientOptions['auth']][] = [
    ['bearer', bearer('token', CANARY)],
    ['a function', bearer('token', () => Promise.resolve(CANARY))],
    ['a header', apiKeyHeader('key', 'x-api', CANARY)],
    ['the query', apiKeyQuery('key', 'key', CANARY)],
    ['the user name', basic('login', CANARY)],
    ['the password', basic('login', 'jo', CANARY)],
  ];
  const shown = (value: unknown): string =>
    [
      inspect(value, { depth: 9, showHidden: true }),
      JSON.stringify(value),
      value instanceof Error ? value.stack : '',
    ].join();
  const encoded = btoa(`jo:${CANARY}`);

  test.each(ways)('%s is nowhere to be seen, though the server sends back what it got', async (_, auth) => {
    const events: CallEvent[] = [];
    const note = (event: CallEvent): void => void events.push(event);
    const hooks = { onRequest: note, onResponse: note, onRetry: note, onWait: note };
    const options: Partial<ClientOptions> = { auth, hooks, retry: { attempts: 2, baseMs: 1 } };
    const client = clientOf(server.url, options);
    const echo: Server['answer'] extends (handler: infer H) => void ? H : never = (
      { url, headers },
      _response,
      count,
    ) => {
      const said = JSON.stringify({
        url,
        headers,
        password: atob((headers.authorization ?? '').replace(/^Basic /, '').replace(/^Bearer .*/, '')),
      });
      return count < 2 ? { status: 503, body: { message: said } } : { status: 400, body: said };
    };
    server.answer(echo);
    const errors = [await failure(client.send(get))];
    server.answer((request, response) => ({ ...echo(request, response, 9), status: 200 }));
    errors.push(await failure(client.send({ ...get, unwrap: ['nothing'] })));
    server.answer(({ url }) => ({ body: `no JSON: ${url}` }));
    errors.push(await failure(client.send(get)));
    const fetch = (url: string, init: RequestInit): Promise<Response> => {
      throw new TypeError(`cannot fetch ${url} ${JSON.stringify([...new Headers(init.headers)])}`, {
        cause: new Error(url),
      });
    };
    errors.push(await failure(clientOf(server.url, { ...options, fetch }).send(get)));
    expect(errors.map(({ kind }) => kind)).toEqual(['refused', 'unreadable', 'unreadable', 'network']);
    expect(events.length).toBeGreaterThan(5);
    for (const value of [...errors, ...events, client, auth]) {
      expect(shown(value)).not.toContain(CANARY);
      expect(shown(value)).not.toContain(encoded);
    }
  });
});
