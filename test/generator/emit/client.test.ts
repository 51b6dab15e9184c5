import { describe, expect, it } from 'vitest';
import { client, faultsOfCode } from '../support.js';

const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const answers = (schema: object): object => ({ 200: { description: 'x', ...json(schema) } });

/** A document whose one operation answers with a schema that has a property for each of some schemas. */
function schemas(all: Readonly<Record<string, unknown>>): object {
  const properties = Object.fromEntries(
    Object.keys(all).map((name, index) => [
      `p${index}`,
      ref(name.replaceAll('~', '~0').replaceAll('/', '~1')),
    ]),
  );
  return {
    paths: {
      '/a': { get: { operationId: 'things.get', responses: answers({ type: 'object', properties }) } },
    },
    components: { schemas: all },
  };
}

async function types(all: Readonly<Record<string, unknown>>): Promise<string> {
  return (await client(schemas(all))).files.get('types.ts')!;
}

/** One method, as it is printed. */
async function method(path: string, verb: string, operation: object, more: object = {}): Promise<string> {
  const { files } = await client({
    paths: { [path]: { [verb]: { operationId: 'things.call', ...operation } } },
    ...more,
  });
  return files.get('things.ts')!;
}

const folded = (code: string): string => code.replace(/\s+/g, ' ').replace(/,(?= [)}\]])/g, '');

describe('types', () => {
  it.each<[string, unknown, string]>([
    [
      'an object',
      { type: 'object', required: ['a'], properties: { a: text, b: { type: 'integer' } } },
      'export interface T { a: string; b?: number; }',
    ],
    [
      'null beside a type',
      { type: 'object', properties: { a: { type: ['string', 'null'] }, b: { ...text, nullable: true } } },
      'export interface T { a?: string | null; b?: string | null; }',
    ],
    [
      'an enumeration',
      { enum: ['a', "it's", 1, null, true] },
      `export type T = 'a' | "it's" | 1 | null | true;`,
    ],
    [
      'an open enumeration',
      { anyOf: [{ ...text, enum: ['A', 'B'] }, text] },
      "export type T = 'A' | 'B' | (string & {});",
    ],
    ['a constant', { const: 'x' }, "export type T = 'x';"],
    ['an array', { type: 'array', items: { type: 'array', items: text } }, 'export type T = string[][];'],
    ['an array of anything', { type: 'array' }, 'export type T = unknown[];'],
    [
      'a tuple',
      { type: 'array', prefixItems: [text, { type: 'number' }] },
      'export type T = [string, number];',
    ],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'number' } },
      'export type T = { [key: string]: number; };',
    ],
    ['a file', { ...text, format: 'binary' }, 'export type T = Blob;'],
    ['nothing said', {}, 'export type T = unknown;'],
    ['what is no schema', 'string', 'export type T = unknown;'],
    ['everything allowed', true, 'export type T = unknown;'],
    ['nothing allowed', false, 'export type T = unknown;'],
    [
      'extension',
      { allOf: [ref('Base'), { type: 'object', required: ['b'], properties: { b: text } }] },
      'export interface T extends Base { b: string; }',
    ],
    [
      'names that need quotes',
      { type: 'object', properties: { 'a-b': text, '2': text, "it's": text, __proto__: text } },
      'export interface T { ',
    ],
  ])('of %s', async (_, schema, expected) => {
    expect(folded(await types({ T: schema, Base: { type: 'object', properties: { a: text } } }))).toContain(
      expected,
    );
  });

  it('of odd schemas compile under every flag', async () => {
    const object = { type: 'object', properties: { a: text, b: { type: 'integer' } } };
    const odd: Record<string, unknown> = {
      Plain: object,
      Circle1: ref('Circle2'),
      Circle2: ref('Circle1'),
      Tree: {
        type: 'object',
        properties: { children: { type: 'array', items: ref('Tree') }, parent: ref('Tree') },
      },
      Narrowed: { allOf: [ref('Plain'), { type: 'object', properties: { a: { ...text, enum: ['x'] } } }] },
      Clash: { allOf: [ref('Plain'), ref('Other'), { properties: { c: text } }] },
      Other: { type: 'object', properties: { a: { type: 'number' } } },
      RequiredOfBase: { allOf: [ref('Plain'), { required: ['a'] }] },
      RequiredNowhere: { type: 'object', required: ['ghost'], properties: { a: text } },
      Nullable: { ...object, nullable: true },
      NullableRef: { anyOf: [ref('Plain'), { type: 'null' }] },
      OneOf: { oneOf: [ref('Plain'), ref('Other'), text] },
      Not: { not: text },
      Mixed: { type: ['string', 'array', 'null'], items: text },
      MapAndProperties: { ...object, additionalProperties: text },
      MapOfObjects: { ...object, additionalProperties: ref('Plain') },
      Free: { ...object, additionalProperties: true },
      Closed: { ...object, additionalProperties: false },
      Patterns: { type: 'object', patternProperties: { '^x-': text, '^y-': { type: 'number' } } },
      Deep: {
        properties: {
          a: { properties: { b: { properties: { c: { items: { properties: { d: ref('Deep') } } } } } } },
        },
      },
      Empty: { type: 'object' },
      EmptyEnum: { enum: [] },
      EmptyAllOf: { allOf: [] },
      OddEnum: { enum: [{ a: 1 }, [1], 'x'] },
      Escaped: { enum: ['*/', '`${x}`', '\\', '\u2028', '\u202e', "'", '"', '\n'] },
      Unknown: { type: 'file' },
      WrongTypes: { type: 7, properties: [], required: 'a', enum: 'x', items: 3 },
      NumberNames: { type: 'object', properties: { 1: text, '1a': text, '-': text } },
      Hostile: {
        type: 'object',
        description: '*/ export const a = 1; /*',
        properties: {
          'x*/y': { ...text, description: '@deprecated */' },
          '\u202e': text,
          '`': text,
          __proto__: text,
          constructor: text,
          toString: text,
        },
      },
      Dog: { allOf: [ref('Pet'), { properties: { bark: text } }] },
      Pet: {
        type: 'object',
        required: ['kind'],
        properties: { kind: text },
        discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog', cat: 'Cat' } },
      },
      Cat: { allOf: [ref('Pet')] },
      Error: object,
      Record: ref('Error'),
      'it is/odd~': object,
      Page: object,
      Bulk: object,
      Transport: object,
      CallOptions: object,
      Things: object,
      Acme: object,
    };
    const { files, report } = await client(schemas(odd));
    expect(await faultsOfCode(files)).toEqual([]);
    expect(report.failed).toBe(false);
  }, 60_000);

  it('carry what a type can’t say in their docs', async () => {
    const code = await types({
      T: {
        type: 'object',
        description: 'A thing.\n\nMore of it.',
        properties: {
          a: { ...text, description: 'Its name.', minLength: 1, maxLength: 80, default: 'x' },
          b: { type: 'array', items: text, maxItems: 1000, deprecated: true },
          c: { type: 'integer', minimum: 3, maximum: 3 },
        },
      },
    });
    expect(code).toContain('/**\n * A thing.\n *\n * More of it.\n */\nexport interface T');
    expect(folded(code)).toContain('Its name. * * From 1 to 80 characters. Default: x. */ a?: string;');
    expect(folded(code)).toContain('At most 1,000 items. * * @deprecated */ b?: string[];');
    expect(code).toContain('/** Exactly 3. */\n  c?: number;');
  });

  it('of a vendor go before those of the runtime with the same name', async () => {
    const { files } = await client(schemas({ Page: text, Outcome: text }));
    const index = files.get('index.ts')!;
    expect(
      /export type \{([^}]*)\} from '..\/runtime/s
        .exec(index)![1]!
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ).toEqual(['Bulk', 'BulkReport', 'CallOptions', 'ClientOptions', 'CrosswalkError', 'Paged']);
  });
});

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
});
