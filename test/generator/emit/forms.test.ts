import { describe, expect, it } from 'vitest';
import { json, ref, text } from '../openapi.js';
import { client, faultsOfCode, folded } from '../support.js';

const components = {
  schemas: Object.fromEntries(
    [...'ABCDEFGHI'].map((name) => [name, { type: 'object', properties: { [name]: text } }]),
  ),
};

/** The files of a client with one operation. */
async function filesOf(operation: object, verb = 'get', more: object = {}) {
  const paths = { '/a': { [verb]: { operationId: 'things.call', ...operation } } };
  return (await client({ paths, components, ...more })).files;
}

const code = async (operation: object, verb?: string): Promise<string> =>
  folded((await filesOf(operation, verb)).get('things.ts')!);

const bodies = (...types: readonly string[]): object => ({
  required: true,
  content: Object.fromEntries(types.map((type) => [type, { schema: ref('A') }])),
});

describe('answers', () => {
  it('of several statuses are a union, each type once, and nothing where one has no content', async () => {
    const responses = {
      200: json(ref('A')),
      201: json(ref('B')),
      202: json(ref('A')),
      204: { description: 'x' },
    };
    expect(await code({ responses })).toContain('call(options?: CallOptions): Promise<A | B | undefined> {');
  });

  it('too many to tell apart are unknown', async () => {
    const responses = Object.fromEntries(
      [...'ABCDEFGHI'].map((name, index) => [200 + index, json(ref(name))]),
    );
    expect(await code({ responses })).toContain('Promise<unknown>');
  });

  it('in other forms have a signature for each type, and none where they add nothing', async () => {
    const content = {
      'application/json': { schema: ref('A') },
      'text/csv': {},
      'text/html': {},
      'text/json': { schema: ref('A') },
      'application/hal+json': { schema: ref('B') },
    };
    const found = await code({
      parameters: [{ name: 'q', in: 'query', schema: text }],
      responses: { 200: { description: 'x', content } },
    });
    expect(found.match(/\bcall\(/g)).toHaveLength(4);
    expect(found).toContain(
      "call( query: ThingsCallQuery | undefined, options: CallOptions & { readonly accept: 'text/csv' | 'text/html' } ): Promise<string>;",
    );
    expect(found).toContain("readonly accept: 'application/hal+json' } ): Promise<B>;");
    expect(found).toContain('call(query?: ThingsCallQuery, options?: CallOptions): Promise<A>;');
  });
});

describe('bodies', () => {
  it('that are written out once for each form have one type and one name', async () => {
    const schema = { type: 'object', properties: { a: text } };
    const content = { 'application/json': { schema }, 'multipart/form-data': { schema: { ...schema } } };
    const requestBody = { required: true, content };
    const files = await filesOf({ requestBody, responses: {} }, 'post');
    expect(folded(files.get('things.ts')!)).toContain(
      "call( input: ThingsCallInput, options?: CallOptions & { readonly contentType?: 'multipart/form-data' } )",
    );
    expect(files.get('types.ts')!.match(/interface/g)).toHaveLength(1);
  });

  it('in another notation than JSON are not offered where they are the same', async () => {
    const found = await code(
      { requestBody: bodies('application/xml', 'application/json'), responses: {} },
      'post',
    );
    expect(found).toContain('call(input: A, options?: CallOptions): Promise<void> {');
  });

  it('in another form with the same type are a matter of the options', async () => {
    const found = await code(
      { requestBody: bodies('application/json', 'application/x-www-form-urlencoded'), responses: {} },
      'post',
    );
    expect(found).toContain(
      "call( input: A, options?: CallOptions & { readonly contentType?: 'application/x-www-form-urlencoded' } ): Promise<void> {",
    );
  });

  it('of JSON by another name need no word', async () => {
    const found = await code(
      { requestBody: bodies('application/json', 'text/json', 'application/*+json'), responses: {} },
      'post',
    );
    expect(found).toContain('call(input: A, options?: CallOptions): Promise<void> {');
  });
});

it('kinds of patches are a choice, though they have one type', async () => {
  const types = ['application/json-patch+json', 'application/merge-patch+json'];
  expect(await code({ requestBody: bodies(...types), responses: {} }, 'patch')).toContain(
    "call( input: A, options?: CallOptions & { readonly contentType?: 'application/merge-patch+json' } ): Promise<void> {",
  );
});

it('every combination compiles', async () => {
  const content = {
    'application/json': { schema: ref('A') },
    'text/event-stream': { schema: ref('B') },
    'text/csv': {},
  };
  for (const main of [
    content,
    { 'text/event-stream': {}, 'application/pdf': {} },
    { 'application/jsonl': { schema: ref('A') } },
  ]) {
    const requestBody = { ...bodies('application/json', 'text/csv', 'image/*'), required: false };
    const parameters = [
      { name: 'call', in: 'path', required: true, style: 'label', schema: { type: 'array', items: text } },
      { name: 'q', in: 'query', schema: text },
      { name: 'q', in: 'header', explode: true, schema: { type: 'object' } },
    ];
    const operation = {
      operationId: 'things.call',
      parameters,
      requestBody,
      responses: { 200: { description: 'x', content: main } },
    };
    const { files } = await client({ paths: { '/a/{call}': { post: operation } }, components });
    expect(await faultsOfCode(files)).toEqual([]);
  }
}, 60_000);

describe('a document without operations', () => {
  it('gives types, and what the vendor calls', async () => {
    const webhooks = { 'a.left': { post: { requestBody: bodies('application/json'), responses: {} } } };
    const { files } = await client({ webhooks, components });
    expect([...files.keys()].toSorted()).toEqual(['index.ts', 'types.ts', 'webhooks.ts']);
    expect(folded(files.get('webhooks.ts')!)).toContain(
      "'a.left': { readonly method: 'POST'; readonly body: A; };",
    );
    expect(files.get('types.ts')).toContain('export interface I {');
    expect(await faultsOfCode(files)).toEqual([]);
  }, 60_000);
});

it('what the vendor calls makes way for nobody: a resource of that name has another module', async () => {
  const files = await filesOf({ operationId: 'webhooks.list', responses: {} }, 'get', {
    webhooks: { left: { post: { requestBody: bodies('application/json') } } },
  });
  expect(files.get('webhooks.ts')).toContain('export interface AcmeWebhooks');
  expect(files.get('webhooksResource.ts')).toContain('export class Webhooks');
});

it('servers with variables are functions, and their interfaces leave no name to a schema', async () => {
  const servers = [
    {
      url: 'https://{region}.a.test/{version}',
      variables: { region: { enum: ['eu', 'us'], default: 'eu' } },
    },
    { url: 'https://b.test' },
  ];
  const { files } = await client({
    servers,
    paths: { '/a': { get: { responses: { 200: { description: 'x', ...json(ref('ServerVariables')) } } } } },
    components: { schemas: { ServerVariables: { type: 'object', properties: { a: text } } } },
  });
  const vendor = folded(files.get('vendor.ts')!);
  expect(vendor).toContain(
    "export interface ServerVariables { /** `eu` if not given. */ readonly region?: 'eu' | 'us'; readonly version: string; }",
  );
  expect(vendor).toContain('export function serverUrl(variables: ServerVariables): string {');
  expect(vendor).toContain("baseUrl: ''");
  expect(await faultsOfCode(files)).toEqual([]);
}, 60_000);

it('calls say how they are authenticated only where it is not as usual', async () => {
  const securitySchemes = {
    a: { type: 'http', scheme: 'bearer' },
    b: { type: 'apiKey', in: 'header', name: 'b' },
  };
  const get = (name: string, security?: object): object => ({
    get: { operationId: `things.${name}`, responses: {}, ...(security && { security }) },
  });
  const paths = { '/a': get('a'), '/b': get('b'), '/c': get('c', [{ b: [] }]), '/d': get('d', []) };
  const { files } = await client({ paths, security: [{ a: [] }], components: { securitySchemes } });
  const found = folded(files.get('things.ts')!);
  expect(found.match(/security/g)).toHaveLength(2);
  expect(found).toContain("security: [['bAuth']]");
  expect(found).toContain('security: []');
  expect(files.get('vendor.ts')).toContain("security: [['aAuth']],");
});
