import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EventDecoder, JsonDecoder } from '../../templates/runtime/decode.js';
import { events, lines } from '../../templates/runtime/events.js';
import type { Call } from '../../templates/runtime/facts.js';
import { CANARY, clientOf, failure } from '../support/client.js';
import { fakeClock } from '../support/clock.js';
import { startServer, type Server } from '../support/server.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a decoder makes of a text that comes in pieces of some bytes. */
function decoded(text: string, size: number, asText = true): readonly object[] {
  const decoder = new EventDecoder(asText);
  const all = bytes(text);
  const found: object[] = [];
  for (let at = 0; at < all.length; at += size) found.push(...decoder.push(all.subarray(at, at + size)));
  return [...found, ...decoder.end()];
}

describe('server-sent events', () => {
  const message = { event: 'message', id: '' };
  test.each<[string, string, readonly object[]]>([
    ['data of several lines', 'data: a\ndata:b\ndata\n\n', [{ ...message, data: 'a\nb\n' }]],
    [
      'every line break',
      'data: a\r\n\r\ndata: b\r\rdata: c\n\n',
      ['a', 'b', 'c'].map((data) => ({ ...message, data })),
    ],
    [
      'comments, and fields that nobody knows',
      ': hello\nfoo: bar\n\ndata: a\n\n',
      [{ ...message, data: 'a' }],
    ],
    ['a byte order mark', '\uFEFFdata: a\n\n', [{ ...message, data: 'a' }]],
    ['letters of several bytes', 'data: é€😀\n\n', [{ ...message, data: 'é€😀' }]],
    ['one space, and no more', 'data:  a\n\n', [{ ...message, data: ' a' }]],
    [
      'a name for one event, an id and a wait for all that follow',
      'event: add\nid: 7\nretry: 900\ndata: a\n\ndata: b\n\nid\ndata: c\nretry: soon\n\n',
      [
        { event: 'add', id: '7', data: 'a', retryMs: 900 },
        { event: 'message', id: '7', data: 'b', retryMs: 900 },
        { event: 'message', id: '', data: 'c', retryMs: 900 },
      ],
    ],
    ['an id that holds a NUL is none', 'id: a\0b\ndata: a\n\n', [{ ...message, data: 'a' }]],
    ['an event without data is none', 'event: ping\n\ndata: a\n\n', [{ ...message, data: 'a' }]],
    ['an event that nothing ends is dropped', 'data: a\n\ndata: b\n', [{ ...message, data: 'a' }]],
  ])('%s, wherever the pieces are cut', (_, text, expected) => {
    for (const size of [1, 2, 3, 7, 1000]) expect([size, decoded(text, size)]).toEqual([size, expected]);
  });

  test('data that is JSON is read, and [DONE] ends it', () => {
    const found = decoded('data: {"a":\ndata: 1}\n\ndata:\n\ndata: [DONE]\n\ndata: {}\n\n', 1000, false);
    expect(found).toEqual([{ ...message, data: { a: 1 } }]);
  });

  test('a line or an event that never ends does not fill the memory', () => {
    const piece = bytes('x'.repeat(1 << 20));
    const endless = new EventDecoder(true);
    expect(() => Array.from({ length: 20 }, () => [...endless.push(piece)])).toThrow(
      'sent a line that does not end',
    );
    const line = bytes(`data: ${'x'.repeat(1 << 20)}\n`);
    const many = new EventDecoder(true);
    expect(() => Array.from({ length: 20 }, () => [...many.push(line)])).toThrow(
      'sent an event that does not end',
    );
  });
});

describe('JSON texts one by one', () => {
  test.each([
    ['lines', '{"a":"é"}\r\n\n[1]\n2'],
    ['sequence', '\x1e{"a":"é"}\n\x1e[1]\n\x1e2'],
  ] as const)('%s', (between, text) => {
    for (const size of [1, 4, 1000]) {
      const decoder = new JsonDecoder(between);
      const all = bytes(text);
      const found: unknown[] = [];
      for (let at = 0; at < all.length; at += size) found.push(...decoder.push(all.subarray(at, at + size)));
      expect([...found, ...decoder.end()]).toEqual([{ a: 'é' }, [1], 2]);
    }
  });
});

describe('a stream of a server', () => {
  let server: Server;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  const call: Call = { method: 'POST', path: '/chat', body: {}, accept: 'events' };

  /** The server sends these pieces, and then holds the line open unless it is to end. */
  function streams(
    pieces: readonly string[],
    type = 'text/event-stream',
    ends = true,
  ): { readonly closed: Promise<void> } {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    server.answer((_, response) => {
      response.on('close', close);
      response.writeHead(200, { 'content-type': type });
      for (const piece of pieces) response.write(piece);
      if (ends) response.end();
      return undefined;
    });
    return { closed };
  }

  test('comes as it is walked; each loop makes the call', async () => {
    streams(['data: {"n":1}\n\nda', 'ta: {"n":2}\n\n']);
    const stream = events<{ n: number }>(clientOf(server.url), call);
    expect(server.received).toHaveLength(0);
    for (const time of [1, 2]) {
      const seen: number[] = [];
      for await (const { n } of stream) seen.push(n);
      expect(seen).toEqual([1, 2]);
      expect(server.received).toHaveLength(time);
    }
    expect(server.received[0]!.headers).toMatchObject({ accept: 'text/event-stream' });
    for await (const event of stream.events()) expect(event).toMatchObject({ event: 'message', id: '' });
  });

  test('lines', async () => {
    streams(['{"n":1}\n', '{"n":2}'], 'application/x-ndjson');
    const seen: unknown[] = [];
    for await (const item of lines(clientOf(server.url), { ...call, accept: 'lines' })) seen.push(item);
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('what came before a piece that cannot be read is given', async () => {
    streams(['data: 1\n\ndata: {\n\n']);
    const iterator = events<number>(clientOf(server.url), call)[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    expect(await failure(iterator.next())).toMatchObject({ kind: 'unreadable' });
  });

  test('leaving the loop closes the line', async () => {
    const { closed } = streams(['data: 1\n\ndata: 2\n\n'], 'text/event-stream', false);
    for await (const n of events<number>(clientOf(server.url), call)) {
      expect(n).toBe(1);
      break;
    }
    await closed;
  });

  test('an abort, a deadline and the end of the client reach it', async () => {
    const first = async (stream: AsyncIterable<unknown>): Promise<() => Promise<unknown>> => {
      const iterator = stream[Symbol.asyncIterator]();
      await iterator.next();
      return () => iterator.next();
    };
    streams(['data: 1\n\n'], 'text/event-stream', false);
    const stop = new AbortController();
    const next = await first(events(clientOf(server.url), call, { signal: stop.signal }));
    const aborted = failure(next());
    stop.abort();
    expect(await aborted).toMatchObject({ kind: 'aborted', processed: 'unknown' });
    const late = await first(events(clientOf(server.url), call, { deadlineMs: 100 }));
    expect(await failure(late())).toMatchObject({ kind: 'timeout' });
    const client = clientOf(server.url);
    const open = await first(events(client, call));
    await client.close({ deadlineMs: 1 });
    expect(await failure(open())).toMatchObject({ kind: 'closed' });
  });

  test('without a deadline each piece has a time, and what the caller takes does not count', async () => {
    const clock = fakeClock();
    let more: (text: string) => void = () => undefined;
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      more = (text) => void response.write(text);
      more('data: 1\n\n');
      return undefined;
    });
    const iterator = events<number>(clientOf(server.url, { clock }), call)[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe(1);
    await clock.advance(500_000);
    more('data: 2\n\n');
    expect((await iterator.next()).value).toBe(2);
    const late = failure(iterator.next());
    await clock.advance(59_000);
    expect(clock.sleepers).toBe(1);
    await clock.advance(2_000);
    expect(await late).toMatchObject({ kind: 'timeout' });
  });

  test.each([
    [['data: {"a\n\n'], 'text/event-stream', 'Acme 200 sent a piece that is no JSON'],
    [[`data: ${CANARY}\n\n`], 'text/event-stream', 'Acme 200 sent a piece that is no JSON'],
    [['{}'], 'application/json', 'Acme 200 sent application/json where a stream was expected'],
  ])('%j as %s cannot be read, and shows no secret', async (pieces, type, message) => {
    streams(pieces, type);
    const error = await failure(events(clientOf(server.url), call)[Symbol.asyncIterator]().next());
    expect(error).toMatchObject({ kind: 'unreadable', message, processed: 'yes' });
    expect(JSON.stringify(error)).not.toContain(CANARY);
  });

  test('a line that breaks off is told', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      setTimeout(() => response.destroy(), 50);
      return undefined;
    });
    const walk = async (): Promise<void> => {
      for await (const n of events(clientOf(server.url), call)) expect(n).toBe(1);
    };
    expect(await failure(walk())).toMatchObject({ kind: 'unreadable', message: /broke off/ });
  });

  test('a refusal is one as ever', async () => {
    server.answer(() => ({ status: 403, body: { message: 'no' } }));
    const error = await failure(events(clientOf(server.url), call)[Symbol.asyncIterator]().next());
    expect(error).toMatchObject({ kind: 'refused', status: 403 });
  });
});
