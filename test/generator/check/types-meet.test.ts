import { describe, expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

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

  it.each<[string, string, string, string]>([
    [
      'is no type at all',
      '        seen: { type: [string',
      '        seen: { type: [strng',
      'seen (null) does not become Job.dueAt (string).',
    ],
    [
      'is said of nothing',
      '        made: { type: string, format: date-time }\n',
      '        made: { format: date-time }\n',
      'made (anything) does not become Job.createdAt (string).',
    ],
    [
      'is not that of the runtime',
      'Ref: { type: object, required: [vendor, type, id]',
      'Ref: { type: object, required: [vendor, type]',
      'crew (array) does not become Job.people (array).',
    ],
    [
      'is a text of a list where any may come',
      'enum: [html, markdown, plain, blocknote]',
      'enum: [html]',
      'note (string) does not become Job.body (object).',
    ],
  ])('that %s are no match', async (_, from, to, message) => {
    const seen: Change = ['{ at: due, as: instant', '{ at: seen, as: instant'];
    const found = await said([from, to], ...(message.startsWith('seen') ? [seen] : []));
    expect(found.map(([, , text]) => text)).toContain(message);
  });
});
