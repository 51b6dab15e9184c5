import { describe, expect, it } from 'vitest';
import { authOf, securityOf } from '../../../generator/build/auth.js';
import { api, sourced } from '../manifest.js';
import { documentOf } from '../support.js';

async function ways(securitySchemes?: object) {
  const document = await documentOf({
    paths: {},
    components: securitySchemes === undefined ? {} : { securitySchemes },
  });
  return authOf(document, undefined);
}

it('is what the manifest says, whatever the document says', async () => {
  const key = { kind: 'header', name: 'X-Key', description: 'A key.', ...sourced } as const;
  const { api: built } = await api({ auth: { key } });
  expect(built.auth).toEqual({ key });
});

it.each<[string, object, object]>([
  [
    'a bearer token',
    { type: 'http', scheme: 'bearer', description: 'A token.' },
    { kind: 'bearer', description: 'A token.' },
  ],
  ['a user and a password', { type: 'http', scheme: 'Basic' }, { kind: 'basic' }],
  ['OAuth', { type: 'oauth2', flows: {} }, { kind: 'bearer' }],
  ['OpenID', { type: 'openIdConnect' }, { kind: 'bearer' }],
  ['a key in a header', { type: 'apiKey', in: 'header', name: 'X-Key' }, { kind: 'header', name: 'X-Key' }],
  ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'sid' }, { kind: 'cookie', name: 'sid' }],
  ['another scheme of HTTP', { type: 'http', scheme: 'Digest' }, { kind: 'scheme', name: 'Digest' }],
  ['a key in the query', { type: 'apiKey', in: 'query', name: 'key' }, { kind: 'query', name: 'key' }],
])('is what the document says where there is no manifest: %s', async (_, scheme, expected) => {
  expect(await ways({ 'My Way': scheme })).toMatchObject({ myWayAuth: expected });
});

it('has names that can stand, each once', async () => {
  const key = { type: 'apiKey', in: 'query', name: 'key' };
  expect(
    Object.keys(
      await ways({ api_key: key, 'api key': key, default: key, OAuth: { type: 'oauth2' }, 2: key }),
    ),
  ).toEqual(expect.arrayContaining(['apiKeyAuth', 'defaultAuth', 'oAuth']));
  // Two that send the same are one; two that do not are two.
  expect(
    Object.keys(await ways({ api_key: key, 'api key': { ...key, name: 'other' }, apiKey: key })),
  ).toEqual(['apiKeyAuth', 'apiKeyAuth2']);
  for (const name of Object.keys(await ways({ 2: key, '': key, '`': key })))
    expect(name).toMatch(/^[a-z]\w*$/i);
});

it('is a bearer token where nothing usable is said', async () => {
  for (const schemes of [
    undefined,
    {},
    { a: { type: 'mutualTLS' }, b: { type: 'apiKey', in: 'body', name: 'x' }, c: 7 },
  ]) {
    expect(await ways(schemes)).toMatchObject({ bearerAuth: { kind: 'bearer' } });
  }
});

it('says where the tokens of OAuth come from', async () => {
  const flow = { authorizationUrl: 'https://a.test/ask', tokenUrl: 'https://a.test/token', scopes: {} };
  const { oAuth } = await ways({ OAuth: { type: 'oauth2', flows: { authorizationCode: flow } } });
  expect(oAuth!.description).toContain(
    '- authorization code: authorize at https://a.test/ask, token from https://a.test/token',
  );
});

describe('what an operation takes', () => {
  const schemes = {
    id: { type: 'apiKey', in: 'header', name: 'X-Id' },
    secret: { type: 'apiKey', in: 'header', name: 'X-Secret' },
    token: { type: 'http', scheme: 'bearer' },
    cert: { type: 'mutualTLS' },
  };

  async function taken(root: unknown, own: unknown) {
    const get = { responses: {}, ...(own === undefined ? {} : { security: own }) };
    const document = await documentOf({
      paths: { '/a': { get } },
      components: { securitySchemes: schemes },
      ...(root === undefined ? {} : { security: root }),
    });
    const operation = { value: get, place: { source: document.root, pointer: ['paths', '/a', 'get'] } };
    return securityOf(document, operation);
  }

  it.each<[string, unknown, unknown, unknown]>([
    ['nobody says', undefined, undefined, undefined],
    ['what the document says', [{ token: [] }], undefined, [['tokenAuth']]],
    ['what it says itself', [{ token: [] }], [{ id: [], secret: [] }], [['idAuth', 'secretAuth']]],
    ['nothing', [{ token: [] }], [], []],
    ['this, or nothing', undefined, [{}, { token: ['read'] }], [[], ['tokenAuth']]],
    ['a certificate, of which a client need not know', undefined, [{ cert: [], id: [] }], [['idAuth']]],
    ['what is there, and not what is not', undefined, [{ nope: [] }, { id: [] }], [['idAuth']]],
    ['nothing that is there: nobody says', undefined, [{ nope: [] }], undefined],
    ['what cannot be read: nobody says', undefined, 'token', undefined],
  ])('%s', async (_, root, own, expected) => {
    expect(await taken(root, own)).toEqual(expected);
  });
});
