import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { readYaml } from '../../../generator/load/yaml.js';
import type { Part, Pointer } from '../../../generator/source.js';
import { only, pointedAt, told } from '../support.js';

function load(text: string) {
  const report = new Report();
  return { source: readYaml('a.yaml', text, report), report };
}

function textAt(text: string, pointer: Pointer, part: Part = 'value'): string {
  const { source } = load(text);
  const { start, end } = source!.locate(pointer, part);
  return text.slice(start, end);
}

describe('data', () => {
  it('is what YAML 1.2 says, so that dates stay texts and "no" is no boolean', () => {
    const { source, report } = load('date: 2026-07-01\nanswer: no\nnumber: 0x10\nnothing: ~\n200: ok\n');
    expect(source!.data).toEqual({
      '200': 'ok',
      date: '2026-07-01',
      answer: 'no',
      number: 16,
      nothing: null,
    });
    expect(report.diagnostics).toEqual([]);
  });

  it('follows aliases, and keeps a small file from unfolding into a huge one', () => {
    expect(load('a: &a [1]\nb: *a\n').source!.data).toEqual({ a: [1], b: [1] });
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
    ].join('\n');
    const { source, report } = load(bomb);
    expect(source).toBeUndefined();
    expect(only(report, 'source/syntax').message).toContain('alias');
  });

  it('keeps a member called __proto__ as a member', () => {
    const { source } = load('__proto__: { a: 1 }\n');
    expect(Object.keys(source!.data as object)).toEqual(['__proto__']);
  });
});

describe('positions', () => {
  const text = 'top:\n  "quoted key": [1, { deep: two }]\n  other: &x\n    a/b: {~c: 3}\nalias: *x\nempty:\n';

  it.each<[Pointer, Part, string]>([
    [['top', 'quoted key', '0'], 'value', '1'],
    [['top', 'quoted key', '1', 'deep'], 'value', 'two'],
    [['top', 'quoted key', '1', 'deep'], 'key', 'deep'],
    [['top', 'quoted key'], 'key', '"quoted key"'],
    [['top', 'other', 'a/b', '~c'], 'value', '3'],
    [['alias', 'a/b', '~c'], 'key', '~c'],
    [['empty'], 'value', 'empty'],
  ])('of %j (%s) are those of %s', (pointer, part, expected) => {
    expect(textAt(text, pointer, part)).toBe(expected);
  });

  it.each<[Pointer]>([[['top', 'nowhere']], [['top', 'nowhere', 'below']]])(
    'of %j, which is not there, are those of the nearest parent',
    (pointer) => {
      expect(textAt(text, pointer)).toBe('top');
    },
  );

  it('of a member that is not there at all are the start', () => {
    expect(load('a: 1').source!.locate(['b'], 'value')).toEqual({ start: 0, end: 0 });
  });
});

describe('faults', () => {
  it.each([
    ['a: [1, 2\nb: 3\n', 'a.yaml:2:1 source/syntax'],
    ['a: 1\n\tb: 2\n', 'a.yaml:2:1 source/syntax'],
    ['a: "open\n', 'a.yaml:2:1 source/syntax'],
    ['a: 1\n---\nb: 2\n', 'a.yaml:2:1 source/syntax'],
    ['a: *nobody\n', 'a.yaml:1:4 source/syntax'],
  ])('of %j stand where they are', (text, place) => {
    const { source, report } = load(text);
    expect(source).toBeUndefined();
    expect(told(report)).toContain(place);
    expect(report.failed).toBe(true);
  });

  it.each([
    ['out: a\nformat: b\nout: c\n', 'a.yaml:3:1', 'out'],
    ['a: { one: 1, two: 2, one: 3 }\n', 'a.yaml:1:22', 'one'],
    ["'x y': 1\n'x y': 2\n", 'a.yaml:2:1', 'x y'],
    ['out: a\nout: b\n', 'a.yaml:2:1', 'out'],
  ])('with the duplicate key in %j name the second one whole', (text, place, key) => {
    const { report } = load(text);
    const fault = only(report, 'source/duplicate-key');
    expect(told(report)).toEqual([`${place} source/duplicate-key`]);
    expect(fault.message).toBe(`The key "${key}" stands here for the second time.`);
    expect(pointedAt(fault)).toContain(key);
  });

  it('are all told at once', () => {
    const { report } = load('a: 1\na: 2\nb: 1\nb: 2\n');
    expect(told(report)).toEqual(['a.yaml:2:1 source/duplicate-key', 'a.yaml:4:1 source/duplicate-key']);
  });
});
