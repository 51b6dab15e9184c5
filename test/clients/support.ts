/** The generated clients, against the vendors that this machine plays. */

import { Attio, apiKey as attioKey } from '../../generated/attio/index.js';
import { HubSpot, privateApp } from '../../generated/hubspot/index.js';
import { apiKey as twentyKey, Twenty } from '../../generated/twenty/index.js';
import {
  type Bulk,
  type ClientOptions,
  type CrosswalkError,
  isCrosswalkError,
  type Outcome,
} from '../../generated/runtime/index.js';
import { fakeClock, type FakeClock } from '../support/clock.js';
import { startAttio, type AttioOptions, type AttioServer } from '../vendors/attio.js';
import { startHubSpot, type HubSpotOptions, type HubSpotServer } from '../vendors/hubspot.js';
import type { VendorServer } from '../vendors/server.js';
import { manualClock } from '../vendors/shared.js';
import { kept } from '../vendors/support.js';
import { startTwenty, type TwentyOptions, type TwentyServer } from '../vendors/twenty.js';

type More = Partial<ClientOptions>;

/** A HubSpot and a client of it. */
export async function hubspotPair(
  options: HubSpotOptions = {},
  more: More = {},
): Promise<{ server: HubSpotServer; hubspot: HubSpot }> {
  const server = kept(await startHubSpot({ clock: manualClock(), ...options }));
  const [token] = server.tokens;
  return { server, hubspot: new HubSpot({ auth: privateApp(token), baseUrl: server.url, ...more }) };
}

export async function attioPair(
  options: AttioOptions = {},
  more: More = {},
): Promise<{ server: AttioServer; attio: Attio }> {
  const server = kept(await startAttio({ clock: manualClock(), ...options }));
  const [token] = server.tokens;
  return { server, attio: new Attio({ auth: attioKey(token), baseUrl: server.url, ...more }) };
}

/** The API of a Twenty server stands under `/rest`. */
export async function twentyPair(
  options: TwentyOptions = {},
  more: More = {},
): Promise<{ server: TwentyServer; twenty: Twenty }> {
  const server = kept(await startTwenty({ clock: manualClock(), ...options }));
  const [token] = server.tokens;
  return { server, twenty: new Twenty({ auth: twentyKey(token), baseUrl: `${server.url}/rest`, ...more }) };
}

/** One time for a client and its server. */
export interface Time {
  readonly clock: FakeClock;
  /** For the server. */
  readonly server: { clock: () => number };
  /** For the client. */
  readonly client: Pick<ClientOptions, 'clock' | 'fetch'>;
  /**
   * Moves the time on from one wait to the next until the work is done, each time only once no request is under way: so nothing takes
   * time but what is waited for. Waits that end `most` ms from now or later, such as deadlines, are left; 60,000 if not given.
   */
  run<T>(work: PromiseLike<T>, most?: number): Promise<T>;
}

/** A time that passes only when the client waits for something. */
export function time(date?: number): Time {
  const clock = fakeClock(date);
  const waits = new Set<{ readonly at: number }>();
  let underWay = 0;
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const wait = { at: clock.now() + ms };
    waits.add(wait);
    await clock.sleep(ms, signal).finally(() => waits.delete(wait));
  };
  const whole = async (url: string, init: RequestInit): Promise<Response> => {
    underWay += 1;
    try {
      const response = await fetch(url, init);
      const { status, headers } = response;
      const bytes = await response.arrayBuffer();
      return new Response(status === 204 ? null : bytes, { status, headers });
    } finally {
      underWay -= 1;
    }
  };
  const quiet = async (): Promise<void> => {
    for (let turns = 0; turns < 3; turns = underWay === 0 ? turns + 1 : 0) await clock.advance(0);
  };
  return {
    clock,
    server: { clock: () => clock.date() },
    client: { clock: { ...clock, sleep }, fetch: whole },
    run: async (work, most = 60_000) => {
      const until = clock.now() + most;
      let done = false;
      const finish = (): void => void (done = true);
      work.then(finish, finish);
      for (await quiet(); !done; await quiet()) {
        const next = Math.min(...[...waits].map(({ at }) => at));
        if (next < until) await clock.advance(Math.max(0, next - clock.now()));
      }
      return work;
    },
  };
}

/** A request as it went over the wire. */
export interface Wire {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** The body, byte for byte. */
  readonly text: string;
  readonly status: number | undefined;
}

/** All requests that a server has had. */
export function wires(server: VendorServer): Wire[] {
  return server.requests.map(({ method, url, headers, text, status }) => ({
    method,
    url,
    authorization: headers.authorization,
    accept: headers.accept,
    contentType: headers['content-type'],
    text,
    status,
  }));
}

/** The last request that a server has had. */
export function lastWire(server: VendorServer): Wire {
  const last = wires(server).at(-1);
  if (last === undefined) throw new Error('Nothing was sent.');
  return last;
}

/** What was called, in short: `GET /v2/tasks 200`, without queries. */
export function calls(server: VendorServer): string[] {
  return server.requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
}

/** The error that a call ends with. */
export async function failure(work: PromiseLike<unknown>): Promise<CrosswalkError> {
  try {
    await work;
  } catch (error) {
    if (isCrosswalkError(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** The values of a bulk call whose items have all come through, in the order of the input. */
export async function values<In, T>(bulk: Bulk<In, T>): Promise<T[]> {
  return (await bulk).outcomes.map((outcome) => {
    if (outcome.status !== 'ok') throw outcome.error;
    return outcome.value;
  });
}

/** The error of an item that has not come through. */
export function errorOf<In, T>(outcome: Outcome<In, T> | undefined): CrosswalkError {
  if (outcome === undefined || outcome.status === 'ok') throw new Error('This item has no error.');
  return outcome.error;
}

/** Everything that comes out of something to loop over. */
export async function gather<T>(all: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const one of all) got.push(one);
  return got;
}

/** How many of something there are, from 0. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
