import { describe, expect, it } from 'vitest';
import { check, faults, type Change } from '../mapping.js';

/** What is said of the sound mapping after some changes: code, text pointed at, message, help. */
async function said(...changes: readonly Change[]) {
  return faults((await check(changes)).report);
}

describe('every canonical field', () => {
  it('is mapped, or absent with a reason', async () => {
    expect(await said(['  urgent: hot\n', ''], ['ignore:\n', 'ignore:\n  hot: { why: not that }\n'])).toEqual(
      [
        [
          'mapping/unaccounted-canonical',
          'Job',
          'Nothing is said about Job.urgent.',
          'Map it under "fields", or give the reason under "absent": { urgent: … }.',
        ],
      ],
    );
    expect(
      await said(
        ['  urgent: hot\n', ''],
        ['ignore:\n', 'absent: { urgent: no urgency }\nignore:\n  hot: { why: not that }\n'],
      ),
    ).toEqual([]);
  });

  it('is not mapped and absent', async () => {
    const [fault, ...more] = await said(['ignore:\n', 'absent: { urgent: no urgency }\nignore:\n']);
    expect([fault!.slice(0, 2), more]).toEqual([['mapping/said-twice', 'no urgency'], []]);
  });

  it('is mapped once', async () => {
    const groups = 'groups: [{ fields: [title, body], at: name, as: text.titleAndBody }]\nset:\n';
    const codes = (await said(['set:\n', groups])).map(([code, , message]) => `${code} ${message}`);
    expect(codes).toContain('mapping/said-twice "title" is accounted for twice.');
    expect(codes).toContain('mapping/said-twice "body" is accounted for twice.');
  });

  it('that only the vendor’s record says needs no word', async () => {
    expect((await said()).filter(([, , message]) => message.includes('createdAt'))).toEqual([]);
  });
});

describe('every field of the vendor', () => {
  it('in each verb’s shape is mapped, ignored with a reason, a constant, or a fact of every record', async () => {
    expect(await said(['  seen: { why: nobody asks }\n', ''])).toEqual([
      [
        'mapping/unaccounted-field',
        'Job',
        'Nothing is said about "seen" of jobs.get.',
        'Map it under "fields", or give the reason under "ignore": { seen: { why: … } }.',
      ],
    ]);
    expect((await said(['  create: { source: crosswalk }', '  create: {}']))[0]!.slice(0, 3)).toEqual([
      'mapping/unaccounted-field',
      'Job',
      'Nothing is said about "source" of jobs.create.',
    ]);
    expect((await said([', createdAt: made,', ',']))[0]![2]).toBe(
      'Nothing is said about "made" of jobs.get.',
    );
  });

  it('is told once, however many verbs have it', async () => {
    const messages = (await said(['  owner: { why: nobody asks }\n', ''])).map(([, , message]) => message);
    expect(messages).toEqual(['Nothing is said about "owner" of jobs.get.']);
  });

  it('inside another is looked at where something inside is spoken for', async () => {
    const nested: Change = [
      '        seen: { type: [string',
      '        more: { type: object, properties: { a: { type: string }, b: { type: string } } }\n        seen: { type: [string',
    ];
    expect((await said(nested)).map(([, , message]) => message)).toEqual([
      'Nothing is said about "more" of jobs.get.',
    ]);
    const inside: Change = [
      '  seen: { why: nobody asks }',
      '  seen: { why: nobody asks }\n  more.a: { why: nobody asks }',
    ];
    expect((await said(nested, inside)).map(([, , message]) => message)).toEqual([
      'Nothing is said about "more.b" of jobs.get.',
    ]);
    const whole: Change = [
      '  seen: { why: nobody asks }',
      '  seen: { why: nobody asks }\n  more: { why: nobody asks }',
    ];
    expect(await said(nested, whole)).toEqual([]);
  });

  it('is written by one row', async () => {
    const twice = await said(
      ['  urgent: hot\n', '  urgent: hot\n  body: { at: name, as: richtext.plain }\n'],
      ['  body: { at: note, as: richtext.plain }\n', ''],
      ['ignore:\n', 'ignore:\n  note: { why: not that }\n'],
    );
    expect(twice.map(([code, , message]) => `${code} ${message}`)).toEqual([
      'mapping/said-twice "name" is accounted for twice.',
    ]);
  });

  it('is not written by a row and a constant', async () => {
    const twice = await said(['{ source: crosswalk }', '{ source: crosswalk, note: x }']);
    expect(twice.map(([code, pointed]) => [code, pointed])).toEqual([['mapping/said-twice', 'x']]);
  });
});

describe('what the vendor requires', () => {
  it('is written whatever the record holds', async () => {
    expect(
      await said(['{ at: name, missing: { use: none, why: it has to be called something } }', 'name']),
    ).toEqual([
      [
        'mapping/missing-target',
        'name',
        'jobs.create requires "name", and nothing is written there.',
        'A field is mapped to it, but the canonical value may be missing. Say "missing: ask", "missing: refuse" or "missing: { use: …, why: … }".',
      ],
    ]);
    for (const missing of ['ask', 'refuse']) {
      expect(
        await said(['missing: { use: none, why: it has to be called something }', `missing: ${missing}`]),
      ).toEqual([]);
    }
  });

  it('may be a constant', async () => {
    expect(await said(['required: [name]', 'required: [name, source]'])).toEqual([]);
  });

  it('and nobody writes is told', async () => {
    expect(await said(['required: [name]', 'required: [name, owner]'])).toEqual([
      [
        'mapping/missing-target',
        'Job',
        'jobs.create requires "owner", and nothing is written there.',
        'Map a field to it, or write a constant under "set".',
      ],
    ]);
  });

  it('may be null where the record has nothing', async () => {
    expect(await said(['required: [name]', 'required: [name, due]'])).toEqual([]);
    expect(
      (await said(['required: [name]', 'required: [name, note]'])).map(([code, pointed]) => [code, pointed]),
    ).toEqual([['mapping/missing-target', '{ at: note, as: richtext.plain }']]);
  });

  it('may be a list, which is empty at least', async () => {
    expect(await said(['required: [name]', 'required: [name, crew]'])).toEqual([]);
  });

  it('of a change has to be in every change', async () => {
    const update: Change = [
      '    JobUpdate:\n      type: object\n',
      '    JobUpdate:\n      type: object\n      required: [owner]\n',
    ];
    const codes = (
      await said(update, [
        '        phase: { type: string }',
        '        phase: { type: string }\n        owner: { type: string }',
      ])
    ).map(([code, , message]) => `${code} ${message}`);
    expect(codes).toEqual([
      'mapping/missing-target jobs.update requires "owner", and nothing is written there.',
    ]);
  });

  it('inside a required object is written inside it', async () => {
    const nested: Change = [
      '      required: [name]\n      properties:\n        name: { type: string, maxLength: 80 }',
      '      required: [text]\n      properties:\n        text: { type: object, required: [name], properties: { name: { type: string } } }',
    ];
    const title = 'title: { at: name, missing: { use: none, why: it has to be called something } }';
    const at = 'at: { read: name, create: text.name, update: name }';
    expect(await said(nested, [title, `title: { ${at}, missing: refuse }`])).toEqual([]);
    expect(
      (await said(nested, [title, `title: { ${at} }`])).map(([code, , message]) => `${code} ${message}`),
    ).toEqual(['mapping/missing-target jobs.create requires "text.name", and nothing is written there.']);
  });
});

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

describe('types', () => {
  const rest: Change = ['ignore:\n', 'ignore:\n  hot: { why: not that }\n'];

  it('of a field without a conversion are the same', async () => {
    const found = await said(
      ['  urgent: hot\n', '  urgent: seen\n'],
      ['  seen: { why: nobody asks }\n', ''],
      rest,
    );
    expect(found.filter(([code]) => code === 'mapping/no-conversion')).toEqual([
      [
        'mapping/no-conversion',
        'seen',
        'seen (string) does not become Job.urgent (boolean).',
        'Name a conversion with "as", or a table with "values".',
      ],
    ]);
  });

  it.each([
    [
      '{ at: due, as: instant',
      '{ at: hot, as: instant',
      'hot (boolean) does not become Job.dueAt (string).',
      "The conversion works on the vendor's string.",
    ],
    [
      '{ at: crew, as: ref.list',
      '{ at: owner, as: ref.list',
      'owner (string) does not become Job.people (array).',
      "The conversion works on the vendor's array.",
    ],
    [
      'title: { at: name,',
      'title: { at: name, as: list,',
      'name (string) does not become Job.title (string).',
      'The conversion makes array of it.',
    ],
    [
      'as: richtext.plain',
      'as: instant',
      'note (string) does not become Job.body (object).',
      'The conversion makes string of it.',
    ],
    [
      '  urgent: hot',
      '  urgent: { at: hot, values: { a: true, b: false } }',
      'hot (boolean) does not become Job.urgent (boolean).',
      'The conversion makes string of it.',
    ],
  ])('are those that the conversion works on: %s', async (from, to, message, help) => {
    const found = await said([from, to]);
    expect(
      found.filter(([code]) => code === 'mapping/no-conversion').map(([, , text, advice]) => [text, advice]),
    ).toEqual([[message, help]]);
  });
});
