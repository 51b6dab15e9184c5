import type { Report } from '../../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../../model/document.js';
import { below, keyOf, type Place } from '../../source.js';
import { didYouMean, nearest } from '../../suggest.js';
import type { SchemaCheck } from './schema.js';
import { unknownWord, type Vocabulary } from './words.js';

/** What all checks of a document have at hand. */
export interface Checking {
  readonly document: OpenApiDocument;
  readonly report: Report;
  readonly schemas: SchemaCheck;
}

const PLACES: Vocabulary = {
  what: 'place of a parameter',
  words: ['path', 'query', 'header', 'cookie', 'querystring'],
  effect: 'the parameter is left out',
};

const STYLES: Vocabulary = {
  what: 'style of a parameter',
  words: ['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'cookie'],
  effect: 'the parameter is sent as if it had none',
};

const STATUSES: Vocabulary = {
  what: 'status of an answer',
  words: [
    '200',
    '201',
    '202',
    '204',
    '2XX',
    '400',
    '401',
    '403',
    '404',
    '409',
    '422',
    '429',
    '4XX',
    '500',
    '5XX',
    'default',
  ],
  effect: 'the answer is left out',
};

/** A member of something at a place, after its references; undefined where it is missing, or where the reference leads nowhere. */
export function child({ document }: Checking, { value, place }: Located, name: string): Located | undefined {
  if (!isObject(value) || value[name] === undefined) return undefined;
  return document.resolve({ value: value[name], place: below(place, name) });
}

/** A member that should be an object; anything else is reported. */
export function objectChild(
  checking: Checking,
  owner: Located,
  name: string,
): Located<JsonObject> | undefined {
  const found = child(checking, owner, name);
  return found && asObject(checking, found, `"${name}"`);
}

function asObject({ report }: Checking, found: Located, what: string): Located<JsonObject> | undefined {
  const { value, place } = found;
  if (isObject(value)) return { value, place };
  report.add('document/malformed', place, { what, expected: 'an object' });
  return undefined;
}

/** Checks all that an operation says: parameters, body, answers. `item` is the path item it stands in. */
export function checkOperation(
  checking: Checking,
  path: string | undefined,
  item: Located,
  operation: Located,
): void {
  const found = [...checkParameters(checking, item), ...checkParameters(checking, operation)];
  if (path !== undefined) checkPath(checking, path, found, operation.place);
  const body = objectChild(checking, operation, 'requestBody');
  if (body !== undefined) checkContent(checking, body);
  checkResponses(checking, operation);
}

function checkResponses(checking: Checking, operation: Located): void {
  if (isObject(operation.value) && operation.value['responses'] === undefined)
    checking.report.add(
      'document/no-responses',
      keyOf(operation.place),
      {},
      'Describe at least the status of success, such as "200", and its content.',
    );
  const responses = objectChild(checking, operation, 'responses');
  for (const status of Object.keys(responses?.value ?? {})) {
    if (status.startsWith('x-')) continue;
    if (!/^([1-5](\d\d|XX)|default)$/i.test(status))
      unknownWord(status, STATUSES, keyOf(below(responses!.place, status)), checking.report);
    const response = objectChild(checking, responses!, status);
    if (response !== undefined) checkContent(checking, response);
  }
}

interface FoundParameter {
  readonly name: string;
  /** It is always the same, and written into the path. */
  readonly constant: boolean;
  readonly in: string;
  readonly place: Place;
}

function checkParameters(checking: Checking, owner: Located): readonly FoundParameter[] {
  const list = child(checking, owner, 'parameters');
  if (list === undefined) return [];
  if (!Array.isArray(list.value)) {
    const expected = 'a list of parameters';
    checking.report.add('document/malformed', list.place, { what: '"parameters"', expected });
    return [];
  }
  return list.value.flatMap((value: unknown, index) => {
    const resolved = checking.document.resolve({ value, place: below(list.place, String(index)) });
    const parameter = resolved && asObject(checking, resolved, 'A parameter');
    return parameter === undefined ? [] : checkParameter(checking, parameter);
  });
}

function checkParameter(checking: Checking, parameter: Located<JsonObject>): readonly FoundParameter[] {
  const { value, place } = parameter;
  const { name, in: location, style, required } = value;
  const { report } = checking;
  if (typeof name !== 'string' || name === '' || typeof location !== 'string') {
    const values = { what: 'A parameter', expected: 'an object with "name" and "in"' };
    report.add('document/malformed', place, values);
    return [];
  }
  if (!PLACES.words.includes(location)) unknownWord(location, PLACES, below(place, 'in'), report);
  if (typeof style === 'string' && !STYLES.words.includes(style))
    unknownWord(style, STYLES, below(place, 'style'), report);
  if (required !== undefined && typeof required !== 'boolean')
    report.add('document/malformed', below(place, 'required'), {
      what: '"required"',
      expected: 'true or false',
    });
  if (value['schema'] !== undefined)
    checking.schemas.add({ value: value['schema'], place: below(place, 'schema') });
  checkContent(checking, parameter);
  const schema = child(checking, parameter, 'schema');
  const constant = isObject(schema?.value) && typeof schema.value['const'] === 'string';
  return [{ name, constant, in: location, place }];
}

function checkContent(checking: Checking, owner: Located): void {
  const content = objectChild(checking, owner, 'content');
  for (const type of Object.keys(content?.value ?? {})) {
    const media = objectChild(checking, content!, type);
    for (const key of ['schema', 'itemSchema'])
      if (media?.value[key] !== undefined)
        checking.schemas.add({ value: media.value[key], place: below(media.place, key) });
  }
}

/** Holds the holes of a path against the parameters that fill them. */
function checkPath(
  { report }: Checking,
  path: string,
  found: readonly FoundParameter[],
  operation: Place,
): void {
  const place = keyOf({ source: operation.source, pointer: operation.pointer.slice(0, -1) });
  if (/[{}]/.test(path.replace(/\{[^{}]+\}/g, ''))) {
    const help = 'A hole of a path is written {name}.';
    report.add('document/odd-path', place, { path, reason: 'its braces do not match' }, help);
  }
  const holes = new Set([...path.matchAll(/\{\+?([^{}]+?)\*?\}/g)].map((match) => match[1]!));
  const own = found.filter((parameter) => parameter.in === 'path');
  const idle = own.filter(({ name, constant }) => !constant && !holes.has(name));
  for (const hole of holes) {
    if (own.some(({ name }) => name === hole)) continue;
    const help =
      didYouMean(
        nearest(
          hole,
          idle.map(({ name }) => name),
        ),
      ) ?? 'It takes any text.';
    report.add('document/undescribed-hole', place, { hole: `{${hole}}` }, help);
  }
  for (const { name, place: at } of idle) {
    const help = didYouMean(nearest(name, holes));
    report.add('document/unused-parameter', at, { name, path }, help);
  }
}
