import { describe, expect, it } from 'vitest';
import { Report, type Code, type Diagnostic } from '../../generator/diagnostics.js';
import { readYaml } from '../../generator/load/yaml.js';
import { annotation, render, selection, toJson, type Paint } from '../../generator/render.js';
import { Source, type Place } from '../../generator/source.js';
import { didYouMean } from '../../generator/suggest.js';

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
  at #/vendors/acme/documnt

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
  at #/a

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
    expect(drawn.split('\n').slice(4, 7)).toEqual(['  1 | a:', '  2 |   - [1,', '    |     ^^^']);
  });

  it('aligns its numbers', () => {
    const drawn = render(diagnostic({ source: source(`${'#\n'.repeat(9)}a: 1\n`), pointer: ['a'] }));
    expect(drawn.split('\n').slice(4, 7)).toEqual(['   9 | #', '  10 | a: 1', '     |    ^']);
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

  it('shows a control character by its picture', () => {
    const bare = new Source('a.yaml', 'a\u001b[2J\u007f\u202eb\ud800', undefined, () => undefined);
    const place = { source: bare, pointer: [], range: { start: 0, end: 1 } };
    expect(render(diagnostic(place))).toContain('  1 | a␛[2J␡\ufffdb\ufffd\n');
  });

  it.each([
    ['wide characters', '名前: 値', 4, 5, '            ^^'],
    ['marks on top of others', 'e\u0301: x', 4, 5, '         ^'],
    ['emoji', '😀: x', 4, 5, '          ^'],
  ])('keeps the caret under its text after %s', (_, text, start, end, caret) => {
    const bare = new Source('a.yaml', text, undefined, () => undefined);
    const drawn = render(diagnostic({ source: bare, pointer: [], range: { start, end } }));
    expect(drawn.split('\n')[4]!.replace('|', ' ')).toBe(caret);
  });

  it('of endless words is cut', () => {
    const report = new Report();
    const name = 'x'.repeat(100_000);
    const place = { source: source('a: 1\n'), pointer: [name] };
    report.add('document/renamed-schema', place, { schema: name, name, reason: name }, name);
    expect(render(report.diagnostics[0]!).length).toBeLessThan(2500);
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
    expect(drawn).toContain('  <pointer>at #/a</pointer>');
    expect(drawn).toContain('<help>  Help.</help>');
  });
});

describe('a diagnostic for machines', () => {
  it('has its place from beginning to end, and what was likely meant', () => {
    const report = new Report();
    const place = { source: source('"a/b":\n  - [1,\n     2]\n'), pointer: ['a/b', '0'] };
    report.add('config/invalid', place, { reason: 'Something is wrong' }, didYouMean(['c', 'd']));
    expect(toJson(report.diagnostics[0]!)).toEqual({
      code: 'config/invalid',
      severity: 'error',
      message: 'Something is wrong.',
      help: 'Did you mean "c" or "d"?',
      suggestions: ['c', 'd'],
      file: 'a.yaml',
      line: 2,
      column: 5,
      endLine: 3,
      endColumn: 8,
      pointer: '#/a~1b/0',
    });
  });

  it('of a text that does not parse has no pointer, and without a place only says what it says', () => {
    const place = { source: source('a: 1\n'), pointer: [], range: { start: 0, end: 1 } };
    expect(toJson(diagnostic(place))).toMatchObject({ line: 1, endColumn: 2, pointer: undefined });
    expect(Object.keys(toJson(diagnostic(undefined)))).toEqual([
      'code',
      'severity',
      'message',
      'help',
      'suggestions',
    ]);
  });
});

describe('an annotation of GitHub', () => {
  it('has the file from the root of the repository, the place, the code and the help', () => {
    const place = { source: source('a: 1\n'), pointer: ['a'] };
    expect(annotation(diagnostic(place, 'One.\nTwo.'), 'apps/web/')).toBe(
      '::error file=apps/web/a.yaml,line=1,col=4,endColumn=5,title=config/invalid::Something is wrong.%0AOne.%0ATwo.',
    );
  });

  it('over several lines has no columns', () => {
    const place = { source: source('a:\n  - [1,\n    2]\n'), pointer: ['a', '0'] };
    expect(annotation(diagnostic(place), '')).toBe(
      '::error file=a.yaml,line=2,endLine=3,title=config/invalid::Something is wrong.',
    );
  });

  it('without a place is its message', () => {
    expect(annotation(diagnostic(undefined), '')).toBe('::error title=config/invalid::Something is wrong.');
  });

  it('says nothing that would be a command of its own', () => {
    const evil = 'x\r\n::stop-commands::y,line=3:%0A\u001b[2J';
    const report = new Report();
    const bare = new Source(evil, 'a', undefined, () => undefined);
    report.add('mapping/unknown-entity', { source: bare, pointer: [] }, { entity: evil }, evil);
    const text = annotation(report.diagnostics[0]!, '');
    expect(text).not.toMatch(/[\r\n\u001b]/);
    expect(text).toMatch(/^::error file=x%0D%0A%3A%3Astop-commands%3A%3Ay%2Cline=3%3A%250A␛\[2J,line=1,/);
    expect(text.slice(text.indexOf('title='))).toContain('y,line=3:%250A');
  });

  it.each(['https://example.com/api.json', '/etc/api.json'])('of %s has it as it is', (path) => {
    const bare = new Source(path, 'a', undefined, () => undefined);
    const text = annotation(diagnostic({ source: bare, pointer: [] }), 'web/');
    expect(text).toContain(`file=${path.replace(':', '%3A')},`);
  });
});

describe('of many diagnostics', () => {
  const many = (code: Code, count: number): Diagnostic[] =>
    Array.from({ length: count }, (_, index) => ({
      ...diagnostic(undefined),
      code,
      message: String(index),
    }));

  it('all errors are shown, three warnings of each kind, and how many more there are', () => {
    const { shown, hidden } = selection(
      [...many('config/invalid', 9), ...many('document/dangling-ref', 5), ...many('document/no-items', 3)],
      false,
    );
    expect(shown).toHaveLength(9 + 3 + 3);
    expect([...hidden]).toEqual([['document/dangling-ref', 2]]);
  });

  it('every one is shown to those who want all', () => {
    const { shown, hidden } = selection(many('document/dangling-ref', 5), true);
    expect([shown.length, hidden.size]).toEqual([5, 0]);
  });
});
