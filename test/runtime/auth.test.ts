import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  noAuth,
  type Auth,
  type Token,
} from '../../templates/runtime/auth.js';

async function applied(
  auth: Auth,
  href = 'https://api.acme.test/tasks?a=b%20c',
): Promise<{ headers: Headers; url: URL }> {
  const request = { headers: new Headers(), url: new URL(href) };
  await auth.apply(request);
  return request;
}

describe('what is sent', () => {
  test('bearer', async () => {
    expect((await applied(bearer('token', 'abc'))).headers.get('authorization')).toBe('Bearer abc');
  });

  test('a key in a header', async () => {
    const { headers } = await applied(apiKeyHeader('key', 'X-Key', 'Token abc'));
    expect(headers.get('x-key')).toBe('Token abc');
  });

  test('a key in the query leaves the rest of it as it was, and stands there once', async () => {
    const auth = apiKeyQuery('key', 'api key', 'a&b');
    const { url } = await applied(auth);
    expect(url.search).toBe('?a=b%20c&api%20key=a%26b');
    expect((await applied(auth, url.href)).url.href).toBe(url.href);
    expect((await applied(auth, 'https://api.acme.test')).url.search).toBe('?api%20key=a%26b');
  });

  test('basic, with and without a password', async () => {
    const sent = async (auth: Auth): Promise<string> => {
      const value = (await applied(auth)).headers.get('authorization') ?? '';
      return Buffer.from(value.replace('Basic ', ''), 'base64').toString();
    };
    expect(await sent(basic('login', 'jo', 'pä:ss'))).toBe('jo:pä:ss');
    expect(await sent(basic('login', 'key'))).toBe('key:');
    expect(await sent(basic('login', 'key', ''))).toBe('key:');
  });

  test('noAuth sends nothing', async () => {
    const { headers, url } = await applied(noAuth());
    expect([...headers]).toEqual([]);
    expect(url.search).toBe('?a=b%20c');
  });

  test('a function is asked each time', async () => {
    let count = 0;
    const auth = bearer('token', async () => `t${(count += 1)}`);
    expect((await applied(auth)).headers.get('authorization')).toBe('Bearer t1');
    expect((await applied(auth)).headers.get('authorization')).toBe('Bearer t2');
  });
});

const faults: readonly [value: unknown, message: string][] = [
  [undefined, 'privateApp(token): the token is undefined'],
  [null, 'privateApp(token): the token is null'],
  [42, 'privateApp(token): the token is no text but of type number'],
  ['', 'privateApp(token): the token is empty'],
  ['  ', 'privateApp(token): the token is blank'],
  ['s3cret\n', 'privateApp(token): the token holds a line break'],
  ['s3\r\ncret', 'privateApp(token): the token holds a line break'],
  ['s3\0cret', 'privateApp(token): the token holds a control character'],
  [' s3cret', 'privateApp(token): the token has whitespace around it'],
  ['s3cret€', 'privateApp(token): the token holds a character that no header can carry'],
  ['Bearer s3cret', 'privateApp(token): the token holds whitespace; give the token alone, without "Bearer"'],
];

describe('a token that is none', () => {
  test.each(faults)('%j is refused at once', (value, message) => {
    expect(() => bearer('privateApp', value as Token)).toThrow(
      expect.objectContaining({ kind: 'misuse', message }),
    );
  });

  test.each(faults)('%j is refused when a function gives it', async (value, message) => {
    await expect(applied(bearer('privateApp', () => value as string))).rejects.toMatchObject({
      kind: 'misuse',
      message,
    });
  });

  test('a function that fails', async () => {
    const auth = bearer('privateApp', () => Promise.reject(new TypeError('no connection')));
    const message = 'privateApp(token): the function failed. TypeError: no connection';
    await expect(applied(auth)).rejects.toMatchObject({ kind: 'misuse', message });
  });

  test('the other ways', () => {
    expect(() => apiKeyHeader('key', 'x-key', undefined)).toThrow('key(token): the token is undefined');
    expect(() => apiKeyQuery('key', 'k', '')).toThrow('key(token): the token is empty');
    expect(() => basic('login', undefined, 'x')).toThrow('login(username): the username is undefined');
    expect(() => basic('login', 'a:b')).toThrow('login(username): the username holds a colon');
    expect(() => basic('login', 'a', 'p\n')).toThrow('login(password): the password holds a line break');
  });
});

test('nothing shows a token', () => {
  for (const auth of [bearer('a', 's3cret'), bearer('a', () => 's3cret'), basic('a', 's3cret', 's3cret')]) {
    const shown =
      inspect(auth, { depth: 9, showHidden: true }) + JSON.stringify(auth) + inspect(structuredClone(auth));
    expect(shown).not.toContain('s3cret');
    expect(shown).not.toContain(btoa('s3cret:s3cret'));
  }
});
