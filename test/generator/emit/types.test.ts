import { describe, expect, it } from 'vitest';
import { answers, json, ref, schemas, text } from '../openapi.js';
import { client, faultsOfCode, folded } from '../support.js';

async function types(all: Readonly<Record<string, unknown>>): Promise<string> {
  return (await client(schemas(all))).files.get('types.ts')!;
}

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
      `export type T = 'a' | "it's" | 1 | true | null;`,
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
      OwnPart: { allOf: [ref('OwnPart'), { properties: { a: text } }] },
      OwnChoice: { oneOf: [ref('OwnChoice'), text] },
      PartOfChoice: { anyOf: [ref('ChoiceOfPart'), { type: 'null' }] },
      ChoiceOfPart: { allOf: [ref('PartOfChoice')] },
      OwnList: { type: 'array', items: ref('OwnList') },
      OwnMap: { type: 'object', additionalProperties: ref('OwnMap') },
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

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'by the values that a document names, in the alternatives of a choice',
      {
        U: {
          oneOf: [ref('A'), ref('B')],
          discriminator: { propertyName: 'kind', mapping: { a: '#/components/schemas/A', b: 'B' } },
        },
        A: { type: 'object', required: ['kind'], properties: { kind: text } },
        B: { type: 'object', properties: { kind: { ...text, enum: ['b', 'c'] } } },
      },
      ["interface A { kind: 'a'; }", "interface B { kind?: 'b'; }", 'type U = A | B;'],
    ],
    [
      'by their names, unless they say themselves what they are',
      {
        U: { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'kind' } },
        A: { type: 'object', properties: { kind: text } },
        B: { type: 'object', properties: { kind: { const: 'bee' } } },
      },
      ["interface A { kind?: 'A'; }", "interface B { kind?: 'bee'; }"],
    ],
    [
      'in what extends a type, and by the values of what extends that in turn',
      {
        Base: {
          type: 'object',
          properties: { kind: text },
          discriminator: { propertyName: 'kind', mapping: { a: 'A', b: 'B' } },
        },
        A: { allOf: [ref('Base')] },
        B: { allOf: [ref('A'), { properties: { b: text } }] },
      },
      [
        'interface Base { kind?: string; }',
        "interface A extends Base { kind?: 'a' | 'b'; }",
        "interface B extends A { b?: string; kind?: 'b'; }",
      ],
    ],
    [
      'not where one stands for all other values',
      {
        U: {
          oneOf: [ref('A'), ref('B')],
          discriminator: { propertyName: 'kind', mapping: { a: 'A' }, defaultMapping: 'B' },
        },
        A: { type: 'object', properties: { kind: text } },
        B: { type: 'object', properties: { kind: text } },
      },
      ["interface A { kind?: 'a'; }", 'interface B { kind?: string; }'],
    ],
  ])('are told apart %s', async (_, all, expected) => {
    const code = folded(await types(all));
    for (const part of expected) expect(code).toContain(`export ${part}`);
  });

  it.each<[string, object, string]>([
    [
      'required of what is extended',
      { allOf: [ref('Base')], required: ['a', 'ghost'] },
      'interface T extends Base { a: string; }',
    ],
    [
      'narrower',
      { allOf: [ref('Base'), { properties: { a: { enum: ['x'] } } }] },
      "interface T extends Base { a?: 'x'; }",
    ],
    [
      'less exact',
      { allOf: [ref('Base'), { properties: { e: text } }] },
      "interface T extends Base { e?: 'x' | 'y'; }",
    ],
    [
      'something else',
      { allOf: [ref('Base'), { properties: { a: { type: 'number' } } }] },
      "interface T extends Omit<Base, 'a'> { a?: number; }",
    ],
    [
      'in two types that are extended',
      { allOf: [ref('Base'), ref('Other'), { properties: { own: text } }] },
      "interface T extends Omit<Base, 'a'>, Other { own?: string; a?: number; }",
    ],
    [
      'besides others of one type',
      { allOf: [ref('Rest'), { properties: { a: { type: 'number' } } }] },
      'interface T { [property: string]: unknown; a?: number; }',
    ],
    [
      'in an alternative',
      {
        allOf: [{ properties: { a: { type: 'number' }, own: text } }, { oneOf: [ref('Base'), ref('Rest')] }],
      },
      'type T = (Base | Rest) & { own?: string; };',
    ],
    ['of two lists', { allOf: [{ enum: ['x', 'y'] }, { enum: ['y', 'z'] }] }, "type T = 'y';"],
    ['of two lists without a common value', { allOf: [{ enum: ['x'] }, { enum: ['z'] }] }, "type T = 'z';"],
    ['of two types that may be null', { allOf: [ref('Base'), { nullable: true }] }, 'type T = Base | null;'],
  ])('never come to nothing: a member that is %s', async (_, schema, expected) => {
    const base = { type: 'object', properties: { a: text, e: { enum: ['x', 'y'] } } };
    const other = { type: 'object', properties: { a: { type: 'number' } } };
    const all = { T: schema, Base: base, Other: other, Rest: { type: 'object', additionalProperties: text } };
    expect(folded(await types(all))).toContain(`export ${expected}`);
  });

  it('stay quick to print and to check, however many they are', async () => {
    const kinds = Array.from({ length: 300 }, (_, index) => `Kind${index}`);
    const links = Array.from({ length: 60 }, (_, index) => `Link${index}`);
    const all: Record<string, unknown> = {
      Union: { oneOf: kinds.map(ref), discriminator: { propertyName: 'kind' } },
      Both: { allOf: [ref('Union'), { anyOf: kinds.map(ref) }, { properties: { own: text } }] },
      Values: { enum: Array.from({ length: 10_000 }, (_, index) => `value ${index}`) },
      Json: { anyOf: [text, { type: 'array', items: ref('Json') }, { additionalProperties: ref('Json') }] },
      Itself: {
        properties: { x: { allOf: [ref('Itself'), { properties: { x: { properties: { y: text } } } }] } },
      },
    };
    for (const name of kinds) all[name] = { properties: { kind: text, next: ref('Union') } };
    for (const [index, name] of links.entries()) {
      const own = { properties: { self: ref(name), [`own${index}`]: text } };
      all[name] = index === 0 ? own : { allOf: [ref(links[index - 1]!), own] };
    }
    const { files } = await client(schemas(all));
    expect(folded(files.get('types.ts')!)).toContain("interface Kind7 { kind?: 'Kind7'; next?: Union; }");
    expect(await faultsOfCode(files)).toEqual([]);
  }, 60_000);

  it('are two where some members are only read or only written, wherever they are used', async () => {
    const thing = {
      type: 'object',
      required: ['id', 'name', 'password'],
      properties: {
        id: { ...text, readOnly: true },
        name: text,
        password: { ...text, writeOnly: true },
        parent: ref('Thing'),
        tag: ref('Tag'),
      },
    };
    const call = {
      requestBody: json(ref('Thing')),
      responses: answers({ type: 'array', items: ref('Thing') }),
    };
    const tag = { type: 'object', properties: { label: text } };
    const document = { paths: { '/a': { post: { operationId: 'things.create', ...call } } } };
    const { files } = await client({ ...document, components: { schemas: { Thing: thing, Tag: tag } } });
    const code = folded(files.get('types.ts')!);
    expect(code).toContain('interface Thing { id: string; name: string; parent?: Thing; tag?: Tag; }');
    expect(code).toContain(
      'interface ThingInput { name: string; password: string; parent?: ThingInput; tag?: Tag; }',
    );
    expect(folded(files.get('things.ts')!)).toContain(
      'create(input?: ThingInput, options?: CallOptions): Promise<Thing[]>',
    );
    expect(await faultsOfCode(files)).toEqual([]);
  });

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

it('a list of objects of which nothing is said is no list that a list of known ones extends', async () => {
  const items = (schema: object): object => ({
    type: 'object',
    properties: { items: { type: 'array', items: schema } },
  });
  const code = await types({
    Page: items({ type: 'object' }),
    Task: { type: 'object', properties: { id: text } },
    TaskPage: { allOf: [ref('Page'), items(ref('Task'))] },
  });
  expect(code).toContain("export interface TaskPage extends Omit<Page, 'items'>");
});
