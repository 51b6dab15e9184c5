import { describe, expect, test } from 'vitest';
import { at, unwrap } from '../../templates/runtime/at.js';
import { path } from '../../templates/runtime/path.js';
import { cookieValue, headerValue, queryString } from '../../templates/runtime/query.js';

describe('path', () => {
  test.each([
    ['a/b?c#d', '/tasks/a%2Fb%3Fc%23d'],
    ['ä €', '/tasks/%C3%A4%20%E2%82%AC'],
    ['%2e%2e', '/tasks/%252e%252e'],
    ['...', '/tasks/...'],
    [7, '/tasks/7'],
    [0, '/tasks/0'],
    [12345678901234567890n, '/tasks/12345678901234567890'],
    [false, '/tasks/false'],
    [['a', 'b,c', 1], '/tasks/a,b%2Cc,1'],
  ])('%s is one segment', (value, expected) => {
    expect(path`/tasks/${value}`).toBe(expected);
  });

  test('several values, and text behind them', () => {
    expect(path`/tasks/${'a'}/notes/${'b'}.json`).toBe('/tasks/a/notes/b.json');
    expect(path`/tasks`).toBe('/tasks');
  });

  test.each([
    ['', 'is empty'],
    ['.', 'would lead to another path'],
    ['..', 'would lead to another path'],
    [undefined, 'is undefined'],
    [null, 'is null'],
    [NaN, 'is number'],
    [{}, 'is object'],
    [[], 'is an empty list'],
    [['a', ''], 'is empty'],
    ['\ud800', 'is no well-formed text'],
  ])('%j is refused', (value, what) => {
    const refused = expect(() => path`/tasks/${value}/notes`);
    refused.toThrow(
      expect.objectContaining({ kind: 'misuse', message: `path: the value after "/tasks/" ${what}.` }),
    );
  });
});

describe('queryString', () => {
  test('a list repeats its name, and what is not there is left out', () => {
    const query = { a: ['x y', 'z&'], none: [], no: undefined, nil: null, zero: 0, not: false, empty: '' };
    expect(queryString(query)).toBe('a=x%20y&a=z%26&zero=0&not=false&empty=');
  });

  test('dates are instants in UTC', () => {
    expect(queryString({ since: new Date(0) })).toBe('since=1970-01-01T00%3A00%3A00.000Z');
    expect(() => queryString({ since: new Date(NaN) })).toThrow('The parameter since is an invalid date.');
    expect(() => queryString({ limit: NaN })).toThrow('The parameter limit is NaN.');
  });

  const list = ['a b', 'c,d'];
  const object = { r: 100, g: 'x y', b: undefined };
  test.each([
    [{ style: 'form', explode: false }, list, 'p=a%20b,c%2Cd'],
    [{ style: 'spaceDelimited' }, list, 'p=a%20b%20c%2Cd'],
    [{ style: 'pipeDelimited' }, list, 'p=a%20b%7Cc%2Cd'],
    [{ style: 'pipeDelimited', explode: true }, list, 'p=a%20b&p=c%2Cd'],
    [{}, object, 'r=100&g=x%20y'],
    [{ explode: false }, object, 'p=r,100,g,x%20y'],
    [{ style: 'deepObject' }, object, 'p%5Br%5D=100&p%5Bg%5D=x%20y'],
    [{ style: 'deepObject' }, { a: { b: [1, 2] } }, 'p%5Ba%5D%5Bb%5D%5B0%5D=1&p%5Ba%5D%5Bb%5D%5B1%5D=2'],
    [{ json: true }, { a: [1] }, 'p=%7B%22a%22%3A%5B1%5D%7D'],
    [{ allowReserved: true }, 'a/b?c=d&e#f+g:[1]', 'p=a/b?c=d%26e%23f%2Bg:[1]'],
  ] as const)('%j', (style, value, expected) => {
    expect(queryString({ p: value }, { p: style })).toBe(expected);
  });
});

describe('headers and cookies', () => {
  test('simple', () => {
    expect(headerValue('x', ['a', 'b', undefined])).toBe('a,b');
    expect(headerValue('x', { a: 1, b: null })).toBe('a,1');
    expect(headerValue('x', { a: 1, b: 2 }, { x: { explode: true } })).toBe('a=1,b=2');
    expect(headerValue('x', { a: 1 }, { x: { json: true } })).toBe('{"a":1}');
    expect(headerValue('x', undefined)).toBeUndefined();
    expect(() => headerValue('x', 'a\r\nb: c')).toThrow('The header x must not hold a line break.');
  });

  test('cookies', () => {
    expect(cookieValue({ a: 'x;y', b: [1, 2], c: undefined })).toBe('a=x%3By; b=1,2');
  });
});

describe('at and unwrap', () => {
  const body = { data: { tasks: [{ id: 1 }], none: null } };

  test('at', () => {
    expect(at(body, ['data', 'tasks', '0', 'id'])).toBe(1);
    expect(at(body, ['data', 'none'])).toBeNull();
    expect(at(body, ['data', 'none', 'more'])).toBeUndefined();
    expect(at(body, ['toString'])).toBeUndefined();
    expect(at('text', ['length'])).toBeUndefined();
    expect(at(body, [])).toBe(body);
  });

  test('unwrap goes through a level that came twice', () => {
    expect(unwrap(body, ['data', 'tasks'], 'data')).toBe(body.data.tasks);
    expect(unwrap({ data: body }, ['data', 'tasks'], 'data')).toBe(body.data.tasks);
    expect(unwrap({ data: body }, ['data', 'tasks'])).toBeUndefined();
    expect(unwrap({ data: { data: body } }, ['data', 'tasks'], 'data')).toBeUndefined();
    expect(unwrap(undefined, ['data'], 'data')).toBeUndefined();
  });
});
