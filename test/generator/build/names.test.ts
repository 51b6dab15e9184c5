import { describe, expect, it } from 'vitest';
import { nameOperations, type OperationName } from '../../../generator/build/names.js';

/** What one operation is called; a tag or several, with commas between them. */
function named(id: string | undefined, tags: string | undefined, call: string, title = ''): string {
  return names([[id, tags, call]], title)[0]!;
}

type Given = readonly [id: string | undefined, tags: string | undefined, call: string, given?: OperationName];

/** What the operations of one document are called, in its order. */
function names(operations: readonly Given[], title = ''): readonly string[] {
  const unnamed = operations.map(([operationId, tags, call, given]) => {
    const [httpMethod = '', path = ''] = call.split(' ');
    return { operationId, tags: tags?.split(',') ?? [], httpMethod, path, given };
  });
  const found = nameOperations(unnamed, title);
  return unnamed.map((one) => `${found.get(one)!.resource}.${found.get(one)!.method}`);
}

type Row = readonly [id: string | undefined, tags: string | undefined, call: string, expected: string];

describe('an id that says both', () => {
  it.each<Row>([
    ['tasks.create', undefined, 'post /tasks', 'tasks.create'],
    ['tasks.batchCreate', 'Other', 'post /tasks', 'tasks.batchCreate'],
    ['repos/list-commits', 'repos', 'get /repos/{owner}/{repo}/commits', 'repos.listCommits'],
    ['task_targets.get_all', undefined, 'get /x', 'taskTargets.getAll'],
    ['disk.files.list', undefined, 'get /files', 'files.list'],
    ['keys.projects.rings.list', 'projects', 'get /v1/{parent}/rings', 'projectsRings.list'],
    ['admin.apps.approve', 'admin.apps', 'post /admin.apps.approve', 'adminApps.approve'],
    ['v1.tasks.list', undefined, 'get /api/v1/tasks', 'tasks.list'],
    ['TasksController.findAll', undefined, 'get /tasks', 'tasks.findAll'],
    ['TasksController_findAll', 'todo', 'get /tasks', 'tasks.list'],
    ['VirtualDisks_CreateOrUpdate', undefined, 'put /disks/{name}', 'virtualDisks.createOrUpdate'],
    ['tasks_list', undefined, 'get /tasks', 'tasks.list'],
    ['task_revoke', undefined, 'delete /tasks/{id}', 'tasks.revoke'],
    ['chat_postMessage', 'chat', 'post /chat.postMessage', 'chat.postMessage'],
    ['src.acme.api.v1.controllers.tasks.by_name', 'tasks', 'get /tasks/by_name', 'tasks.byName'],
    ['acme.projects.api.v1.series', 'projects', 'post /v1/{name}/series', 'projectsApiV1.series'],
    ['UpdateGroups_GetUpdateGroups', 'UpdateGroups', 'get /UpdateGroups', 'updateGroups.list'],
    ['Search_FindTasks', 'Search', 'get /Search/Tasks', 'search.findTasks'],
    ['AddTask_Post', 'To do', 'post /AddTask', 'toDo.addTask'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('an id that says what is done loses what its resource says already', () => {
  it.each<Row>([
    ['createTask', 'Tasks', 'post /tasks', 'tasks.create'],
    ['listTasks', 'Tasks', 'get /tasks', 'tasks.list'],
    ['getTasks', 'Tasks', 'get /tasks', 'tasks.list'],
    ['getTask', 'Tasks', 'get /tasks/{id}', 'tasks.get'],
    ['retrieveTask', 'Tasks', 'get /tasks/{id}', 'tasks.retrieve'],
    ['retrieve-task', 'Tasks', 'get /tasks/{id}', 'tasks.retrieve'],
    ['FetchTask', 'AcmeV1Task', 'get /v1/Tasks/{Sid}', 'task.fetch'],
    ['findManyTasks', 'tasks', 'get /tasks', 'tasks.list'],
    ['findOneTask', 'tasks', 'get /tasks/{id}', 'tasks.get'],
    ['UpdateOneTask', 'tasks', 'patch /tasks/{id}', 'tasks.update'],
    ['createManyTasks', 'tasks', 'post /batch/tasks', 'tasks.batchCreate'],
    ['deleteManyTasks', 'tasks', 'delete /tasks', 'tasks.deleteMany'],
    ['groupByTasks', 'tasks', 'get /tasks/groupBy', 'tasks.groupBy'],
    ['getTaskById', 'tasks', 'get /tasks/{id}', 'tasks.get'],
    ['RetrieveATaskById', 'Tasks', 'get /tasks/{id}', 'tasks.retrieve'],
    ['getTaskComments', 'tasks', 'get /tasks/{id}/comments', 'tasks.getComments'],
    ['getDependenciesForTask', 'Tasks', 'get /tasks/{id}/dependencies', 'tasks.getDependencies'],
    ['detachContactFromACompany', 'Companies', 'delete /c/{a}/d/{b}', 'companies.detachContact'],
    ['listTasksByProject', 'tasks', 'get /projects/{id}/tasks', 'tasks.listByProject'],
    [
      'update_application_command',
      undefined,
      'patch /applications/{a}/commands/{b}',
      'applications.updateCommand',
    ],
    ['redactTask', 'Tasks', 'post /tasks/redact', 'tasks.redact'],
    ['list_tasksUsingGET_1', 'task-controller', 'get /tasks', 'task.list'],
    ['read_items_items__item_id__get', undefined, 'get /items/{item_id}', 'items.read'],
    ['GET_AddTags', undefined, 'get /#Action=AddTags', 'api.addTags'],
    ['createSMSMessage', 'Phone', 'post /sms', 'phone.createSMSMessage'],
    ['list tasks', 'To do', 'get /tasks', 'toDo.listTasks'],
    ['createProjectTask', 'Tasks', 'post /projects/{id}/tasks', 'tasks.createProjectTask'],
    ['addPet', 'pet', 'post /pet', 'pet.add'],
    ['loginUser', 'user', 'get /user/login', 'user.login'],
    ['Aufgabe_anlegen', 'Aufgaben', 'post /aufgaben', 'aufgaben.aufgabeAnlegen'],
    ['getOne', undefined, 'get /v3', 'v3.get'],
    ['2.SendTask', 'Tasks', 'post /tasks/send', 'tasks.send'],
    ["Get a user's personal lists", 'Users', 'get /users/{id}/lists', 'users.getPersonalLists'],
    ['DeleteConnectPeer', undefined, 'delete /connect-peers/{id}', 'connectPeers.delete'],
    ['postClearTasks', 'Boards', 'post /boards/{id}/clearTasks', 'boards.clearTasks'],
    ['resource__1.0_task__taskId__getTask_GET', '/1.0/task/{taskId}', 'get /1.0/task/{taskId}', 'task.get'],
    ['ping', undefined, 'get /', 'api.ping'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });

  it('which a tag that only orders the documentation, or is the API itself, does not say', () => {
    for (const tag of ['Default', 'v2', 'API', 'Everything there is to know about it.', 'Acme']) {
      expect(named('createTask', tag, 'post /v2/tasks', 'The Acme API'), tag).toBe('tasks.create');
    }
  });
});

describe('an id that only spells out method and path is none, as is one that nobody can say', () => {
  it.each<Row>([
    ['get-/crm/v3/objects/tasks_getPage', 'Basic', 'get /crm/v3/objects/tasks', 'tasks.list'],
    ['get-/v3/tasks/{id}_getById', 'Basic', 'get /v3/tasks/{id}', 'tasks.get'],
    ['delete-/v3/tasks/{id}_archive', 'Basic', 'delete /v3/tasks/{id}', 'tasks.archive'],
    ['put-/v3/{app}/settings_configure', 'Basic', 'put /v3/{app}/settings', 'settings.configure'],
    ['get-/v3/kinds/{kindType}_getAll', 'Basic', 'get /v3/kinds/{kindType}', 'kinds.list'],
    ['get-/v3/kinds/{kindType}_getById', 'Basic', 'get /v3/kinds/{kindType}', 'kinds.get'],
    ['GetCustomersCustomer', undefined, 'get /v1/customers/{customer}', 'customers.get'],
    ['PostCustomers', undefined, 'post /v1/customers', 'customers.create'],
    ['PostBillsBillDisputeClose', undefined, 'post /v1/bills/{bill}/dispute/close', 'bills.closeDispute'],
    ['get_v2_tasks_id', undefined, 'get /v2/tasks/{task_id}', 'tasks.get'],
    ['post_files_id_copy', 'Files', 'post /files/{file_id}/copy', 'files.copy'],
    ['reportAuditCopyGet', 'acme', 'post /report/audit_copy/get', 'report.getAuditCopy'],
    ['assetListCreate', 'acme', 'post /asset_list/create', 'assetList.create'],
    ['tasks_tasks_svg_get_id', 'Tasks', 'get /Tasks/Svg/{id}', 'tasks.getSvg'],
    ['58d8bcb7a9e6240e200cff24', undefined, 'get /tasks', 'tasks.list'],
    ['9f3a2c10-5b7e-4d21-8c6f-0a1b2c3d4e5f', undefined, 'get /tasks', 'tasks.list'],
    ['タスク', 'tasks', 'get /tasks', 'tasks.list'],
    ['🚀', '🚀', 'post /tasks', 'tasks.create'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('an id that says the resource alone says nothing of what is done', () => {
  it.each<Row>([
    ['Task', 'Tasks', 'get /tasks/{id}', 'tasks.get'],
    ['Task', 'Tasks', 'delete /tasks/{id}', 'tasks.delete'],
    ['healthCheck', undefined, 'get /health-check', 'healthCheck.get'],
    ['tasks', undefined, 'post /tasks/reload', 'tasks.reload'],
    ['search', 'Search', 'get /tasks/find', 'search.search'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('a call that has nothing but its name is one of the API itself, or of its tag', () => {
  it.each<Row>([
    [undefined, undefined, 'post /sendMessage', 'api.sendMessage'],
    [undefined, undefined, 'post /{token}/answerQuery', 'api.answerQuery'],
    [undefined, undefined, 'post /logOut', 'api.logOut'],
    [undefined, undefined, 'post /unpinAllMessages', 'api.unpinAllMessages'],
    [undefined, undefined, 'get /validateEmail', 'api.validateEmail'],
    [undefined, 'Passwords', 'post /resetPassword', 'passwords.resetPassword'],
    ['ResetPassword', 'ResetPassword', 'post /users/passwords', 'api.resetPassword'],
    [undefined, undefined, 'post /searchResults', 'searchResults.create'],
    [undefined, undefined, 'get /orderStatus', 'orderStatus.get'],
    [undefined, undefined, 'get /sendJob/{id}', 'sendJob.get'],
    [undefined, undefined, 'put /sendJob', 'sendJob.replace'],
  ])('%s (%s, %s) is %s', (id, tag, call, expected) => {
    expect(named(id, tag, call)).toBe(expected);
  });
});

describe('method and path say', () => {
  it.each<readonly [call: string, expected: string]>([
    ['get /crm/v3/objects/tasks', 'tasks.list'],
    ['post /crm/objects/2026-03/tasks', 'tasks.create'],
    ['get /api/tasks/{id}', 'tasks.get'],
    ['post /tasks/{id}', 'tasks.update'],
    ['patch /rest/tasks/{id}', 'tasks.update'],
    ['put /tasks/{id}', 'tasks.replace'],
    ['delete /tasks/{id}', 'tasks.delete'],
    ['put /tasks', 'tasks.put'],
    ['patch /tasks', 'tasks.updateMany'],
    ['delete /tasks', 'tasks.deleteMany'],
    ['get /inventory', 'inventory.get'],
    ['patch /account', 'account.update'],
    ['get /people', 'people.list'],
    ['post /tasks/{id}/archive', 'tasks.archive'],
    ['post /v1/tasks/{id}:cancel', 'tasks.cancel'],
    ['post /tasks/search', 'tasks.search'],
    ['get /tasks/search', 'tasks.search'],
    ['post /tasks/batch/create', 'tasks.batchCreate'],
    ['post /batch/tasks', 'tasks.batchCreate'],
    ['patch /restore/tasks/{id}', 'tasks.restore'],
    ['patch /restore/tasks', 'tasks.restoreMany'],
    ['get /search/issues', 'issues.search'],
    ['get /contacts/{id}/notes', 'contacts.listNotes'],
    ['post /contacts/{id}/notes', 'contacts.createNote'],
    ['get /contacts/{id}/notes/{noteId}', 'contacts.getNote'],
    ['delete /contacts/{id}/notes', 'contacts.deleteNotes'],
    ['get /contacts/{id}/addresses/{a}/statuses/{b}', 'contacts.getAddressStatus'],
    ['put /tasks/{id}/assignee', 'tasks.replaceAssignee'],
    ['post /readers/{id}/process_payment', 'readers.processPayment'],
    ['put /lists/folders/{id}/rename', 'lists.renameFolder'],
    ['put /lists/{id}/members/add-from/{source}', 'lists.addMembersFrom'],
    ['put /lists/{id}/members/add-and-remove', 'lists.addAndRemoveMembers'],
    ['put /lists/{id}/update-list-name', 'lists.updateName'],
    ['delete /posts/{id}/like', 'posts.deleteLike'],
    ['get /users/by-email/{email}', 'users.getByEmail'],
    ['get /lists/type-id/{typeId}/name/{listName}', 'lists.getByTypeIdAndName'],
    ['get /properties/{objectType}', 'properties.list'],
    ['post /properties/{objectType}/batch/read', 'properties.batchRead'],
    ['delete /schemas/{objectType}', 'schemas.delete'],
    ['get /limits/all', 'limits.list'],
    ['post /oauth/token', 'oauth.token'],
    ['post /login', 'api.login'],
    ['get /me', 'api.getMe'],
    ['post /DescribeInstances', 'api.describeInstances'],
    ['get /restore-jobs', 'restoreJobs.list'],
    ['post /users.lookupByEmail', 'users.lookupByEmail'],
    ['get /tasks.json', 'tasks.list'],
    ['get /tasks/{id}.json', 'tasks.get'],
    ['put /files/{id}#add_shared_link', 'files.addSharedLink'],
    ['get /v2/objects', 'objects.list'],
    ['post /v2/objects/{object}/records/query', 'records.query'],
    ['get /automation/v4/flows', 'automation.listFlows'],
    ['get /{workspace}/tasks', 'tasks.list'],
    ['get /{workspace}', 'api.get'],
    ['get /2fa', 'api2fa.get'],
    ['get /задачи', 'zadachi.get'],
    ['get /straße/{id}', 'strasse.get'],
    ['get /タスク', 'api.get'],
    ['options /tasks', 'tasks.options'],
  ])('%s: %s', (call, expected) => {
    expect(named(undefined, undefined, call)).toBe(expected);
  });

  it.each<readonly [tags: string, call: string, expected: string]>([
    ['Attributes', 'get /v2/{target}/{identifier}/attributes/{attribute}/options', 'attributes.listOptions'],
    ['Call recordings', 'post /meetings/{id}/call_recordings', 'callRecordings.create'],
    ['Transcripts', 'get /meetings/{id}/transcript', 'transcripts.get'],
    ['Account', 'get /accounts/{id}', 'accounts.get'],
    ['Notes,Contacts', 'get /contacts/{id}/notes', 'notes.list'],
    ['Batch', 'post /v3/tasks/batch/archive', 'tasks.batchArchive'],
    ['To do', 'get /tasks', 'tasks.list'],
    ['Health', 'get /', 'health.get'],
  ])('the tags %s choose of which part of the path: %s is %s', (tags, call, expected) => {
    expect(named(undefined, tags, call)).toBe(expected);
  });
});

describe('two operations of one name', () => {
  it('of two versions are told apart by the later version', () => {
    expect(
      names([
        [undefined, undefined, 'get /v4/tasks'],
        [undefined, undefined, 'get /v3/tasks'],
        [undefined, undefined, 'get /v10/tasks'],
      ]),
    ).toEqual(['tasks.listV4', 'tasks.list', 'tasks.listV10']);
  });

  it('are told apart by the whole id, by what they stand below, by what they take, by the HTTP method', () => {
    expect(
      names([
        ['getUserTasks', 'User tasks', 'get /user-tasks'],
        ['getUserTasksForOwner', 'User tasks', 'get /owner/user-tasks'],
        [undefined, 'Tasks', 'get /tasks'],
        [undefined, 'Tasks', 'get /projects/{id}/tasks'],
        [undefined, undefined, 'get /boxes/{id}'],
        [undefined, undefined, 'get /boxes/{scope}/{key}'],
        [undefined, undefined, 'patch /jobs/{id}'],
        [undefined, undefined, 'post /jobs/{id}'],
      ]),
    ).toEqual([
      'userTasks.list',
      'userTasks.getForOwner',
      'tasks.list',
      'tasks.listByProject',
      'boxes.get',
      'boxes.getByScopeAndKey',
      'jobs.update',
      'jobs.updateById',
    ]);
  });

  it('get a number where nothing else is left', () => {
    expect(
      names([
        [undefined, undefined, 'get /タスク'],
        [undefined, undefined, 'get /メモ'],
      ]),
    ).toEqual(['api.get', 'api.get2']);
  });

  it('that differ in capitals alone would be one file: they are one resource', () => {
    expect(
      names([
        ['OAuth.token', undefined, 'post /a'],
        ['oauth.revoke', undefined, 'post /b'],
        ['oauth.TOKEN', undefined, 'post /c'],
      ]),
    ).toEqual(['oAuth.token', 'oAuth.revoke', 'oAuth.postToken']);
  });

  it('leave it to the one that was given it', () => {
    const given = { resource: 'tasks', method: 'list' };
    expect(
      names([
        ['tasks.list', undefined, 'get /tasks'],
        [undefined, undefined, 'post /a/b/c', given],
      ])[1],
    ).toBe('tasks.list');
  });
});

it.each([
  ['then', 'callThen'],
  ['constructor', 'callConstructor'],
  ['toString', 'callToString'],
  ['toJSON', 'callToJSON'],
])('a method %s would mean something to the language: it is %s', (method, expected) => {
  expect(named(`tasks.${method}`, undefined, 'post /x')).toBe(`tasks.${expected}`);
});

it('a long name ends at a word', () => {
  const id = `tasks.${'aVeryLongName'.repeat(20)}`;
  const [, method = ''] = named(id.slice(0, 90), undefined, 'get /x').split('.');
  expect(method).toMatch(/^(aVeryLongName)+(aVery|aVeryLong)?$/);
  expect(method.length).toBeLessThanOrEqual(60);
});

it('nor does it end with a word that leads on', () => {
  const call = 'get /tasks/{firstParticularThing}/{secondParticularThing}/{thirdparticularthing}';
  expect(
    names([
      [undefined, undefined, 'get /tasks/{id}'],
      [undefined, undefined, call],
    ])[1],
  ).toBe('tasks.getByFirstParticularThingAndSecondParticularThing');
});

it('is always an identifier', () => {
  for (const id of [
    '/',
    'a/b',
    '..',
    '{x}',
    '9',
    '*/',
    '`',
    '\u202e',
    'a.b.c/d',
    '-.-',
    '__proto__',
    'a'.repeat(1e5),
  ]) {
    for (const tag of ['', '9', '漢字', '__proto__', 'b'.repeat(1e5), undefined]) {
      for (const path of ['/', '/{a}/{b}', '/9', '/漢字', '/`${x}`', '/{', '/}{', '/c'.repeat(5e4)]) {
        expect(named(id, tag, `get ${path}`), `${id} ${tag} ${path}`.slice(0, 80)).toMatch(
          /^[A-Za-z]\w{0,69}\.[A-Za-z]\w{0,69}$/,
        );
      }
    }
  }
});
