import type { Body, BodyForm, PartStyle } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { text } from '../model/schema.js';
import {
  isAnything,
  isBinary,
  isJson,
  isRepeated,
  isStructured,
  isText,
  mediaOf,
  schemaSharing,
  type Media,
} from './media.js';
import { member } from './member.js';

/** The body that an operation takes: JSON before forms, forms before text, text before files. */
export function readBody(document: OpenApiDocument, operation: Located): Body | undefined {
  const body = member(document, operation, 'requestBody');
  if (body === undefined || !isObject(body.value)) return undefined;
  const all = mediaOf(document, body);
  const forms = all
    .filter((media) => !isRepeated(document, media, all))
    .toSorted((a, b) => rank(document, a) - rank(document, b))
    .map((media) => formOf(document, media))
    .map(schemaSharing());
  const [main, ...rest] = forms;
  if (main === undefined) return undefined;
  const others = rest.filter(
    (form, index) =>
      form.contentType !== main.contentType &&
      rest.findIndex(({ contentType }) => contentType === form.contentType) === index &&
      !isSameJson(form, main),
  );
  return {
    ...main,
    required: body.value['required'] === true,
    description: text(body.value['description']),
    wrap: undefined,
    others,
  };
}

function rank(document: OpenApiDocument, media: Media): number {
  if (media.schema !== undefined && isBinary(document, media.schema)) return 4;
  if (isJson(media)) return media.essence === 'application/json' ? 0 : 0.5;
  if (media.essence.startsWith('multipart/')) return 1;
  if (media.essence === FORM) return 2;
  return isText(media) ? 3 : 4;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * JSON by another name, with the same in it. Where plain JSON is not taken the name says what becomes of the body: a patch is of one kind
 * or another.
 */
function isSameJson(form: BodyForm, main: BodyForm): boolean {
  return (
    main.contentType === 'application/json' &&
    isJson({ essence: form.contentType }) &&
    form.schema === main.schema
  );
}

function formOf(document: OpenApiDocument, media: Media): BodyForm {
  const { essence, schema, entry } = media;
  const said = (value: JsonObject): Located => ({ value, place: entry.place });
  const base = { contentType: essence, bytes: false, styles: {} };
  const given = schema ?? said({});
  const binary = schema !== undefined && isBinary(document, schema);
  if (essence.startsWith('multipart/') || essence === FORM)
    return { ...base, schema: given, styles: stylesOf(media) };
  if (isJson(media) && !binary)
    return {
      ...base,
      schema: given,
      contentType: USUAL.test(essence) || isAnything(media) ? 'application/json' : essence,
    };
  if (isRow(essence)) return { ...base, schema: rowOf(media) };
  if (isText(media) && !binary)
    return {
      ...base,
      schema: schema !== undefined && !isStructured(document, schema) ? schema : said({ type: 'string' }),
    };
  const contentType = isAnything(media) || isJson(media) ? 'application/octet-stream' : essence;
  return { ...base, contentType, bytes: true, schema: said({ type: 'string', format: 'binary' }) };
}

const USUAL = /^(application|text)\/json$|\*/;

function isRow(essence: string): boolean {
  return /^application\/(jsonl|x-ndjson|x-jsonlines)$/.test(essence);
}

/** A body of lines is given as a list. */
function rowOf({ schema, item, entry }: Media): Located {
  if (item === undefined && schema !== undefined) return schema;
  return { value: { type: 'array', items: item?.value ?? {} }, place: entry.place };
}

/** How the members of a form are written, as far as the document says so. */
function stylesOf({ entry }: Media): Readonly<Record<string, PartStyle>> {
  const encoding = isObject(entry.value) ? entry.value['encoding'] : undefined;
  if (!isObject(encoding)) return {};
  const styles = Object.entries(encoding).flatMap(([name, value]): [string, PartStyle][] => {
    if (!isObject(value)) return [];
    const { style, explode, allowReserved, contentType } = value;
    const part: PartStyle = {
      ...(typeof style === 'string' && KNOWN.has(style) && { style }),
      ...(typeof explode === 'boolean' && style !== 'deepObject' && { explode }),
      ...(allowReserved === true && { allowReserved }),
      ...(typeof contentType === 'string' && contentType !== '' && { contentType }),
    };
    return Object.keys(part).length === 0 ? [] : [[name, part]];
  });
  return Object.fromEntries(styles);
}

const KNOWN: ReadonlySet<string> = new Set(['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']);
