/** An invented document of Attio, with the faults that the real ones have. */

const json = (schema: object): object => ({ 'application/json': { schema } });
const wrapped = (data: object): object => ({ type: 'object', properties: { data }, required: ['data'] });
const answer = (data: object): object => ({
  responses: { 200: { description: 'OK', content: json(wrapped(data)) } },
});
const sent = (data: object): object => ({ requestBody: { required: true, content: json(wrapped(data)) } });
const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const idOf = (...names: readonly string[]): object => ({
  type: 'object',
  properties: Object.fromEntries(['workspace_id', ...names].map((name) => [name, uuid])),
  required: ['workspace_id', ...names],
});
const list = (items: object): object => ({ type: 'array', items });
const hole = (name: string): object => ({ name, in: 'path', required: true, schema: text });
const query = (name: string, type: string): object => ({ name, in: 'query', schema: { type } });

const byId = {
  type: 'object',
  properties: { target_object: text, target_record_id: uuid },
  required: ['target_object', 'target_record_id'],
};
const byMatch = {
  type: 'object',
  properties: { target_object: text, '[slug_or_id_of_matching_attribute]': list({ type: 'object' }) },
  required: ['target_object', '[slug_or_id_of_matching_attribute]'],
};
const actorKind = { type: 'string', enum: ['workspace-member', 'system'] };
const member = {
  type: 'object',
  properties: { referenced_actor_type: actorKind, referenced_actor_id: uuid },
  required: ['referenced_actor_type', 'referenced_actor_id'],
};
const byMail = {
  type: 'object',
  properties: { workspace_member_email_address: text },
  required: ['workspace_member_email_address'],
};

const changes = {
  deadline_at: { type: ['string', 'null'] },
  is_completed: { type: 'boolean' },
  linked_records: list({ anyOf: [byId, byMatch] }),
  assignees: list({ anyOf: [member, byMail] }),
};

const creation = {
  type: 'object',
  properties: { content: { ...text, maxLength: 2000 }, format: { enum: ['plaintext'] }, ...changes },
  required: ['content', 'format', ...Object.keys(changes)],
};

/** The links as a later state of the document has them: a list of addresses or of records, and a list besides. */
const laterCreation = {
  ...creation,
  properties: {
    ...creation.properties,
    linked_records: { type: 'array', anyOf: [list(text), list({ anyOf: [byId, byMatch] })] },
  },
};

const task = {
  type: 'object',
  properties: {
    id: idOf('task_id'),
    content_plaintext: text,
    deadline_at: { type: ['string', 'null'] },
    is_completed: { type: 'boolean' },
    linked_records: list({
      type: 'object',
      properties: { target_object_id: text, target_record_id: uuid },
      required: ['target_object_id', 'target_record_id'],
    }),
    assignees: list(member),
    created_by_actor: {
      type: 'object',
      properties: { id: { ...text, nullable: true }, type: { ...actorKind, nullable: true } },
    },
    created_at: text,
  },
  required: ['id', 'content_plaintext', 'deadline_at', 'is_completed', 'linked_records', 'assignees'],
};

const finishedTask = {
  ...task,
  properties: { ...task.properties, completed_at: { type: ['string', 'null'] } },
  required: [...task.required, 'completed_at', 'created_by_actor', 'created_at'],
};

const record = {
  type: 'object',
  properties: {
    id: idOf('object_id', 'record_id'),
    values: {
      type: 'object',
      additionalProperties: list({ oneOf: [{ type: 'object' }, { type: 'object' }] }),
    },
  },
  required: ['id', 'values'],
};
const values = { type: 'object', properties: { values: { type: 'object' } }, required: ['values'] };

const shared = {
  openapi: '3.1.0',
  info: { title: 'Attio API', version: '2.0.0' },
  servers: [{ url: 'https://api.attio.com' }],
};

/** Tasks, and records of any object. */
export function documentOf(): object {
  const ref = { $ref: '#/components/schemas/task' };
  const change = { type: 'object', properties: changes };
  const searching = {
    type: 'object',
    properties: { filter: { type: 'object' }, limit: { type: 'number' }, offset: { type: 'number' } },
  };
  const records = '/v2/objects/{object}/records';
  return {
    ...shared,
    paths: {
      '/v2/tasks': {
        get: { ...answer(list(ref)), parameters: [query('limit', 'integer'), query('offset', 'integer')] },
        post: { ...sent(creation), ...answer(ref) },
      },
      '/v2/tasks/{task_id}': {
        parameters: [hole('task_id')],
        get: answer(ref),
        patch: { ...sent(change), ...answer(ref) },
        delete: {
          responses: { 200: { description: 'OK', content: json({ type: 'object', properties: {} }) } },
        },
      },
      [records]: {
        parameters: [hole('object')],
        post: { ...sent(values), ...answer(record) },
        put: {
          ...sent(values),
          ...answer(record),
          parameters: [{ ...query('matching_attribute', 'string'), required: true }],
        },
      },
      [`${records}/query`]: {
        parameters: [hole('object')],
        post: { requestBody: { content: json(searching) }, ...answer(list(record)) },
      },
      [`${records}/{record_id}`]: {
        parameters: [hole('object'), hole('record_id')],
        get: answer(record),
        patch: { ...sent(values), ...answer(record) },
        put: { ...sent(values), ...answer(record) },
        delete: { responses: { 200: { description: 'OK' } } },
      },
      '/v2/self': { get: { responses: { 200: { description: 'OK', content: json({ type: 'object' }) } } } },
    },
    components: {
      schemas: { task: { ...task, required: [...task.required, 'created_by_actor', 'created_at'] } },
    },
  };
}

/** A page of the reference: one call, with all that belongs to it inside. */
export function pageOf(): object {
  return {
    ...shared,
    paths: { '/v2/tasks': { post: { ...sent(laterCreation), ...answer(finishedTask) } } },
    components: { securitySchemes: {} },
  };
}
