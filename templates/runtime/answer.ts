import { at } from './at.js';
import type { ErrorFields } from './errors.js';
import type { Call, ErrorFacts, Path, Reading, Streaming, VendorFacts } from './facts.js';
import { retryAfter } from './retry.js';

/** How much of a body that is not JSON is kept with an error, in characters. */
const LONGEST_TEXT = 2_000;

/** An answer came, its body did not, or not in a form that can be read. The message goes on where the vendor's name ends. */
export class Unreadable extends Error {
  /** The text that came, cut to a length for logs. */
  readonly body: string | undefined;

  constructor(message: string, body?: string) {
    super(message);
    this.body = body;
  }
}

/** Reads the body of a success as the call expects it: JSON, text, a Blob or a stream; undefined where there is none. */
export async function readSuccess(response: Response, { method, accept = 'json' }: Call): Promise<unknown> {
  if (response.status === 204 || response.status === 205 || method.toUpperCase() === 'HEAD') return undefined;
  if (accept === 'none') return drain(response);
  if (isStreaming(accept)) return streamOf(response);
  try {
    if (accept === 'binary') return await response.blob();
    const text = await response.text();
    const isText = accept === 'text' || (accept === 'any' && !isJson(response));
    if (isText) return text === '' ? undefined : text;
    return text.trim() === '' ? undefined : parse(text);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('sent an answer that broke off');
  }
}

/** Whether an answer is read piece by piece. */
export function isStreaming(accept: Reading): accept is Streaming {
  return accept === 'events' || accept === 'textEvents' || accept === 'lines' || accept === 'sequence';
}

function isJson({ headers }: Response): boolean {
  return /^[^;]*[/+]json\b/i.test(headers.get('content-type') ?? '');
}

/** A server that does not stream says so by what it sends: an answer in one piece, or a page. */
function streamOf(response: Response): ReadableStream<Uint8Array> | undefined {
  const type = response.headers.get('content-type') ?? '';
  if (/^(application\/json|text\/html)\b/i.test(type))
    throw new Unreadable(`sent ${type.split(';', 1)[0]!} where a stream was expected`);
  return response.body ?? undefined;
}

/** Nobody wants this body, so it may break off; reading it leaves the connection fit for the next call. */
async function drain(response: Response): Promise<undefined> {
  await response.arrayBuffer().catch(() => undefined);
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('sent an answer that is no JSON', text.slice(0, LONGEST_TEXT));
  }
}

/**
 * What a refusal says: the fields of the error that its status, headers and body give. `now` is the wall clock's time; `hide` takes
 * secrets out of the body's text, since some servers send back what they were sent; `note` says what the status alone does not.
 */
export async function readRefusal(
  response: Response,
  facts: VendorFacts,
  now: number,
  hide: (text: string) => string,
  note?: string,
): Promise<Pick<ErrorFields, 'message'> & Partial<ErrorFields>> {
  const { status, headers } = response;
  const body = bodyOf(hide(await response.text().catch(() => '')));
  const { errors } = facts;
  const code = firstText(body, errors.code);
  const requestId = requestIdOf(facts, headers, body);
  const retryAfterMs = retryAfter(headers, now);
  const said =
    note ?? firstText(body, errors.message) ?? plainText(body) ?? (response.statusText || 'no reason given');
  // A redirect that a browser hides has the status 0.
  const about = [facts.name, status || undefined, code].filter((part) => part !== undefined).join(' ');
  return {
    message: `${about}: ${said.slice(0, LONGEST_TEXT)}`,
    ...(status !== 0 && { status }),
    processed: processedOf(status, errors),
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(body !== undefined && { body }),
  };
}

/** The vendor's id of a request: from the body, else from the header. */
export function requestIdOf({ errors }: VendorFacts, headers: Headers, body?: unknown): string | undefined {
  const { requestIdHeader } = errors;
  return firstText(body, errors.requestId) ?? (requestIdHeader && headers.get(requestIdHeader)) ?? undefined;
}

/** A vendor that finds fault with a call has not acted on it; one that breaks down, or points elsewhere, may have. */
function processedOf(status: number, { unprocessed }: ErrorFacts): 'no' | 'unknown' {
  return unprocessed.includes(status) || (status >= 400 && status < 500) ? 'no' : 'unknown';
}

function bodyOf(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // A page or a line of text: what a gateway answers.
  }
  return text.slice(0, LONGEST_TEXT);
}

/** The first of several paths that leads to a text. A list of texts counts as one, and so does a number. */
function firstText(body: unknown, paths: readonly Path[]): string | undefined {
  for (const path of paths) {
    const text = textOf(at(body, path));
    if (text !== undefined) return text;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Text for one line of a log. Of a page, its title. */
function plainText(body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1];
  const text = (title ?? (/^\s*</.test(body) ? 'a page' : body)).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text.slice(0, 200);
}
