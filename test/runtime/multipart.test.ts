import { expect, test } from 'vitest';
import { encodeBody } from '../../templates/runtime/body.js';
import type { Call, PartStyle } from '../../templates/runtime/facts.js';

const post = { method: 'POST', path: '/', contentType: 'multipart/form-data' } satisfies Call;

/** The body as it goes over the wire, with a boundary of our own. */
async function wire(
  body: unknown,
  styles: Readonly<Record<string, PartStyle>> = {},
  contentType = post.contentType,
) {
  const encoded = encodeBody({ ...post, contentType, body, bodyStyles: { [contentType]: styles } });
  const response = new Response(
    encoded.body,
    encoded.type === undefined ? {} : { headers: { 'content-type': encoded.type } },
  );
  const type = response.headers.get('content-type')!;
  const boundary = /boundary=(.*)$/.exec(type)![1]!;
  return {
    type: type.replace(boundary, 'B'),
    text: (await response.text()).replaceAll(boundary, 'B').split('\r\n'),
  };
}

test('a text with a content type of its own is a part without a file name', async () => {
  const { type, text } = await wire(
    { meta: { a: 1 }, file: new File(['x'], 'a"b.txt') },
    { meta: { contentType: 'application/json' } },
  );
  expect(type).toBe('multipart/form-data; boundary=B');
  expect(text).toEqual([
    '--B',
    'content-disposition: form-data; name="meta"',
    'content-type: application/json',
    '',
    '{"a":1}',
    '--B',
    'content-disposition: form-data; name="file"; filename="a%22b.txt"',
    'content-type: application/octet-stream',
    '',
    'x',
    '--B--',
    '',
  ]);
});

test('a name cannot make a header of its own', async () => {
  const { text } = await wire({ 'a\r\nx: y': 'v' }, { 'a\r\nx: y': { contentType: 'text/csv' } });
  expect(text[1]).toBe('content-disposition: form-data; name="a%0D%0Ax: y"');
});

test('a list said to be JSON is one part, any other as many as it has items', async () => {
  const { text } = await wire(
    { one: [1, 2], many: ['a', 'b'], joined: [1, 2] },
    { one: { contentType: 'application/json' }, joined: { style: 'form', explode: false } },
  );
  expect(text.filter((line) => !line.startsWith('-') && line !== '' && !line.startsWith('content'))).toEqual([
    '[1,2]',
    'a',
    'b',
    '1,2',
  ]);
});

test('styles', () => {
  const body = { deep: { a: { b: 1 } }, list: [1, 2], members: { r: 1, g: 2 } };
  const form = encodeBody({
    ...post,
    body,
    bodyStyles: {
      'multipart/form-data': {
        deep: { style: 'deepObject' },
        list: { style: 'pipeDelimited', explode: false },
        members: { style: 'form' },
      },
    },
  }).body as FormData;
  expect([...form]).toEqual([
    ['deep[a][b]', '1'],
    ['list', '1|2'],
    ['r', '1'],
    ['g', '2'],
  ]);
});

test('a file takes the type it is said to have where it brings none, and a choice of types is none', async () => {
  const typed = encodeBody({
    ...post,
    body: { a: new Blob(['x']), b: new File(['x'], 'b'), c: new Blob(['x'], { type: 'text/csv' }) },
    bodyStyles: {
      'multipart/form-data': {
        a: { contentType: 'image/png' },
        b: { contentType: 'image/png, image/jpeg' },
        c: { contentType: 'image/png' },
      },
    },
  });
  const form = typed.body as FormData;
  expect(['a', 'b', 'c'].map((name) => (form.get(name) as File).type)).toEqual(['image/png', '', 'text/csv']);
});

test('another kind of multipart is written too', async () => {
  const { type, text } = await wire({ a: 'x' }, {}, 'multipart/mixed');
  expect([type, text[4 - 1]]).toEqual(['multipart/mixed; boundary=B', 'x']);
});

test('JSON lines', () => {
  expect(encodeBody({ ...post, contentType: 'application/x-ndjson', body: [{ a: 1 }, 2] }).body).toBe(
    '{"a":1}\n2\n',
  );
});
