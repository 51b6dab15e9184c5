import { describe, expect, it } from 'vitest';
import { operationName, settle } from '../../../generator/build/names.js';

type Row = [id: string | undefined, tag: string | undefined, call: string, expected: string];

function named(operationId: string | undefined, tag: string | undefined, call: string): string {
  const [httpMethod, path] = call.split(' ') as [string, string];
  const { resource, method } = operationName({ operationId, tag, httpMethod, path });
  return `${resource}.${method}`;
}

describe('an id that says both', () => {
  it.each<Row>([
    ['tasks.create', undefined, 'post /tasks', 'tasks.create'],
    ['tasks.batchCreate', 'Other', 'post /tasks', 'tasks.batchCreate'],
    ['repos/list-commits', 'repos', 'get /repos/{owner}/{repo}/commits', 'repos.listCommits'],
    ['task_targets.get_all', undefined, 'get /x', 'taskTargets.getAll'],
    ['HTTP.GET', undefined, 'get /x', 'http.get'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('an id that is a word', () => {
  it.each<Row>([
    ['listTasks', 'Tasks', 'get /tasks', 'tasks.listTasks'],
    ['list tasks', 'To do', 'get /tasks', 'toDo.listTasks'],
    ['PostCustomers', undefined, 'post /v1/customers', 'customers.postCustomers'],
    ['v1.tasks.list', undefined, 'get /api/v1/tasks', 'tasks.v1TasksList'],
    ['getOne', undefined, 'get /v3', 'v3.getOne'],
    ['ping', undefined, 'get /', 'api.ping'],
    ['Aufgabe_anlegen', 'Aufgaben', 'post /aufgaben', 'aufgaben.aufgabeAnlegen'],
    ['タスク', 'tasks', 'get /tasks', 'tasks.list'],
  ])('%s (%s, %s) is the method of what the tag or the path names: %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('an id that nobody can say, or none', () => {
  it.each<Row>([
    ['get-/crm/v3/objects/tasks', 'Basic', 'get /crm/v3/objects/tasks', 'tasks.list'],
    [
      'get-/crm/v3/objects/tasks/{taskId}_getById',
      'Basic',
      'get /crm/v3/objects/tasks/{taskId}',
      'tasks.get',
    ],
    [
      'post-/crm/v3/objects/tasks/batch/create',
      'Batch',
      'post /crm/v3/objects/tasks/batch/create',
      'batch.create',
    ],
    ['delete-/crm/v3/objects/tasks/{id}', 'Basic', 'delete /crm/v3/objects/tasks/{id}', 'tasks.delete'],
    [undefined, 'tasks', 'patch /rest/tasks/{id}', 'tasks.update'],
    [undefined, undefined, 'put /v2/objects/{object}/records', 'records.replace'],
    [undefined, undefined, 'post /v2/objects/{object}/records/query', 'records.query'],
    [undefined, 'Tasks', 'get /rest/tasks/{id}/notes', 'tasks.listNotes'],
    [undefined, undefined, 'get /tasks/{id}/notes/{noteId}', 'tasks.getNotes'],
    [undefined, undefined, 'delete /tasks', 'tasks.deleteAll'],
    [undefined, undefined, 'patch /tasks', 'tasks.updateMany'],
    [undefined, undefined, 'get /crm/objects/2026-03/tasks', 'tasks.list'],
    [undefined, undefined, 'get /automation/v4/flows', 'automation.listV4Flows'],
    [undefined, undefined, 'get /{workspace}', 'api.get'],
    [undefined, 'Health', 'get /', 'health.list'],
    [undefined, undefined, 'options /tasks', 'tasks.options'],
    [undefined, undefined, 'get /tasks.json', 'tasksJson.list'],
  ])('(%s, %s) is named by what %s does: %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('two operations of one name', () => {
  const taken = (): Set<string> => new Set(['tasks.get']);
  const get = { resource: 'tasks', method: 'get' };

  it('are told apart by their path, then by their HTTP method, then by a number, and the first keeps its name', () => {
    const names = taken();
    const next = (): string => settle(names, get, 'get', '/a/{workspace}/tasks/{task_id}').method;
    expect([next(), next(), next(), next(), next()]).toEqual([
      'getByTaskId',
      'getGet',
      'getByWorkspaceAndTaskId',
      'get2',
      'get3',
    ]);
  });

  it('of two resources do not clash', () => {
    expect(settle(taken(), { resource: 'notes', method: 'get' }, 'get', '/n').method).toBe('get');
  });

  it('without parameters are still told apart', () => {
    const names = taken();
    expect(settle(names, get, 'post', '/tasks/get').method).toBe('getByPath');
  });
});

it('never calls a method constructor', () => {
  expect(settle(new Set(), { resource: 'tasks', method: 'constructor' }, 'post', '/x').method).toBe(
    'constructorOf',
  );
});

it('is always an identifier', () => {
  for (const id of ['/', 'a/b', '..', '{x}', '9', '*/', '`', '\u202e', 'a.b.c/d', '-.-']) {
    for (const tag of ['', '9', '漢字', undefined]) {
      for (const path of ['/', '/{a}/{b}', '/9', '/漢字', '/`${x}`']) {
        expect(named(id, tag, `get ${path}`), `${id} ${tag} ${path}`).toMatch(/^[A-Za-z]\w*\.[A-Za-z]\w*$/);
      }
    }
  }
});
