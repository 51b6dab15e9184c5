import { describe, expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

describe('the id of a record', () => {
  it.each<[string, Change, string]>([
    [
      'has to be required',
      ['      required: [id]\n', ''],
      'id (nothing, since it is not required) does not become Job.ref (string).',
    ],
    [
      'may not be null',
      ['        id: { type: string }\n        made', "        id: { type: [string, 'null'] }\n        made"],
      'id (null) does not become Job.ref (string).',
    ],
    [
      'has to be a text',
      ['        id: { type: string }\n        made', '        id: { type: integer }\n        made'],
      'id (integer) does not become Job.ref (string).',
    ],
  ])('%s', async (_, change, message) => {
    expect((await said(change)).map(([code, , text]) => [code, text])).toEqual([
      ['mapping/no-conversion', message],
    ]);
  });
});

describe('the dates of a record', () => {
  it('may be missing, and may be null', async () => {
    const nullable: Change = [
      '        made: { type: string, format: date-time }',
      "        made: { type: [string, 'null'], format: date-time }",
    ];
    expect(await said(nullable)).toEqual([]);
  });
});
