import { describe, expect, it } from 'vitest';
import { check, faults, type Change } from '../mapping.js';

describe('an app’s own mapping', () => {
  const own = (text: string) => check([], { 'specs/acme/mappings/own.yaml': `entity: Job\n${text}` });

  it('says something else than the shipped one, field by field', async () => {
    const { mapping, report, mappings } = await own('fields: { body: { at: note, as: richtext.html } }\n');
    expect(faults(report)).toEqual([]);
    expect(mappings).toHaveLength(1);
    expect(mapping!.rows.find(({ fields }) => fields[0] === 'body')!.conversion).toMatchObject({
      format: 'html',
    });
    expect(mapping!.rows).toHaveLength(6);
  });

  it('is where its own faults are told', async () => {
    const { report } = await own('fields: { body: { at: nte } }\n');
    expect(report.diagnostics[0]!.place!.source.path).toBe('specs/acme/mappings/own.yaml');
  });
});

describe('links', () => {
  const crew = 'people: { at: crew, as: ref.list, to: Person, id: id, set: { kind: person } }';

  it('of several types are told apart by a field of the item, which is there', async () => {
    const typed = (id: string, at: string): Change => [
      crew,
      `people: { at: crew, as: ref.typed, id: ${id}, type: { at: ${at}, values: { Person: person } } }`,
    ];
    expect(faults((await check([typed('id', 'kind')])).report)).toEqual([]);
    expect(
      faults((await check([typed('idd', 'kidn')])).report).map(([code, pointed]) => [code, pointed]),
    ).toEqual([
      ['mapping/unknown-path', 'idd'],
      ['mapping/unknown-path', 'kidn'],
    ]);
  });

  it('in columns name columns that the items have, and a method over many items that takes what is set', async () => {
    const columns = (column: string, after: string, field: string): Change => [
      crew,
      `people: { at: { read: crew }, as: ref.column, columns: { Person: ${column} }, create: { after: ${after}, set: { ${field}: id } } }`,
    ];
    const ignored: Change = ['  owner: { why', '  crew: { why: written apart }\n  owner: { why'];
    expect(faults((await check([columns('id', 'links.createMany', 'job')])).report)).toEqual([]);
    const wrong = await check([columns('idd', 'links.createMnay', 'job')]);
    expect(faults(wrong.report).map(([code, pointed, , help]) => [code, pointed, help])).toEqual([
      ['mapping/unknown-path', 'idd', 'Did you mean "id"?'],
      [
        'mapping/unknown-reference',
        'links.createMnay',
        'Did you mean "links.createMany" or "jobs.createMany"?',
      ],
    ]);
    const unset = await check([columns('id', 'links.createMany', 'jbo'), ignored]);
    expect(faults(unset.report).map(([code, pointed]) => [code, pointed])).toEqual([
      ['mapping/not-writable', 'jbo'],
    ]);
  });

  it('in groups name associations of the manifest', async () => {
    const grouped: Change = [
      crew,
      'people: { at: crew, as: ref.grouped, groups: { Person: { read: people, type: job_to_persn } } }',
    ];
    const named: Change = [
      'record: { id: id',
      'associations: { job_to_person: { category: A, type: 1, source: test, date: 2026-01-01 } }\nrecord: { id: id',
    ];
    const { report } = await check([grouped, named]);
    expect(faults(report).find(([code]) => code === 'mapping/unknown-reference')).toEqual([
      'mapping/unknown-reference',
      'job_to_persn',
      '"job_to_persn" is no named association of this vendor.',
      'Did you mean "job_to_person"?',
    ]);
  });
});
