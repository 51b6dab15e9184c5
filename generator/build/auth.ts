import type { AuthWay } from '../model/api.js';
import { isObject, type JsonObject, type OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { text } from '../model/schema.js';
import { camelCase } from '../words.js';

const BEARER: AuthWay = { kind: 'bearer', description: 'A token in the Authorization header.' };

/** The ways to authenticate: those of the manifest, else those of the document, else a bearer token. */
export function authOf(
  document: OpenApiDocument,
  manifest: Manifest | undefined,
): Readonly<Record<string, AuthWay>> {
  if (manifest?.data.auth !== undefined) return manifest.data.auth;
  const root = document.root.data as JsonObject;
  const components = isObject(root['components']) ? root['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const ways: Record<string, AuthWay> = {};
  for (const [name, value] of Object.entries(schemes)) {
    const place = { source: document.root, pointer: ['components', 'securitySchemes', name] };
    const scheme = document.resolve({ value, place })?.value;
    const way = isObject(scheme) ? wayOf(scheme) : undefined;
    if (way !== undefined) ways[camelCase(`${name} auth`).replace(/AuthAuth$/, 'Auth')] ??= way;
  }
  return Object.keys(ways).length === 0 ? { bearerAuth: BEARER } : ways;
}

function wayOf(scheme: JsonObject): AuthWay | undefined {
  const description = text(scheme['description']);
  if (scheme['type'] === 'http') {
    const basic = text(scheme['scheme']).toLowerCase() === 'basic';
    return basic
      ? { kind: 'basic', description: description || 'A user name and a password.' }
      : { ...BEARER, ...said(description) };
  }
  if (scheme['type'] === 'oauth2' || scheme['type'] === 'openIdConnect') {
    return {
      kind: 'bearer',
      description: description || 'An OAuth access token, in the Authorization header.',
    };
  }
  const { in: location, name } = scheme;
  if (
    scheme['type'] !== 'apiKey' ||
    (location !== 'header' && location !== 'query') ||
    typeof name !== 'string'
  )
    return undefined;
  return { kind: location, name, description: description || 'An API key.' };
}

function said(description: string): { readonly description?: string } {
  return description === '' ? {} : { description };
}
