import { describe, expect, test } from 'vitest';
import type { Call, Paging } from '../../templates/runtime/facts.js';
import type { CallOptions } from '../../templates/runtime/options.js';
import { paged, type Page, type Paged } from '../../templates/runtime/paged.js';
import { clientOf, failure } from '../support/client.js';

interface Asked {
  readonly url: URL;
  readonly body: unknown;
}

/** A vendor with some records; it notes what it is asked. */
function vendor(answer: (asked: Asked) => unknown) {
  const asked: Asked[] = [];
  const fetch = (url: string, { body }: RequestInit): Promise<Response> => {
    const one = { url: new URL(url), body: typeof body === 'string' ? JSON.parse(body) : undefined };
    asked.push(one);
    return Promise.resolve(Response.json(answer(one)));
  };
  const client = clientOf('https://api.acme.test', { fetch }, { repeated: 'data' });
  const list = (paging: Paging, call: Partial<Call> = {}, options?: CallOptions): Paged<number> =>
    paged<number>(client, { method: 'GET', path: '/tasks', ...call }, paging, options);
  return { asked, list, queries: (): string[] => asked.map(({ url }) => url.search) };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const cursor: Paging = {
  kind: 'cursor',
  in: 'query',
  items: ['results'],
  next: ['paging', 'next', 'after'],
  send: 'after',
};

/** Three pages: 1 2, 3 4, 5. */
const byCursor = ({ url }: Asked): unknown => {
  const at = Number(url.searchParams.get('after') ?? 0);
  const next = at + 2 < 5 ? { paging: { next: { after: `${at + 2}` } } } : {};
  return { results: [1, 2, 3, 4, 5].slice(at, at + 2), ...next };
};

describe('a list', () => {
  test('awaited is its first page', async () => {
    const { list, queries } = vendor(byCursor);
    expect(await list(cursor, { query: { limit: 2 } })).toEqual({ items: [1, 2], next: '2' });
    expect(queries()).toEqual(['?limit=2']);
  });

  test('walked is every record, page after page', async () => {
    const { list, queries } = vendor(byCursor);
    expect(await all(list(cursor, { query: { limit: 2 } }))).toEqual([1, 2, 3, 4, 5]);
    expect(queries()).toEqual(['?limit=2', '?limit=2&after=2', '?limit=2&after=4']);
  });

  test('by pages', async () => {
    const pages: Page<number>[] = await all(vendor(byCursor).list(cursor).pages());
    expect(pages).toEqual([{ items: [1, 2], next: '2' }, { items: [3, 4], next: '4' }, { items: [5] }]);
  });

  test('goes on from a cursor that was kept', async () => {
    expect(await all(vendor(byCursor).list(cursor, { query: { after: '2' } }))).toEqual([3, 4, 5]);
  });

  test('sends nothing before it is asked for, and once for the first page', async () => {
    const { list, asked } = vendor(byCursor);
    const tasks = list(cursor);
    await Promise.resolve();
    expect(asked).toHaveLength(0);
    await Promise.all([tasks, tasks]);
    for await (const _ of tasks) break;
    expect(asked).toHaveLength(1);
    await all(tasks);
    expect(asked).toHaveLength(3);
  });

  test('leaving the loop sends nothing more', async () => {
    const { list, asked } = vendor(byCursor);
    for await (const item of list(cursor)) if (item === 3) break;
    expect(asked).toHaveLength(2);
  });

  test('a signal reaches every page', async () => {
    const controller = new AbortController();
    const { list, asked } = vendor(byCursor);
    const walk = async (): Promise<void> => {
      for await (const item of list(cursor, {}, { signal: controller.signal }))
        if (item === 2) controller.abort();
    };
    expect(await failure(walk())).toMatchObject({ kind: 'aborted' });
    expect(asked).toHaveLength(1);
  });
});

describe('cursors', () => {
  const more: Paging = {
    kind: 'cursor',
    in: 'query',
    items: ['data', 'tasks'],
    next: ['pageInfo', 'end'],
    more: ['pageInfo', 'more'],
    total: ['totalCount'],
    send: 'starting_after',
  };

  test('one that says whether there is more, and how many there are in all', async () => {
    const { list } = vendor(({ url }) => {
      const isLast = url.searchParams.has('starting_after');
      return {
        data: { data: { tasks: [isLast ? 2 : 1] } },
        totalCount: 2,
        pageInfo: { end: isLast ? 'b' : 'a', more: !isLast },
      };
    });
    expect(await list(more)).toEqual({ items: [1], next: 'a', total: 2 });
    expect(await all(list(more))).toEqual([1, 2]);
  });

  test('an empty page in the middle is not the end', async () => {
    const { list } = vendor(({ url }) => {
      const at = Number(url.searchParams.get('after') ?? 0);
      return { results: at === 1 ? [] : [at], paging: at < 2 ? { next: { after: at + 1 } } : null };
    });
    expect(await all(list(cursor))).toEqual([0, 2]);
  });

  test.each([null, '', undefined])('the end is a cursor that is %j', async (after) => {
    expect(await list1({ results: [1], paging: { next: { after } } })).toEqual({ items: [1] });
  });

  test('one that comes twice is an error', async () => {
    const { list, asked } = vendor(() => ({ results: [1], paging: { next: { after: 'x' } } }));
    const message = 'Acme sent the same cursor twice, so that the list would never end';
    expect(await failure(all(list(cursor)))).toMatchObject({ kind: 'unreadable', vendor: 'acme', message });
    expect(asked).toHaveLength(2);
    expect(await failure(all(list(cursor, { query: { after: 'x' } })))).toMatchObject({ message });
    expect(asked).toHaveLength(3);
  });

  test('more without a cursor, and a page without a list, are errors; null is an empty list', async () => {
    const { list } = vendor(() => ({ data: { tasks: [] }, pageInfo: { more: true } }));
    expect(await failure(list(more))).toMatchObject({
      message: 'Acme says that there is more, and sends no cursor to ask for it',
    });
    expect(await failure(list1({ other: [] }))).toMatchObject({
      message: 'Acme sent a page that has no list at results',
    });
    expect(await list1({ results: null })).toEqual({ items: [] });
  });

  test('in the body', async () => {
    const { list, asked } = vendor(({ body }) => {
      const { after = 0 } = body as { after?: number };
      return { results: [after], paging: after < 2 ? { next: { after: after + 1 } } : undefined };
    });
    expect(await all(list({ ...cursor, in: 'body' }, { method: 'POST', body: { filter: 'x' } }))).toEqual([
      0, 1, 2,
    ]);
    expect(asked.map(({ body }) => body)).toEqual([
      { filter: 'x' },
      { filter: 'x', after: 1 },
      { filter: 'x', after: 2 },
    ]);
  });

  const list1 = (body: unknown): Paged<number> => vendor(() => body).list(cursor);
});

describe('offsets and pages', () => {
  const records = [1, 2, 3, 4, 5];
  const offset: Paging = {
    kind: 'offset',
    in: 'query',
    items: ['data'],
    send: 'offset',
    size: 'limit',
    defaultSize: 2,
  };
  const page: Paging = {
    kind: 'page',
    in: 'query',
    items: ['data'],
    send: 'page',
    size: 'size',
    defaultSize: 2,
  };
  const numbers = (url: URL, name: string, otherwise: number): number =>
    Number(url.searchParams.get(name) ?? otherwise);
  const byOffset =
    (extra: (end: number) => object = () => ({})) =>
    ({ url }: Asked): unknown => {
      const end = numbers(url, 'offset', 0) + numbers(url, 'limit', 2);
      return { data: records.slice(numbers(url, 'offset', 0), end), ...extra(end) };
    };
  const byPage =
    (first: number, size = 2) =>
    ({ url }: Asked): unknown => {
      const begin = (numbers(url, 'page', first) - first) * numbers(url, 'size', size);
      return { data: records.slice(begin, begin + numbers(url, 'size', size)), total: records.length };
    };

  test('an offset: a page that is not full is the last', async () => {
    const { list, queries } = vendor(byOffset());
    expect(await all(list(offset))).toEqual(records);
    expect(queries()).toEqual(['', '?offset=2', '?offset=4']);
    expect(await all(list(offset, { query: { limit: 4, offset: 1 } }))).toEqual([2, 3, 4, 5]);
    expect(queries().slice(3)).toEqual(['?limit=4&offset=1', '?limit=4&offset=5']);
  });

  test('an offset with a total, and one that says whether there is more, ask no page too many', async () => {
    const counted = vendor(byOffset(() => ({ total: 5 })));
    expect(await all(counted.list({ ...offset, total: ['total'] }, { query: { limit: 5 } }))).toEqual(
      records,
    );
    expect(counted.asked).toHaveLength(1);
    const told = vendor(byOffset((end) => ({ more: end < 5 })));
    expect(await all(told.list({ ...offset, more: ['more'] }, { query: { limit: 5 } }))).toEqual(records);
    expect(told.asked).toHaveLength(1);
  });

  test('a page with fewer records than asked for is not the last where the total says so', async () => {
    const { list } = vendor(({ url }) => ({
      data: records.slice(numbers(url, 'offset', 0)).slice(0, 2),
      total: 5,
    }));
    expect(await all(list({ ...offset, total: ['total'] }, { query: { limit: 100 } }))).toEqual(records);
  });

  test.each([0, 1])('pages that are counted from %i', async (firstPage) => {
    const { list, queries } = vendor(byPage(firstPage));
    expect(await all(list({ ...page, firstPage }))).toEqual(records);
    expect(queries()).toEqual(['', `?page=${firstPage + 1}`, `?page=${firstPage + 2}`]);
    expect(
      await all(list({ ...page, firstPage, total: ['total'] }, { query: { page: firstPage + 1 } })),
    ).toEqual([3, 4, 5]);
    expect(queries()).toHaveLength(5);
  });

  test('where nobody knows the size, an empty page is the last', async () => {
    const { send, items } = page;
    const { list, asked } = vendor(byPage(1));
    expect(await all(list({ kind: 'page', in: 'query', items, send }))).toEqual(records);
    expect(asked).toHaveLength(4);
  });

  test('more, with nothing on the page, would never end', async () => {
    const { list } = vendor(() => ({ data: [], more: true }));
    const message = 'Acme says that there is more, and sends a page with nothing on it';
    expect(await failure(all(list({ ...offset, more: ['more'] })))).toMatchObject({
      kind: 'unreadable',
      message,
    });
  });
});
