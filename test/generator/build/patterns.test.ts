import { expect, it } from 'vitest';
import { checkPatterns, matches, matchesAny } from '../../../generator/build/patterns.js';
import { Report } from '../../../generator/diagnostics.js';
import { readYaml } from '../../../generator/load/yaml.js';
import { pointedAt } from '../support.js';

it.each([
  ['tasks.create', 'tasks.create', true],
  ['*.create', 'tasks.create', true],
  ['tasks.*', 'tasks.create', true],
  ['*.*', 'tasks.create', true],
  ['*', 'tasks.create', false],
  ['tasks', 'tasks.create', false],
  ['tasks.cre*', 'tasks.create', false],
  ['tasks.create.x', 'tasks.create', false],
  ['Tasks.create', 'tasks.create', false],
  ['', 'tasks.create', false],
])('%j means %j: %j', (pattern, key, expected) => {
  expect(matches(pattern, key)).toBe(expected);
});

it('means an operation if any of several does', () => {
  expect(matchesAny(['notes.*', '*.create'], 'tasks.create')).toBe(true);
  expect(matchesAny([], 'tasks.create')).toBe(false);
});

it('is reported where it means no operation, with the nearest one', () => {
  const report = new Report();
  const source = readYaml(
    'vendor.yaml',
    'list: [tasks.create, tasks.creat, "*.search"]\none: task.create\n',
    report,
  )!;
  const keys = ['tasks.create', 'tasks.list'];
  checkPatterns(
    'The rule',
    ['tasks.create', 'tasks.creat', '*.search'],
    { source, pointer: ['list'] },
    keys,
    report,
  );
  checkPatterns('The rule', ['task.create'], { source, pointer: ['one'] }, keys, report);
  expect(report.diagnostics.map((fault) => [pointedAt(fault), fault.help])).toEqual([
    ['tasks.creat', 'Did you mean "tasks.create"?'],
    ['"*.search"', undefined],
    ['task.create', 'Did you mean "tasks.create"?'],
  ]);
});
