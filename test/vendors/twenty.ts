/**
 * Twenty on this machine, as of 2.21 and as of 0.51: the core REST API under `/rest`. Shapes, statuses and texts follow
 * answers recorded from real servers of both versions; the data are invented.
 */

import {
  listen,
  type Answer,
  type RecordedRequest,
  type VendorOptions,
  type VendorServer,
} from './server.js';
import { bearer, Random, SlidingWindow, type Clock, type Limit } from './shared.js';
import { Api } from './twenty/api.js';
import { dialects, type Dialect } from './twenty/dialect.js';
import type { TwentyVersion } from './twenty/objects.js';
import { Store, type TwentyRecords } from './twenty/store.js';

export type { TwentyObject, TwentyVersion } from './twenty/objects.js';
export type { TwentyRow } from './twenty/rows.js';
export type { TwentyRecords } from './twenty/store.js';

export interface TwentyLimits {
  /** A bucket that holds `max` tokens and gets them back over `perMs`, one for each call. */
  bucket?: Limit;
  /** On top of it, calls in a short window. */
  short?: Limit;
}

/** What a workspace has for its API keys; 0.51 has no limit that a client would meet. */
export const twentyLimits: Required<TwentyLimits> = {
  bucket: { max: 100, perMs: 60_000 },
  short: { max: 100, perMs: 1_000 },
};

export interface TwentyMember {
  /** A UUID. */
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

export interface TwentyOptions extends VendorOptions {
  /** Default 2.21. */
  version?: TwentyVersion;
  /** Default `twenty-test`. */
  token?: string;
  /** The name of the API key, which goes into `createdBy`. Default `test key`. */
  keyName?: string;
  /** Limits that are enforced. Default none. */
  limits?: TwentyLimits;
  members?: readonly TwentyMember[];
}

export interface TwentyServer extends VendorServer<TwentyRecords> {
  readonly version: TwentyVersion;
}

/** Invented people. */
const defaultMembers: readonly TwentyMember[] = [
  {
    id: '0c7e1f52-9a34-4d86-b1e0-6f25a8c3d901',
    firstName: 'Ines',
    lastName: 'Okafor',
    email: 'ines.okafor@harbour.example',
  },
  {
    id: '5d20b9a7-4c1e-4f63-8a9b-e37f016c8d24',
    firstName: 'Pelle',
    lastName: 'Brandt',
    email: 'pelle.brandt@harbour.example',
  },
];

const mostBytes = 10 * 1024 * 1024;

export async function startTwenty(options: TwentyOptions = {}): Promise<TwentyServer> {
  const clock = options.clock ?? Date.now;
  const random = new Random(options.seed ?? 1);
  const { version = '2.21' } = options;
  const dialect = dialects[version];
  const store = new Store(dialect, clock, random);
  seedMembers(store, options.members ?? defaultMembers, random);
  const api = new Api(store, options.keyName ?? 'test key');
  const tokens = new Set([options.token ?? 'twenty-test']);
  const limiter = new Limiter(options.limits ?? {}, clock);
  const handle = (request: RecordedRequest): Answer => {
    if (request.text.length > mostBytes) return { status: 500, body: 'request entity too large' };
    authenticate(request, tokens, dialect);
    const refused = limiter.take();
    if (refused !== undefined && version === '2.21') return refused;
    if (request.jsonError !== undefined && isJson(request)) throw dialect.badJson(request.jsonError);
    if (!request.path.startsWith('/rest/')) {
      return { status: 404, body: `Cannot ${request.method} ${request.path}` };
    }
    return api.handle(request);
  };
  const headers = (): Record<string, string> => ({
    'x-powered-by': 'Express',
    'access-control-allow-origin': '*',
  });
  return { ...(await listen({ clock, handle, headers })), records: store.records, tokens, version };
}

/** Members are there from the start: an API key may read them and no more. */
function seedMembers(store: Store, members: readonly TwentyMember[], random: Random): void {
  const inputs = members.map(({ id, firstName, lastName, email }) => ({
    id,
    name: { firstName, lastName },
    userEmail: email,
    userId: random.uuid(),
  }));
  const author = { source: 'MANUAL', workspaceMemberId: null, name: 'System', context: null };
  store.create(store.dialect.objects.workspaceMembers, inputs, {
    author,
    where: (index) => `data[${index}]`,
  });
}

function authenticate(request: RecordedRequest, tokens: ReadonlySet<string>, dialect: Dialect): void {
  const token = bearer(request.headers.authorization);
  if (token !== undefined && tokens.has(token)) return;
  throw dialect.unauthorized(token, request.path.startsWith('/rest/batch/'));
}

function isJson(request: RecordedRequest): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

/** A token bucket that floors what it gets back and starts its clock anew with each call that it lets through. */
class Limiter {
  readonly #bucket: Limit | undefined;
  readonly #short: SlidingWindow | undefined;
  readonly #clock: Clock;
  #tokens: number;
  #since: number;

  constructor(limits: TwentyLimits, clock: Clock) {
    this.#bucket = limits.bucket;
    this.#short = limits.short && new SlidingWindow(limits.short, clock);
    this.#clock = clock;
    this.#tokens = limits.bucket?.max ?? 0;
    this.#since = clock();
  }

  /** The refusal, if there is no room: no header says when there will be. */
  take(): Answer | undefined {
    if (this.#short !== undefined && !this.#short.take()) return overLimit(this.#short.limit);
    if (this.#bucket === undefined) return undefined;
    const { max, perMs } = this.#bucket;
    const now = this.#clock();
    const tokens = Math.min(max, this.#tokens + Math.floor(((now - this.#since) * max) / perMs));
    if (tokens < 1) return overLimit(this.#bucket);
    this.#tokens = tokens - 1;
    this.#since = now;
    return undefined;
  }
}

function overLimit({ max, perMs }: Limit): Answer {
  const message = `Limit reached (${max} tokens per ${perMs} ms)`;
  return { status: 429, body: { statusCode: 429, error: 'HttpException', messages: [message] } };
}
