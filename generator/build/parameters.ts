import { holesOf, type Parameter, type ParameterIn } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { text } from '../model/schema.js';
import { below, type Place } from '../source.js';
import { firstMedia, isJson, isTextual } from './media.js';
import { member } from './member.js';

/** The styles that can be sent, by place. With any other a parameter is sent as if it had none. */
const STYLES: Readonly<Record<ParameterIn, readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
  querystring: [],
};

/** Headers that OpenAPI leaves to other parts of a document. */
const OTHER_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of an operation: its own and those of its path, those of the path template first, in the order they stand in it. */
export function readParameters(
  document: OpenApiDocument,
  item: Located,
  operation: Located,
  path: string,
): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const owner of [item, operation]) {
    const list = member(document, owner, 'parameters');
    for (const [index, value] of (Array.isArray(list?.value) ? list.value : []).entries()) {
      const resolved = document.resolve({ value, place: below(list!.place, String(index)) });
      if (resolved === undefined || !isObject(resolved.value)) continue;
      const parameter = readParameter(document, { value: resolved.value, place: resolved.place });
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
  const holes = new Map(holesOf(path).map((hole) => [hole.name, hole]));
  return [...holes.values()].map(({ name, text: written, reserved }): Parameter => {
    const parameter = found.get(`path ${name}`) ?? found.get(`path ${written.slice(1, -1)}`);
    if (parameter === undefined) return { ...undescribed(place), name, allowReserved: reserved };
    return { ...parameter, name, allowReserved: parameter.allowReserved || reserved };
  });
}

/** A parameter of a path that is always the same is a part of the path, and nothing to be given. */
export function withoutConstants(
  document: OpenApiDocument,
  path: string,
  parameters: readonly Parameter[],
): { readonly path: string; readonly parameters: readonly Parameter[] } {
  const constants = new Map<string, string>();
  for (const { name, in: location, schema } of parameters) {
    const value = location === 'path' ? constantOf(document, schema) : undefined;
    if (typeof value === 'string' && value !== '') constants.set(name, encodeURIComponent(value));
  }
  return {
    path: holesOf(path).reduce(
      (filled, { name, text: hole }) => filled.replace(hole, () => constants.get(name) ?? hole),
      path,
    ),
    parameters: parameters.filter((parameter) => parameter.in !== 'path' || !constants.has(parameter.name)),
  };
}

function constantOf(document: OpenApiDocument, schema: Located): unknown {
  const { value } = document.resolve(schema) ?? {};
  return isObject(value) ? value['const'] : undefined;
}

function undescribed(place: Place): Omit<Parameter, 'name' | 'allowReserved'> {
  return {
    in: 'path',
    required: true,
    description: '',
    deprecated: false,
    schema: { value: { type: 'string' }, place },
    style: undefined,
    explode: undefined,
    json: false,
  };
}

function isPlace(value: unknown): value is ParameterIn {
  return typeof value === 'string' && Object.hasOwn(STYLES, value);
}

/** A parameter; undefined where it is none, which the checks tell, or where it is told elsewhere in the document. */
function readParameter(
  document: OpenApiDocument,
  { value, place }: Located<JsonObject>,
): Parameter | undefined {
  const { in: location } = value;
  const name = value['name'] ?? (location === 'querystring' ? location : undefined);
  if (typeof name !== 'string' || name === '' || !isPlace(location)) return undefined;
  if (location === 'header' && OTHER_HEADERS.has(name.toLowerCase())) return undefined;
  const media = firstMedia(document, { value, place });
  const style = text(value['style']);
  return {
    name,
    in: location,
    required: value['required'] === true || location === 'path',
    description: text(value['description']),
    deprecated: value['deprecated'] === true,
    schema: media?.schema ?? { value: value['schema'] ?? {}, place: below(place, 'schema') },
    style: STYLES[location].includes(style) ? style : undefined,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : undefined,
    allowReserved: value['allowReserved'] === true,
    // A text that is said to be JSON is JSON already, or plain: quotes around it are what no server expects.
    json: media !== undefined && isJson(media) && !(media.schema && isTextual(document, media.schema)),
  };
}
