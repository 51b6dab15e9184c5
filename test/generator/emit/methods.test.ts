import { describe, expect, it } from 'vitest';
import { answers, json, ref, text } from '../openapi.js';
import { client, faultsOfCode, folded } from '../support.js';

/** One method, as it is printed. */
async function method(path: string, verb: string, operation: object, more: object = {}): Promise<string> {
  const { files } = await client({
    paths: { [path]: { [verb]: { operationId: 'things.call', ...operation } } },
    ...more,
  });
  return files.get('things.ts')!;
}

describe('a method', () => {
  const parameter = (name: string, where: string, more: object = {}): object => ({
    name,
    in: where,
    schema: text,
    ...more,
  });

  it('sends what it is given, and says so', async () => {
    const code = await method(
      '/tasks/{task_id}',
      'patch',
      {
        summary: 'Changes one.',
        description: 'At once.',
        requestBody: { required: true, ...json(ref('T')) },
        responses: { ...answers(ref('T')), 404: { description: 'x', ...json(ref('T')) } },
      },
      { components: { schemas: { T: text } } },
    );
    expect(folded(code)).toContain(
      "call(taskId: string, input: T, options?: CallOptions): Promise<T> { return this.#transport.send( { method: 'PATCH', path: path`/tasks/${taskId}`, body: input }, options ); }",
    );
    expect(code).toContain(
      '   * Changes one.\n   *\n   * At once.\n   *\n   * `PATCH /tasks/{task_id}`\n   *\n   * Refused with 404.\n',
    );
  });

  it('tells a few scopes, and of a hundred how many more there are', async () => {
    const scopes = (count: number): string[] => Array.from({ length: count }, (_, index) => `scope${index}`);
    const told = (count: number): Promise<string> =>
      method('/a', 'get', { security: [{ oauth: scopes(count) }], responses: answers(text) });
    expect(folded(await told(2))).toContain('* Scopes: `scope0`, `scope1`.');
    const many = folded(await told(100)).replaceAll('* ', '');
    expect(many).toContain('`scope7` and 92 more, which the document lists.');
    expect(many).not.toContain('scope8');
  });

  it('without a body in its answer gives nothing', async () => {
    expect(folded(await method('/a', 'delete', { deprecated: true }))).toMatch(
      /@deprecated \*\/ call\(options\?: CallOptions\): Promise<void> \{ return this.#transport.send\(\{ method: 'DELETE', path: '\/a', accept: 'none' \}, options\)/,
    );
  });

  it('takes its query as one object, and says how each part is written', async () => {
    const code = await method('/a', 'get', {
      parameters: [
        parameter('ids', 'query', { schema: { type: 'array', items: text }, explode: false }),
        parameter('filter[x]', 'query', {
          style: 'deepObject',
          explode: true,
          schema: { type: 'object' },
          description: 'What to leave out.',
        }),
        parameter('old', 'query', { deprecated: true }),
      ],
      responses: answers(text),
    });
    expect(folded(code)).toContain(
      'call(query: ThingsCallQuery = {}, options?: CallOptions): Promise<string>',
    );
    expect(folded(code)).toContain("{ ids: { explode: false }, 'filter[x]': { style: 'deepObject' } }");
    expect(folded(code)).toContain(
      "export interface ThingsCallQuery { ids?: readonly string[] | undefined; /** What to leave out. */ 'filter[x]'?:",
    );
  });

  it('splits parameters over the places they go to', async () => {
    const code = folded(
      await method('/a', 'get', {
        parameters: [
          parameter('q', 'query'),
          parameter('X-Trace', 'header', { required: true }),
          parameter('sid', 'cookie'),
        ],
      }),
    );
    expect(code).toContain('call(params: ThingsCallParams, options?: CallOptions)');
    expect(code).toContain(
      "query: { q: params.q }, headers: { 'X-Trace': params['X-Trace'] }, cookies: { sid: params.sid }",
    );
  });

  it('puts an optional query into its options where it has a body', async () => {
    const code = folded(
      await method('/a', 'post', { parameters: [parameter('q', 'query')], requestBody: json(text) }),
    );
    expect(code).toContain('call(input?: string, options?: ThingsCallOptions): Promise<void>');
    expect(code).toContain('query: options?.query, body: input');
    expect(code).toContain(
      'export interface ThingsCallOptions extends CallOptions { readonly query?: ThingsCallQuery; }',
    );
  });

  it('says what is no JSON', async () => {
    const code = folded(
      await method('/a', 'post', {
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { file: { ...text, format: 'binary' } } },
            },
          },
        },
        responses: { 200: { description: 'x', content: { 'text/csv': { schema: text } } } },
      }),
    );
    expect(code).toContain("contentType: 'multipart/form-data', accept: 'text'");
  });

  it.each([
    '/a/{x}',
    '/a/`${evil}`/{x}',
    "/a/'/{x}",
    '/{x}{y}',
    '/a\\n/{x}:go',
    '/{x}/{broken',
    '/{x}{broken',
    '/{}/{x}',
    '/\u2028/{x}',
  ])('of the path %j compiles and reads what it is given', async (path) => {
    const { files } = await client({
      paths: { [path]: { get: { operationId: 'things.call', responses: answers(text) } } },
    });
    const code = files.get('things.ts')!;
    expect(code).not.toContain('undefined}');
    expect(code).toMatch(/path`[^]*\$\{x\}[^]*`/);
    expect(code).not.toContain('${evil}`');
  });
});

describe('the whole of a client of hostile text', () => {
  it('compiles', async () => {
    const evil = '*/ `${x}` \' " \\ \u2028 \u202e @deprecated';
    const { files, report } = await client({
      info: { title: evil, version: evil, description: evil },
      servers: [{ url: "https://acme.test/'`${x}`*/" }],
      tags: [{ name: evil, description: evil }],
      paths: {
        [`/a/{${evil}}`]: {
          post: {
            operationId: evil,
            tags: [evil],
            summary: evil,
            description: evil,
            parameters: [
              { name: evil, in: 'query', description: evil, style: evil, schema: { enum: [evil] } },
              { name: evil, in: 'header', schema: text },
            ],
            requestBody: { content: { [evil]: { schema: ref('evil') } } },
            responses: {
              200: { description: evil, content: { 'application/json': { schema: ref('evil') } } },
            },
          },
        },
        '/b': {
          get: {
            operationId: 'constructor',
            responses: answers({
              type: 'object',
              properties: { [evil]: { const: evil, description: evil, default: evil } },
            }),
          },
        },
      },
      components: {
        schemas: {
          evil: { type: 'object', title: evil, description: evil, properties: { [evil]: { enum: [evil] } } },
        },
        securitySchemes: { [evil]: { type: 'apiKey', in: 'header', name: evil, description: evil } },
      },
    });
    expect(report.failed).toBe(false);
    expect(await faultsOfCode(files)).toEqual([]);
    // oxlint-disable-next-line no-control-regex
    for (const text of files.values()) expect(text).not.toMatch(/[\u2028\u202e]/);
  }, 60_000);

  it('compiles whatever its parameters, their styles and its body are called', async () => {
    const odd = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];
    const schema = { type: 'object', properties: Object.fromEntries(odd.map((name) => [name, text])) };
    const list = { schema: { type: 'array', items: text }, explode: false };
    const { files } = await client({
      paths: {
        '/a': {
          get: {
            operationId: 'things.get',
            parameters: odd.flatMap((name) => [
              { name, in: 'query', ...list },
              { name, in: 'header', schema: text },
            ]),
            responses: answers(schema),
          },
          post: {
            operationId: 'things.create',
            parameters: odd.map((name) => ({ name, in: 'query', schema: text })),
            requestBody: {
              content: { 'multipart/form-data': { schema, encoding: { constructor: { style: 'form' } } } },
            },
          },
        },
      },
    });
    expect(await faultsOfCode(files)).toEqual([]);
    expect(files.get('things.ts')).toContain("toString: params['query:toString']");
  }, 60_000);
});
