import type { Auth } from './auth.js';
import { encodeBody } from './body.js';
import { misuse } from './errors.js';
import type { Call, Reading } from './facts.js';
import type { CallOptions } from './options.js';
import { cookieValue, headerValue, queryString, wholeQuery } from './query.js';

/** A call made ready to be sent as often as needed: each attempt takes its own copy of the headers and its own credentials. */
export interface ReadyRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
  /** What the call is authenticated by. */
  readonly auth: readonly Auth[];
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
  return text.replace(/(?<!\/)\/+$/, '');
}

/** What is asked for where the call does not say it better. */
const ACCEPT: Readonly<Record<Reading, string>> = {
  json: 'application/json',
  text: '*/*',
  binary: '*/*',
  none: '*/*',
  any: '*/*',
  events: 'text/event-stream',
  textEvents: 'text/event-stream',
  lines: 'application/x-ndjson',
  sequence: 'application/json-seq',
};

/** What a caller chose among what an operation takes and gives, by media types. */
export interface Choice {
  readonly accept?: string;
  readonly contentType?: string;
}

/** The call as the caller chose it. An envelope belongs to what an operation takes and gives by itself. */
export function chosen(call: Call, { accept, contentType }: Choice): Call {
  if (accept === undefined && contentType === undefined) return call;
  const reading = accept === undefined ? undefined : call.also?.[accept];
  if (accept !== undefined && reading === undefined)
    throw misuse(`The answer does not come as ${JSON.stringify(accept)}.`);
  const { wrap, unwrap, ...bare } = call;
  return {
    ...bare,
    ...(contentType === undefined ? wrap !== undefined && { wrap } : { contentType }),
    ...(reading === undefined ? unwrap !== undefined && { unwrap } : { accept: reading, mediaType: accept! }),
  };
}

/** Writes a call down. Whatever is wrong with it is said now, before anything is sent. */
export function readyRequest(
  baseUrl: string,
  call: Call,
  options: CallOptions,
  auth: readonly Auth[] = [],
): ReadyRequest {
  const method = call.method.toUpperCase();
  const { body, type } = encodeBody(call);
  if (body !== undefined && (method === 'GET' || method === 'HEAD'))
    throw misuse(`A ${method} takes no body.`);
  checkRequired(call);
  const headers = new Headers({ accept: call.mediaType ?? ACCEPT[call.accept ?? 'json'] });
  if (type !== undefined) headers.set('content-type', type);
  const cookies = cookieValue(call.cookies ?? {}, call.styles);
  if (cookies !== '') headers.set('cookie', cookies);
  for (const [name, value] of Object.entries({ ...call.headers, ...options.headers })) {
    setHeader(headers, name, headerValue(name, value, call.styles));
  }
  return { method, url: urlOf(baseUrl, call), headers, body, auth };
}

/** A type keeps TypeScript from leaving a required parameter out; nothing keeps others from it. */
function checkRequired({ required, query }: Call): void {
  for (const name of required ?? []) {
    const value: unknown = query && Object.hasOwn(query, name) ? Reflect.get(query, name) : undefined;
    if (value === undefined || value === null)
      throw misuse(`The query has no \`${name}\`, and the call must not go without.`);
  }
}

function urlOf(baseUrl: string, { path, query, queryString: whole, styles }: Call): string {
  const parts = [wholeQuery(whole, styles), queryString(query ?? {}, styles)];
  const text = parts.filter((part) => part !== '').join('&');
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
