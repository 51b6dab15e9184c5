import { describe, expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { fits, type Kind } from '../../../generator/load/shape.js';
import { readYaml } from '../../../generator/load/yaml.js';
import { told } from '../support.js';

function check(kind: Kind, text: string): Report {
  const report = new Report();
  const source = readYaml('a.yaml', text, report)!;
  expect(fits(kind, source, report)).toBe(!report.failed);
  return report;
}

const fact = 'source: test, date: 2026-01-01';

describe('a sound file', () => {
  it.each<[Kind, string]>([
    ['config', 'vendors: { hubspot: {}, attio: , acme: { document: a.yaml, mappings: false } }'],
    ['manifest', 'name: Acme\ndocument: a.yaml\n'],
    ['manifest', `name: Acme\ndocument: a.yaml\nlimits: { all: { max: 1, per: 10s, ${fact} } }`],
    [
      'mapping',
      'entity: Task\nfields: { title: name, body: { at: { read: a, write: { firstOf: [b, c] } }, as: list } }',
    ],
    [
      'mapping',
      'entity: Task\nfields: { s: { values: { a: 1, b: true }, reads: { x: a }, whenNull: { use: 1, why: none } } }',
    ],
  ])('of the kind %s fits: %s', (kind, text) => {
    expect(told(check(kind, text))).toEqual([]);
  });
});

describe('what does not fit', () => {
  it.each<[Kind, string, string, string, string?]>([
    [
      'config',
      'vendors: { a: {} }\nvendrs: {}',
      '2:1',
      '"vendrs" is not known here',
      'Did you mean "vendors"?',
    ],
    [
      'config',
      'vendors: { a: { documnt: x } }',
      '1:17',
      '"documnt" is not known here',
      'Did you mean "document"?',
    ],
    ['config', 'vendors: {}', '1:10', '"vendors" is empty'],
    ['config', 'vendors: { Acme: {} }', '1:12', '"Acme" is no name that can stand here'],
    ['config', 'vendors: { runtime: {} }', '1:12', '"runtime" is no name that can stand here'],
    ['config', 'vendors: { map: {} }', '1:12', '"map" is no name that can stand here'],
    ['config', 'vendors: { a: 1 }', '1:15', '"a" should be an object or empty'],
    [
      'config',
      'vendors: { a: {} }\nimportExtension: mjs',
      '2:18',
      '"importExtension" should be one of js, ts, none',
    ],
    ['config', 'out: a', '1:1', 'This file needs a "vendors"'],
    ['config', '- a', '1:1', 'This file should be an object'],
    ['manifest', 'document: a', '1:1', 'This file needs a "name"'],
    ['manifest', 'name: acme\ndocument: a', '1:7', '"name" must match pattern'],
    [
      'manifest',
      'name: A\ndocument: a\nauth: { key: { kind: digest, description: x, source: abc, date: 2026-01-01 } }',
      '3:22',
      '"kind" should be one of bearer, basic, header, query',
    ],
    [
      'manifest',
      `name: A\ndocument: a\nlimits: { all: { max: 0, per: 10s, ${fact} } }`,
      '3:23',
      '"max" must be >= 1',
    ],
    [
      'manifest',
      `name: A\ndocument: a\nlimits: { all: { max: 1, per: 10 sec, ${fact} } }`,
      '3:31',
      '"per" must match pattern',
      'A number and a unit: ms, s, m, h or d.',
    ],
    [
      'manifest',
      `name: A\ndocument: a\nbatch: [{ operation: a.b, method: m, ${fact} }]`,
      '3:9',
      '"batch.0" needs a "maxItems"',
    ],
    ['mapping', 'fields: {}', '1:1', 'This file needs an "entity"'],
    ['mapping', 'entity: Task\nfields: { a: 1 }', '2:14', '"a" should be a text or an object'],
    [
      'mapping',
      'entity: Task\nfields: { a: { att: x } }',
      '2:16',
      '"att" is not known here',
      'Did you mean "at"?',
    ],
    [
      'mapping',
      'entity: Task\nfields: { a: { at: { raed: x } } }',
      '2:22',
      '"raed" is not known here',
      'Did you mean "read"?',
    ],
    [
      'mapping',
      'entity: Task\nfields: { a: { at: x, missing: { use: 1 } } }',
      '2:23',
      '"missing" needs a "why"',
    ],
    [
      'mapping',
      'entity: Task\nfields: { a: { at: x, missing: maybe } }',
      '2:32',
      '"missing" should be one of ask, refuse',
    ],
    ['mapping', 'entity: Task\nignore: { a: { keep: residue } }', '2:11', '"a" needs a "why"'],
    ['mapping', 'entity: Task\nabsent: { a: "" }', '2:14', '"a" is too short: 3 are the least'],
  ])('in a %s, %j, is told at %s', (kind, text, position, reason, help) => {
    const report = check(kind, text);
    expect(told(report)).toEqual([`a.yaml:${position} ${kind}/invalid`]);
    const [fault] = report.diagnostics;
    expect(fault!.message.startsWith(reason)).toBe(true);
    if (help !== undefined) expect(fault!.help).toBe(help);
  });

  it('is told wherever it stands: a key that is missing, and each that is unknown', () => {
    const { diagnostics } = check('config', 'vendrs: {}\nimports: js\n');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'This file needs a "vendors".',
      '"vendrs" is not known here.',
      '"imports" is not known here.',
    ]);
  });

  it('is told all at once, in the order of the file', () => {
    const report = check('config', 'out: 1\nvendors: { a: { x: 1 }, b: 2 }\nmore: true\n');
    expect(told(report)).toEqual([
      'a.yaml:1:6 config/invalid',
      'a.yaml:2:17 config/invalid',
      'a.yaml:2:28 config/invalid',
      'a.yaml:3:1 config/invalid',
    ]);
  });
});
