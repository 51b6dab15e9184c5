import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { below } from '../source.js';

/** A member of an object, after its references unless they are to be kept. */
export function member(
  document: OpenApiDocument,
  owner: Located,
  name: string,
  resolve = true,
): Located | undefined {
  if (!isObject(owner.value) || !Object.hasOwn(owner.value, name)) return undefined;
  const located = { value: owner.value[name], place: below(owner.place, name) };
  return resolve ? document.resolve(located) : located;
}

/** A member that has to be an object; reported if it is something else. */
export function objectMember(
  document: OpenApiDocument,
  owner: Located,
  name: string,
  report: Report,
): Located<JsonObject> | undefined {
  const found = member(document, owner, name);
  if (found === undefined) return undefined;
  if (isObject(found.value)) return { value: found.value, place: found.place };
  report.add('document/malformed', found.place, { what: `"${name}"`, expected: 'an object' });
  return undefined;
}
