/**
 * Recorded exchanges with real Twenty servers through the generated client: it sends what was sent, and what came back comes out as a
 * value or as the right error. Those of `test/fixtures/twenty` always; all of those in `$CROSSWALK_DOCUMENTS/fixtures/twenty` where that is
 * set.
 */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bulk, Page } from '../../generated/runtime/index.js';
import { isTwentyError, type TaskCreate } from '../../generated/twenty/index.js';
import {
  committed,
  planOf,
  player,
  readExchanges,
  resourceOf,
  type Exchange,
  type Sent,
} from './exchanges.js';
import { failure, gather } from './support.js';

const documents = process.env['CROSSWALK_DOCUMENTS'];

/** The value of an answer, found by another way than the client's: the only member below one or two levels of `data`. */
function valueOf({ response: { body } }: Exchange, method: string): unknown {
  if (method === 'groupBy') return body;
  let level = (body as { data: object }).data;
  if (method === 'findDuplicates') return level;
  while (Object.keys(level).join() === 'data') level = (level as { data: object }).data;
  const [value] = Object.values(level) as unknown[];
  if (method !== 'list') return value;
  const { totalCount, pageInfo } = body as {
    totalCount?: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
  return {
    items: value,
    ...(totalCount !== undefined && { total: totalCount }),
    ...(pageInfo.hasNextPage && pageInfo.endCursor !== null && { next: pageInfo.endCursor }),
  };
}

/** A query whose values are compared by what they mean: JSON text without its spaces. */
function asSent(query: Iterable<readonly [string, unknown]>): string[][] {
  return [...query].map(([name, value]) => {
    const text = String(value);
    return [name, /^[[{]/.test(text) && name !== 'filter' ? JSON.stringify(JSON.parse(text)) : text];
  });
}

/** One request was sent, and it is the recorded one, byte for byte where bytes count. */
function expectSent(sent: readonly Sent[], { request }: Exchange): void {
  expect(sent).toHaveLength(1);
  const [{ url, init } = expect.fail()] = sent;
  expect(`${init.method} ${url.pathname}`).toBe(`${request.method} ${request.path}`);
  expect(asSent(url.searchParams)).toEqual(asSent(Object.entries(request.query ?? {})));
  const body = request.body ?? null;
  expect(init.body ?? null).toBe(body === null ? null : JSON.stringify(body));
  const recorded = new Headers(request.headers);
  const headers = new Headers(init.headers);
  for (const name of ['accept', 'authorization', 'content-type']) {
    expect([name, headers.get(name)]).toEqual([name, recorded.get(name)]);
  }
}

async function replay(exchange: Exchange): Promise<void> {
  const plan = planOf(exchange);
  if (plan === undefined) throw new Error('No method makes this call.');
  const { twenty, sent } = player(exchange);
  const { status, body } = exchange.response;
  if (status < 300) {
    expect(await plan.call(twenty)).toEqual(valueOf(exchange, plan.method));
    return expectSent(sent, exchange);
  }
  const error = await failure(Promise.resolve(plan.call(twenty)));
  expectSent(sent, exchange);
  const said = (body ?? {}) as { code?: string; error?: string; message?: string; messages?: string[] };
  const code = said.code ?? said.error;
  expect(error).toMatchObject({ kind: 'refused', vendor: 'twenty', status, attempts: 1 });
  expect(error.code).toBe(code);
  expect(error.body).toEqual(body ?? undefined);
  const text = said.messages?.[0] ?? said.message ?? '';
  expect(error.message.startsWith(`Twenty ${status}${code === undefined ? '' : ` ${code}`}: ${text}`)).toBe(
    true,
  );
  expect(error.processed).toBe(status >= 500 ? 'unknown' : 'no');
  expect(isTwentyError(error)).toBe(true);
}

/** The items of a batch whose ids are all the client's own and all different, so that a bulk call sends the very same. */
function itemsOf(exchange: Exchange): readonly TaskCreate[] | undefined {
  const { body } = exchange.request;
  if (planOf(exchange)?.method !== 'batchCreate' || !Array.isArray(body)) return undefined;
  const items = body as (TaskCreate | null)[];
  const ids = items.map((item) => item?.id ?? '');
  if (ids.length === 0 || ids.includes('') || new Set(ids).size < ids.length) return undefined;
  return items as TaskCreate[];
}

/** The same exchange as a bulk call: each item ends as the answer says. */
async function replayBulk(exchange: Exchange): Promise<void> {
  const items = itemsOf(exchange) ?? [];
  const { twenty, sent } = player(exchange);
  const resource = resourceOf(twenty, planOf(exchange)?.type ?? '');
  const query = exchange.request.query ?? {};
  const bulk = resource?.['createMany']?.(items, { maxItems: items.length, query });
  const outcomes = await gather(bulk as Bulk<TaskCreate, { id: string }>);
  expectSent(sent, exchange);
  const done = exchange.response.status < 300;
  expect(outcomes.map(({ index, status }) => [index, status])).toEqual(
    items.map((_, index) => [index, done ? 'ok' : exchange.response.status === 429 ? 'unsent' : 'rejected']),
  );
  for (const outcome of outcomes) {
    if (outcome.status === 'ok') expect(outcome.value.id).toBe(outcome.input.id);
  }
}

describe('the exchanges in this repository', () => {
  it.each(committed)('$name', replay);

  it.each(committed.filter(itemsOf))('$name as a bulk call', replayBulk);

  it('has pages that follow each other', async () => {
    const pages = ['tasks-list-page-1', 'tasks-list-page-2'].map((name) => {
      const found = committed.find((exchange) => exchange.name === name);
      if (found === undefined) throw new Error(`${name} is missing.`);
      return found;
    });
    const answers = pages.map(({ response }) => Response.json(response.body));
    const asked: URL[] = [];
    const fetch = (url: string): Promise<Response> => {
      asked.push(new URL(url));
      return Promise.resolve(answers.shift() ?? Response.error());
    };
    const [first = expect.fail()] = pages;
    const { twenty } = player(first, { fetch });
    const { filter, order_by } = first.request.query as { filter: string; order_by: string };
    const titles = await gather(twenty.tasks.list({ limit: 3, filter, order_by }));
    expect(asked.map(({ searchParams }) => asSent(searchParams))).toEqual(
      pages.map(({ request }) => asSent(Object.entries(request.query ?? {}))),
    );
    const listed = pages.flatMap((page) => (valueOf(page, 'list') as Page<{ title: string }>).items);
    expect(titles.map(({ title }) => title)).toEqual(listed.map(({ title }) => title));
  });
});

/** Which of the exchanges elsewhere are left out; the first rule that fits says why. */
const leftOut: readonly (readonly [why: string, fits: (exchange: Exchange) => boolean])[] = [
  ['a log of what a server sent to a webhook: no exchange', ({ request }) => request === undefined],
  ['noted by hand, without headers or body', ({ request }) => request.headers === undefined],
  [
    'another API: metadata, OAuth, the document itself',
    ({ request }) => !/^\/rest\/(?!metadata|open-api)/.test(request.path),
  ],
  [
    'a path that no method has: another object, another verb, a slash too many',
    (exchange) => planOf(exchange) === undefined,
  ],
  [
    'a body that the client cannot send: none, a broken one, another type than JSON',
    ({ request }) => 'rawBody' in request,
  ],
  [
    'a change of many without a filter: the client does not send what would touch every record',
    (exchange) => isUnfiltered(exchange),
  ],
];

function isUnfiltered({ request: { method, path, query } }: Exchange): boolean {
  return /^(PATCH|DELETE) \/rest\/\w+$/.test(`${method} ${path}`) && query?.['filter'] === undefined;
}

const elsewhere =
  documents === undefined
    ? []
    : ['0.51.0', '2.21.0'].flatMap((server) =>
        readExchanges(join(documents, 'fixtures', 'twenty', server)).map((exchange) => ({
          ...exchange,
          name: `${server}/${exchange.name}`,
        })),
      );

const whyLeftOut = (exchange: Exchange): string | undefined =>
  leftOut.find(([, fits]) => fits(exchange))?.[0];
const replayed = elsewhere.filter((exchange) => whyLeftOut(exchange) === undefined);

describe.skipIf(elsewhere.length === 0)('the exchanges in the documents folder', () => {
  it.for(replayed)('$name', { timeout: 20_000 }, replay);

  it.for(replayed.filter(itemsOf))('$name as a bulk call', { timeout: 20_000 }, replayBulk);

  it('that change many without a filter are refused before anything is sent', async () => {
    const unfiltered = elsewhere.filter((exchange) => whyLeftOut(exchange)?.includes('without a filter'));
    expect(unfiltered.length).toBeGreaterThan(0);
    for (const exchange of unfiltered) {
      const plan = planOf(exchange) ?? expect.fail();
      const error = await failure(plan.call(player(exchange).twenty));
      expect([error.kind, error.processed, error.message]).toEqual([
        'misuse',
        'no',
        expect.stringContaining('filter'),
      ]);
    }
  });

  it('are replayed for the most part, and each reason to leave one out applies to some', () => {
    expect(new Set(elsewhere.map(whyLeftOut))).toEqual(new Set([undefined, ...leftOut.map(([why]) => why)]));
    const wanted =
      /\/(tasks-batch|taskTargets-batch|messageThreads-batch|auth-|rate-limit-|tasks-find-|tasks-create-one)/;
    const missed = elsewhere.filter(({ name }) => wanted.test(name)).filter((one) => !replayed.includes(one));
    const counts = leftOut.map(([why]) => missed.filter((exchange) => whyLeftOut(exchange) === why).length);
    expect(counts).toEqual([0, 1, 0, 0, 4, 0]);
  });
});
