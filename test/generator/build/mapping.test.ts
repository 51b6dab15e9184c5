import { describe, expect, it } from 'vitest';
import { check, faults, type Change } from '../mapping.js';

async function rows() {
  const { mapping } = await check();
  return new Map(mapping!.rows.map((row) => [row.fields.join(' '), row]));
}

describe('a sound mapping', () => {
  it('is built without a word', async () => {
    const { report, mapping } = await check();
    expect(faults(report)).toEqual([]);
    expect(mapping).toMatchObject({
      resource: 'jobs',
      record: { id: ['id'], createdAt: ['made'], updatedAt: undefined },
    });
    expect(mapping!.shapes).toMatchObject({
      read: { operation: 'jobs.get' },
      create: { operation: 'jobs.create' },
      update: { operation: 'jobs.update' },
    });
  });

  it('finds each field in the shape of each verb', async () => {
    const { targets } = (await rows()).get('title')!;
    expect(targets.read).toMatchObject({ path: ['name'], required: false, nullable: false });
    expect(targets.create).toMatchObject({ path: ['name'], required: true });
    expect(targets.update).toMatchObject({ path: ['name'], required: false });
    const due = (await rows()).get('dueAt')!;
    expect(due.targets.read!.nullable).toBe(true);
    expect([due.targets.update, due.absent]).toEqual([undefined, { update: "it can't be moved" }]);
  });

  it('names the conversion of each row', async () => {
    const kinds = [...(await rows())].map(([field, { conversion }]) => [field, conversion.kind]);
    expect(Object.fromEntries(kinds)).toEqual({
      title: 'same',
      body: 'richtext',
      dueAt: 'instant',
      state: 'table',
      urgent: 'same',
      people: 'ref.list',
    });
  });

  it('may put several canonical fields into one, cut where the document says', async () => {
    const { mapping, report } = await check([
      [
        '  title: { at: name, missing: { use: none, why: it has to be called something } }\n  body: { at: note, as: richtext.plain }\n',
        '',
      ],
      ['set:\n', 'groups:\n  - { fields: [title, body], at: name, as: text.titleAndBody }\nset:\n'],
      ['ignore:\n', 'ignore:\n  note: { why: the text is in the name }\n'],
    ]);
    expect(faults(report)).toEqual([]);
    const row = mapping!.rows.find(({ fields }) => fields.length === 2)!;
    expect(row.conversion).toEqual({ kind: 'text.titleAndBody', tooLong: 'cutAtWord', max: 80 });
  });

  it('may read one path and write another, and take the first of several that the document has', async () => {
    const { mapping, report } = await check([
      ['  urgent: hot\n', '  urgent: { at: { read: { firstOf: [burning, hot] }, write: hot } }\n'],
    ]);
    expect(faults(report)).toEqual([]);
    expect(mapping!.rows.find(({ fields }) => fields[0] === 'urgent')!.targets.read!.path).toEqual(['hot']);
  });
});

/** Changes of the sound mapping, and what is said of them. */
const cases: Readonly<
  Record<string, readonly [change: Change, code: string, pointed: string, message: string, help?: string]>
> = {
  'an entity that the canonical model does not have': [
    ['entity: Job', 'entity: Jbo'],
    'mapping/unknown-entity',
    'Jbo',
    'The canonical model has no entity "Jbo".',
    'Did you mean "Job"?',
  ],
  'an entity without a reference to where it was read': [
    ['entity: Job', 'entity: Loose'],
    'mapping/unknown-entity',
    'Loose',
    'The canonical model has no entity "Loose".',
  ],
  'a resource that the vendor does not have': [
    ['resource: jobs', 'resource: jbos'],
    'mapping/unknown-resource',
    'jbos',
    'Acme has no resource "jbos" that can be read and written.',
    'Did you mean "jobs"?',
  ],
  'a resource that can’t be read': [
    ['resource: jobs', 'resource: ping'],
    'mapping/unknown-resource',
    'ping',
    'Acme has no resource "ping" that can be read and written.',
    'No operation of it reads one record: say which one does with "verbs: { read: … }".',
  ],
  'a verb by an operation that the resource does not have': [
    ['resource: jobs\n', 'resource: jobs\nverbs: { create: craete }\n'],
    'mapping/unknown-reference',
    'craete',
    '"craete" is no method of "jobs" of this vendor.',
    'Did you mean "create"?',
  ],
  'no resource': [
    ['resource: jobs\n', ''],
    'mapping/unknown-resource',
    'Job',
    'Acme has no resource "" that can be read and written.',
  ],
  'a field that the entity does not have': [
    ['  urgent: hot', '  urgnet: hot'],
    'mapping/unknown-field',
    'urgnet',
    'The canonical Job has no field "urgnet".',
    'Did you mean "urgent"?',
  ],
  'a path that the vendor does not have, where the type tells more than the name': [
    ['at: due', 'at: dew'],
    'mapping/unknown-path',
    'dew',
    'Job.dueAt is mapped to "dew", which jobs.get does not have.',
    'Did you mean "made", "due" or "seen"?',
  ],
  'a path that the vendor does not have, where the name tells more': [
    ['at: note', 'at: notes'],
    'mapping/unknown-path',
    'notes',
    'Job.body is mapped to "notes", which jobs.get does not have.',
    'Did you mean "note"?',
  ],
  'a path through a field that holds nothing': [
    ['at: note', 'at: note.text'],
    'mapping/unknown-path',
    'note.text',
    'Job.body is mapped to "note.text", which jobs.get does not have.',
  ],
  'none of several paths': [
    ['at: note', 'at: { firstOf: [text, body] }'],
    'mapping/unknown-path',
    'body',
    'Job.body is mapped to "body", which jobs.get does not have.',
  ],
  'a path that can be read and not written': [
    [", update: { absent: it can't be moved }", ''],
    'mapping/not-writable',
    'due',
    '"due" can\'t be written: jobs.update does not have it.',
    'Say what holds for this verb: "update: { absent: … }", or give "at" a path for each verb.',
  ],
  'a conversion that there is not': [
    ['as: richtext.plain', 'as: richtext.plian'],
    'mapping/unknown-codec',
    'richtext.plian',
    'There is no conversion "richtext.plian".',
    'Did you mean "richtext.plain"?',
  ],
  'a conversion named like a member of every object': [
    ['as: richtext.plain', 'as: constructor'],
    'mapping/unknown-codec',
    'constructor',
    'There is no conversion "constructor".',
  ],
  'a constant for a field that can’t be written': [
    ['{ source: crosswalk }', '{ sauce: crosswalk, source: x }'],
    'mapping/not-writable',
    'sauce',
    '"sauce" can\'t be written: jobs.create does not have it.',
  ],
  'a reason to ignore what is not there': [
    ['  seen: { why: nobody asks }', '  seen: { why: nobody asks }\n  searchIndex: { why: nobody asks }'],
    'mapping/unknown-path',
    'searchIndex',
    '"ignore" is mapped to "searchIndex", which jobs.get does not have.',
    'Take it out, or say "optional: true" if other versions have it.',
  ],
  'an absence of a field that the entity does not have': [
    ['ignore:\n', 'absent: { colour: no colours }\nignore:\n'],
    'mapping/unknown-field',
    'colour',
    'The canonical Job has no field "colour".',
  ],
};

describe('a mapping that names', () => {
  it.each(Object.entries(cases))(
    '%s is told where it does',
    async (_, [change, code, pointed, message, help]) => {
      const { report } = await check([change]);
      const found = faults(report).filter((fault) => fault[0] === code && fault[1] === pointed);
      expect(found[0]?.slice(2, 3)).toEqual([message]);
      if (help !== undefined) expect(found[0]![3]).toBe(help);
      expect(report.failed).toBe(true);
    },
  );

  it('what other versions of the document have is sound if it says so', async () => {
    const { report } = await check([
      [
        '  seen: { why: nobody asks }',
        '  seen: { why: nobody asks }\n  sene: { why: nobody asks, optional: true }',
      ],
      ['  urgent: hot', '  urgent: { at: { firstOf: [burning] }, optional: true }'],
      ['  owner: { why', '  hot: { why: not that }\n  owner: { why'],
    ]);
    expect(faults(report)).toEqual([]);
  });

  it('says why a verb does not write what other versions have', async () => {
    const { report, mapping } = await check([
      ['  urgent: hot', '  urgent: { at: { read: hot, write: burning }, optional: true }'],
      ['as: richtext.plain }', 'as: richtext.plain, optional: true, update: { absent: it is printed } }'],
    ]);
    expect(faults(report)).toEqual([]);
    const absent = (name: string) => mapping!.rows.find(({ fields }) => fields.includes(name))!.absent;
    const gone = 'not in this version of the vendor';
    expect(absent('urgent')).toEqual({ create: gone, update: gone });
    expect(absent('body')).toEqual({ update: 'it is printed' });
  });

  it('reads what a creation answers, where no operation reads a record', async () => {
    const { report, mapping } = await check([
      [
        "    get: { operationId: jobs.get, responses: { '200'",
        "    get: { operationId: jobs.look, responses: { '202'",
      ],
      [
        "schema: { $ref: '#/components/schemas/JobCreate' } } } } }",
        "schema: { $ref: '#/components/schemas/JobCreate' } } } }, responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } } } }",
      ],
    ]);
    expect(faults(report)).toEqual([]);
    expect(mapping!.shapes.read!.operation).toBe('jobs.create');
  });

  it('several wrong things is told all of them at once', async () => {
    const { report } = await check([
      ['at: note', 'at: notes'],
      ['as: instant', 'as: instnat'],
      ['  urgent: hot', '  urgnet: hot'],
    ]);
    const codes = new Set(faults(report).map(([code]) => code));
    expect(codes).toEqual(
      new Set([
        'mapping/unknown-path',
        'mapping/unknown-codec',
        'mapping/unknown-field',
        'mapping/unaccounted-canonical',
        'mapping/unaccounted-field',
      ]),
    );
  });
});
