import type { Accept } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { Place } from '../source.js';
import { member } from './member.js';

/** One of the types of a body, and its schema. */
export interface Media {
  readonly type: string;
  readonly schema: Located | undefined;
}

/** The media type that is used of several: JSON first, then forms, then what comes first. */
export function firstMedia(document: OpenApiDocument, owner: Located<JsonObject>): Media | undefined {
  const content = member(document, owner, 'content');
  if (content === undefined || !isObject(content.value)) return undefined;
  const types = Object.keys(content.value);
  const type = types.find(isJsonType) ?? types.find((name) => /form/.test(name)) ?? types[0];
  if (type === undefined) return undefined;
  const media = member(document, content as Located<JsonObject>, type);
  const schema =
    media !== undefined && isObject(media.value)
      ? member(document, media as Located<JsonObject>, 'schema', false)
      : undefined;
  return { type, schema };
}

/** Whether a media type is JSON, or anything. */
export function isJsonType(type: string): boolean {
  return /^(application\/json|[\w.-]+\/[\w.-]+\+json|\*\/\*)/i.test(type);
}

/** How an answer of a type is read. */
export function acceptOf({ type, schema }: Media): Accept {
  if (isJsonType(type)) return 'json';
  const format = schema !== undefined && isObject(schema.value) ? schema.value['format'] : undefined;
  return /^text\/|xml/i.test(type) && format !== 'binary' ? 'text' : 'binary';
}

/** What the caller gets: JSON as its schema says, any other file as it is. */
export function answerSchema(media: Media, place: Place): Located {
  const accept = acceptOf(media);
  if (accept === 'binary') return { value: { type: 'string', format: 'binary' }, place };
  return media.schema ?? { value: accept === 'text' ? { type: 'string' } : {}, place };
}
