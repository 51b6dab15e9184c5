import { beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../generated/canonical.js';
import { idsFrom, isCrosswalkError, noIds, type Converted, type Ids } from '../../generated/runtime/index.js';
import { invent, type Invented, type Mappers } from './invented.js';

/** All fields of the canonical task but these, as absent. */
function absentBut(...mapped: readonly string[]): string {
  const all = 'title body dueAt status completedAt priority type assignees links reminders queues'.split(' ');
  const absent = all.filter((field) => !mapped.includes(field));
  return `absent:\n${absent.map((field) => `  ${field}: no ${field}\n`).join('')}`;
}

/** The three shapes of a flat record with these fields beside the id. */
function flat(fields: string, required = '[]'): string {
  const properties = fields.trim().replace(/^/gm, '    ');
  return `
Task: { type: object, required: [id], properties: { id: { type: string } }, allOf: [{ $ref: '#/components/schemas/TaskCreate' }] }
TaskCreate:
  type: object
  required: ${required}
  properties:
${properties}
TaskUpdate:
  type: object
  properties:
${properties}
Group: { type: object, properties: { results: { type: array, items: { type: object, required: [id], properties: { id: { type: string } } } } } }
Bond:
  type: object
  properties:
    to: { type: object, required: [id], properties: { id: { type: string } } }
    kind: { type: string }
    type: { type: integer }
`;
}

const HELD = `
type: object
required: [data]
properties:
  data: { type: object, required: [fields], properties: { fields: { $ref: '#/components/schemas/Fields' } } }
`.replace(/^(?=.)/gm, '  ');

/** The fields stand two levels below the record, and two of them in an object of their own. */
const NESTED: Invented = {
  schemas: `
Task:
  type: object
  required: [id, data]
  properties:
    id: { type: string }
    data: { type: object, required: [fields], properties: { fields: { $ref: '#/components/schemas/Fields' } } }
Fields:
  type: object
  properties:
    text: { type: object, properties: { head: { type: string }, part: { type: object, properties: { body: { type: string }, by: { type: string } } } } }
    due: { type: string }
TaskCreate:${HELD}
TaskUpdate:${HELD}
`,
  manifest: `empty: { read: ['', null], clear: '', source: invented, date: 2026-11-22 }`,
  mapping: `
under: data.fields
fields:
  title: text.head
  body: { at: text.part.body, as: richtext.plain }
  queues: { at: text.part.by, as: list, separator: ',' }
  dueAt: { at: due, as: instant, whenNull: clear }
${absentBut('title', 'body', 'dueAt', 'queues')}
`,
};

/** Title and body share a field that can be changed, and may not be long. */
const JOINED: Invented = {
  schemas: flat('text: { type: string, maxLength: 20 }'),
  mapping: `
groups:
  - { fields: [title, body], at: text, as: text.titleAndBody, tooLong: refuse }
${absentBut('title', 'body')}
`,
};

/** Links in groups, whose types are numbered in two categories; the names are awkward. */
const GROUPED: Invented = {
  schemas: flat(`
bonds: { type: array, items: { $ref: '#/components/schemas/Bond' } }
links: { type: object, properties: { 'the-people': { $ref: '#/components/schemas/Group' }, lost: { $ref: '#/components/schemas/Group' } } }
`),
  manifest: `
associations:
  task_to_person: { category: BUILT_IN, type: 1, source: invented, date: 2026-11-22 }
  task_to_firm: { category: OWN, type: 7, source: invented, date: 2026-11-22 }
`,
  mapping: `
fields:
  links:
    at: { read: links, write: bonds }
    as: ref.grouped
    groups:
      Person: { read: the-people, type: task_to_person }
      Company: { read: lost, type: task_to_firm }
    item: { read: { list: results, id: id }, write: { id: to.id, category: kind, type: type } }
ignore:
  bonds: { why: written as links }
${absentBut('links')}
`,
};

/** Links in columns, and no way to write them; one member whose name is a word of the language. */
const COLUMNS: Invented = {
  schemas: flat(`
default: { type: string }
rows: { type: array, items: { type: object, properties: { person: { type: [string, 'null'] } } } }
`),
  mapping: `
fields:
  status: { at: default, values: { open: o, in_progress: i, waiting: w, deferred: f, done: d }, unknown: keep }
  links: { as: ref.column, at: { read: rows }, columns: { Person: person }, why: rows are read only }
${absentBut('status', 'links')}
`,
};

/** A date and an assignee that a new task must have, and a title that is never left out. */
const STRICT: Invented = {
  schemas: flat(
    `
due: { type: string }
member: { type: string }
name: { type: [string, 'null'] }
`,
    '[due, member]',
  ),
  mapping: `
fields:
  title: { at: name, whenNull: 'null' }
  dueAt: { at: due, as: instant, missing: refuse }
  assignees: { at: member, as: ref.one, to: Member, missing: { use: nobody, why: somebody must do it } }
${absentBut('title', 'dueAt', 'assignees')}
`,
};

const project = await invent({
  nested: NESTED,
  twin: NESTED,
  joined: JOINED,
  grouped: GROUPED,
  columns: COLUMNS,
  strict: STRICT,
});

describe('Generated mappers of vendors that do not exist', () => {
  it('compile under the strictest flags', { timeout: 60_000 }, () => {
    expect(project.complaints()).toEqual([]);
  });
});

describe('Fields that stand two levels below the record', () => {
  let nested: Mappers;
  beforeAll(async () => {
    nested = await project.load('nested/mappers.js');
  });

  const record = (fields: object): object => ({ data: { fields } });
  const task: Task = {
    title: 'Title',
    body: { format: 'plain', text: 'Body' },
    dueAt: null,
    queues: ['a', 'b'],
  };

  it('are read from there', () => {
    const read = nested.toTask({
      id: '1',
      ...record({ text: { head: 'Title', part: { body: 'Body', by: 'a,b' } } }),
    });
    expect(read.value).toMatchObject(task);
  });

  it('are written there, and those that share an object do not overwrite each other', () => {
    expect(nested.fromTask(task, noIds).value).toEqual(
      record({ text: { head: 'Title', part: { body: 'Body', by: 'a,b' } }, due: '' }),
    );
  });

  it('are changed there, one without the other', () => {
    expect(nested.patchTask({ title: 'New' }, noIds).value).toEqual(record({ text: { head: 'New' } }));
    expect(nested.patchTask({ dueAt: null }, noIds).value).toEqual(record({ due: '' }));
  });

  it('go in one step to a vendor that has them under the same names', async () => {
    type Fused = (record: object, ids: Ids) => Converted<object>;
    const { taskFromNestedToTwin } = await project.load<{ taskFromNestedToTwin: Fused }>(
      'map/nested-twin.js',
    );
    const fields = {
      text: { head: 'Title', part: { body: 'Body', by: 'a,b' } },
      due: '2026-12-01T09:00:00.000Z',
    };
    expect(taskFromNestedToTwin({ id: '1', ...record(fields) }, noIds).value).toEqual(record(fields));
  });
});

describe('A field that holds title and body', () => {
  let joined: Mappers;
  beforeAll(async () => {
    joined = await project.load('joined/mappers.js');
  });

  it('refuses what is too long where the mapping says so, without telling what it was', () => {
    const long = (): unknown => joined.fromTask({ title: 'secret'.repeat(4) }, noIds);
    expect(long).toThrow('Title and body have 24 characters, and the vendor takes 20 at most.');
    try {
      long();
    } catch (error) {
      expect(isCrosswalkError(error) && error.kind).toBe('misuse');
    }
  });

  it('changes only as a whole', () => {
    const body = { format: 'plain', text: 'b' } as const;
    expect(joined.patchTask({ title: 'a', body }, noIds)).toEqual({ value: { text: 'a\n\nb' }, losses: [] });
    const { value, losses } = joined.patchTask({ title: 'a' }, noIds);
    expect(value).toEqual({});
    expect(losses).toMatchObject([{ field: 'title', kind: 'dropped', value: 'a' }]);
    expect(joined.patchTask({}, noIds)).toEqual({ value: {}, losses: [] });
  });
});

describe('Links in groups', () => {
  const ids = idsFrom([
    [{ vendor: 'acme', type: 'Person', id: 'p' }, 'P'],
    [{ vendor: 'acme', type: 'Company', id: 'c' }, 'C'],
  ]);
  const links = ['Person', 'Company'].map((type) => ({
    vendor: 'acme',
    type,
    id: type.charAt(0).toLowerCase(),
  }));

  it('have each the category of their own type', async () => {
    const grouped = await project.load('grouped/mappers.js');
    expect(grouped.fromTask({ links }, ids).value).toEqual({
      bonds: [
        { to: { id: 'P' }, kind: 'BUILT_IN', type: 1 },
        { to: { id: 'C' }, kind: 'OWN', type: 7 },
      ],
    });
  });

  it('are read whatever the groups are called', async () => {
    const grouped = await project.load('grouped/mappers.js');
    const found = { 'the-people': { results: [{ id: '1' }] }, lost: { results: [{ id: '2' }] } };
    const { value, losses } = grouped.toTask({ id: 't', links: found });
    expect(value.links).toMatchObject([
      { type: 'Person', id: '1' },
      { type: 'Company', id: '2' },
    ]);
    expect(losses).toEqual([]);
  });
});

describe('Links that can only be read', () => {
  it('are lost when they are written', async () => {
    const columns = await project.load('columns/mappers.js');
    const links = [{ vendor: 'acme', type: 'Person', id: 'p' }];
    expect(columns.toTask({ id: 't', default: 'o', rows: [{ person: '1' }] }).value).toMatchObject({
      status: 'open',
      links: [{ vendor: 'columns', type: 'Person', id: '1' }],
    });
    expect(columns.fromTask({ status: 'done', links }, noIds)).toEqual({
      value: { default: 'd' },
      losses: [{ field: 'links', kind: 'dropped', why: 'rows are read only', value: links }],
    });
  });
});

describe('A field that the vendor requires', () => {
  let strict: Mappers;
  beforeAll(async () => {
    strict = await project.load('strict/mappers.js');
  });

  const dueAt = '2026-12-01T09:00:00.000Z';

  it('is refused where the mapping says so', () => {
    expect(() => strict.fromTask({}, noIds)).toThrow(
      'This Task has no `dueAt`, and the vendor written to demands one.',
    );
  });

  it('gets what the mapping puts in its place, and says so', () => {
    expect(strict.fromTask({ dueAt }, noIds)).toEqual({
      value: { due: dueAt, member: 'nobody' },
      losses: [{ field: 'assignees', kind: 'defaulted', why: 'somebody must do it', value: 'nobody' }],
    });
  });

  it('may be null, which is sent, unless it was never said', () => {
    expect(strict.fromTask({ dueAt, title: null }, noIds).value).toHaveProperty('name', null);
    expect(strict.fromTask({ dueAt }, noIds).value).not.toHaveProperty('name');
  });
});
