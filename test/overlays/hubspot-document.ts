/** Small documents of our own making that have the faults of those HubSpot publishes, in the shapes of its versions. */

import { ref, text } from '../generator/openapi.js';

const map = { type: 'object', additionalProperties: text };
const time = { type: 'string', format: 'date-time', example: null };
const list = (items: object): object => ({ type: 'array', items, example: null });

function object(required: readonly string[], properties: object): object {
  return { type: 'object', required, properties, example: null };
}

const record = {
  id: text,
  archived: { type: 'boolean' },
  archivedAt: time,
  createdAt: time,
  updatedAt: time,
  objectWriteTraceId: text,
  properties: map,
};
const known = ['id', 'archived', 'createdAt', 'updatedAt', 'properties'];
const page = { paging: ref('ForwardPaging') };
const batch = { status: { type: 'string', enum: ['COMPLETE'] }, startedAt: time, completedAt: time };
const item = { id: text, idProperty: text, objectWriteTraceId: text, properties: map };

const schemas = {
  Error: object(['message'], { message: text, correlationId: text }),
  StandardError: object(['subCategory'], { category: text, subCategory: { type: 'object', properties: {} } }),
  ForwardPaging: object([], { next: ref('NextPage') }),
  NextPage: object(['after'], { after: text }),
  AssociationSpec: object([], { associationCategory: text, associationTypeId: { type: 'integer' } }),
  PublicObjectId: object(['id'], { id: text }),
  PublicAssociationsForObject: object(['to', 'types'], {
    to: ref('PublicObjectId'),
    types: list(ref('AssociationSpec')),
  }),
  SimplePublicObjectId: object(['id'], { id: text }),
  SimplePublicObject: object(known, record),
  SimplePublicObjectWithAssociations: object(known, { ...record, associations: map }),
  SimplePublicUpsertObject: object([...known, 'new'], { ...record, new: { type: 'boolean' } }),
  SimplePublicObjectInput: object(['properties'], { properties: map }),
  SimplePublicObjectInputForCreate: object(['associations', 'properties'], {
    properties: map,
    associations: list(ref('PublicAssociationsForObject')),
  }),
  SimplePublicObjectBatchInputForCreate: object(['associations', 'properties'], {
    properties: map,
    objectWriteTraceId: text,
    associations: list(ref('PublicAssociationsForObject')),
  }),
  SimplePublicObjectBatchInput: object(['id', 'properties'], item),
  SimplePublicObjectBatchInputUpsert: object(['id', 'properties'], item),
  BatchInputSimplePublicObjectBatchInputForCreate: object(['inputs'], {
    inputs: list(ref('SimplePublicObjectBatchInputForCreate')),
  }),
  BatchInputSimplePublicObjectBatchInput: object(['inputs'], {
    inputs: list(ref('SimplePublicObjectBatchInput')),
  }),
  BatchInputSimplePublicObjectBatchInputUpsert: object(['inputs'], {
    inputs: list(ref('SimplePublicObjectBatchInputUpsert')),
  }),
  BatchReadInputSimplePublicObjectId: object(['inputs', 'properties', 'propertiesWithHistory'], {
    inputs: list(ref('SimplePublicObjectId')),
  }),
  BatchInputSimplePublicObjectId: object(['inputs'], { inputs: list(ref('SimplePublicObjectId')) }),
  BatchResponseSimplePublicObject: object(['results'], {
    ...batch,
    results: list(ref('SimplePublicObject')),
  }),
  BatchResponseSimplePublicObjectWithErrors: object(['results'], {
    ...batch,
    results: list(ref('SimplePublicObject')),
    errors: list(ref('StandardError')),
  }),
  BatchResponseSimplePublicUpsertObject: object(['results'], {
    ...batch,
    results: list(ref('SimplePublicUpsertObject')),
  }),
  CollectionResponseSimplePublicObjectWithAssociationsForwardPaging: object(['results'], {
    ...page,
    results: list(ref('SimplePublicObjectWithAssociations')),
  }),
  CollectionResponseWithTotalSimplePublicObject: object(['results', 'total'], {
    ...page,
    total: { type: 'integer' },
    results: list(ref('SimplePublicObject')),
  }),
  PublicObjectSearchRequest: object(['after', 'filterGroups', 'limit', 'properties', 'sorts'], {
    after: text,
  }),
};

/** Of which version a document is, and of what records. */
export interface Made {
  /** What stands before the records in a path. */
  readonly base: string;
  readonly title: string;
  /** How the records are called in paths; without it the type is a parameter, whatever the title says. */
  readonly type?: string;
}

/** A document about one type of record. */
export function documentOf({ base, title, type }: Made): object {
  const all = `${base}/${type ?? '{objectType}'}`;
  const one = `${all}/{recordId}`;
  const of = (verb: string): string => `${all}/batch/${verb}`;
  const parameter = (name: string, where: string, schema: object = text): object => ({
    name,
    in: where,
    required: where === 'path',
    schema,
  });
  const call = (method: string, path: string, status: string, answer?: string, body?: string): object => {
    const media = (name: string): object => ({
      content: { 'application/json': { schema: ref(name), example: null } },
    });
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter(name!, 'path'));
    const query = method === 'get' ? ['after', 'limit', 'properties', 'associations'] : [];
    const partial = path.endsWith('/batch/create') && type !== undefined;
    return {
      [method]: {
        tags: ['Basic'],
        operationId: `${method}-${path}_${path}`,
        parameters: [
          ...names,
          ...query.map((name) => parameter(name, 'query', name === 'properties' ? list(text) : text)),
        ],
        ...(body === undefined ? {} : { requestBody: media(body) }),
        responses: {
          [status]: { description: '', ...(answer === undefined ? {} : media(answer)) },
          ...(partial ? { 207: { description: '', ...media(`${answer}WithErrors`) } } : {}),
          default: { description: '', $ref: '#/components/responses/Error' },
        },
      },
    };
  };
  const plain = 'SimplePublicObject';
  const input = `${plain}BatchInput`;
  return {
    openapi: '3.0.1',
    info: { title, version: '1', description: 'Basepom for all HubSpot Projects' },
    servers: [{ url: 'https://api.hubapi.com' }],
    paths: {
      [all]: {
        ...call('get', all, '200', `CollectionResponse${plain}WithAssociationsForwardPaging`),
        ...call('post', all, '201', plain, `${plain}InputForCreate`),
      },
      [one]: {
        ...call('get', one, '200', `${plain}WithAssociations`),
        ...call('patch', one, '200', plain, `${plain}Input`),
        ...call('delete', one, '204'),
      },
      [of('create')]: call(
        'post',
        of('create'),
        '201',
        `BatchResponse${plain}`,
        `BatchInput${input}ForCreate`,
      ),
      [of('update')]: call('post', of('update'), '200', `BatchResponse${plain}`, `BatchInput${input}`),
      [of('upsert')]: call(
        'post',
        of('upsert'),
        '200',
        'BatchResponseSimplePublicUpsertObject',
        `BatchInput${input}Upsert`,
      ),
      [of('read')]: call('post', of('read'), '200', `BatchResponse${plain}`, `BatchReadInput${plain}Id`),
      [of('archive')]: call('post', of('archive'), '204', undefined, `BatchInput${plain}Id`),
      [`${all}/search`]: call(
        'post',
        `${all}/search`,
        '200',
        `CollectionResponseWithTotal${plain}`,
        'PublicObjectSearchRequest',
      ),
    },
    components: {
      schemas,
      responses: { Error: { description: '', content: { '*/*': { schema: ref('Error'), example: null } } } },
    },
  };
}
