import { CrosswalkError, isCrosswalkError, misuse } from './errors.js';
import type { Security } from './facts.js';

/** A token, or a function that gives one. The function is asked for each attempt, so it may refresh what is about to expire. */
export type Token = string | (() => string | Promise<string>);

/** What an `Auth` may change of a request. */
export interface AuthRequest {
  readonly headers: Headers;
  readonly url: URL;
}

/** Puts the credentials into a request. It is asked for each attempt, and never for another origin than the API's own. */
export interface Auth {
  /** The way to authenticate that this is. Without one it serves every call that is authenticated at all. */
  readonly scheme?: string;
  apply(request: AuthRequest): Promise<void> | void;
}

/** `Authorization: Bearer …`. `factory` is the name that the app calls, so that a message can say where the fault is. */
export function bearer(factory: string, token: Token | undefined): Auth {
  return withToken(factory, token, bearerText, (request, value) => {
    request.headers.set('authorization', `Bearer ${value}`);
  });
}

/** A key in a header of its own. */
export function apiKeyHeader(factory: string, name: string, token: Token | undefined): Auth {
  return withToken(factory, token, headerText, (request, value) => {
    request.headers.set(name, value);
  });
}

/** A key in a cookie, beside those that the call sends. */
export function apiKeyCookie(factory: string, name: string, token: Token | undefined): Auth {
  return withToken(factory, token, cookieText, ({ headers }, value) => {
    const others = headers.get('cookie');
    headers.set('cookie', `${others === null ? '' : `${others}; `}${name}=${value}`);
  });
}

/** `Authorization: Scheme …`, for the schemes that are none of the above: what stands behind the scheme is the caller's. */
export function httpScheme(factory: string, scheme: string, credentials: Token | undefined): Auth {
  return withToken(factory, credentials, headerText, ({ headers }, value) => {
    headers.set('authorization', `${scheme} ${value}`);
  });
}

/** A key in the query, once. It is added as text, since `searchParams` would write the rest of the query anew. */
export function apiKeyQuery(factory: string, name: string, token: Token | undefined): Auth {
  return withToken(factory, token, trimmedText, ({ url }, value) => {
    const key = `${encodeURIComponent(name)}=`;
    const others = url.search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '' && !pair.startsWith(key));
    url.search = [...others, key + encodeURIComponent(value)].join('&');
  });
}

/** A user name and a password, which may be left out or empty: many vendors take a key as the user name. */
export function basic(factory: string, username: string | undefined, password = ''): Auth {
  const user = check(factory, 'username', username, trimmedText);
  if (user.includes(':')) throw refuse(factory, 'username', 'holds a colon');
  const secret = password === '' ? '' : check(factory, 'password', password, anyText);
  const value = `Basic ${base64(`${user}:${secret}`)}`;
  return new Credentials(factory, ({ headers }) => headers.set('authorization', value));
}

/** Sends nothing: for APIs that are open, or that a proxy authenticates. */
export function noAuth(): Auth {
  return new Credentials(undefined, () => undefined);
}

/**
 * What a call is authenticated by, of what the client was given: the first of the ways it takes for which everything is there. One that
 * may be sent bare is, if there is nothing else. Documents are wrong about this as often as about anything else, so where no way is
 * complete the call goes out with what there is of the way that has most, or with the only thing the client was given, and the vendor
 * says whether that will do. What has no scheme's name serves every call.
 */
export function authFor(wanted: Security | undefined, given: readonly Auth[]): readonly Auth[] {
  if (wanted === undefined) return given;
  if (wanted.length === 0) return [];
  const named = new Map(given.flatMap((auth) => (auth.scheme === undefined ? [] : [[auth.scheme, auth]])));
  const unnamed = given.filter(({ scheme }) => scheme === undefined);
  const found = wanted.map((names) => names.flatMap((name) => named.get(name) ?? []));
  const way = found.find((auths, index) => auths.length > 0 && auths.length === wanted[index]!.length);
  if (way !== undefined) return [...way, ...unnamed];
  if (wanted.some((names) => names.length === 0)) return unnamed;
  const most = found.reduce((best, auths) => (auths.length > best.length ? auths : best));
  if (most.length > 0 || unnamed.length > 0) return [...most, ...unnamed];
  if (given.length === 1) return given;
  const ways = wanted.map((names) => names.join(' with ')).join(', or ');
  throw misuse(
    `This call is authenticated by ${ways}, and the client was given ${[...named.keys()].join(', ')}.`,
  );
}

/** Keeps what it knows in a private field, where neither `console.log` nor JSON nor `structuredClone` looks. */
class Credentials implements Auth {
  declare readonly scheme?: string;
  readonly #apply: (request: AuthRequest) => Promise<void> | void;

  constructor(scheme: string | undefined, apply: (request: AuthRequest) => Promise<void> | void) {
    if (scheme !== undefined) this.scheme = scheme;
    this.#apply = apply;
  }

  apply(request: AuthRequest): Promise<void> | void {
    return this.#apply(request);
  }
}

type Put = (request: AuthRequest, value: string) => void;

function withToken(factory: string, token: Token | undefined, fault: Fault, put: Put): Auth {
  if (typeof token !== 'function') {
    const value = check(factory, 'token', token, fault);
    return new Credentials(factory, (request) => put(request, value));
  }
  return new Credentials(factory, async (request) => {
    put(request, check(factory, 'token', await ask(factory, token), fault));
  });
}

async function ask(factory: string, token: () => string | Promise<string>): Promise<unknown> {
  try {
    return await token();
  } catch (error) {
    if (isCrosswalkError(error)) throw error;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'it threw no Error';
    throw new CrosswalkError({
      kind: 'misuse',
      vendor: '',
      message: `${factory}(token): the function failed. ${reason}`,
    });
  }
}

/** What is wrong with a text, in words that do not show it. */
type Fault = (text: string) => string | undefined;

/** A secret without line breaks and the like: they come from copying, and the platform's own message about them would show the secret. */
const anyText: Fault = (text) => {
  if (/[\r\n]/.test(text)) return 'holds a line break';
  return /\p{Cc}/u.test(text) ? 'holds a control character' : undefined;
};

const trimmedText: Fault = (text) => {
  if (text.trim() === '') return 'is blank';
  return anyText(text) ?? (text === text.trim() ? undefined : 'has whitespace around it');
};

const headerText: Fault = (text) =>
  trimmedText(text) ?? (/[^\x20-\xff]/.test(text) ? 'holds a character that no header can carry' : undefined);

const cookieText: Fault = (text) =>
  trimmedText(text) ??
  (/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text)
    ? undefined
    : 'holds a character that no cookie can carry; encode it as the vendor says');

const bearerText: Fault = (text) =>
  headerText(text) ??
  (/\s/.test(text) ? 'holds whitespace; give the token alone, without "Bearer"' : undefined);

function check(factory: string, argument: string, value: unknown, fault: Fault): string {
  if (typeof value !== 'string')
    throw refuse(factory, argument, `is ${value === null ? 'null' : nameOf(value)}`);
  const found = value === '' ? 'is empty' : fault(value);
  if (found !== undefined) throw refuse(factory, argument, found);
  return value;
}

function nameOf(value: unknown): string {
  return value === undefined ? 'undefined' : `no text but of type ${typeof value}`;
}

function refuse(factory: string, argument: string, what: string): Error {
  return misuse(`${factory}(${argument}): the ${argument} ${what}`);
}

/** Base64 of the UTF-8 bytes; `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
