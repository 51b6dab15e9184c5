/** A vendor on this machine: records what it is asked, answers as it was taught, and fails on demand. */

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Json } from './shared.js';

/** A request as it came in, and what became of it. */
export interface RecordedRequest {
  /** By the server's clock, when its last byte had come in. */
  readonly at: number;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** The path alone, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as text. */
  readonly text: string;
  /** The body read as JSON; undefined if it is empty or no JSON. */
  readonly body: Json | undefined;
  /** Why the body is no JSON, in the words of `JSON.parse`. */
  readonly jsonError: string | undefined;
  /** The status it was answered with; undefined as long as there is no answer, and for good if it was dropped. */
  status: number | undefined;
  /** Whether the whole answer went out. False for one that was cut, or whose client hung up. */
  complete: boolean;
}

/** A text goes out as it is, anything else as JSON; undefined is no body at all. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** How to spoil an answer. Faults wait in line; a request meets the first one that matches it, and no other. */
export interface Fault {
  /** Which requests it waits for: all of them, those of a method and a path (text: the whole path), or those a function picks. */
  match?: { method?: string; path?: string | RegExp } | ((request: RecordedRequest) => boolean);
  /** How many requests it meets. Default 1; `Infinity` stays for good. */
  times?: number;
  /** Milliseconds of real time before anything happens. */
  delay?: number;
  /** The connection dies without an answer: `before` the vendor did anything, or `after` it did everything. */
  drop?: 'before' | 'after';
  /** This answer in place of the vendor's, which does nothing unless `process` is true. Default status 200. */
  answer?: Partial<Answer>;
  /** The vendor does its work before `answer` hides it: a gateway that lost the real answer. */
  process?: boolean;
  /** Changes the answer on its way out. */
  edit?: (answer: Answer, request: RecordedRequest) => Answer;
  /** Milliseconds of real time between the vendor's work and its answer. */
  late?: number;
  /** Milliseconds of real time in the middle of the body. */
  stall?: number;
  /** The connection dies after so many bytes of the body; `true` is half of them. */
  cut?: number | true;
}

export interface VendorServer<Records = unknown> {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  /** Every request so far, in the order in which they were complete. */
  readonly requests: RecordedRequest[];
  /** What is stored, by type and id, to look at; what is to be stored goes over HTTP. */
  readonly records: Records;
  /** The tokens that are let in. Tests may add and take away. */
  readonly tokens: Set<string>;
  /** Puts faults at the end of the line. */
  inject(...faults: readonly Fault[]): void;
  /** The faults that no request has met yet. */
  readonly faults: readonly Fault[];
  /** Ends all connections. Fails if the server itself broke down while it answered. */
  close(): Promise<void>;
}

/** Options that every vendor knows. */
export interface VendorOptions {
  /** Default: the time of day. */
  clock?: Clock;
  /** For ids, orders and all else that is left to chance. Default 1. */
  seed?: number;
}

/** An answer that ends a handler early. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`answered ${answer.status}`);
    this.answer = answer;
  }
}

export interface Vendor {
  clock: Clock;
  handle: (request: RecordedRequest) => Answer;
  /** Headers that every answer carries, a scripted one too. */
  headers?: () => Record<string, string>;
  /** The media type of JSON as the vendor spells it. */
  mediaType?: string;
}

export type Listening = Pick<VendorServer, 'url' | 'requests' | 'inject' | 'faults' | 'close'>;

/** Starts a server on 127.0.0.1 and a free port. */
export async function listen(vendor: Vendor): Promise<Listening> {
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const closing = new AbortController();
  const crashes: unknown[] = [];
  const server = createServer((incoming, response) => {
    respond(vendor, { requests, faults, crashes, signal: closing.signal }, incoming, response).catch(() =>
      incoming.socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    inject: (...more) => void faults.push(...more.map((fault) => ({ ...fault }))),
    close: async () => {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      if (crashes.length > 0) throw crashes[0];
    },
  };
}

interface Desk {
  requests: RecordedRequest[];
  faults: Fault[];
  crashes: unknown[];
  signal: AbortSignal;
}

async function respond(
  vendor: Vendor,
  desk: Desk,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await record(vendor, incoming);
  desk.requests.push(request);
  const fault = nextFault(desk.faults, request);
  if (fault?.delay !== undefined) await sleep(fault.delay, undefined, { signal: desk.signal });
  if (fault?.drop === 'before') return void incoming.socket.destroy();
  let answer =
    fault?.answer !== undefined && fault.process !== true ? undefined : work(vendor, desk, request);
  if (fault?.drop === 'after') return void incoming.socket.destroy();
  if (fault?.answer !== undefined) answer = { status: 200, ...fault.answer };
  if (fault?.edit !== undefined && answer !== undefined) answer = fault.edit(answer, request);
  if (answer === undefined) return;
  if (fault?.late !== undefined) await sleep(fault.late, undefined, { signal: desk.signal });
  request.status = answer.status;
  await send(vendor, desk, { request, response, answer, fault });
}

async function record(vendor: Vendor, incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    at: vendor.clock(),
    method: incoming.method ?? 'GET',
    url,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: incoming.headers,
    text,
    ...parse(text),
    status: undefined,
    complete: false,
  };
}

function parse(text: string): { body: Json | undefined; jsonError: string | undefined } {
  if (text === '') return { body: undefined, jsonError: undefined };
  try {
    return { body: JSON.parse(text) as Json, jsonError: undefined };
  } catch (error) {
    return { body: undefined, jsonError: (error as Error).message };
  }
}

function nextFault(faults: Fault[], request: RecordedRequest): Fault | undefined {
  const index = faults.findIndex((fault) => meets(fault.match, request));
  const fault = faults[index];
  if (fault === undefined) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.splice(index, 1);
  return fault;
}

function meets(match: Fault['match'], request: RecordedRequest): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.path instanceof RegExp) return match.path.test(request.path);
  return match.path === undefined || match.path === request.path;
}

/** A bug of this server must not pass for a vendor's 500: it is kept, and thrown by `close()`. */
function work(vendor: Vendor, desk: Desk, request: RecordedRequest): Answer {
  try {
    return vendor.handle(request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    desk.crashes.push(error);
    return { status: 500, body: `The test server broke down: ${String(error)}` };
  }
}

interface Delivery {
  request: RecordedRequest;
  response: ServerResponse;
  answer: Answer;
  fault: Fault | undefined;
}

async function send(vendor: Vendor, desk: Desk, delivery: Delivery): Promise<void> {
  const { request, response, answer, fault } = delivery;
  const bytes = Buffer.from(encode(answer.body), 'utf8');
  response.on('finish', () => (request.complete = true));
  response.on('error', () => undefined);
  response.writeHead(answer.status, headersOf(vendor, answer, bytes.length));
  if (fault?.cut === undefined && fault?.stall === undefined) return void response.end(bytes);
  const half = Math.floor(bytes.length / 2);
  const end = fault.cut === true ? half : (fault.cut ?? bytes.length);
  const first = Math.min(half, end);
  response.flushHeaders();
  await write(response, bytes.subarray(0, first));
  if (fault.stall !== undefined) await sleep(fault.stall, undefined, { signal: desk.signal });
  if (fault.cut === undefined) return void response.end(bytes.subarray(first));
  await write(response, bytes.subarray(first, end));
  response.socket?.destroy();
}

/** Resolves once the bytes have left; also if the client hung up meanwhile, which is no error of ours. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    response.write(bytes, () => resolve());
  });
}

function encode(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function headersOf(vendor: Vendor, answer: Answer, length: number): Record<string, string | number> {
  const type = typeof answer.body === 'string' ? 'text/html; charset=utf-8' : vendor.mediaType;
  return {
    date: new Date(vendor.clock()).toUTCString(),
    ...vendor.headers?.(),
    ...(answer.body === undefined ? {} : { 'content-type': type ?? 'application/json; charset=utf-8' }),
    ...(answer.status === 204 ? {} : { 'content-length': length }),
    ...lowerCased(answer.headers),
  };
}

/** Header names are compared without case, object keys are not. */
function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
