import { expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

const grouped: Change = [
  '  people: { at: crew, as: ref.list, to: Person, id: id, set: { kind: person } }',
  '  people: { at: crew, as: ref.grouped, groups: { Person: { read: people, type: job_to_person } }, ' +
    'item: { read: { list: results, id: id }, write: { id: id, category: kind, type: sort } }, why: only people }',
];
const named: Change = [
  'record: { id: id',
  'associations: { job_to_person: { category: A, type: 1, source: test, date: 2026-01-01 } }\nrecord: { id: id',
];

function member(properties: string): Change {
  return [
    '    Member: { type: object, properties: { kind: { type: string }, id: { type: string }, jobId: { type: string } } }',
    `    Member: { type: object, properties: { kind: { type: string }, ${properties} } }`,
  ];
}

/** What is said of the item of a link. */
async function ofItem(properties: string): Promise<readonly string[]> {
  const faults = await said(grouped, named, member(properties));
  return faults.map(([, , text]) => text).filter((text) => text.includes('an item of crew'));
}

it('a link is written to places that take texts and a number', async () => {
  expect(await ofItem('id: { type: string }, sort: { type: integer }')).toEqual([]);
  expect(await ofItem('id: { type: boolean }, sort: { type: string }')).toEqual([
    'The text of a link does not become "id" of an item of crew (boolean).',
    'The number of a link does not become "sort" of an item of crew (string).',
  ]);
});

it('a link is written to places that are there, and to all that are required', async () => {
  expect(await ofItem('id: { type: string }')).toEqual([
    'Job.people is mapped to "sort", which an item of crew does not have.',
  ]);
  const required = member('id: { type: string }, sort: { type: integer }, way: { type: string }');
  const all = await said(grouped, named, [
    required[0],
    required[1].replace('type: object', 'type: object, required: [way]'),
  ]);
  expect(all.map(([code, , text]) => [code, text])).toContainEqual([
    'mapping/missing-target',
    'an item of crew requires "way", and nothing is written there.',
  ]);
});
