/**
 * HubSpot on this machine: CRM objects v3, associations v4, owners and property definitions, as a private app sees them.
 * What it does follows the published API and what is known of its behaviour; its error texts are mostly our own.
 */

import { accountRoutes } from './hubspot/account-routes.js';
import { associationRoutes } from './hubspot/association-routes.js';
import { batchRoutes } from './hubspot/batch.js';
import { HubSpotError, invalid, rateLimited } from './hubspot/errors.js';
import { defaultOwners, type HubSpotOwner, type HubSpotType } from './hubspot/objects.js';
import type { PropertyDefinition } from './hubspot/properties.js';
import { recordRoutes } from './hubspot/record-routes.js';
import { searchRoutes } from './hubspot/search.js';
import { Store, type HubSpotRecords } from './hubspot/store.js';
import { router } from './router.js';
import {
  listen,
  type Answer,
  type RecordedRequest,
  type VendorOptions,
  type VendorServer,
} from './server.js';
import { bearer, iso, Random, SlidingWindow, type Clock, type Limit } from './shared.js';

export { batchStatus, type BatchStatus } from './hubspot/batch.js';
export type { HubSpotOwner, HubSpotType } from './hubspot/objects.js';
export type { PropertyDefinition } from './hubspot/properties.js';
export type { HubSpotRecord, HubSpotRecords } from './hubspot/store.js';

export interface HubSpotLimits {
  /** All calls but searches. */
  burst?: Limit;
  /** Searches, which are counted apart. */
  search?: Limit;
  /** All calls of a day. */
  daily?: Limit;
}

/** What a private app of a professional account has. */
export const hubSpotLimits: Required<HubSpotLimits> = {
  burst: { max: 190, perMs: 10_000 },
  search: { max: 5, perMs: 1_000 },
  daily: { max: 625_000, perMs: 86_400_000 },
};

export interface HubSpotOptions extends VendorOptions {
  /** Default `pat-test`. */
  token?: string;
  /** Limits that are enforced. Default none; the headers then speak of `hubSpotLimits`. */
  limits?: HubSpotLimits;
  /** Properties of the account's own, by object type. */
  properties?: Partial<Record<HubSpotType, readonly PropertyDefinition[]>>;
  owners?: readonly HubSpotOwner[];
  /** Milliseconds for which a new record is invisible to searches. Default 0. */
  searchLagMs?: number;
}

export interface HubSpotServer extends VendorServer<HubSpotRecords> {
  /** Tokens that were good once: the one kind of 401 that is a reason to refresh. */
  readonly expiredTokens: Set<string>;
  /** The ids of the records of a type that a record is associated with. */
  associated(from: HubSpotType, id: string, to: HubSpotType): string[];
}

export async function startHubSpot(options: HubSpotOptions = {}): Promise<HubSpotServer> {
  const clock = options.clock ?? Date.now;
  const random = new Random(options.seed ?? 1);
  const store = new Store(clock, options.properties ?? {});
  const tokens = new Set([options.token ?? 'pat-test']);
  const expiredTokens = new Set<string>();
  const quota = new Quota(options.limits ?? {}, clock, random);
  const find = router({
    ...associationRoutes(store, random),
    ...batchRoutes(store, random),
    ...searchRoutes(store, options.searchLagMs ?? 0),
    ...accountRoutes(store, options.owners ?? defaultOwners),
    ...recordRoutes(store),
  });
  const handle = (request: RecordedRequest): Answer => {
    try {
      authenticate(request, tokens, expiredTokens, clock);
      const refused = quota.take(request);
      if (refused !== undefined) return refused;
      checkBody(request);
      const answer = find(request) ?? {
        status: 404,
        body: `<html><body>No page at ${request.path}</body></html>`,
      };
      return { ...answer, headers: quota.headers(request) };
    } catch (error) {
      if (error instanceof HubSpotError) {
        return { ...error.answer(random.uuid()), headers: quota.headers(request) };
      }
      throw error;
    }
  };
  const listening = await listen({ clock, handle, mediaType: 'application/json;charset=utf-8' });
  return {
    ...listening,
    records: store.records,
    tokens,
    expiredTokens,
    associated: (from, id, to) => store.associations.of(from, id, to).map((link) => link.id),
  };
}

function authenticate(
  request: RecordedRequest,
  tokens: Set<string>,
  expired: Set<string>,
  clock: Clock,
): void {
  const token = bearer(request.headers.authorization);
  if (token !== undefined && expired.has(token)) {
    const context = { 'expire time': [iso(clock() - 1_000)] };
    throw new HubSpotError(401, 'EXPIRED_AUTHENTICATION', 'The access token has expired.', { context });
  }
  if (token === undefined || !tokens.has(token)) {
    throw new HubSpotError(401, 'INVALID_AUTHENTICATION', 'No valid access token came with the request.');
  }
}

function checkBody(request: RecordedRequest): void {
  if (request.text === '') return;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new HubSpotError(415, 'VALIDATION_ERROR', `Cannot read ${type}.`);
  }
  if (request.jsonError !== undefined) throw invalid(`Invalid input JSON: ${request.jsonError}`);
}

/** The counters behind 429 and behind the headers that come with every answer but a search's. */
class Quota {
  readonly #limits: HubSpotLimits;
  readonly #burst: SlidingWindow;
  readonly #search: SlidingWindow;
  readonly #daily: SlidingWindow;
  readonly #random: Random;

  constructor(limits: HubSpotLimits, clock: Clock, random: Random) {
    this.#limits = limits;
    this.#burst = new SlidingWindow(limits.burst ?? hubSpotLimits.burst, clock);
    this.#search = new SlidingWindow(limits.search ?? hubSpotLimits.search, clock);
    this.#daily = new SlidingWindow(limits.daily ?? hubSpotLimits.daily, clock);
    this.#random = random;
  }

  /** Counts a call; the answer is the 429 if a limit that is enforced has no room left. */
  take(request: RecordedRequest): Answer | undefined {
    const refuse = (policy: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'): Answer => ({
      ...rateLimited(policy, this.#random.uuid(), this.#random.uuid()),
      headers: this.headers(request),
    });
    if (!this.#daily.take() && this.#limits.daily !== undefined) return refuse('DAILY');
    if (isSearch(request)) {
      return !this.#search.take() && this.#limits.search !== undefined ? refuse('SECONDLY') : undefined;
    }
    return !this.#burst.take() && this.#limits.burst !== undefined
      ? refuse('TEN_SECONDLY_ROLLING')
      : undefined;
  }

  headers(request: RecordedRequest): Record<string, string> {
    if (isSearch(request)) return {};
    return {
      'X-HubSpot-RateLimit-Max': String(this.#burst.limit.max),
      'X-HubSpot-RateLimit-Remaining': String(Math.max(0, this.#burst.remaining())),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(this.#burst.limit.perMs),
      'X-HubSpot-RateLimit-Daily': String(this.#daily.limit.max),
      'X-HubSpot-RateLimit-Daily-Remaining': String(Math.max(0, this.#daily.remaining())),
    };
  }
}

function isSearch(request: RecordedRequest): boolean {
  return /^\/crm\/v3\/objects\/[^/]+\/search$/.test(request.path);
}
