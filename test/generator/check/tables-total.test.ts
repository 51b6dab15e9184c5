import { describe, expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

describe('a value table', () => {
  const table = 'values: { open: NEW, waiting: RUNNING, done: CLOSED }';

  it('says what becomes of every canonical value', async () => {
    expect(await said([table, 'values: { open: NEW, done: CLOSED }\n    unknown: keep'])).toEqual([
      [
        'mapping/partial-table',
        '{ open: NEW, done: CLOSED }',
        'The table of Job.state does not say what becomes of "waiting".',
        'Name each under "values", under "nearest" with a reason, or under "within" where a value stands for it too.',
      ],
    ]);
    const rest = 'values: { open: NEW, done: CLOSED }\n    reads: { RUNNING: open }';
    expect(await said([table, `${rest}\n    within: { waiting: NEW }`])).toEqual([]);
    expect(await said([table, `${rest}\n    nearest: { waiting: { to: NEW, why: not done } }`])).toEqual([]);
  });

  it('says what becomes of every value of the vendor, or that unknown ones are kept', async () => {
    const short = 'values: { open: NEW, done: CLOSED }\n    within: { waiting: NEW }';
    expect((await said([table, short])).map(([code, , message, help]) => [code, message, help])).toEqual([
      [
        'mapping/partial-table',
        'The table of Job.state does not say what becomes of the vendor\'s "RUNNING".',
        'Name each under "values" or "reads", or say "unknown: keep".',
      ],
    ]);
    expect(await said([table, `${short}\n    unknown: keep`])).toEqual([]);
    expect(await said([table, `${short}\n    reads: { RUNNING: open }`])).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      'values: { opne: NEW, waiting: RUNNING, done: CLOSED }\n    nearest: { open: { to: NEW, why: same } }',
      'opne',
      'Job.state',
      'Did you mean "open" or "done"?',
    ],
    [
      'values: { open: NWE, waiting: RUNNING, done: CLOSED }\n    reads: { NEW: open }',
      'NWE',
      'phase',
      'Did you mean "NEW"?',
    ],
    [
      'values: { open: NEW, done: CLOSED }\n    reads: { RUNNING: open }\n    within: { waiting: RUNING }',
      'RUNING',
      'phase',
      'Did you mean "RUNNING"?',
    ],
    [
      'values: { open: NEW, done: CLOSED }\n    reads: { RUNNING: open }\n    nearest: { waiting: { to: CLSED, why: x y z } }',
      'CLSED',
      'phase',
      'Did you mean "CLOSED"?',
    ],
    [
      'values: { open: NEW, waiting: RUNNING, done: CLOSED }\n    reads: { OLD: opne }',
      'opne',
      'Job.state',
      'Did you mean "open" or "done"?',
    ],
    [
      'values: { open: NEW, waiting: RUNNING, done: 3 }\n    reads: { CLOSED: done }',
      '3',
      'phase',
      'There are "NEW", "RUNNING", "CLOSED".',
    ],
  ])('names only values that there are: %s', async (text, value, of, help) => {
    const found = (await said([table, text])).filter(([code]) => code === 'mapping/unknown-value');
    expect(found.map(([, pointed, message, advice]) => [pointed, message, advice])).toEqual([
      [value, `"${value}" is not one of the values of ${of}.`, help],
    ]);
  });

  it('reads no value in two ways', async () => {
    const found = await said([table, 'values: { open: NEW, waiting: NEW, done: CLOSED }\n    unknown: keep']);
    expect(found.map(([code, pointed, message]) => [code, pointed, message])).toEqual([
      ['mapping/ambiguous-table', 'NEW', 'Both open and waiting of state claim to be read from "NEW".'],
    ]);
    const reads = await said([table, `${table}\n    reads: { NEW: waiting }`]);
    expect(reads.map(([code, pointed, message]) => [code, pointed, message])).toEqual([
      ['mapping/ambiguous-table', 'waiting', 'Both open and waiting of state claim to be read from "NEW".'],
    ]);
  });

  it('over a boolean knows both', async () => {
    const hot: Change = ['  urgent: hot', '  urgent: { at: { read: name, write: name }, as: instant }'];
    const state: Change = [
      `at: phase\n    ${table}`,
      'at: hot\n    values: { open: false, done: true }\n    within: { waiting: false }',
    ];
    const rest: Change = ['ignore:\n', 'ignore:\n  phase: { why: not that }\n'];
    const codes = (await said(hot, state, rest)).map(([code]) => code);
    expect(codes).not.toContain('mapping/partial-table');
    const half: Change = [
      `at: phase\n    ${table}`,
      'at: hot\n    values: { done: true }\n    nearest: { waiting: { to: true, why: x y z }, open: { to: true, why: x y z } }',
    ];
    expect((await said(hot, half, rest)).map(([, , message]) => message)).toContain(
      'The table of Job.state does not say what becomes of the vendor\'s "false".',
    );
  });
});
