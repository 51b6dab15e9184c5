/** How these tests ask: plain fetch, and no client in between. */

import { afterEach } from 'vitest';
import type { VendorServer } from './server.js';
import { at, listOf, type Json } from './shared.js';

export interface Reply {
  status: number;
  headers: Headers;
  /** JSON, or the text if it is something else; undefined if there is none. */
  body: Json | undefined;
  /** The value at a path in the body. */
  at(...path: readonly (string | number)[]): Json | undefined;
  /** The value at a path in the body, as text: an id, a cursor. */
  text(...path: readonly (string | number)[]): string;
  /** The list at a path in the body. */
  list(...path: readonly (string | number)[]): Json[];
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

/** Asks a server with its first token. */
export function asking(server: VendorServer): Ask {
  const [token = ''] = server.tokens;
  return async (method, path, body, headers = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const content = isJson ? (JSON.parse(text) as Json) : text === '' ? undefined : text;
    return {
      status: response.status,
      headers: response.headers,
      body: content,
      at: (...path) => at(content, ...path),
      text: (...path) => String(at(content, ...path)),
      list: (...path) => listOf(at(content, ...path)),
    };
  };
}

/** The values of one property in a list of objects. */
export function pluck(list: readonly Json[], ...path: readonly (string | number)[]): (Json | undefined)[] {
  return list.map((item) => at(item, ...path));
}

const open: VendorServer[] = [];

/** Closes a server after the test; a breakdown of the server itself fails the test. */
export function kept<S extends VendorServer>(server: S): S {
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
