import { misuse } from './errors.js';
import type { Call } from './facts.js';
import type { CallOptions } from './options.js';
import { cookieValue, headerValue, queryString } from './query.js';

/** A call made ready to be sent as often as needed: each attempt takes its own copy of the headers and its own credentials. */
export interface ReadyRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
}

/** The base URL, checked, without a slash at the end. */
export function checkedBaseUrl(baseUrl: string): string {
  const text = baseUrl.trim();
  if (text === '')
    throw misuse('baseUrl is empty: this API has no address of its own, so the client must be given one.');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw misuse('baseUrl is no absolute http or https URL.');
  if (url.username !== '' || url.password !== '')
    throw misuse('baseUrl holds credentials; give them as `auth`.');
  if (/[?#]/.test(text)) throw misuse('baseUrl must end with its path, without a query or a fragment.');
  return text.replace(/\/+$/, '');
}

/** Writes a call down. Whatever is wrong with it is said now, before anything is sent. */
export function readyRequest(baseUrl: string, call: Call, options: CallOptions): ReadyRequest {
  const method = call.method.toUpperCase();
  const { body, type } = encodeBody(call);
  if (body !== undefined && (method === 'GET' || method === 'HEAD'))
    throw misuse(`A ${method} takes no body.`);
  checkRequired(call);
  const headers = new Headers({
    accept: call.accept === undefined || call.accept === 'json' ? 'application/json' : '*/*',
  });
  if (type !== undefined) headers.set('content-type', type);
  const cookies = cookieValue(call.cookies ?? {}, call.styles);
  if (cookies !== '') headers.set('cookie', cookies);
  for (const [name, value] of Object.entries({ ...call.headers, ...options.headers })) {
    setHeader(headers, name, headerValue(name, value, call.styles?.[name]));
  }
  return { method, url: urlOf(baseUrl, call), headers, body };
}

/** A type keeps TypeScript from leaving a required parameter out; nothing keeps others from it. */
function checkRequired({ required, query }: Call): void {
  for (const name of required ?? []) {
    const value = (query as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (value === undefined || value === null)
      throw misuse(`The query has no \`${name}\`, and the call must not go without.`);
  }
}

function urlOf(baseUrl: string, { path, query, styles }: Call): string {
  const text = queryString(query ?? {}, styles);
  const mark = text === '' ? '' : path.includes('?') ? '&' : '?';
  return `${baseUrl}${path.startsWith('/') ? '' : '/'}${path}${mark}${text}`;
}

/** The platform's own message about a bad header would show its value. */
function setHeader(headers: Headers, name: string, value: string | undefined): void {
  if (value === undefined) return;
  try {
    headers.set(name, value);
  } catch {
    throw misuse(`The header ${JSON.stringify(name)} has a name or a value that no header can carry.`);
  }
}

interface Encoded {
  readonly body: BodyInit | undefined;
  /** The content type; undefined where the platform adds its own, with the boundary in it. */
  readonly type: string | undefined;
}

function encodeBody({ body, wrap, contentType = 'application/json' }: Call): Encoded {
  if (body === undefined) return { body: undefined, type: undefined };
  const type = contentType.toLowerCase();
  if (/[/+]json\b/.test(type))
    return { body: jsonText(wrap === undefined ? body : { [wrap]: body }), type: contentType };
  if (type.startsWith('multipart/form-data')) return { body: formData(body), type: undefined };
  if (body instanceof URLSearchParams) return { body: body.toString(), type: contentType };
  if (type.startsWith('application/x-www-form-urlencoded') && isRecord(body)) {
    return { body: queryString(body), type: contentType };
  }
  if (typeof body === 'string' || isBytes(body)) return { body, type: contentType };
  if (type.startsWith('text/') && typeof body !== 'object') return { body: String(body), type: contentType };
  throw misuse(`A body of type ${contentType} must be given as text, Blob, ArrayBuffer or a view of one.`);
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw misuse(`The body cannot be written as JSON. ${error instanceof Error ? error.message : ''}`.trim());
  }
}

/** A form with files: a list repeats its name, files stay as they are, objects are sent as JSON, undefined and null are left out. */
function formData(body: unknown): FormData {
  if (body instanceof FormData) return body;
  if (!isRecord(body)) throw misuse('A multipart body must be given as an object or as FormData.');
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item === undefined || item === null) continue;
      if (item instanceof Blob) form.append(name, item);
      else if (item instanceof Date) form.append(name, item.toISOString());
      else form.append(name, typeof item === 'object' ? jsonText(item) : String(item));
    }
  }
  return form;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isBytes(value);
}

function isBytes(value: unknown): value is Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}
