import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { Report } from '../../../generator/diagnostics.js';
import type { PlannedApi } from '../../../generator/model/plan.js';
import { planApi, planCanonical } from '../../../generator/plan/api.js';
import { GLOBALS } from '../../../generator/plan/globals.js';
import { buildCanonical } from '../../../generator/build/canonical.js';
import { documentOf, read, told } from '../support.js';

const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });

async function plan(content: object, id = 'acme'): Promise<{ planned: PlannedApi; report: Report }> {
  const report = new Report();
  const document = await documentOf(content);
  return {
    planned: planApi(buildApi({ id, origin: 'x', document, manifest: undefined }, report), report),
    report,
  };
}

/** A plan of schemas that one operation answers with. */
async function named(schemas: object, answer?: object) {
  const all = {
    type: 'object',
    properties: Object.fromEntries(
      Object.keys(schemas).map((name, index) => [
        `p${index}`,
        ref(name.replaceAll('~', '~0').replaceAll('/', '~1')),
      ]),
    ),
  };
  const paths = {
    '/tasks': {
      get: { operationId: 'tasks.list', responses: { 200: { description: 'x', ...json(answer ?? all) } } },
    },
  };
  const { planned, report } = await plan({ paths, components: { schemas } });
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
      'The schema "my task" is called MyTask in the output, since its name is no identifier.',
    );
    expect(
      report.diagnostics.every(
        ({ code, severity }) => code === 'document/renamed-schema' && severity === 'warning',
      ),
    ).toBe(true);
  });

  it('that are only written otherwise change without a word', async () => {
    const { names, report } = await named({ task_list: text, person: text });
    expect(Object.fromEntries(names)).toMatchObject({ task_list: 'TaskList', person: 'Person' });
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
    expect(planned.types.types.map(({ name }) => name)).toEqual(['AListResult', 'Owner', 'TaskList']);
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

describe('an inline schema', () => {
  const object = { type: 'object', properties: { a: text } };
  const paths = {
    '/tasks': {
      get: { operationId: 'tasks.list', responses: { 200: { description: 'x', ...json(object) } } },
      post: {
        operationId: 'tasks.create',
        requestBody: json({ type: 'array', items: object }),
        responses: { 200: { description: 'x', ...json(text) } },
      },
      patch: {
        operationId: 'tasks.change',
        requestBody: json({ oneOf: [text, object] }),
        responses: { 200: { description: 'x', ...json({ type: 'object', additionalProperties: text }) } },
      },
    },
  };

  it('that says much gets a name of its own after its method', async () => {
    const { planned } = await plan({ paths });
    expect(planned.types.types.map(({ name }) => name)).toEqual([
      'TasksChangeInput',
      'TasksCreateInput',
      'TasksListResult',
    ]);
  });

  it('makes way for a schema of that name', async () => {
    const { planned } = await plan({
      paths: {
        ...paths,
        '/x': {
          get: {
            operationId: 'x.get',
            responses: { 200: { description: 'x', ...json(ref('TasksListResult')) } },
          },
        },
      },
      components: { schemas: { TasksListResult: text } },
    });
    expect(planned.types.types.map(({ name }) => name)).toContain('TasksListResult2');
  });
});

describe('resources', () => {
  const operations = (...ids: string[]): object =>
    Object.fromEntries(ids.map((id) => [`/${id}`, { get: { operationId: id } }]));

  it('are properties, classes and modules', async () => {
    const { planned } = await plan({ paths: operations('taskLists.get') });
    expect(planned.resources[0]).toMatchObject({
      property: 'taskLists',
      className: 'TaskLists',
      file: 'taskLists',
    });
  });

  it('make way for what the client and its folder have already', async () => {
    const { planned } = await plan({
      paths: operations(
        'close.a',
        'constructor.a',
        'index.a',
        'types.a',
        'client.a',
        'vendor.a',
        'mappers.a',
      ),
    });
    expect(planned.resources.map(({ property, file }) => [property, file])).toEqual([
      ['closeResource', 'closeResource'],
      ['constructorResource', 'constructorResource'],
      ['index', 'indexResource'],
      ['types', 'typesResource'],
      ['client', 'clientResource'],
      ['vendor', 'vendorResource'],
      ['mappers', 'mappersResource'],
    ]);
  });

  it('that differ only in capitals have modules that differ on every disk', async () => {
    const { planned } = await plan({ paths: operations('taskLists.get', 'tasklists.get') });
    const files = planned.resources.map(({ file }) => file.toLowerCase());
    expect(new Set(files).size).toBe(2);
  });

  it('make way for the schemas', async () => {
    const content = {
      '/t': {
        get: { operationId: 'tasks.get', responses: { 200: { description: 'x', ...json(ref('Tasks')) } } },
      },
    };
    const { planned } = await plan({ paths: content, components: { schemas: { Tasks: text } } });
    expect(planned.resources[0]!.className).toBe('TasksResource');
  });

  it('called like a global are not called so', async () => {
    const { planned } = await plan({ paths: operations('error.get', 'map.get') });
    for (const { className } of planned.resources) expect(GLOBALS.has(className)).toBe(false);
  });
});

describe('the parameters of a method', () => {
  const parameter = (name: string, where: string, required = false): object => ({
    name,
    in: where,
    required,
    schema: text,
  });
  const method = async (path: string, parameters: object[], more: object = {}, verb = 'post') => {
    const { planned } = await plan({
      paths: { [path]: { [verb]: { operationId: 'tasks.do', parameters, ...more } } },
    });
    return planned.resources[0]!.methods[0]!;
  };

  it('of a path are arguments with names that can stand', async () => {
    const { path } = await method('/{task_id}/{class}/{options}/{input}/{2nd}/{task-id}', []);
    expect(path.map(({ name }) => name)).toEqual([
      'taskId',
      'classValue',
      'optionsValue',
      'inputValue',
      'value2nd',
      'taskIdValue',
    ]);
  });

  it('of a query are one argument, or stand in the options where there is a body', async () => {
    expect((await method('/a', [parameter('q', 'query')])).query).toMatchObject({
      argument: 'query',
      typeName: 'TasksDoQuery',
      inOptions: false,
      required: false,
    });
    const body = { requestBody: json(text) };
    const withBody = await method('/a', [parameter('q', 'query')], body);
    expect(withBody).toMatchObject({ query: { inOptions: true }, optionsType: 'TasksDoOptions' });
    const required = await method('/a', [parameter('q', 'query', true)], body);
    expect(required).toMatchObject({ query: { inOptions: false, required: true }, optionsType: undefined });
  });

  it('of several places are one argument in which two of one name say where they go', async () => {
    const { query } = await method('/a', [
      parameter('x', 'query'),
      parameter('x', 'header'),
      parameter('x', 'cookie'),
    ]);
    expect(query).toMatchObject({ argument: 'params', typeName: 'TasksDoParams' });
    expect(query!.parameters.map(({ name }) => name)).toEqual(['x', 'header:x', 'cookie:x']);
  });
});
