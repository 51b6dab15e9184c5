import { misuse } from './errors.js';
import type { Call, PartStyle } from './facts.js';
import { multipart, type EncodedBody } from './multipart.js';
import { formString } from './query.js';

/** What a body of bytes may be given as. A stream is sent as it comes, and once: a call with one is not repeated. */
export type Bytes = Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | ReadableStream<Uint8Array>;

type Encode = (body: unknown, type: string, styles: Readonly<Record<string, PartStyle>>) => EncodedBody;

/** Writes the body of a call by its content type. */
export function encodeBody({ body, wrap, contentType = 'application/json', bodyStyles }: Call): EncodedBody {
  if (body === undefined) return { body: undefined, type: undefined };
  const encode = ENCODERS.find(([types]) => types.test(contentType))?.[1] ?? encodeBytes;
  return encode(wrap === undefined ? body : { [wrap]: body }, contentType, bodyStyles?.[contentType] ?? {});
}

const ENCODERS: readonly (readonly [types: RegExp, encode: Encode])[] = [
  [/^application\/(x-ndjson|jsonl|x-jsonlines)\b/i, (body, type) => encodeLines(body, type)],
  [/[/+]json\b/i, (body, type) => ({ body: jsonText(body), type })],
  [/^multipart\//i, encodeMultipart],
  [/^application\/x-www-form-urlencoded\b/i, encodeForm],
];

function encodeLines(body: unknown, type: string): EncodedBody {
  return Array.isArray(body)
    ? { body: body.map((item) => `${jsonText(item)}\n`).join(''), type }
    : encodeBytes(body, type);
}

function encodeForm(body: unknown, type: string, styles: Readonly<Record<string, PartStyle>>): EncodedBody {
  if (body instanceof URLSearchParams) return { body: body.toString(), type };
  if (!isRecord(body)) return encodeBytes(body, type);
  return { body: formString(body, Object.fromEntries(Object.entries(styles).map(asForm))), type };
}

/** A member of a form that is to be JSON says so by its content type. */
function asForm([name, style]: readonly [string, PartStyle]): readonly [string, PartStyle] {
  return [name, { ...style, json: /[/+]json\b/i.test(style.contentType ?? '') }];
}

function encodeMultipart(
  body: unknown,
  type: string,
  styles: Readonly<Record<string, PartStyle>>,
): EncodedBody {
  if (body instanceof FormData) return { body, type: undefined };
  if (!isRecord(body)) throw misuse('A multipart body must be given as an object or as FormData.');
  return multipart(body, type, styles, jsonText);
}

function encodeBytes(body: unknown, type: string): EncodedBody {
  if (typeof body === 'string' || isBytes(body))
    return { body, type: type.includes('*') ? typeOf(body) : type };
  if (/^text\//i.test(type) && typeof body !== 'object') return { body: String(body), type };
  throw misuse(`A body of type ${type} must be given as text, Blob, ArrayBuffer, a view of one or a stream.`);
}

/** What a body says that it is, where the document says no more than `image/*`. */
function typeOf(body: string | Bytes): string {
  if (typeof body === 'string') return 'text/plain';
  return (body instanceof Blob && body.type) || 'application/octet-stream';
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw misuse(`The body cannot be written as JSON. ${error instanceof Error ? error.message : ''}`.trim());
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isBytes(value);
}

function isBytes(value: unknown): value is Bytes {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    value instanceof ReadableStream ||
    ArrayBuffer.isView(value)
  );
}
