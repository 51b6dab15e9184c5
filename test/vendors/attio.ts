/**
 * Attio on this machine: tasks, records, notes, workspace members, objects and attributes, webhooks and the token's own
 * page. What it does follows the published API and recorded traffic; its error texts are mostly our own.
 */

import {
  defaultMembers,
  type AttioAttribute,
  type AttioMember,
  type AttioObject,
} from './attio/attributes.js';
import { AttioError, misshapen, notFound } from './attio/errors.js';
import { metaRoutes, self, tokenOf } from './attio/meta-routes.js';
import { noteRoutes } from './attio/notes.js';
import { recordRoutes } from './attio/record-routes.js';
import { RecordStore } from './attio/store.js';
import { taskRoutes, type TaskOptions } from './attio/tasks.js';
import { Workspace, type AttioRecords } from './attio/workspace.js';
import { router } from './router.js';
import {
  listen,
  type Answer,
  type RecordedRequest,
  type VendorOptions,
  type VendorServer,
} from './server.js';
import { Random, SlidingWindow, type Clock, type Limit } from './shared.js';

export type { AttioAttribute, AttioMember, AttioObject } from './attio/attributes.js';
export type {
  AttioNote,
  AttioRecord,
  AttioRecords,
  AttioTask,
  AttioValue,
  AttioWebhook,
} from './attio/workspace.js';

export interface AttioLimits {
  /** Calls that only look: every GET, and record queries. */
  reads?: Limit;
  writes?: Limit;
}

/** What Attio grants to all. */
export const attioLimits: Required<AttioLimits> = {
  reads: { max: 100, perMs: 1_000 },
  writes: { max: 25, perMs: 1_000 },
};

export interface AttioOptions extends VendorOptions, Partial<TaskOptions> {
  /** Default `attio-test`. */
  token?: string;
  /** Limits that are enforced. Default none. */
  limits?: AttioLimits;
  members?: readonly AttioMember[];
  /** Attributes of the workspace's own, by object. */
  attributes?: Partial<Record<AttioObject, readonly AttioAttribute[]>>;
  /** Whether deals have been turned on. Default true. */
  deals?: boolean;
  /** Status of a conflict on a unique attribute: it is not certain which one Attio sends. Default 409. */
  conflictStatus?: 400 | 409;
  /** Whether a new person with an email joins the company of its domain, made if need be. Default true. */
  companyFromEmail?: boolean;
}

export interface AttioServer extends VendorServer<AttioRecords> {
  readonly workspaceId: string;
  readonly members: readonly AttioMember[];
  /** The id of an object, by which it can be named instead of its slug. */
  objectId(object: AttioObject): string;
}

export async function startAttio(options: AttioOptions = {}): Promise<AttioServer> {
  const clock = options.clock ?? Date.now;
  const random = new Random(options.seed ?? 1);
  const { members = defaultMembers, attributes: custom = {}, deals = true } = options;
  const workspace = new Workspace({ clock, random, members, custom, deals });
  const { conflictStatus = 409, companyFromEmail = true } = options;
  const store = new RecordStore(workspace, { conflictStatus, companyFromEmail });
  const tokens = new Set([options.token ?? 'attio-test']);
  const quota = new Quota(options.limits ?? {}, clock);
  const { deadlines = 'instant', linkedObjects = 'slug', completedAt = true } = options;
  const find = router({
    ...taskRoutes(store, { deadlines, linkedObjects, completedAt }),
    ...recordRoutes(store),
    ...noteRoutes(workspace),
    ...metaRoutes(workspace),
  });
  const answer = (request: RecordedRequest): Answer => {
    const token = tokenOf(request);
    const known = token !== undefined && tokens.has(token);
    if (request.path === '/v2/self') return self(workspace, token, known);
    if (!known) throw new AttioError(401, 'unauthorized', 'No valid access token came with the request.');
    const refused = quota.take(request);
    if (refused !== undefined) return refused;
    if (request.jsonError !== undefined) throw misshapen(`The body is no JSON: ${request.jsonError}`, []);
    const found = find(request);
    if (found === undefined) throw notFound(`There is nothing at ${request.method} ${request.path}.`);
    return found;
  };
  const handle = (request: RecordedRequest): Answer => {
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof AttioError) return error.answer();
      throw error;
    }
  };
  const listening = await listen({
    clock,
    handle,
    headers: () => ({ 'x-attio-execution-id': random.uuid() }),
  });
  return {
    ...listening,
    records: workspace.records,
    tokens,
    workspaceId: workspace.id,
    members,
    objectId: (object) => workspace.object(object).id,
  };
}

/** Two windows, one for reads and one for writes. A refused call has done nothing and says when to come back. */
class Quota {
  readonly #reads: SlidingWindow | undefined;
  readonly #writes: SlidingWindow | undefined;

  constructor(limits: AttioLimits, clock: Clock) {
    this.#reads = limits.reads && new SlidingWindow(limits.reads, clock);
    this.#writes = limits.writes && new SlidingWindow(limits.writes, clock);
  }

  take(request: RecordedRequest): Answer | undefined {
    const looks = request.method === 'GET' || request.path.endsWith('/query');
    const window = looks ? this.#reads : this.#writes;
    if (window === undefined || window.take()) return undefined;
    const message = 'Rate limit exceeded, please try again later';
    const error = new AttioError(429, 'rate_limit_exceeded', message);
    return { ...error.answer(), headers: { 'Retry-After': nextSecond(window.freeAt()) } };
  }
}

/** An HTTP date has whole seconds: the first one at which the call has a chance. */
function nextSecond(time: number): string {
  return new Date(Math.ceil(time / 1_000) * 1_000).toUTCString();
}
