/** An invented document of a Twenty server, with the faults that real ones have: objects and fields as a workspace might have them. */

type Fields = Readonly<Record<string, object>>;

/** The two ways in which servers write a document. */
export type Dialect = '0.51' | '2.21';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ 'application/json': { schema } });
const data = (member: string, schema: object): object => ({
  description: 'Successful operation',
  content: json({
    type: 'object',
    properties: { data: { type: 'object', properties: { [member]: schema } } },
  }),
});
const body = (schema: object): object => ({ required: true, content: json(schema) });
const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const rich = { type: 'object', properties: { blocknote: text, markdown: text } };
const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

function schemasOf(one: string, fields: Fields, related: Fields, dialect: Dialect): object {
  const apart = dialect === '0.51' ? ' for ' : 'For';
  const source = { type: 'string', enum: ['API', 'MANUAL'] };
  const base = { position: { type: 'number' }, createdBy: { type: 'object', properties: { source } } };
  const sent = { type: 'object', properties: { ...base, ...fields } };
  const author = { source, workspaceMemberId: uuid, name: text };
  return {
    [one]: { ...sent, required: ['nobody'] },
    [`${one}${apart}Update`]: sent,
    [`${one}${apart}Response`]: {
      type: 'object',
      properties: {
        id: uuid,
        createdAt: time,
        updatedAt: time,
        deletedAt: time,
        position: { type: 'number' },
        createdBy: { type: 'object', properties: author },
        ...fields,
        ...related,
      },
    },
  };
}

function pathsOf(one: string, many: string, dialect: Dialect): object {
  const isNew = dialect === '2.21';
  const [create, update] = [ref(one), ref(`${one}${isNew ? 'For' : ' for '}Update`)];
  const record = ref(`${one}${isNew ? 'For' : ' for '}Response`);
  const list = { type: 'array', items: record };
  const shared = (...names: readonly string[]): object[] =>
    names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const pageInfo = { type: 'object', properties: { hasNextPage: { type: 'boolean' }, endCursor: uuid } };
  const page = {
    type: 'object',
    properties: {
      data: { type: 'object', properties: { [many]: list } },
      pageInfo,
      totalCount: { type: 'integer' },
    },
  };
  const deleted = { type: 'object', properties: { id: uuid } };
  const call = (operationId: string, answer: object, more: object = {}): object => ({
    operationId,
    tags: [many],
    responses: { 200: answer, 400: { $ref: '#/components/responses/400' } },
    ...more,
  });
  const [One, Many] = [capital(one), capital(many)];
  return {
    [`/${many}`]: {
      get: call(
        `findMany${Many}`,
        { description: 'A page', content: json(page) },
        { parameters: shared('filter', 'depth', 'startingAfter', 'limit') },
      ),
      post: call(`createOne${One}`, data(`create${One}`, record), { requestBody: body(create) }),
      ...(isNew && {
        patch: call(`updateMany${Many}`, data(`update${Many}`, list), {
          parameters: shared('filter'),
          requestBody: body(update),
        }),
      }),
    },
    [`/batch/${many}`]: {
      post: call(`createMany${Many}`, data(`create${Many}`, list), {
        requestBody: body({ type: 'array', items: create }),
      }),
    },
    [`/${many}/{id}`]: {
      parameters: shared('idPath'),
      get: call(`findOne${One}`, data(one.toLowerCase(), record), { parameters: shared('depth') }),
      patch: call(`UpdateOne${One}`, data(`update${One}`, record), { requestBody: body(update) }),
      delete: call(`deleteOne${One}`, data(`delete${One}`, deleted)),
    },
    ...(isNew && {
      [`/restore/${many}/{id}`]: {
        parameters: shared('idPath'),
        patch: call(`restoreOne${One}`, data(`restore${One}`, record)),
      },
      [`/${many}/groupBy`]: {
        get: call(`groupBy${Many}`, data(`${many}GroupBy`, list), { parameters: shared('groupBy') }),
      },
    }),
  };
}

/** A workspace with tasks, their targets, members, and rockets that somebody has made. */
export function documentOf(dialect: Dialect, rocket: Fields): object {
  const isNew = dialect === '2.21';
  const response = (name: string): string => `${name}${isNew ? 'For' : ' for '}Response`;
  const one = (name: string): object =>
    isNew ? { type: 'object', oneOf: [ref(response(name))] } : { description: 'The record' };
  const target = isNew ? { targetPersonId: uuid, targetCompanyId: uuid, targetOpportunityId: uuid } : {};
  const old = isNew ? {} : { personId: uuid, companyId: uuid, opportunityId: uuid };
  const task = {
    title: text,
    bodyV2: rich,
    dueAt: time,
    assigneeId: uuid,
    status: { type: 'string', enum: ['TODO', 'IN_PROGRESS', 'DONE'] },
    ...(isNew ? {} : { body: text }),
  };
  const targets = { taskTargets: { type: 'array', items: ref(response('TaskTarget')) } };
  const query = (name: string, schema: object): object => ({ name, in: 'query', schema });
  const answer = { description: '', content: json({ type: 'object', properties: { message: text } }) };
  return {
    openapi: '3.1.1',
    info: { title: 'Twenty Api', version: 'v0.1' },
    servers: [{ url: 'http://localhost:3000/rest/' }],
    paths: {
      '/open-api/core': {
        get: { operationId: 'GetOpenApiSchema', responses: { 200: { description: '' } } },
      },
      ...pathsOf('Task', 'tasks', dialect),
      ...pathsOf('TaskTarget', 'taskTargets', dialect),
      ...pathsOf('WorkspaceMember', 'workspaceMembers', dialect),
      ...pathsOf('Rocket', 'rockets', dialect),
    },
    components: {
      parameters: {
        idPath: { name: 'id', in: 'path', required: true, schema: uuid },
        filter: query('filter', text),
        depth: query('depth', { type: 'integer', default: 1 }),
        startingAfter: query('starting_after', text),
        limit: query('limit', { type: 'integer' }),
        ...(isNew && {
          softDelete: query('soft_delete', { type: 'boolean' }),
          groupBy: { ...query('group_by', text), required: true },
          aggregate: query('aggregate', text),
        }),
      },
      responses: { 400: answer, 401: answer },
      schemas: {
        ...schemasOf('Task', task, { ...targets, assignee: one('WorkspaceMember') }, dialect),
        ...schemasOf('TaskTarget', { taskId: uuid, ...target, ...old }, { task: one('Task') }, dialect),
        ...schemasOf('WorkspaceMember', { userEmail: text }, {}, dialect),
        ...schemasOf('Rocket', rocket, {}, dialect),
      },
    },
  };
}
