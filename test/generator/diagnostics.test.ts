import { describe, expect, it } from 'vitest';
import { render, Report, toJson, type Diagnostic, type Paint } from '../../generator/diagnostics.js';
import { readYaml } from '../../generator/load/yaml.js';
import { Source, type Place } from '../../generator/source.js';

function source(text: string, path = 'a.yaml'): Source {
  return readYaml(path, text, new Report())!;
}

function diagnostic(place: Place | undefined, help?: string): Diagnostic {
  const report = new Report();
  report.add('config/invalid', place, { reason: 'Something is wrong' }, help);
  return report.diagnostics[0]!;
}

describe('a diagnostic', () => {
  it('is drawn with its place, the line, the one before it, a caret and what to do', () => {
    const place = {
      source: source('out: here\nvendors:\n  acme: { documnt: x.json }\n'),
      pointer: ['vendors', 'acme', 'documnt'],
      part: 'key',
    } as const;
    expect(render(diagnostic(place, 'Did you mean "document"?\nOr nothing?')))
      .toBe(`a.yaml:3:11  error config/invalid
  Something is wrong.

  2 | vendors:
  3 |   acme: { documnt: x.json }
    |           ^^^^^^^

  Did you mean "document"?
  Or nothing?
`);
  });

  it('in the first line has no line before it', () => {
    expect(render(diagnostic({ source: source('a: 1\n'), pointer: ['a'] })))
      .toBe(`a.yaml:1:4  error config/invalid
  Something is wrong.

  1 | a: 1
    |    ^
`);
  });

  it('without a place is its message', () => {
    expect(render(diagnostic(undefined, 'Help.'))).toBe(
      'error config/invalid\n  Something is wrong.\n  Help.\n',
    );
  });

  it('of several lines is underlined to the end of the first', () => {
    const drawn = render(diagnostic({ source: source('a:\n  - [1,\n    2]\n'), pointer: ['a', '0'] }));
    expect(drawn.split('\n').slice(3, 6)).toEqual(['  1 | a:', '  2 |   - [1,', '    |     ^^^']);
  });

  it('aligns its numbers', () => {
    const drawn = render(diagnostic({ source: source(`${'#\n'.repeat(9)}a: 1\n`), pointer: ['a'] }));
    expect(drawn.split('\n').slice(3, 6)).toEqual(['   9 | #', '  10 | a: 1', '     |    ^']);
  });

  it('in a very long line shows the part around it', () => {
    const text = JSON.stringify({ before: 'x'.repeat(5000), here: 1, after: 'y'.repeat(5000) });
    const at = text.indexOf('"here"');
    const place = { source: source(text), pointer: [], range: { start: at, end: at + 6 } };
    const [, line, caret] = render(diagnostic(place)).split('\n').slice(2);
    expect(line!.length).toBeLessThan(140);
    expect(line!.slice(caret!.indexOf('^'), caret!.lastIndexOf('^') + 1)).toBe('"here"');
  });

  it('at the very end of a text still points at something', () => {
    for (const text of ['', 'a', 'a\n', 'ab\n\n']) {
      const bare = new Source('a.yaml', text, undefined, () => undefined);
      expect(
        render(
          diagnostic({ source: bare, pointer: [], range: { start: text.length, end: text.length + 1 } }),
        ),
      ).toContain('^');
    }
  });

  it('hands no control character and no direction mark of the input to a terminal', () => {
    const evil = '\u001b[2J\u0007\u009b\u202eevil\u2066\u200f';
    const text = `a: 1 # ${evil}\nb: 2 # ${evil}\n`;
    const report = new Report();
    const place = {
      source: new Source(`${evil}.yaml`, text, {}, () => ({ start: text.indexOf('b'), end: text.length })),
      pointer: ['b'],
    };
    report.add('mapping/unknown-entity', place, { entity: evil }, `Did you mean "${evil}"?`);
    const drawn = render(report.diagnostics[0]!);
    expect(drawn.match(/evil/g)).toHaveLength(5);
    // oxlint-disable-next-line no-control-regex
    expect(drawn).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    );
  });

  it('keeps the caret under its text after a tab and after a control character', () => {
    const text = 'a: "\t\u0001x" # y';
    const bare = new Source('a.yaml', text, undefined, () => undefined);
    const [, line, caret] = render(diagnostic({ source: bare, pointer: [], range: { start: 6, end: 7 } }))
      .split('\n')
      .slice(2);
    expect(line!.slice(caret!.indexOf('^'), caret!.indexOf('^') + 1)).toBe('x');
  });

  it('is coloured by roles and in no other way', () => {
    const paint: Paint = (role, text) => `<${role}>${text}</${role}>`;
    const drawn = render(diagnostic({ source: source('a: 1\n'), pointer: ['a'] }, 'Help.'), paint);
    expect(drawn).toContain('<error>error</error> <code>config/invalid</code>');
    expect(drawn).toContain('<error>^</error>');
    expect(drawn).toContain('<gutter>1 |</gutter>');
    expect(drawn).toContain('<help>  Help.</help>');
  });

  it('is data for machines', () => {
    const place = { source: source('"a/b": [1]\n'), pointer: ['a/b', '0'] };
    expect(toJson(diagnostic(place, 'Help.'))).toEqual({
      code: 'config/invalid',
      severity: 'error',
      message: 'Something is wrong.',
      help: 'Help.',
      file: 'a.yaml',
      line: 1,
      column: 9,
      pointer: '#/a~1b/0',
    });
    expect(toJson(diagnostic(undefined))).toEqual({
      code: 'config/invalid',
      severity: 'error',
      message: 'Something is wrong.',
      help: undefined,
    });
  });
});

describe('a report', () => {
  it('has failed when it holds an error, and not by warnings', () => {
    const report = new Report();
    expect(report.failed).toBe(false);
    report.add('document/dangling-ref', undefined, { ref: '#/x' });
    expect([report.failed, report.diagnostics[0]!.severity]).toEqual([false, 'warning']);
    report.add('document/no-operations', undefined, {});
    expect(report.failed).toBe(true);
  });

  it('tells in the order of files and places, and of one place in the order of telling', () => {
    const [a, b] = [source('x: 1\ny: 2\n', 'a.yaml'), source('x: 1\n', 'b.yaml')];
    const report = new Report();
    const add = (from: Source, name: string, reason: string): void =>
      report.add('config/invalid', { source: from, pointer: [name] }, { reason });
    add(b, 'x', '5');
    add(a, 'y', '3');
    add(a, 'x', '1');
    add(a, 'y', '4');
    add(a, 'x', '2');
    report.add('document/no-operations', undefined, {});
    expect(report.diagnostics.map(({ message }) => message[0])).toEqual(['T', '1', '2', '3', '4', '5']);
  });
});
