import { describe, expect, it } from 'vitest';
import { readAnswer, readLinks } from '../../../generator/build/answers.js';
import type { Answer } from '../../../generator/model/api.js';
import type { Located, OpenApiDocument } from '../../../generator/model/document.js';
import { json, ref, text } from '../openapi.js';
import { documentOf } from '../support.js';

const object = { type: 'object', properties: { a: text } };

type Read<T> = (document: OpenApiDocument, operation: Located) => T;

/** What is read of an operation with these responses. */
async function read<T>(responses: object, reader: Read<T>): Promise<T> {
  const get = { responses };
  const schemas = { A: object, B: { type: 'object', properties: { b: text } } };
  const document = await documentOf({ paths: { '/a': { get } }, components: { schemas } });
  return reader(document, { value: get, place: { source: document.root, pointer: ['paths', '/a', 'get'] } });
}

const answer = (responses: object): Promise<Answer> => read(responses, readAnswer);

const media = (content: Readonly<Record<string, unknown>>): object => ({
  200: {
    description: 'x',
    content: Object.fromEntries(
      Object.entries(content).map(([type, schema]) => [type, schema === undefined ? {} : { schema }]),
    ),
  },
});

describe('successes', () => {
  it('of several statuses are told together', async () => {
    const several = await answer({
      200: json(ref('A')),
      202: json(ref('B')),
      204: { description: 'x' },
      400: json(text),
    });
    expect(several).toMatchObject({
      accept: 'json',
      schema: { value: ref('A') },
      more: [{ value: ref('B') }],
      empty: true,
    });
  });

  it('are those with a status, else the range, else the default', async () => {
    expect((await answer({ 201: json(ref('A')), '2XX': json(ref('B')) })).more).toEqual([]);
    expect((await answer({ '2XX': json(ref('B')), default: json(ref('A')) })).schema!.value).toEqual(
      ref('B'),
    );
    expect((await answer({ default: json(ref('A')), 404: json(text) })).schema!.value).toEqual(ref('A'));
  });
});

describe('forms', () => {
  it.each<[Readonly<Record<string, unknown>>, object, readonly (readonly [string, string])[]]>([
    [
      { 'text/csv': text, 'application/json': object },
      { accept: 'json', mediaType: undefined },
      [['text/csv', 'text']],
    ],
    [
      { 'application/json': object, 'text/json': object, 'application/*+json': object },
      { accept: 'json' },
      [],
    ],
    [{ 'application/json': object, 'text/plain': object }, { accept: 'json' }, []],
    // The same in another notation adds nothing; a file does, and so does what is said to be something else.
    [
      {
        'application/xml': object,
        'application/json': object,
        'application/x-yaml': object,
        'application/vnd.acme.protobuf': object,
        'text/html': text,
        'application/pdf': object,
      },
      { accept: 'json' },
      [
        ['text/html', 'text'],
        ['application/pdf', 'binary'],
      ],
    ],
    [
      { 'application/json': object, 'application/xml': ref('B') },
      { accept: 'json' },
      [['application/xml', 'text']],
    ],
    [
      { 'application/json': object, 'application/hal+json': ref('B') },
      { accept: 'json' },
      [['application/hal+json', 'json']],
    ],
    [{ 'application/hal+json': object }, { accept: 'json', mediaType: 'application/hal+json' }, []],
    [{ 'application/json; charset=utf-8': object }, { accept: 'json', mediaType: undefined }, []],
    [{ 'image/png': undefined, 'image/jpeg': undefined }, { accept: 'binary', mediaType: undefined }, []],
    [
      { 'text/html': text, 'application/pdf': undefined },
      { accept: 'text', mediaType: 'text/html' },
      [['application/pdf', 'binary']],
    ],
    [{ '*/*': object }, { accept: 'json', mediaType: undefined }, []],
    [{ '*/*': text }, { accept: 'any' }, []],
    [{ '*/*': { ...text, format: 'binary' } }, { accept: 'binary' }, []],
    [{ 'application/json': { ...text, format: 'binary' } }, { accept: 'binary' }, []],
    [{ 'application/vnd.acme': object }, { accept: 'json', mediaType: 'application/vnd.acme' }, []],
    [
      { 'application/json': object, 'text/event-stream': object },
      { accept: 'json' },
      [['text/event-stream', 'events']],
    ],
    [{ 'application/x-ndjson': object }, { accept: 'lines', mediaType: undefined }, []],
    [{ 'application/jsonl': object }, { accept: 'lines', mediaType: 'application/jsonl' }, []],
    [{ 'application/json-seq': object }, { accept: 'sequence' }, []],
    [{ example: object }, { accept: 'json', mediaType: undefined }, []],
  ])('%j', async (content, expected, others) => {
    const found = await answer(media(content));
    expect(found).toMatchObject(expected);
    expect(found.others.map(({ mediaType, accept }) => [mediaType, accept])).toEqual(others);
  });
});

describe('the pieces of a stream', () => {
  const event = (data: object): object => ({ type: 'object', properties: { event: text, data } });
  it.each<[string, unknown, string, unknown]>([
    ['what the schema says', ref('A'), 'events', ref('A')],
    ['the items of a list', { type: 'array', items: ref('A') }, 'events', ref('A')],
    ['the data of a whole event', event(ref('A')), 'events', ref('A')],
    ['JSON within the data', event({ ...text, contentSchema: ref('A') }), 'events', ref('A')],
    ['text', text, 'textEvents', text],
    ['text where nothing is said', undefined, 'textEvents', text],
  ])('%s', async (_, schema, accept, expected) => {
    const found = await answer(media({ 'text/event-stream': schema }));
    expect([found.accept, found.schema!.value]).toEqual([accept, expected]);
  });

  it('by `itemSchema`', async () => {
    const content = { 'text/event-stream': { itemSchema: event(ref('A')) } };
    expect((await answer({ 200: { description: 'x', content } })).schema!.value).toEqual(ref('A'));
  });
});

it('links say where an answer leads', async () => {
  const links = {
    next: { operationId: 'b.get', description: 'There.', parameters: { id: '$response.body#/id', n: 1 } },
    none: {},
  };
  expect(await read({ 200: { description: 'x', links } }, readLinks)).toEqual([
    {
      name: 'next',
      description: 'There.',
      target: 'b.get',
      values: [
        ['id', '$response.body#/id'],
        ['n', '1'],
      ],
    },
  ]);
});
