import type { Report } from '../diagnostics.js';
import type { Operation } from '../model/api.js';
import type { Located, OpenApiDocument } from '../model/document.js';
import type { Manifest } from '../model/manifest.js';
import { follow, properties } from '../model/schema.js';
import type { Place } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';

/** A path of the manifest in a schema of an operation; what is not there is reported at `place`. */
export function lookUp(
  schema: Located | undefined,
  path: string,
  where: string,
  { rule, operation, document, ownDocument, report }: Looking,
  place: Place,
): ReturnType<typeof follow> {
  const found = schema && follow(document, schema, path.split('.'));
  if (found === undefined) {
    const values = { rule, path, where, operation: operation.key };
    report.add(absence(ownDocument), place, values, advice(document, schema, path, where));
  }
  return found;
}

/** A document that the manifest was not made for may lack what that speaks of: the rule is left out then. */
export function absence(ownDocument: boolean): 'manifest/not-applied' | 'manifest/unknown-path' {
  return ownDocument ? 'manifest/not-applied' : 'manifest/unknown-path';
}

/** What operations are described by. */
export interface Described {
  readonly document: OpenApiDocument;
  readonly manifest: Manifest | undefined;
  /** Whether the manifest was made for another document. */
  readonly ownDocument: boolean;
}

/** Which rule of the manifest looks, and for which operation. */
export interface Looking {
  readonly rule: string;
  readonly operation: Pick<Operation, 'key'>;
  readonly document: OpenApiDocument;
  readonly ownDocument: boolean;
  readonly report: Report;
}

function advice(
  document: OpenApiDocument,
  schema: Located | undefined,
  path: string,
  where: string,
): Help | undefined {
  if (schema === undefined) return `The document describes no ${where} there.`;
  const names = [...properties(document, schema).keys()];
  return (
    didYouMean(nearest(path.split('.')[0]!, names)) ??
    (names.length > 0 ? `It has ${names.join(', ')}.` : undefined)
  );
}
