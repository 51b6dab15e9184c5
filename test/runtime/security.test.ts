import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  authFor,
  basic,
  bearer,
  httpScheme,
  noAuth,
  type Auth,
} from '../../templates/runtime/auth.js';
import type { Call, Security } from '../../templates/runtime/facts.js';
import { Transport } from '../../templates/runtime/transport.js';
import { acme, clientOf, failure } from '../support/client.js';
import { startServer, type Server } from '../support/server.js';

let server: Server;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.close());

const get: Call = { method: 'GET', path: '/', cookies: { theme: 'dark' } };
const token = bearer('token', 'aaaaa');
const id = apiKeyHeader('id', 'x-id', 'bbbbb');
const secret = apiKeyHeader('secret', 'x-secret', 'ccccc');
const own: Auth = { apply: ({ headers }) => headers.set('x-own', 'y') };

async function headers(auth: Auth | readonly Auth[], security?: Security, call: Call = get): Promise<object> {
  server.answer(() => ({ body: {} }));
  await clientOf(server.url, { auth }).exchange({ ...call, ...(security && { security }) });
  return server.received.at(-1)!.headers;
}

describe('what a call is authenticated by', () => {
  const names = (wanted: Security | undefined, given: readonly Auth[]): readonly (string | undefined)[] =>
    authFor(wanted, given).map(({ scheme }) => scheme);

  test.each<[Security | undefined, readonly Auth[], readonly (string | undefined)[]]>([
    [undefined, [token, id], ['token', 'id']],
    [[], [token], []],
    [[['token']], [token, id], ['token']],
    [[['id', 'secret']], [secret, token, id], ['id', 'secret']],
    [
      [['token'], ['id', 'secret']],
      [id, secret],
      ['id', 'secret'],
    ],
    [[[], ['token']], [token], ['token']],
    [[[], ['token']], [id], []],
    [[['token']], [own], [undefined]],
    [[['token']], [own, token], ['token', undefined]],
    [[['token']], [noAuth()], [undefined]],
    // No way is complete: what there is of the one that has most goes out, and the vendor decides.
    [[['token', 'id', 'secret']], [id, secret], ['id', 'secret']],
    [
      [
        ['token', 'other'],
        ['id', 'secret', 'other'],
      ],
      [token, id, secret],
      ['id', 'secret'],
    ],
    [[['token', 'other']], [token, id], ['token']],
    [[['token', 'other']], [own, token], ['token', undefined]],
    [[['other']], [token], ['token']],
  ])('%j of what is given', (wanted, given, expected) => {
    expect(names(wanted, given)).toEqual(expected);
  });

  test('nothing fits: told before anything is sent', async () => {
    const before = server.received.length;
    const client = clientOf(server.url, { auth: [id, secret] });
    const error = await failure(client.exchange({ ...get, security: [['token'], ['other', 'third']] }));
    expect(error).toMatchObject({
      kind: 'misuse',
      message:
        'This call is authenticated by token, or other with third, and the client was given id, secret.',
    });
    expect(server.received).toHaveLength(before);
  });

  test('several at once go over the wire, and none where none is wanted', async () => {
    expect(await headers([id, secret, token], [['id', 'secret']])).toMatchObject({
      'x-id': 'bbbbb',
      'x-secret': 'ccccc',
    });
    expect(await headers([id, secret, token], [['id', 'secret']])).not.toHaveProperty('authorization');
    expect(await headers([token], [])).not.toHaveProperty('authorization');
  });

  test('a cookie beside others, and schemes of any name', async () => {
    expect(await headers(apiKeyCookie('session', 'sid', 'abc123'))).toMatchObject({
      cookie: 'theme=dark; sid=abc123',
    });
    expect(await headers(httpScheme('digest', 'Digest', 'username="a"'))).toMatchObject({
      authorization: 'Digest username="a"',
    });
    expect(await headers([basic('b', 'u', 'p'), apiKeyQuery('k', 'key', 'ddddd')])).toHaveProperty(
      'authorization',
    );
    expect(server.received.at(-1)!.url).toBe('/?key=ddddd');
    expect(() => apiKeyCookie('session', 'sid', 'a; b=c')).toThrow(
      'session(token): the token holds a character that no cookie can carry',
    );
  });

  test('a server of its own is kept to, unless the client was given one', async () => {
    const call: Call = { ...get, server: server.url };
    server.answer(() => ({ body: {} }));
    const elsewhere = await startServer();
    await new Transport({ ...acme, baseUrl: elsewhere.url }, { auth: noAuth() }).exchange(call);
    expect([server.received.length, elsewhere.received.length]).toEqual([1, 0]);
    await clientOf(elsewhere.url).exchange(call);
    expect([server.received.length, elsewhere.received.length]).toEqual([1, 1]);
    await elsewhere.close();
  });
});
