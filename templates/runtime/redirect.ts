import type { ReadyRequest } from './request.js';

/** How often one attempt is sent on at most. */
export const MOST_REDIRECTS = 5;

/** Where an answer points to: a URL to follow, or a reason why it is not followed. Undefined if it points nowhere. */
export type Redirect = { readonly to: string } | { readonly refused: string } | undefined;

/**
 * Redirects are followed by hand, since the platform would carry an API key in a header to wherever the answer points. Only the API's own
 * origin is followed: with 307 and 308, which keep method and body, any call; with 301, 302 and 303, which turn into a GET, only one that
 * is a GET already.
 */
export function redirectOf(
  response: Response,
  from: string,
  { method, body }: Pick<ReadyRequest, 'method' | 'body'>,
): Redirect {
  if (response.type === 'opaqueredirect') {
    return { refused: 'the answer is a redirect, which browsers hide; check `baseUrl`' };
  }
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return undefined;
  if (!URL.canParse(location, from))
    return { refused: 'the answer is a redirect to something that is no URL' };
  const to = new URL(location, from);
  const { origin } = new URL(from);
  if (to.origin !== origin)
    return {
      refused: `the answer is a redirect to ${to.origin}; only redirects within ${origin} are followed`,
    };
  const keepsMethod = response.status >= 307 || method === 'GET' || method === 'HEAD';
  if (!keepsMethod) return { refused: `the answer is a redirect that would make a GET of this ${method}` };
  if (body instanceof ReadableStream)
    return { refused: 'the answer is a redirect, and the stream that was sent cannot be sent again' };
  to.hash = '';
  return { to: to.href };
}
