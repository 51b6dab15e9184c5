import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { buildCanonical } from '../../../generator/build/canonical.js';
import { Report } from '../../../generator/diagnostics.js';
import { planApi, planCanonical } from '../../../generator/plan/api.js';
import { answers, ref, schemas, text } from '../openapi.js';
import { documentOf, plan, read, told } from '../support.js';

/** A plan of schemas that one operation answers with. */
async function named(all: Readonly<Record<string, unknown>>, answer?: object) {
  const paths = { '/a': { get: { operationId: 'things.get', responses: answers(answer ?? {}) } } };
  const { planned, report } = await plan(
    answer === undefined ? schemas(all) : { paths, components: { schemas: all } },
  );
  const names = new Map(planned.types.types.map(({ name, schema }) => [schema.place.pointer.at(-1)!, name]));
  return { names, planned, report };
}

const warnings = (report: Report): readonly string[] => report.diagnostics.map(({ message }) => message);

describe('the names of types', () => {
  it('are those of the schemas where they are plain identifiers', async () => {
    const { names, report } = await named({ Task: text, TaskList2: text });
    expect([...names]).toEqual(
      expect.arrayContaining([
        ['Task', 'Task'],
        ['TaskList2', 'TaskList2'],
      ]),
    );
    expect(told(report)).toEqual([]);
  });

  it('that are no identifiers are made into some, with a warning', async () => {
    const { names, report } = await named({ 'my task': text, '2fa.Code': text, '/a/b': text, タスク: text });
    expect(Object.fromEntries(names)).toMatchObject({
      'my task': 'MyTask',
      '2fa.Code': 'Type2faCode',
      '/a/b': 'AB',
      タスク: 'Type',
    });
    expect(warnings(report)).toContain(
      'The schema "2fa.Code" is called Type2faCode in the output, since its name is no identifier.',
    );
    expect(
      report.diagnostics.every(
        ({ code, severity }) => code === 'document/renamed-schema' && severity === 'warning',
      ),
    ).toBe(true);
  });

  it('that are only written otherwise change without a word', async () => {
    const { names, report } = await named({ task_list: text, person: text, 'my-note': text });
    expect(Object.fromEntries(names)).toMatchObject({
      task_list: 'TaskList',
      person: 'Person',
      'my-note': 'MyNote',
    });
    expect(told(report)).toEqual([]);
  });

  it('of globals get the API before them, with a warning', async () => {
    const { names, report } = await named({ Error: text, Record: text, date: text, Message: text });
    expect(Object.fromEntries(names)).toMatchObject({
      Error: 'AcmeError',
      Record: 'AcmeRecord',
      date: 'AcmeDate',
      Message: 'Message',
    });
    expect(warnings(report)).toContain(
      'The schema "Error" is called AcmeError in the output, since Error is a global of TypeScript.',
    );
  });

  it('are each given once; a plain one keeps its name, whatever stands before it', async () => {
    const { names, report } = await named({ task_list: text, 'task list': text, TaskList: text });
    expect(names.get('TaskList')).toBe('TaskList');
    expect(new Set(names.values()).size).toBe([...names].length);
    expect(warnings(report)).toContain(
      'The schema "task_list" is called TaskList3 in the output, since TaskList is taken.',
    );
  });

  it('make way for the client and its errors', async () => {
    const { names } = await named({ Acme: text, AcmeErrors: text });
    expect(Object.fromEntries(names)).toMatchObject({ Acme: 'Acme2', AcmeErrors: 'AcmeErrors2' });
  });

  it('do not depend on the order of the document', async () => {
    const schemas = { 'a b': text, a_b: text, AB: text, 'a-b': text };
    const forth = await named(schemas);
    const back = await named(Object.fromEntries(Object.entries(schemas).toReversed()));
    const sorted = (names: ReadonlyMap<string, string>): unknown =>
      [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)).filter(([a]) => a !== 'schema');
    expect(sorted(back.names)).toEqual(sorted(forth.names));
  });

  it('in other files come from the file or from where they stand there', async () => {
    const { document } = await read({
      'a.yaml': `openapi: 3.1.0
paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { schema: { properties: { a: { $ref: 'task list.yaml' }, b: { $ref: 'task list.yaml#/$defs/owner' } } } } } } } } } }
`,
      'task list.yaml': 'type: object\n$defs: { owner: { type: string } }\n',
    });
    const report = new Report();
    const planned = planApi(
      buildApi({ id: 'acme', origin: 'x', document: document!, manifest: undefined }, report),
      report,
    );
    expect(planned.types.types.map(({ name }) => name)).toEqual(['AGetResult', 'Owner', 'TaskList']);
  });
});

describe('the names of objects inside others', () => {
  const tall = { type: 'object', properties: { inner: { type: 'object', properties: { a: text } } } };

  it('are those of the type and the property, where the object holds others or has many members', async () => {
    const many = Object.fromEntries([...'abcdef'].map((name) => [name, text]));
    const { planned } = await named(
      {
        A: {
          type: 'object',
          properties: {
            few: { type: 'object', properties: { a: text } },
            many_of_them: { type: 'array', items: { type: 'object', properties: many } },
            tall,
          },
        },
      },
      ref('A'),
    );
    expect(planned.types.types.map(({ name }) => name)).toEqual(['A', 'AManyOfThem', 'ATall']);
  });

  it('take no name from a schema of the document, nor from a method', async () => {
    const { planned, report } = await named(
      { A: { properties: { tall } }, ATall: text, B: { properties: { a: ref('A'), b: ref('ATall') } } },
      ref('B'),
    );
    const place = planned.types.types.map(({ name, schema }) => [name, schema.place.pointer.length]);
    expect(place).toEqual([
      ['A', 3],
      ['ATall', 3],
      ['ATall2', 5],
      ['B', 3],
    ]);
    expect(told(report)).toEqual([]);
  });
});

describe('the types that are wanted', () => {
  it('are those that operations reach, and no others', async () => {
    const { planned } = await named(
      { A: { properties: { b: ref('B') } }, B: { items: ref('A') }, C: ref('A') },
      ref('A'),
    );
    expect(planned.types.types.map(({ name }) => name)).toEqual(['A', 'B']);
  });

  it('are reached through properties that are called like keywords', async () => {
    const names = ['description', 'default', 'example', 'enum', 'const', 'discriminator', '$ref'];
    const schemas = Object.fromEntries(names.map((_, index) => [`S${index}`, text]));
    const properties = Object.fromEntries(names.map((name, index) => [name, ref(`S${index}`)]));
    const { planned } = await named(schemas, { type: 'object', properties });
    expect(planned.types.types.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(schemas)));
  });

  it('are not those of examples, defaults and the like', async () => {
    const { planned } = await named(
      { A: { default: ref('B'), example: ref('B'), enum: [ref('B')] }, B: text },
      ref('A'),
    );
    expect(planned.types.types.map(({ name }) => name)).toEqual(['A']);
  });

  it('of the canonical model are all of them', async () => {
    const document = await documentOf({
      components: { schemas: { Task: { properties: { ref: text } }, Unused: text } },
    });
    const { types } = planCanonical(buildCanonical(document, 'x'), new Report());
    expect(types.types.map(({ name }) => name)).toEqual(['Task', 'Unused']);
  });
});
