import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { checkDocument } from '../../../generator/check/document/document.js';
import { Report } from '../../../generator/diagnostics.js';
import { documentOf } from '../support.js';
import { fragment } from '../../../generator/source.js';

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
