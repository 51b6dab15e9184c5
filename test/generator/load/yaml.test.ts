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
    expect(only(report, 'source/too-many-aliases').message).toContain('500000 values');
  });

  it('has keys as they were written', () => {
    const { source } = load('1.10: a\n0x10: b\nyes: c\n2026-01-01: d\n~: e\n{id}: f\n"1.0": g\n? h\n: i\n');
    expect(source!.data).toEqual({
      '1.10': 'a',
      '0x10': 'b',
      yes: 'c',
      '2026-01-01': 'd',
      '~': 'e',
      '{id}': 'f',
      '1.0': 'g',
      h: 'i',
    });
  });

  it('is the same under a %YAML line of old, and has neither dates nor infinities', () => {
    const { source } = load('%YAML 1.1\n---\na: yes\nb: 017\nc: 2026-01-01\nd: .inf\ne: !!binary aGk=\n');
    expect(source!.data).toEqual({ a: 'yes', b: 17, c: '2026-01-01', d: '.inf', e: 'aGk=' });
  });

  it('takes over what merge keys name: own members win, then the first mapping named', () => {
    const text =
      'a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc:\n  z: 3\n  <<: [*a, *b]\nd: { <<: *b, "<<": 1 }\ne: { <<: 5 }\n';
    const { source } = load(text);
    expect(source!.data).toMatchObject({
      c: { x: 1, y: 1, z: 3 },
      d: { y: 2, z: 2, '<<': 1 },
      e: { '<<': 5 },
    });
    expect(textAt(text, ['c', 'y'])).toBe('1');
    expect(textAt(text, ['c', 'z'])).toBe('3');
  });

  it('is the first document of a stream, with a warning where there is another', () => {
    const { source, report } = load('a: 1\n---\nb: 2\n');
    expect(source!.data).toEqual({ a: 1 });
    expect(told(report)).toEqual(['a.yaml:3:1 source/several-documents']);
    expect(load('---\na: 1\n---\n...\n').report.diagnostics).toEqual([]);
  });

  it('keeps a member called __proto__ as a member', () => {
    const { source } = load('__proto__: { a: 1 }\n');
    expect(Object.keys(source!.data as object)).toEqual(['__proto__']);
    const merged = load('a: &a { __proto__: { evil: 1 } }\nb: { <<: *a, c: 1 }\n').source!.data as {
      b: object;
    };
    expect(Object.keys(merged.b)).toEqual(['__proto__', 'c']);
    expect('evil' in merged.b).toBe(false);
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
    ['a: *nobody\n', 'a.yaml:1:4 source/syntax'],
  ])('of %j stand where they are', (text, place) => {
    const { source, report } = load(text);
    expect(source).toBeUndefined();
    expect(told(report)).toContain(place);
    expect(report.failed).toBe(true);
  });

  it('that may follow from another one are not told, and those of single values are', () => {
    const lost = load('a: "\\q"\nb: "\\z"\nc: [ } ]\nd: } ]\ne: ]\n');
    expect(told(lost.report)).toEqual([
      'a.yaml:1:5 source/syntax',
      'a.yaml:2:5 source/syntax',
      'a.yaml:3:6 source/syntax',
    ]);
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

  it('are only warnings deep inside a vendor document, where the last of two keys counts', () => {
    const schema =
      'openapi: 3.0.0\ncomponents:\n  schemas:\n    A:\n      type: object\n      type: string\n';
    const { source, report } = load(schema);
    expect(source!.data).toMatchObject({ components: { schemas: { A: { type: 'string' } } } });
    expect(told(report)).toEqual(['a.yaml:6:7 source/repeated-key']);
    const twice = load(`${schema}    A: {}\n`);
    expect(twice.source).toBeUndefined();
    expect(told(twice.report)).toContain('a.yaml:7:5 source/duplicate-key');
  });

  it.each([
    ['flow lists', '['],
    ['flow mappings', '{a: '],
    ['block lists', '- '],
    ['explicit keys', '? '],
    ['both', '- ? '],
  ])('of 100,000 levels of %s are told without going down', (_, open) => {
    const { source, report } = load(`a:\n  ${open.repeat(100_000)}`);
    expect(source).toBeUndefined();
    expect(only(report, 'source/too-deep').message).toContain('300 levels');
  });

  it('of aliases that go deeper than their text, and of one within what it means', () => {
    const deep = Array.from({ length: 400 }, (_, at) => `a${at}: &a${at} [${at === 0 ? '' : `*a${at - 1}`}]`);
    expect(only(load(deep.join('\n')).report, 'source/too-deep').place?.range).toBeDefined();
    const circular = load('a: &a { b: *a }\n');
    expect(told(circular.report)).toEqual(['a.yaml:1:12 source/syntax']);
  });

  it('are found in time that grows with the text alone', () => {
    const many = (line: (at: number) => string): string =>
      Array.from({ length: 20_000 }, (_, at) => line(at)).join('\n');
    const start = performance.now();
    expect(load(many((at) => `k${at}: 1`)).source).toBeDefined();
    expect(load(`a: &a 1\n${many((at) => `k${at}: *a`)}`).source).toBeDefined();
    expect(load(many(() => 'a: 1')).report.diagnostics.length).toBe(100);
    // Each of these took some ten seconds when aliases and keys were looked up one by one.
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it('are all told at once', () => {
    const { report } = load('a: 1\na: 2\nb: 1\nb: 2\n');
    expect(told(report)).toEqual(['a.yaml:2:1 source/duplicate-key', 'a.yaml:4:1 source/duplicate-key']);
  });
});
