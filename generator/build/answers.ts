import type { Answer, AnswerForm, Link, Refusal, RefusalStatus } from '../model/api.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import { text } from '../model/schema.js';
import {
  acceptOf,
  answerSchema,
  firstMedia,
  isAnything,
  isJson,
  isRepeated,
  isStructured,
  mediaOf,
  schemaSharing,
  type Media,
} from './media.js';
import { member } from './member.js';

const NONE: Answer = {
  accept: 'none',
  mediaType: undefined,
  schema: undefined,
  unwrap: [],
  whole: undefined,
  more: [],
  empty: false,
  others: [],
};

/**
 * What an operation answers with when it succeeds. JSON goes before all else, and the first status that has it before the others; what
 * they answer with in the same form is told beside it, and other forms can be asked for.
 */
export function readAnswer(document: OpenApiDocument, operation: Located): Answer {
  const share = schemaSharing();
  const successes = successesOf(document, operation).map((response) =>
    formsOf(document, response).map((form) => share(form)),
  );
  const forms = successes.flat();
  const main = forms.find(({ accept }) => accept === 'json') ?? forms[0];
  if (main === undefined) return NONE;
  const own = successes.find((success) => success.includes(main));
  const more = successes.flatMap((success) => {
    const same = success === own ? undefined : success.find(({ accept }) => accept === main.accept);
    return same === undefined ? [] : [same.schema];
  });
  const others = forms.filter(
    (form, index) =>
      adds(form, main, own!) && forms.findIndex(({ mediaType }) => mediaType === form.mediaType) === index,
  );
  return {
    accept: main.accept,
    mediaType: askedFor(main, others.length > 0),
    schema: main.schema,
    unwrap: [],
    whole: main.schema,
    more,
    empty: successes.some((success) => success.length === 0),
    others,
  };
}

/** The responses that are successes: those with a status, else the range, else the default. */
function successesOf(document: OpenApiDocument, operation: Located): readonly Located[] {
  const responses = member(document, operation, 'responses');
  if (responses === undefined || !isObject(responses.value)) return [];
  const statuses = Object.keys(responses.value);
  for (const wanted of [/^2\d\d$/, /^2XX$/i, /^default$/]) {
    const found = statuses.filter((status) => wanted.test(status));
    if (found.length > 0)
      return found.flatMap((status) => {
        const response = member(document, responses, status);
        return response !== undefined && isObject(response.value) ? [response] : [];
      });
  }
  return [];
}

function formsOf(document: OpenApiDocument, response: Located): readonly AnswerForm[] {
  const all = mediaOf(document, response);
  const json = all.filter(isJson);
  // Many servers list text/plain beside JSON with the schema of the JSON: it is the same answer by another name.
  const lies = (media: Media): boolean =>
    json.length > 0 &&
    media.essence === 'text/plain' &&
    media.schema !== undefined &&
    isStructured(document, media.schema);
  return all
    .filter((media) => !lies(media) && !isRepeated(document, media, all))
    .map((media): AnswerForm => {
      const accept = acceptOf(document, media);
      return { mediaType: media.type, accept, schema: answerSchema(document, media, accept) };
    });
}

/** Whether a form gives anything that the main one does not. JSON does if it is said to be other JSON. */
function adds(form: AnswerForm, main: AnswerForm, own: readonly AnswerForm[]): boolean {
  if (form.accept !== main.accept) return !isAnything({ essence: form.mediaType });
  if (form.accept !== 'json' || form === main || !own.includes(form)) return false;
  return !/^[^;]*\*/.test(form.mediaType) && form.schema !== main.schema;
}

/** What `accept` already asks for. */
const USUAL: Partial<Record<AnswerForm['accept'], RegExp>> = {
  json: /^(application\/json|text\/json)\b/i,
  events: /^text\/event-stream\b/i,
  textEvents: /^text\/event-stream\b/i,
  lines: /^application\/x-ndjson\b/i,
  sequence: /^application\/json-seq\b/i,
};

/** The media type of the main form, where it has to be said: a file may come as it likes if there is nothing else to come. */
function askedFor({ mediaType, accept }: AnswerForm, hasOthers: boolean): string | undefined {
  if (!/^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(mediaType)) return undefined;
  const usual = USUAL[accept];
  if (usual === undefined) return hasOthers ? mediaType : undefined;
  return usual.test(mediaType) ? undefined : mediaType;
}

/** The answers that are errors. The default is one only where there are successes beside it. */
export function readRefusals(document: OpenApiDocument, operation: Located): readonly Refusal[] {
  const responses = member(document, operation, 'responses');
  if (responses === undefined || !isObject(responses.value)) return [];
  const statuses = Object.keys(responses.value);
  const succeeds = statuses.some((status) => /^2(\d\d|XX)$/i.test(status));
  return statuses.flatMap((name): Refusal[] => {
    const status = refusalStatus(name);
    if (status === undefined || (status === 'default' && !succeeds)) return [];
    const response = member(document, responses, name);
    const media =
      response !== undefined && isObject(response.value)
        ? firstMedia(document, { value: response.value, place: response.place })
        : undefined;
    if (media?.schema === undefined) return [];
    return [{ status, schema: media.schema }];
  });
}

function refusalStatus(status: string): RefusalStatus | undefined {
  if (/^[45]\d\d$/.test(status)) return Number(status);
  const upper = status.toUpperCase();
  if (upper === '4XX' || upper === '5XX') return upper;
  return status === 'default' ? 'default' : undefined;
}

/** Where the answers of an operation lead. */
export function readLinks(document: OpenApiDocument, operation: Located): readonly Link[] {
  return successesOf(document, operation).flatMap((response) => {
    const links = member(document, response, 'links');
    if (links === undefined || !isObject(links.value)) return [];
    return Object.keys(links.value).flatMap((name): Link[] => {
      const link = member(document, links, name);
      if (link === undefined || !isObject(link.value)) return [];
      const target = text(link.value['operationId']) || text(link.value['operationRef']);
      if (target === '') return [];
      const parameters = isObject(link.value['parameters']) ? Object.entries(link.value['parameters']) : [];
      const body = link.value['requestBody'];
      const values = [...parameters, ...(body === undefined ? [] : [['the body', body] as const])];
      return [
        {
          name,
          description: text(link.value['description']),
          target,
          values: values.map(([to, value]) => [
            to,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        },
      ];
    });
  });
}
