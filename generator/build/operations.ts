import type { Operation } from '../model/api.js';
import type { OpenApiDocument } from '../model/document.js';
import { text } from '../model/schema.js';
import { readAnswer, readLinks, readRefusals } from './answers.js';
import { scopesOf, securityOf } from './auth.js';
import { readBody } from './bodies.js';
import type { FoundOperation } from './find.js';
import { readParameters, withoutConstants } from './parameters.js';
import { ownServer } from './servers.js';

/** An operation before the manifest has been asked about it. */
export type BareOperation = Omit<Operation, 'limits' | 'repeatable' | 'paging' | 'projection'>;

/** Reads an operation that was found. */
export function readOperation(
  document: OpenApiDocument,
  { key, resource, method, httpMethod, path, item, operation }: FoundOperation,
): BareOperation {
  const { value, place } = operation;
  const fixed = withoutConstants(document, path, readParameters(document, item, operation, path));
  return {
    key,
    resource,
    method,
    httpMethod: httpMethod.toUpperCase(),
    path: fixed.path,
    summary: text(value['summary']),
    description: text(value['description']) || text(item.value['description']),
    deprecated: value['deprecated'] === true,
    place,
    parameters: fixed.parameters,
    // RFC 9110, section 9.3: a body of GET or HEAD has no meaning, and fetch refuses to send one.
    body: httpMethod === 'get' || httpMethod === 'head' ? undefined : readBody(document, operation),
    answer: readAnswer(document, operation),
    refusals: readRefusals(document, operation),
    links: readLinks(document, operation),
    security: securityOf(document, operation),
    scopes: scopesOf(document, operation),
    server: ownServer(document, item, operation),
  };
}
