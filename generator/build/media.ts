import type { Accept } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { itemsOf, properties, schemaObject, typesOf } from '../model/schema.js';
import { member } from './member.js';

/** One of the types of a body, and its schema. */
export interface Media {
  /** As the document has it. */
  readonly type: string;
  /** In lower case, without parameters. */
  readonly essence: string;
  readonly schema: Located | undefined;
  /** The schema of one piece, where the body is a row of them (OpenAPI 3.2). */
  readonly item: Located | undefined;
  /** The whole entry. */
  readonly entry: Located;
}

/** All types of a body, in the order of the document. */
export function mediaOf(document: OpenApiDocument, owner: Located): readonly Media[] {
  const content = member(document, owner, 'content');
  if (content === undefined || !isObject(content.value)) return [];
  const types = Object.keys(content.value);
  // What is no media type is passed over where there are others, and taken for JSON where there are none.
  const known = types.filter((type) => type.includes('/') || type === '*');
  return (known.length > 0 ? known : types).flatMap((type): Media[] => {
    const entry = member(document, content, type);
    if (entry === undefined) return [];
    return [
      {
        type,
        essence: known.length > 0 ? type.split(';', 1)[0]!.trim().toLowerCase() : 'application/json',
        schema: member(document, entry, 'schema', false),
        item: member(document, entry, 'itemSchema', false),
        entry,
      },
    ];
  });
}

/** The media type that is used of several where only one can be: JSON, else what comes first. */
export function firstMedia(document: OpenApiDocument, owner: Located<JsonObject>): Media | undefined {
  const all = mediaOf(document, owner);
  return all.find(isJson) ?? all[0];
}

/** Whether a media type is JSON, or anything. */
export function isJson({ essence }: Pick<Media, 'essence'>): boolean {
  return /^(application\/json|text\/json|[^/]+\/[^/]*\+json)$/.test(essence) || isAnything({ essence });
}

/** Whether a media type stands for any. */
export function isAnything({ essence }: Pick<Media, 'essence'>): boolean {
  return essence === '*/*' || essence === 'application/*' || essence === '*';
}

const TEXT =
  /^text\/|[/+]xml$|[/+]ya?ml$|^application\/(x-yaml|csv|javascript|ecmascript|graphql|sql|toml|x-www-form-urlencoded|x-sh|xhtml\+xml)$/;

/** Whether a media type is text. */
export function isText({ essence }: Pick<Media, 'essence'>): boolean {
  return TEXT.test(essence);
}

const LINES =
  /^application\/(jsonl|x-jsonl|jsonlines|x-jsonlines|ndjson|x-ndjson|stream\+json|x-json-stream)$/;

/**
 * Gives forms that are described by the same schema, written out for each of them, one and the same: it is one type, and one name, then.
 */
export function schemaSharing(): <Form extends { readonly schema: Located }>(form: Form) => Form {
  const first = new Map<string, Located>();
  return (form) => {
    const key = JSON.stringify([form.schema.place.source.path, form.schema.value]);
    const schema = first.get(key) ?? form.schema;
    first.set(key, schema);
    return schema === form.schema ? form : { ...form, schema };
  };
}

/** Ways to write data down, as JSON is one. */
const NOTATION = /[/+.-](xml|html|ya?ml|msgpack|cbor|protobuf)$/;

/**
 * Whether a form gives no more than JSON that stands beside it: the same schema in another notation, as documents have it that list types
 * for all of their operations at once. A file or a stream is something else, whatever its schema.
 */
export function isRepeated(
  document: OpenApiDocument,
  { essence, schema }: Media,
  all: readonly Media[],
): boolean {
  if (schema === undefined || !NOTATION.test(essence) || !isStructured(document, schema)) return false;
  const text = JSON.stringify(schema.value);
  return all.some((media) => isJson(media) && JSON.stringify(media.schema?.value) === text);
}

/** How an answer of a type is read. A document that describes an object is taken at its word, whatever it calls the type. */
export function acceptOf(document: OpenApiDocument, media: Media): Accept {
  const { essence, schema } = media;
  if (essence === 'text/event-stream')
    return isTextual(document, pieceOf(document, media)) ? 'textEvents' : 'events';
  if (LINES.test(essence)) return 'lines';
  if (/[/+]json-seq$/.test(essence)) return 'sequence';
  if (schema !== undefined && isBinary(document, schema)) return 'binary';
  const structured = schema !== undefined && isStructured(document, schema);
  if (isAnything(media)) return structured ? 'json' : 'any';
  if (isJson(media)) return 'json';
  if (isText(media)) return structured && essence === 'text/plain' ? 'json' : 'text';
  return structured && essence.startsWith('application/') && !OPAQUE.test(essence) ? 'json' : 'binary';
}

/** Types that are files, whatever a document says of their insides. */
const OPAQUE = /octet-stream|pdf|zip|gzip|tar|msword|excel|officedocument|protobuf|grpc|cbor|msgpack/;

/** What a caller gets of an answer: JSON as its schema says, any other file as it is, of a stream one piece. */
export function answerSchema(document: OpenApiDocument, media: Media, accept: Accept): Located {
  const { schema, entry } = media;
  const said = (value: JsonObject): Located => ({ value, place: entry.place });
  switch (accept) {
    case 'binary':
      return said({ type: 'string', format: 'binary' });
    case 'text':
    case 'textEvents':
      return schema !== undefined && isTextual(document, schema) ? schema : said({ type: 'string' });
    case 'events':
    case 'lines':
    case 'sequence':
      return pieceOf(document, media) ?? said({});
    default:
      return schema ?? said({});
  }
}

/**
 * The schema of what a piece of a stream holds. For events it may be said of the data alone or of the whole event, which is an object
 * with `data` and nothing but what events have.
 */
function pieceOf(document: OpenApiDocument, { essence, schema, item }: Media): Located | undefined {
  const piece = item ?? (schema && (itemsOf(document, schema) ?? schema));
  return piece === undefined || essence !== 'text/event-stream' ? piece : dataOf(document, piece);
}

const EVENT: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry', 'comment']);

function dataOf(document: OpenApiDocument, event: Located): Located {
  const members = properties(document, event);
  const data = members.get('data')?.schema;
  if (data === undefined || members.size < 2 || [...members.keys()].some((name) => !EVENT.has(name)))
    return event;
  return member(document, data, 'contentSchema', false) ?? data;
}

/** Whether a schema is of texts and nothing else, or says nothing. */
export function isTextual(document: OpenApiDocument, schema: Located | undefined): boolean {
  if (schema === undefined) return true;
  const types = typesOf(document, schema);
  return types?.has('string') === true && types.size === 1 && !isBinary(document, schema);
}

/** Whether a schema is of objects or lists. */
export function isStructured(document: OpenApiDocument, schema: Located): boolean {
  const types = typesOf(document, schema);
  return types?.has('object') === true || types?.has('array') === true;
}

/** Whether a schema is of a file. */
export function isBinary(document: OpenApiDocument, schema: Located): boolean {
  const value = schemaObject(document, schema)?.value;
  return value?.['format'] === 'binary' || value?.['type'] === 'file';
}
