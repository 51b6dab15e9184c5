import { describe, expect, it } from 'vitest';
import { linksOf } from '../../../generator/load/references.js';
import type { JsonObject } from '../../../generator/model/document.js';
import { written, type Pointer } from '../../../generator/source.js';
import { only, read, told, where } from '../support.js';

const head = { swagger: '2.0', info: { title: 'Harbour', version: '1' } };

async function converted(content: object) {
  const { document, report } = await read({ 'a.json': { ...head, paths: {}, ...content } });
  return { root: document!.root, data: document!.root.data as Data, report };
}

/** Data that tests look into. */
interface Data extends JsonObject {
  readonly [key: string]: never;
}

/** One operation, converted. */
async function operation(content: object, around: object = {}) {
  const { data, report, root } = await converted({ ...around, paths: { '/a': { post: content } } });
  return { post: at(data, ['paths', '/a', 'post']) as JsonObject, data, report, root };
}

function at(value: unknown, pointer: Pointer): unknown {
  return pointer.reduce<unknown>((node, token) => (node as JsonObject | undefined)?.[token], value);
}

describe('a document of Swagger 2.0', () => {
  it('has its servers, the safe one first', async () => {
    const { data } = await converted({ host: 'api.test', basePath: '/v1', schemes: ['http', 'https'] });
    expect(data['servers']).toEqual([{ url: 'https://api.test/v1' }, { url: 'http://api.test/v1' }]);
  });

  it('has its schemas: nullable, with discriminators', async () => {
    const { data } = await converted({
      definitions: {
        Pet: {
          type: 'object',
          discriminator: 'kind',
          properties: { a: { type: 'string', 'x-nullable': true } },
        },
      },
    });
    expect(at(data, ['components', 'schemas', 'Pet'])).toEqual({
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      properties: { a: { type: 'string', nullable: true } },
    });
  });

  it('has its security schemes', async () => {
    const { data } = await converted({
      securityDefinitions: {
        a: { type: 'basic' },
        b: { type: 'apiKey', in: 'query', name: 'key' },
        c: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'u', tokenUrl: 't', scopes: { s: '' } },
      },
    });
    expect(at(data, ['components', 'securitySchemes'])).toEqual({
      a: { type: 'http', scheme: 'basic' },
      b: { type: 'apiKey', in: 'query', name: 'key' },
      c: {
        type: 'oauth2',
        flows: { authorizationCode: { authorizationUrl: 'u', tokenUrl: 't', scopes: { s: '' } } },
      },
    });
  });
});

describe('parameters', () => {
  it('keep how lists are written', async () => {
    const list = { in: 'query', type: 'array', items: { type: 'string' } };
    const { post } = await operation({
      parameters: [
        { ...list, name: 'a' },
        { ...list, name: 'b', collectionFormat: 'multi' },
        { ...list, name: 'c', collectionFormat: 'pipes' },
      ],
    });
    const styles = (post['parameters'] as JsonObject[]).map(({ style, explode }) => [style, explode]);
    expect(styles).toEqual([
      ['form', false],
      ['form', true],
      ['pipeDelimited', false],
    ]);
  });

  it('in a body become one, also by reference, and from the path wherever that stands', async () => {
    const around = {
      parameters: { Body: { in: 'body', name: 'b', required: true, schema: { type: 'string' } } },
    };
    const body = { required: true, content: { 'text/plain': { schema: { type: 'string' } } } };
    const { post } = await operation(
      { consumes: ['text/plain'], parameters: [{ $ref: '#/parameters/Body' }] },
      around,
    );
    expect([post['requestBody'], post['parameters']]).toEqual([body, undefined]);
    const { data } = await converted({
      ...around,
      consumes: ['text/plain'],
      paths: { '/a': { put: {}, parameters: [{ $ref: '#/parameters/Body' }] } },
    });
    expect(at(data, ['paths', '/a', 'put', 'requestBody'])).toEqual(body);
  });

  it('that say outright what a body is are a schema', async () => {
    const { post } = await operation({
      parameters: [{ in: 'body', name: 'b', type: 'string', required: true }],
    });
    expect(post['requestBody']).toEqual({
      required: true,
      content: { 'application/json': { schema: { type: 'string' } } },
    });
  });

  it.each([
    ['string', undefined, 'application/x-www-form-urlencoded'],
    ['string', ['application/json'], 'application/x-www-form-urlencoded'],
    ['file', undefined, 'multipart/form-data'],
    ['string', ['multipart/form-data'], 'multipart/form-data'],
  ])('of a form with a %s, where %j is consumed, are sent as %s', async (type, consumes, media) => {
    const { post } = await operation({
      ...(consumes && { consumes }),
      parameters: [
        { in: 'formData', name: 'a', type, required: true },
        { in: 'formData', name: 'b', type: 'array', items: { type: 'string' } },
      ],
    });
    const body = post['requestBody'] as JsonObject;
    expect(Object.keys(body['content'] as object)).toEqual([media]);
    expect(body['required']).toBe(true);
    const a = type === 'file' ? { type: 'string', format: 'binary' } : { type };
    expect(at(body, ['content', media])).toMatchObject({
      schema: { properties: { a, b: { type: 'array' } }, required: ['a'] },
      encoding: { b: { style: 'form', explode: false } },
    });
  });
});

describe('answers', () => {
  it('have the media types of their operation, and a file is no JSON', async () => {
    const { post } = await operation({
      produces: [],
      responses: {
        200: { description: '', schema: { type: 'file' }, examples: { 'application/json': {} } },
        400: { description: '', schema: { type: 'string' }, headers: { 'X-A': { type: 'integer' } } },
      },
    });
    expect(at(post, ['responses', '200', 'content'])).toEqual({
      'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
    });
    expect(at(post, ['responses', '400', 'headers'])).toEqual({ 'X-A': { schema: { type: 'integer' } } });
  });
});

describe('references', () => {
  const content = {
    definitions: { A: { properties: { b: { $ref: '#/paths/~1a/post/responses/200/schema' } } } },
    parameters: { P: { in: 'body', name: 'p', schema: { $ref: '#/definitions/A' } } },
    responses: { R: { description: '', schema: { $ref: '#/definitions/A' } } },
    paths: {
      '/a': {
        parameters: [{ in: 'query', name: 'q', type: 'string' }],
        post: {
          parameters: [
            { in: 'body', name: 'p', schema: { items: { $ref: '#/responses/R/schema' } } },
            { in: 'header', name: 'h', type: 'string' },
          ],
          responses: {
            200: { description: '', schema: { $ref: '#/definitions/A' } },
            400: { $ref: '#/responses/R' },
          },
        },
        put: { parameters: [{ $ref: '#/paths/~1a/post/parameters/0' }], responses: {} },
      },
    },
  };

  it('lead to what they led to, also into operations', async () => {
    const { report, root, data } = await converted(content);
    expect(told(report)).toEqual([]);
    expect(at(data, ['paths', '/a', 'put', 'requestBody', 'content'])).toBeDefined();
    expect(linksOf(root.data).references.map(({ ref }) => ref)).toContain(
      '#/paths/~1a/post/responses/200/content/application~1json/schema',
    );
  });

  it('and all else stand where they stood', async () => {
    const { root } = await converted(content);
    for (const { ref, pointer } of linksOf(root.data).references) {
      const place = written({ source: root, pointer: [...pointer, '$ref'] });
      const before = at(place.source.data, place.pointer);
      expect(typeof before, pointer.join('/')).toBe('string');
      expect(ref.split('/').at(-1)).toBe(String(before).split('/').at(-1));
    }
    const original = (...pointer: string[]) => written({ source: root, pointer }).pointer.join('/');
    expect(original('openapi')).toBe('swagger');
    expect(original('components', 'responses', 'R', 'content', 'application/json', 'schema')).toBe(
      'responses/R/schema',
    );
    expect(original('paths', '/a', 'post', 'parameters', '0', 'schema', 'type')).toBe(
      'paths//a/post/parameters/1/type',
    );
    expect(original('paths', '/a', 'parameters', '0', 'schema')).toBe('paths//a/parameters/0');
  });

  it('that lead nowhere are told as they are written, with names as they are written', async () => {
    const { report } = await converted({
      definitions: { Pets: {}, B: { items: { $ref: '#/definitions/Pet' } } },
    });
    const fault = only(report, 'document/dangling-ref');
    expect(fault.message).toContain('"#/definitions/Pet"');
    expect(fault.help).toBe('Did you mean "#/definitions/Pets"?');
  });
});

it('a document of Swagger 2.0 may keep its parts in other files, which refer to each other and back', async () => {
  const { document, report } = await read({
    'api/a.yaml': `swagger: '2.0'
paths:
  /a: { $ref: '../parts/paths.yaml#/a' }
responses: { Gone: { $ref: '../parts/rest.yaml#/Gone' } }
definitions: { A: { type: object, properties: { b: { $ref: '../parts/rest.yaml#/B' } } } }
`,
    'parts/paths.yaml': `a:
  parameters: [{ $ref: 'rest.yaml#/Limit' }]
  post:
    parameters: [{ $ref: 'rest.yaml#/Body' }]
    responses:
      200: { description: '', schema: { $ref: '../api/a.yaml#/definitions/A' } }
      404: { $ref: '../api/a.yaml#/responses/Gone' }
`,
    'parts/rest.yaml': `Limit: { in: query, name: limit, type: integer }
Body: { in: body, name: body, schema: { $ref: '#/B' } }
B: { type: object, properties: { a: { $ref: '../api/a.yaml#/definitions/A' } } }
Gone: { description: '', schema: { $ref: '#/B' } }
`,
  });
  expect(told(report)).toEqual([]);
  const { data } = document!.root;
  const item = ['paths', '/a'];
  expect(at(data, [...item, 'parameters'])).toEqual([
    { in: 'query', name: 'limit', schema: { type: 'integer' } },
  ]);
  const body = at(data, [...item, 'post', 'requestBody', 'content', 'application/json', 'schema', '$ref']);
  expect(body).toBe('../parts/rest.yaml#/B');
  const answer = at(data, [
    ...item,
    'post',
    'responses',
    '200',
    'content',
    'application/json',
    'schema',
    '$ref',
  ]);
  expect(answer).toBe('#/components/schemas/A');
  expect(at(data, ['components', 'responses', 'Gone', 'content', 'application/json', 'schema', '$ref'])).toBe(
    body,
  );
});

describe('odd input', () => {
  it('is told where it stands, and the rest is read', async () => {
    const { document, report } = await read({
      'a.yaml': `swagger: '2.0'
definitions: { A: null }
responses: [1]
securityDefinitions: { a: null }
paths:
  /a:
    x-note: null
    get: null
    put: { parameters: 5, responses: { 200: null } }
    post:
      consumes: text/plain
      parameters: [5, { name: a }, { $ref: '#/parameters/None' }]
      responses: { 200: { schema: 5, headers: { A: null } } }
  /b: 5
`,
    });
    expect(document).toBeDefined();
    expect(report.failed).toBe(false);
    const places = report.diagnostics.map((fault) => where(fault).slice('a.yaml:'.length));
    expect(places).toEqual(
      '2:19 3:12 4:27 8:10 9:24 9:45 11:17 12:20 12:23 12:44 13:35 13:52 14:7'.split(' '),
    );
  });

  it('may be all that there is', async () => {
    const { post, report } = await operation({ parameters: [{ name: 'a' }], responses: {} });
    expect(post['parameters'] ?? []).toEqual([]);
    expect(told(report)).toEqual([expect.stringContaining('document/malformed')]);
  });

  it('of every shape, wherever it stands, makes nothing fail', async () => {
    const sound = {
      ...head,
      schemes: ['https'],
      consumes: ['application/json'],
      definitions: { A: { type: 'object', discriminator: 'a', properties: { a: { type: 'string' } } } },
      parameters: { P: { in: 'query', name: 'p', type: 'array', items: { type: 'string' } } },
      responses: { R: { description: '', schema: { $ref: '#/definitions/A' } } },
      securityDefinitions: { s: { type: 'oauth2', flow: 'implicit', scopes: {} } },
      paths: {
        '/a': {
          parameters: [{ in: 'formData', name: 'f', type: 'string' }],
          get: {
            parameters: [{ $ref: '#/parameters/P' }, { in: 'body', name: 'b', schema: { type: 'string' } }],
            responses: {
              200: { description: '', headers: { h: { type: 'string' } }, schema: { type: 'file' } },
            },
          },
        },
      },
    };
    for (const pointer of pointersOf(sound)) {
      for (const odd of [null, 5, '', [], {}, [null], { $ref: '#' }, { $ref: 5 }]) {
        const { document, report } = await read({ 'a.json': replaced(sound, pointer, odd) as object });
        const refused = told(report).some((line) => line.endsWith('unsupported-version'));
        expect([pointer, odd, document !== undefined || refused]).toEqual([pointer, odd, true]);
      }
    }
  }, 60_000);
});

/** Every place below the root of some data. */
function pointersOf(value: unknown, pointer: Pointer = []): readonly Pointer[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const own = pointer.length === 0 ? [] : [pointer];
  return [...own, ...below.flatMap(([key, member]) => pointersOf(member, [...pointer, key]))];
}

function replaced(value: unknown, [first, ...rest]: Pointer, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === Number(first) ? replaced(item, rest, by) : item));
  return { ...(value as object), [first]: replaced((value as JsonObject)[first], rest, by) };
}
