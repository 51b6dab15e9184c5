import type { AuthWay, Security } from '../model/api.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { stringList, text } from '../model/schema.js';
import { camelCase } from '../words.js';
import { member } from './member.js';

const BEARER: AuthWay = { kind: 'bearer', description: 'A token in the Authorization header.' };

/** The ways to authenticate: those of the manifest, else those of the document, else a bearer token. */
export function authOf(
  document: OpenApiDocument,
  manifest: Manifest | undefined,
): Readonly<Record<string, AuthWay>> {
  if (manifest?.data.auth !== undefined) return manifest.data.auth;
  const ways = [...schemesOf(document).values()].flatMap(({ factory, way }): [string, AuthWay][] =>
    way === undefined ? [] : [[factory, way]],
  );
  return ways.length === 0 ? { bearerAuth: BEARER } : Object.fromEntries(ways);
}

/** A security scheme of the document. */
interface Scheme {
  /** What the function that makes its credentials is called. */
  readonly factory: string;
  /** Undefined where a call needs nothing of it, such as for a certificate. */
  readonly way: AuthWay | undefined;
}

/** The security schemes, by their names in the document. */
function schemesOf(document: OpenApiDocument): ReadonlyMap<string, Scheme> {
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  const components = member(document, root, 'components');
  const schemes = components && member(document, components, 'securitySchemes');
  const found = new Map<string, Scheme>();
  const taken = new Map<string, AuthWay>();
  for (const name of Object.keys(schemes !== undefined && isObject(schemes.value) ? schemes.value : {})) {
    const scheme = member(document, schemes!, name)?.value;
    const way = isObject(scheme) ? wayOf(scheme) : undefined;
    found.set(name, { factory: way === undefined ? name : factoryName(name, way, taken), way });
  }
  return found;
}

/** A name from that of the scheme. Two schemes whose names come out the same are one if they send the same. */
function factoryName(name: string, way: AuthWay, taken: Map<string, AuthWay>): string {
  const wanted = camelCase(`${name} auth`).replace(/AuthAuth$/i, 'Auth');
  let free = wanted;
  for (let number = 2; !isFree(free, way, taken); number += 1) free = `${wanted}${number}`;
  taken.set(free, taken.get(free) ?? way);
  return free;
}

function isFree(name: string, { kind, name: sent }: AuthWay, taken: ReadonlyMap<string, AuthWay>): boolean {
  const other = taken.get(name);
  return other === undefined || (other.kind === kind && other.name === sent);
}

function wayOf(scheme: JsonObject): AuthWay | undefined {
  const description = text(scheme['description']);
  switch (scheme['type']) {
    case 'http':
      return httpWay(text(scheme['scheme']), description);
    case 'oauth2':
    case 'openIdConnect':
      return { kind: 'bearer', description: oauthDescription(scheme, description) };
    case 'apiKey':
      return keyWay(scheme, description);
    default:
      return undefined;
  }
}

/** What can be the name of a header, a cookie or a scheme (RFC 9110, section 5.6.2). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function httpWay(scheme: string, description: string): AuthWay {
  switch (scheme.toLowerCase()) {
    case 'basic':
      return { kind: 'basic', description: description || 'A user name and a password.' };
    case 'bearer':
    case '':
      return { ...BEARER, ...(description !== '' && { description }) };
    default:
      if (!TOKEN.test(scheme)) return { ...BEARER, ...(description !== '' && { description }) };
      return {
        kind: 'scheme',
        name: scheme,
        description: description || `What stands behind \`${scheme}\` in the Authorization header.`,
      };
  }
}

function keyWay(scheme: JsonObject, description: string): AuthWay | undefined {
  const { in: location, name } = scheme;
  if (typeof name !== 'string' || name === '') return undefined;
  if (location !== 'header' && location !== 'query' && location !== 'cookie') return undefined;
  if (location !== 'query' && !TOKEN.test(name)) return undefined;
  return { kind: location, name, description: description || 'An API key.' };
}

/** An OAuth scheme with the addresses of its flows: the app gets the token, this client sends it. */
function oauthDescription(scheme: JsonObject, description: string): string {
  const flows = isObject(scheme['flows']) ? Object.entries(scheme['flows']) : [];
  const lines = flows.flatMap(([name, flow]) => {
    if (!isObject(flow)) return [];
    const urls = ADDRESSES.flatMap(([key, what]) =>
      text(flow[key]) === '' ? [] : [`${what} ${text(flow[key])}`],
    );
    return urls.length === 0 ? [] : [`- ${words(name)}: ${urls.join(', ')}`];
  });
  const discovery = text(scheme['openIdConnectUrl']);
  if (discovery !== '') lines.push(`- OpenID Connect: ${discovery}`);
  const first = description || 'An OAuth access token, in the Authorization header.';
  return lines.length === 0 ? first : `${first}\n\n${lines.join('\n')}`;
}

const ADDRESSES = [
  ['authorizationUrl', 'authorize at'],
  ['deviceAuthorizationUrl', 'authorize at'],
  ['tokenUrl', 'token from'],
  ['refreshUrl', 'refresh at'],
] as const;

/** `authorizationCode` as people write it. */
function words(flow: string): string {
  return flow.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The requirements of an operation, else those of the whole document. */
function requirements(document: OpenApiDocument, operation: Located): readonly JsonObject[] | undefined {
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  const list = (member(document, operation, 'security') ?? member(document, root, 'security'))?.value;
  return Array.isArray(list) ? list.filter(isObject) : undefined;
}

/**
 * The ways to authenticate that an operation takes, by the names of their factories; undefined where nobody says. What the document does
 * not describe can be asked of nobody: a way that needs it is none.
 */
export function securityOf(document: OpenApiDocument, operation: Located): Security | undefined {
  const required = requirements(document, operation);
  if (required === undefined) return undefined;
  const schemes = schemesOf(document);
  const known = required.filter((requirement) => Object.keys(requirement).every((name) => schemes.has(name)));
  if (known.length === 0 && required.length > 0) return undefined;
  const ways = known.map((requirement) =>
    Object.keys(requirement).flatMap((name) => {
      const { way, factory } = schemes.get(name)!;
      return way === undefined ? [] : [factory];
    }),
  );
  return [...new Map(ways.map((way) => [way.join(' '), way])).values()];
}

/** What a token must be allowed for an operation, each once. */
export function scopesOf(document: OpenApiDocument, operation: Located): readonly string[] {
  const required = requirements(document, operation) ?? [];
  return [...new Set(required.flatMap((requirement) => Object.values(requirement).flatMap(stringList)))];
}
