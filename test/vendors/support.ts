/** How these tests ask: plain fetch, one connection pool, and no client in between. */

import { afterEach } from 'vitest';
import type { VendorServer } from './server.js';

export interface Reply {
  status: number;
  headers: Headers;
  /** The body as JSON; undefined if there is none, text if it is something else. */
  body: any;
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
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text || undefined,
    };
  };
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
