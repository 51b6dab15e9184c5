import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { checkDocument } from '../../../generator/check/document/document.js';
import { Report } from '../../../generator/diagnostics.js';
import type { Operation } from '../../../generator/model/api.js';
import { documentOf } from '../support.js';
import { fragment } from '../../../generator/source.js';

/** What is read of a document, whatever is wrong with it. */
async function operations(content: object, report = new Report()): Promise<readonly Operation[]> {
  const document = await documentOf(content);
  const api = buildApi({ id: 'acme', origin: 'a test', document, manifest: undefined }, report);
  return api.resources.flatMap((resource) => resource.operations);
}

/** What the checks say of a document: each as its place and its code. */
async function told(content: object): Promise<readonly string[]> {
  const document = await documentOf(content);
  const api = buildApi({ id: 'acme', origin: 'a test', document, manifest: undefined }, new Report());
  const report = new Report();
  checkDocument(api, report);
  return report.diagnostics.map(({ code, place }) => `${fragment(place!.pointer)} ${code}`);
}

const ok = { '200': { description: 'Fine.' } };
const answering = (schema: unknown): object => ({
  '200': { description: 'Fine.', content: { 'application/json': { schema } } },
});
const path = (operation: object, name = '/tasks'): object => ({ paths: { [name]: { get: operation } } });

describe('a sound document', () => {
  it.each<[string, object]>([
    ['schemas of 3.1', path({ responses: answering({ type: ['array', 'null'], items: true, not: {} }) })],
    ['an array without items in 3.1', path({ responses: answering({ type: 'array' }) })],
    [
      'properties that are called like keywords',
      path({
        responses: answering({
          properties: { type: { type: 'string' }, required: true, enum: {}, allOf: { type: 'object' } },
        }),
      }),
    ],
    [
      'holes in every spelling',
      path(
        {
          parameters: ['a', 'b-c', 'd.e'].map((name) => ({ name, in: 'path', required: true, schema: {} })),
          responses: ok,
        },
        '/{a}-{b-c}/{d.e}:cancel',
      ),
    ],
    ['ranges of statuses', path({ responses: { '2XX': {}, '4xx': {}, default: {}, 'x-note': 1 } })],
    [
      'no need to authenticate, or a choice',
      {
        ...path({ security: [{}, { key: [] }], responses: ok }),
        components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
        security: [],
      },
    ],
    ['a relative server', { ...path({ responses: ok }), servers: [{ url: '/v1' }] }],
    [
      'a server with variables',
      {
        ...path({ responses: ok }),
        servers: [{ url: 'https://{r}.acme.example', variables: { r: { default: 'eu' } } }],
      },
    ],
  ])('may have %s', async (_, content) => {
    expect(await told(content)).toEqual([]);
  });
});

describe('a local fault', () => {
  it.each<[string, object, string]>([
    ['an unknown type among several', { type: ['strng', 'null'] }, '/type/0 document/unknown-word'],
    ['a type that is an object', { type: {} }, '/type document/malformed'],
    ['a part that is no schema', { allOf: ['x'] }, '/allOf/0 document/malformed'],
    [
      'additional properties as a text',
      { additionalProperties: 'no' },
      '/additionalProperties document/malformed',
    ],
    ['items that are null', { type: 'array', items: null }, '/items document/malformed'],
  ])('is %s', async (_, schema, expected) => {
    const at = '#/paths/~1tasks/get/responses/200/content/application~1json/schema';
    expect(await told(path({ responses: answering(schema) }))).toEqual([at + expected]);
  });

  it.each([
    ['https://{region}.acme.example', 'document/unusable-server'],
    ['https://acme example/v1', 'document/unusable-server'],
    [12, 'document/malformed'],
  ])('is the server %s', async (url, code) => {
    const [fault] = await told({ ...path({ responses: ok }), servers: [{ url }] });
    expect(fault).toMatch(new RegExp(`^#/servers/0.* ${code}$`));
  });

  it.each<[string, unknown, string]>([
    ['null', null, '0 document/malformed'],
    ['a text', 'x', '0 document/malformed'],
    ['without a place', { name: 'x' }, '0 document/malformed'],
    ['without a name', { in: 'query' }, '0 document/malformed'],
    ['of another version', { name: 'x', in: 'body' }, '0/in document/unknown-word'],
  ])('is a parameter that is %s, and those beside it are read', async (_, parameter, expected) => {
    const right = { name: 'right', in: 'query', schema: { type: 'string' } };
    const content = path({ parameters: [parameter, right], responses: ok });
    expect(await told(content)).toEqual([`#/paths/~1tasks/get/parameters/${expected}`]);
    expect((await operations(content))[0]!.parameters.map(({ name }) => name)).toEqual(['right']);
  });

  it.each([null, [], 'x'])('is an operation or a path that is %j, and the others are read', async (odd) => {
    const right = { get: { responses: ok } };
    const report = new Report();
    const found = await operations({ paths: { '/a': { get: odd }, '/b': odd, '/tasks': right } }, report);
    expect(found.map(({ path: read }) => read)).toEqual(['/tasks']);
    expect(report.diagnostics.map(({ severity, place }) => [severity, fragment(place!.pointer)])).toEqual([
      ['warning', '#/paths/~1a/get'],
      ['warning', '#/paths/~1b'],
    ]);
  });

  it('of a schema that is used twice, and uses itself, is told once', async () => {
    const $ref = '#/components/schemas/Task';
    const faults = await told({
      paths: {
        '/a': { get: { responses: answering({ $ref }) } },
        '/b': { get: { responses: answering({ $ref }) } },
      },
      components: { schemas: { Task: { type: 'objct', properties: { parent: { $ref } } } } },
    });
    expect(faults).toEqual(['#/components/schemas/Task/type document/unknown-word']);
  });

  it('of what no operation uses is passed over, unless there are no operations', async () => {
    const components = { schemas: { Task: { type: 'objct' } } };
    expect(await told({ ...path({ responses: ok }), components })).toEqual([]);
    expect(await told({ components })).toEqual(['#/components/schemas/Task/type document/unknown-word']);
  });

  it('of a webhook is told as one of an operation', async () => {
    const post = {
      requestBody: { content: { 'application/json': { schema: { type: 'objct' } } } },
      responses: ok,
    };
    const faults = await told({ ...path({ responses: ok }), webhooks: { done: { post } } });
    expect(faults).toEqual([
      '#/webhooks/done/post/requestBody/content/application~1json/schema/type document/unknown-word',
    ]);
  });
});
