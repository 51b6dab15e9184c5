import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { readJson } from '../../../generator/load/json.js';
import type { Part, Pointer } from '../../../generator/source.js';
import { only, pointedAt, told } from '../support.js';

function load(text: string) {
  const report = new Report();
  return { source: readJson('a.json', text, report), report };
}

describe('positions', () => {
  const text = `{
  "paths": { "/a~b/{id}": [ 1, -2.5e3, { "x\\"y": "a \\" ] } b", "u\\u0041": true } ] },
  "empty": {}, "none": [],
  "twice": 1, "twice": 2, "": { "last": null }
}`;

  it.each<[Pointer, Part, string]>([
    [['paths', '/a~b/{id}', '0'], 'value', '1'],
    [['paths', '/a~b/{id}', '1'], 'value', '-2.5e3'],
    [['paths', '/a~b/{id}', '2', 'x"y'], 'value', '"a \\" ] } b"'],
    [['paths', '/a~b/{id}', '2', 'x"y'], 'key', '"x\\"y"'],
    [['paths', '/a~b/{id}', '2', 'uA'], 'value', 'true'],
    [['paths', '/a~b/{id}'], 'key', '"/a~b/{id}"'],
    [['empty'], 'value', '{}'],
    [['none'], 'value', '[]'],
    [['twice'], 'value', '2'],
    [['', 'last'], 'value', 'null'],
    [['none', '0'], 'value', '"none"'],
    [['nowhere'], 'value', ''],
  ])('of %j (%s) are those of %s', (pointer, part, expected) => {
    const { start, end } = load(text).source!.locate(pointer, part);
    expect(text.slice(start, end)).toBe(expected);
  });

  it('are in lines and columns from one, columns in UTF-16 units', () => {
    const source = load('{"a": 1,\r\n "😀é": 2, "b": 3}').source!;
    const at = (...pointer: string[]) => source.position(source.locate(pointer, 'key').start);
    expect(at('a')).toEqual({ line: 1, column: 2 });
    expect(at('😀é')).toEqual({ line: 2, column: 2 });
    expect(at('b')).toEqual({ line: 2, column: 12 });
    expect(source.line(1)).toBe('{"a": 1,');
    expect(source.line(3)).toBeUndefined();
  });

  it('agree with what was read, for every pointer of a nested text', () => {
    const data = { a: [{ b: 'x', c: [1, [2, { d: null }]] }], 'e f': { '~/"\\': false }, g: '{"no": [1]}' };
    const spaced = JSON.stringify(data, null, 3);
    const source = load(spaced).source!;
    const walk = (value: unknown, pointer: Pointer): void => {
      const { start, end } = source.locate(pointer, 'value');
      expect(JSON.parse(spaced.slice(start, end))).toEqual(value);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, member] of Object.entries(value)) walk(member, [...pointer, key]);
    };
    for (const [key, member] of Object.entries(data)) walk(member, [key]);
  });
});

describe('faults', () => {
  it.each([
    ['{"a": x}', '1:7', 'x', 'a value is expected here'],
    ['{\n  "a": 1,\n}', '3:1', '}', 'nothing follows the comma before it'],
    ['[1 2]', '1:4', '2', '"," or "]" is expected here'],
    ['{"a" 1}', '1:6', '1', '":" is expected here'],
    ["{'a': 1}", '1:2', "'", 'a name in double quotes is expected here'],
    ['{"a": 01}', '1:7', '01', 'a value is expected here'],
    ['{"a": "x\ny"}', '1:9', '\n', 'a control character stands in a string'],
    ['{"a": "\\x"}', '1:8', '\\', 'this escape is unknown'],
    ['{"a": {"b": [1, 2', '1:17', '2', 'it ends too early'],
    ['{"a": "x\n', '1:9', '\n', 'a control character stands in a string'],
    ['', '1:1', '', 'it ends too early'],
    ['{"a": "open', '1:11', 'n', 'it ends too early'],
    ['{} {}', '1:4', '{', 'there is more after its end'],
    ['{"a": NaN, "b": 1}', '1:7', 'NaN', 'a value is expected here'],
    ['// no\n{}', '1:1', '/', 'JSON has no comments'],
    ['{"a": 1, /* b */ "b": 2}', '1:10', '/', 'JSON has no comments'],
  ])('of %j stand where they are', (text, position, pointed, reason) => {
    const { source, report } = load(text);
    expect(source).toBeUndefined();
    const fault = only(report, 'source/syntax');
    expect(told(report)).toEqual([`a.json:${position} source/syntax`]);
    expect(pointedAt(fault)).toBe(pointed);
    expect(fault.message).toBe(`This is not well-formed JSON: ${reason}.`);
  });

  it('of nesting are told at the level that is too deep, however deep it goes', () => {
    const { source, report } = load('['.repeat(100_000) + ']'.repeat(100_000));
    expect(source).toBeUndefined();
    expect(told(report)).toEqual(['a.json:1:301 source/too-deep']);
    expect(load('['.repeat(300) + ']'.repeat(300)).report.diagnostics).toEqual([]);
  });

  it('are found wherever a sound text is cut off or broken', () => {
    const sound = '{"a":[1,{"b":"\\u0041"},null],"c":{"d":-1.5e+3}}';
    for (let at = 1; at < sound.length; at += 1) {
      for (const text of [sound.slice(0, at), `${sound.slice(0, at)}@${sound.slice(at)}`]) {
        if (isJson(text)) continue;
        const { start } = only(load(text).report, 'source/syntax').place!.range!;
        expect(start, text).toBeLessThanOrEqual(at);
        expect(start, text).toBeGreaterThanOrEqual(at - 8);
      }
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
