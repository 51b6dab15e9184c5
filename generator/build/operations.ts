import type { Report } from '../diagnostics.js';
import type { Answer, Body, Operation, Parameter, ParameterIn, Refusal } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { stringList, text } from '../model/schema.js';
import { below, type Place } from '../source.js';
import { acceptOf, answerSchema, firstMedia, isJsonType } from './media.js';
import { member, objectMember } from './member.js';
import { operationName, settle } from './names.js';

/** An operation before the manifest has been asked about it. */
export type BareOperation = Omit<Operation, 'limits' | 'repeatable' | 'paging' | 'projection'> & {
  readonly tag: string | undefined;
};

const METHODS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
]);

/** Reads every operation of a document. Structural faults and ids given twice are reported; what is sound is read all the same. */
export function readOperations(document: OpenApiDocument, report: Report): readonly BareOperation[] {
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  const paths = member(document, root, 'paths');
  if (paths === undefined) return [];
  if (!isObject(paths.value)) {
    report.add('document/malformed', paths.place, { what: '"paths"', expected: 'an object of paths' });
    return [];
  }
  const ids = new Map<string, Place>();
  const taken = new Set<string>();
  return Object.keys(paths.value).flatMap((path) => {
    const item = path.startsWith('x-') ? undefined : objectMember(document, paths, path, report);
    if (item === undefined) return [];
    return Object.keys(item.value).flatMap((httpMethod) => {
      if (!METHODS.has(httpMethod)) return [];
      const operation = objectMember(document, item, httpMethod, report);
      if (operation === undefined) return [];
      checkId(operation, ids, report);
      return [readOperation({ document, path, httpMethod, item, operation, taken, report })];
    });
  });
}

function checkId(operation: Located<JsonObject>, ids: Map<string, Place>, report: Report): void {
  const id = operation.value['operationId'];
  if (typeof id !== 'string') return;
  const place = below(operation.place, 'operationId');
  const first = ids.get(id);
  if (first === undefined) {
    ids.set(id, place);
    return;
  }
  const { line } = first.source.position(first.source.locate(first.pointer, 'value').start);
  report.add(
    'document/duplicate-operation',
    place,
    { id },
    `The first one is in line ${line}. An operationId has to be unique.`,
  );
}

interface Reading {
  readonly document: OpenApiDocument;
  readonly path: string;
  readonly httpMethod: string;
  readonly item: Located<JsonObject>;
  readonly operation: Located<JsonObject>;
  readonly taken: Set<string>;
  readonly report: Report;
}

function readOperation({
  document,
  path,
  httpMethod,
  item,
  operation,
  taken,
  report,
}: Reading): BareOperation {
  const { value, place } = operation;
  const operationId = typeof value['operationId'] === 'string' ? value['operationId'] : undefined;
  const tag = stringList(value['tags'])[0];
  const { resource, method } = settle(
    taken,
    operationName({ operationId, tag, httpMethod, path }),
    httpMethod,
    path,
  );
  return {
    key: `${resource}.${method}`,
    resource,
    method,
    tag,
    httpMethod: httpMethod.toUpperCase(),
    path,
    summary: text(value['summary']),
    description: text(value['description']) || text(item.value['description']),
    deprecated: value['deprecated'] === true,
    place,
    parameters: readParameters(document, item, operation, path, report),
    // RFC 9110, section 9.3: a body of GET or HEAD has no meaning, and fetch refuses to send one.
    body: httpMethod === 'get' || httpMethod === 'head' ? undefined : readBody(document, operation),
    answer: readAnswer(document, operation),
    refusals: readRefusals(document, operation),
  };
}

/** The styles that can be sent. With any other a parameter is sent as if it had none. */
const STYLES: ReadonlySet<string> = new Set([
  'form',
  'simple',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
]);

/** Headers that OpenAPI leaves to other parts of a document. */
const OTHER_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function readParameters(
  document: OpenApiDocument,
  item: Located<JsonObject>,
  operation: Located<JsonObject>,
  path: string,
  report: Report,
): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const owner of [item, operation]) {
    const list = owner.value['parameters'];
    for (const [index, value] of (Array.isArray(list) ? list : []).entries()) {
      const resolved = document.resolve({ value, place: below(owner.place, 'parameters', String(index)) });
      if (resolved === undefined || !isObject(resolved.value)) continue;
      const parameter = readParameter(document, { value: resolved.value, place: resolved.place }, report);
      if (parameter !== undefined) found.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [
    ...pathParameters(path, found, operation.place),
    ...[...found.values()].filter((parameter) => parameter.in !== 'path'),
  ];
}

/** The parameters of a path in the order they stand in it, also those that the document forgot to describe. */
function pathParameters(
  path: string,
  found: ReadonlyMap<string, Parameter>,
  place: Place,
): readonly Parameter[] {
  const names = new Set([...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!));
  return [...names].map(
    (name): Parameter =>
      found.get(`path ${name}`) ?? {
        name,
        in: 'path',
        required: true,
        description: '',
        deprecated: false,
        schema: { value: { type: 'string' }, place },
        style: undefined,
        explode: undefined,
        allowReserved: false,
        json: false,
      },
  );
}

function readParameter(
  document: OpenApiDocument,
  { value, place }: Located<JsonObject>,
  report: Report,
): Parameter | undefined {
  const { name, in: location } = value;
  if (
    typeof name !== 'string' ||
    name === '' ||
    !['path', 'query', 'header', 'cookie'].includes(String(location))
  ) {
    report.add('document/malformed', place, {
      what: 'A parameter',
      expected: 'an object with "name" and "in"',
    });
    return undefined;
  }
  if (location === 'header' && OTHER_HEADERS.has(name.toLowerCase())) return undefined;
  const media = firstMedia(document, { value, place });
  return {
    name,
    in: location as ParameterIn,
    required: value['required'] === true || location === 'path',
    description: text(value['description']),
    deprecated: value['deprecated'] === true,
    schema: media?.schema ?? { value: value['schema'] ?? {}, place: below(place, 'schema') },
    style: STYLES.has(text(value['style'])) ? text(value['style']) : undefined,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : undefined,
    allowReserved: value['allowReserved'] === true,
    json: media !== undefined,
  };
}

function readBody(document: OpenApiDocument, operation: Located<JsonObject>): Body | undefined {
  const body = member(document, operation, 'requestBody');
  if (body === undefined || !isObject(body.value)) return undefined;
  const media = firstMedia(document, body as Located<JsonObject>);
  if (media === undefined) return undefined;
  return {
    required: body.value['required'] === true,
    contentType: isJsonType(media.type) ? 'application/json' : media.type.toLowerCase(),
    description: text(body.value['description']),
    schema: media.schema ?? { value: {}, place: body.place },
    wrap: undefined,
  };
}

function readAnswer(document: OpenApiDocument, operation: Located<JsonObject>): Answer {
  const responses = member(document, operation, 'responses');
  const none: Answer = { accept: 'none', schema: undefined, unwrap: [], whole: undefined };
  if (responses === undefined || !isObject(responses.value)) return none;
  const statuses = Object.keys(responses.value);
  const successes = statuses.filter((status) => /^2(\d\d|XX)$/i.test(status));
  const candidates = successes.length > 0 ? successes : statuses.filter((status) => status === 'default');
  for (const status of candidates) {
    const response = member(document, responses as Located<JsonObject>, status);
    if (response === undefined || !isObject(response.value)) continue;
    const media = firstMedia(document, response as Located<JsonObject>);
    if (media === undefined) continue;
    const schema = answerSchema(media, response.place);
    return { accept: acceptOf(media), schema, unwrap: [], whole: schema };
  }
  return none;
}

function readRefusals(document: OpenApiDocument, operation: Located<JsonObject>): readonly Refusal[] {
  const responses = member(document, operation, 'responses');
  if (responses === undefined || !isObject(responses.value)) return [];
  return Object.keys(responses.value).flatMap((status): Refusal[] => {
    if (!/^[45]\d\d$/.test(status)) return [];
    const response = member(document, responses as Located<JsonObject>, status);
    const media =
      response !== undefined && isObject(response.value)
        ? firstMedia(document, response as Located<JsonObject>)
        : undefined;
    return media?.schema === undefined ? [] : [{ status: Number(status), schema: media.schema }];
  });
}
