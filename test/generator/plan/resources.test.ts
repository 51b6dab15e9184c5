import { describe, expect, it } from 'vitest';
import { GLOBALS } from '../../../generator/plan/globals.js';
import { json, ref, text } from '../openapi.js';
import { plan } from '../support.js';

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

  it('that differ only in capitals are one, since their modules would be one on many disks', async () => {
    const { planned } = await plan({ paths: operations('taskLists.get', 'tasklists.make') });
    expect(planned.resources.map(({ file, methods }) => [file, methods.map(({ name }) => name)])).toEqual([
      ['taskLists', ['get', 'make']],
    ]);
  });

  it('make way for what every client has, and for each other, whatever the order of the document', async () => {
    const ids = ['close.it', 'then.it', 'thenResource.it', 'toString.it'];
    for (const order of [ids, ids.toReversed()]) {
      const { planned } = await plan({ paths: operations(...order) });
      const names = planned.resources.map(({ resource, property }) => [resource.name, property]);
      expect(names.toSorted()).toEqual([
        ['close', 'closeResource'],
        ['then', 'thenResource'],
        ['thenResource', 'thenResourceResource'],
        ['toString', 'toStringResource'],
      ]);
    }
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

  it('called like what every object has say where they go, for nobody has given what is inherited', async () => {
    const { query } = await method('/a', [parameter('toString', 'query'), parameter('x', 'query')]);
    expect(query!.argument).toBe('params');
    expect(query!.parameters.map(({ name }) => name)).toEqual(['query:toString', 'x']);
  });
});
