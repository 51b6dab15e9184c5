import { describe, expect, it } from 'vitest';
import { ref, schemas, text } from '../openapi.js';
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
