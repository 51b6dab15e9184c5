import { describe, expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

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
