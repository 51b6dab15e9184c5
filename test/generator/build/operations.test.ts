import { describe, expect, it } from 'vitest';
import { findOperations } from '../../../generator/build/find.js';
import { readOperation, type BareOperation } from '../../../generator/build/operations.js';
import { Report } from '../../../generator/diagnostics.js';
import { documentOf, only, pointedAt, read, told } from '../support.js';

async function operations(paths: object, components: object = {}) {
  const report = new Report();
  const document = await documentOf({ paths, components });
  return { found: findOperations(document, report).map((each) => readOperation(document, each)), report };
}

/** The one operation of a path item. */
async function one(operation: object, path = '/tasks', item: object = {}): Promise<BareOperation> {
  const { found, report } = await operations({ [path]: { ...item, post: operation } });
  expect(told(report)).toEqual([]);
  return found[0]!;
}

const json = (schema: object): object => ({ description: 'x', content: { 'application/json': { schema } } });
const text = { type: 'string' };

describe('a parameter of a path that is always the same', () => {
  const parameter = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema });

  it('is written into the path, and nothing to be given', async () => {
    const parameters = [parameter('kind', { ...text, const: 'to do' }), parameter('id', text)];
    const { path, parameters: left } = await one({ parameters }, '/{kind}/{id}');
    expect([path, left.map(({ name }) => name)]).toEqual(['/to%20do/{id}', ['id']]);
  });

  it('is one where its schema says so by reference as well', async () => {
    const { found } = await operations(
      { '/{kind}': { get: { parameters: [parameter('kind', { $ref: '#/components/schemas/Kind' })] } } },
      { schemas: { Kind: { ...text, const: 'tasks' } } },
    );
    expect(found[0]!.path).toBe('/tasks');
  });

  it('is not one that could be something else one day', async () => {
    const parameters = [parameter('kind', { ...text, enum: ['tasks'] })];
    expect((await one({ parameters }, '/{kind}')).path).toBe('/{kind}');
  });
});

describe('operations', () => {
  it('are read in the order of the document; extensions and other members of a path are passed over', async () => {
    const { found, report } = await operations({
      'x-of-ours': { get: 1 },
      '/b': { summary: 'x', servers: [], 'x-get': {}, delete: {}, get: {} },
      '/a': { parameters: [], patch: {} },
    });
    expect(found.map(({ key, httpMethod, path }) => `${key} ${httpMethod} ${path}`)).toEqual([
      'b.delete DELETE /b',
      'b.get GET /b',
      'a.update PATCH /a',
    ]);
    expect(told(report)).toEqual([]);
  });

  it('carry their texts, trimmed; what a path says is said of its operations', async () => {
    const operation = await one({
      summary: ' Makes one. ',
      description: '\nMore.\n',
      deprecated: true,
      tags: ['To do'],
    });
    expect(operation).toMatchObject({
      summary: 'Makes one.',
      description: 'More.',
      deprecated: true,
      resource: 'tasks',
    });
    expect((await one({}, '/a', { description: 'Of the path.' })).description).toBe('Of the path.');
  });

  it('that have one id are told at the second, with the line of the first', async () => {
    const { document } = await read({
      'a.yaml': `openapi: 3.1.0
paths:
  /a:
    get: { operationId: tasks.list }
  /b:
    get: { operationId: tasks.list }
    post: { operationId: tasks.list }
`,
    });
    const report = new Report();
    const found = findOperations(document!, report).map((each) => readOperation(document!, each));
    expect(told(report)).toEqual([
      'a.yaml:6:25 document/duplicate-operation',
      'a.yaml:7:26 document/duplicate-operation',
    ]);
    expect(report.diagnostics[0]!.help).toBe('The first one is in line 4. An operationId has to be unique.');
    expect(found).toHaveLength(3);
    expect(new Set(found.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    [{ '/a': 1 }, '"/a" should be an object.'],
    [{ '/a': { get: [] } }, '"get" should be an object.'],
    [[], '"paths" should be an object of paths.'],
  ])('of the malformed %j are told', async (paths, message) => {
    const { report } = await operations(paths);
    expect(only(report, 'document/malformed').message).toBe(message);
  });

  it('are read through references of every part', async () => {
    const { found, report } = await operations(
      { '/a/{id}': { $ref: '#/components/pathItems/A' } },
      {
        pathItems: {
          A: {
            put: {
              parameters: [{ $ref: '#/components/parameters/id' }],
              requestBody: { $ref: '#/components/requestBodies/B' },
              responses: {
                200: { $ref: '#/components/responses/R' },
                404: { $ref: '#/components/responses/R' },
              },
            },
          },
        },
        parameters: {
          id: { name: 'id', in: 'path', required: true, description: 'Which.', schema: { type: 'integer' } },
        },
        requestBodies: { B: { required: true, ...json({ $ref: '#/components/schemas/S' }) } },
        responses: { R: json({ $ref: '#/components/schemas/S' }) },
        schemas: { S: { type: 'object' } },
      },
    );
    expect(told(report)).toEqual([]);
    const [operation] = found;
    expect(operation!.parameters[0]).toMatchObject({
      name: 'id',
      description: 'Which.',
      schema: { value: { type: 'integer' } },
    });
    expect(operation!.body).toMatchObject({
      required: true,
      schema: { value: { $ref: '#/components/schemas/S' } },
    });
    expect(operation!.answer.schema!.value).toEqual({ $ref: '#/components/schemas/S' });
    expect(operation!.refusals).toMatchObject([{ status: 404 }]);
  });
});

describe('parameters', () => {
  it('of a path stand in its order, also those that the document forgets to describe', async () => {
    const { parameters } = await one(
      { parameters: [{ name: 'b', in: 'path', required: true, schema: text }] },
      '/x/{a}/{b}/{a}',
    );
    expect(parameters.map(({ name, required }) => [name, required])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(parameters[0]!.schema.value).toEqual(text);
  });

  it('of a path that has no such hole are dropped', async () => {
    expect((await one({ parameters: [{ name: 'c', in: 'path', schema: text }] }, '/x')).parameters).toEqual(
      [],
    );
  });

  it('of an operation replace those of its path with the same name and place', async () => {
    const shared = [
      { name: 'limit', in: 'query', description: 'old', schema: text },
      { name: 'limit', in: 'header', description: 'header', schema: text },
    ];
    const { parameters } = await one(
      { parameters: [{ name: 'limit', in: 'query', description: 'new', schema: text }] },
      '/x',
      { parameters: shared },
    );
    expect(parameters.map(({ in: location, description }) => [location, description])).toEqual([
      ['query', 'new'],
      ['header', 'header'],
    ]);
  });

  it('that OpenAPI leaves to other parts of a document are passed over', async () => {
    const names = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Trace'];
    const { parameters } = await one({
      parameters: names.map((name) => ({ name, in: 'header', schema: text })),
    });
    expect(parameters.map(({ name }) => name)).toEqual(['X-Trace']);
  });

  it('carry their style, and whether they are JSON', async () => {
    const { parameters } = await one({
      parameters: [
        {
          name: 'a',
          in: 'query',
          style: 'deepObject',
          explode: true,
          allowReserved: true,
          deprecated: true,
          schema: {},
        },
        {
          name: 'b',
          in: 'query',
          required: true,
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        { name: 'c', in: 'query' },
        { name: 'd', in: 'query', content: { 'application/json': { schema: text } } },
      ],
    });
    expect(parameters[0]).toMatchObject({
      style: 'deepObject',
      explode: true,
      allowReserved: true,
      deprecated: true,
      json: false,
      required: false,
    });
    expect(parameters[1]).toMatchObject({
      json: true,
      required: true,
      schema: { value: { type: 'object' } },
    });
    // A text is JSON already, or plain.
    expect(parameters[3]).toMatchObject({ json: false, schema: { value: text } });
    expect(parameters[2]!.schema.value).toEqual({});
  });
});

describe('a body', () => {
  it.each([
    [['application/xml', 'application/json'], 'application/json'],
    [['text/plain', 'application/vnd.api+json'], 'application/vnd.api+json'],
    [['application/vnd.api+json', 'application/json; charset=utf-8'], 'application/json'],
    [['application/x-www-form-urlencoded', 'multipart/form-data'], 'multipart/form-data'],
    [['image/png', 'application/xml'], 'application/xml'],
    [['text/plain', '*/*'], 'application/json'],
    [['text/plain', 'multipart/form-data'], 'multipart/form-data'],
    [['application/X-WWW-form-urlencoded'], 'application/x-www-form-urlencoded'],
    [['application/octet-stream'], 'application/octet-stream'],
  ])('out of %j is sent as %s', async (types, expected) => {
    const content = Object.fromEntries(types.map((type) => [type, { schema: text }]));
    expect((await one({ requestBody: { content } })).body!.contentType).toBe(expected);
  });

  it('without a type of its content is none, and without a schema is anything', async () => {
    expect((await one({ requestBody: { content: {} } })).body).toBeUndefined();
    expect((await one({ requestBody: { content: { 'application/json': {} } } })).body!.schema.value).toEqual(
      {},
    );
  });
});

describe('an answer', () => {
  it.each<[object, string]>([
    [{}, 'none'],
    [{ 204: { description: 'x' } }, 'none'],
    [{ 204: { description: 'x' }, 200: json(text) }, 'json'],
    [{ '2XX': json(text) }, 'json'],
    [{ default: json(text) }, 'json'],
    [{ 200: { description: 'x' }, default: json(text) }, 'none'],
    [{ 200: { description: 'x', content: { 'text/csv': { schema: text } } } }, 'text'],
    [{ 200: { description: 'x', content: { 'application/xml': { schema: text } } } }, 'text'],
    [
      { 200: { description: 'x', content: { 'text/plain': { schema: { ...text, format: 'binary' } } } } },
      'binary',
    ],
    [{ 200: { description: 'x', content: { 'image/png': {} } } }, 'binary'],
    [{ 400: json(text) }, 'none'],
  ])('of %j is %s', async (responses, accept) => {
    expect((await one({ responses })).answer.accept).toBe(accept);
  });

  it('that refuses is listed by its status where it has a body', async () => {
    const responses = {
      200: json(text),
      404: json({ type: 'object' }),
      409: { description: 'x' },
      '4XX': json(text),
      500: json(text),
      default: json(text),
    };
    expect((await one({ responses })).refusals.map(({ status }) => status)).toEqual([
      404,
      500,
      '4XX',
      'default',
    ]);
    // Where nothing else is said the default is what comes back.
    expect((await one({ responses: { default: json(text) } })).refusals).toEqual([]);
  });
});

it('points at what it speaks of', async () => {
  const { report } = await operations({ '/a': 7 });
  expect(pointedAt(report.diagnostics[0]!)).toBe('7');
});
