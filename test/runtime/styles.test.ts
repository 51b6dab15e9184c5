import { describe, expect, test } from 'vitest';
import { path, styled } from '../../templates/runtime/path.js';
import {
  cookieValue,
  formString,
  headerValue,
  queryString,
  wholeQuery,
} from '../../templates/runtime/query.js';

/* The table of OpenAPI 3.1.1, section "Style Examples"; what it calls undefined is left out. */
const text = 'blue';
const list = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200, B: 150 };

describe('a path', () => {
  test.each([
    ['matrix', false, text, ';color=blue'],
    ['matrix', false, list, ';color=blue,black,brown'],
    ['matrix', false, object, ';color=R,100,G,200,B,150'],
    ['matrix', true, text, ';color=blue'],
    ['matrix', true, list, ';color=blue;color=black;color=brown'],
    ['matrix', true, object, ';R=100;G=200;B=150'],
    ['label', false, text, '.blue'],
    ['label', false, list, '.blue,black,brown'],
    ['label', false, object, '.R,100,G,200,B,150'],
    ['label', true, text, '.blue'],
    ['label', true, list, '.blue.black.brown'],
    ['label', true, object, '.R=100.G=200.B=150'],
    ['simple', false, text, 'blue'],
    ['simple', false, list, 'blue,black,brown'],
    ['simple', false, object, 'R,100,G,200,B,150'],
    ['simple', true, text, 'blue'],
    ['simple', true, list, 'blue,black,brown'],
    ['simple', true, object, 'R=100,G=200,B=150'],
  ] as const)('%s, explode %j, %j', (style, explode, value, expected) => {
    expect(path`/${styled(value, { name: 'color', style, explode })}/x`).toBe(`/${expected}/x`);
  });

  test('an object without a style is simple', () => {
    expect(path`/${object}`).toBe('/R,100,G,200,B,150');
  });

  test('reserved characters stay where they may, and lead nowhere else', () => {
    const style = { name: 'name', allowReserved: true };
    expect(path`/v1/${styled('projects/a b/x:y', style)}`).toBe('/v1/projects/a%20b/x:y');
    expect(path`/v1/${styled('a?b#c', style)}`).toBe('/v1/a%3Fb%23c');
    expect(() => path`/v1/${styled('a/../b', style)}`).toThrow('would lead to another path');
  });

  test('JSON', () => {
    expect(path`/${styled({ a: 1 }, { name: 'x', json: true })}`).toBe('/%7B%22a%22%3A1%7D');
  });
});

describe('a query', () => {
  test.each([
    [{ explode: false }, '', 'color='],
    [{ explode: false }, text, 'color=blue'],
    [{ explode: false }, list, 'color=blue,black,brown'],
    [{ explode: false }, object, 'color=R,100,G,200,B,150'],
    [{ explode: true }, text, 'color=blue'],
    [{ explode: true }, list, 'color=blue&color=black&color=brown'],
    [{ explode: true }, object, 'R=100&G=200&B=150'],
    [{ style: 'spaceDelimited' }, list, 'color=blue%20black%20brown'],
    [{ style: 'spaceDelimited' }, object, 'color=R%20100%20G%20200%20B%20150'],
    [{ style: 'pipeDelimited' }, list, 'color=blue%7Cblack%7Cbrown'],
    [{ style: 'pipeDelimited' }, object, 'color=R%7C100%7CG%7C200%7CB%7C150'],
    [{ style: 'deepObject' }, object, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ] as const)('%j, %j', (style, value, expected) => {
    expect(queryString({ color: value }, { color: style })).toBe(expected);
  });

  test('as a whole', () => {
    expect(wholeQuery('a=b&c')).toBe('a=b&c');
    expect(wholeQuery({ a: [1, 2] })).toBe('a=1&a=2');
    expect(wholeQuery({ a: 1 }, { 'query:': { json: true } })).toBe('%7B%22a%22%3A1%7D');
    expect(wholeQuery(undefined)).toBe('');
  });
});

describe('a form', () => {
  const deep = { style: 'deepObject' } as const;
  test('objects are JSON unless a style says otherwise', () => {
    expect(formString({ a: 'x y', b: [1, 2], c: { d: 1 } })).toBe('a=x%20y&b=1&b=2&c=%7B%22d%22%3A1%7D');
    expect(decodeURIComponent(formString({ i: [{ p: 1 }, { p: 2 }] }))).toBe('i={"p":1}&i={"p":2}');
    const form = { metadata: { key: 'v' }, items: [{ price: 1 }, { price: 2 }] };
    expect(decodeURIComponent(formString(form, { metadata: deep, items: deep }))).toBe(
      'metadata[key]=v&items[0][price]=1&items[1][price]=2',
    );
  });
});

test('where places share a name, each has its own style', () => {
  const styles = { 'query:id': { explode: false }, 'header:id': { json: true }, 'cookie:id': {} };
  expect(queryString({ id: [1, 2] }, styles)).toBe('id=1,2');
  expect(headerValue('id', [1, 2], styles)).toBe('[1,2]');
  expect(cookieValue({ id: [1, 2] }, styles)).toBe('id=1,2');
});

test('cookies that nobody encodes', () => {
  const styles = { c: { style: 'cookie' } } as const;
  expect(cookieValue({ c: 'a%20=b' }, styles)).toBe('c=a%20=b');
  expect(cookieValue({ c: ['a', 'b'] }, styles)).toBe('c=a; c=b');
  expect(cookieValue({ c: { R: 1, G: 2 } }, { c: { style: 'cookie', explode: false } })).toBe('c=R,1,G,2');
  expect(() => cookieValue({ c: 'a; b=1' }, styles)).toThrow('must hold neither');
});
