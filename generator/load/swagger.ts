import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0';
import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject } from '../model/document.js';
import { fragment, parseFragment, Source, type Place } from '../source.js';
import { mapReferences } from './references.js';
import { convertedPointer, originalPointer } from './swagger-places.js';
import { FORMS, Tidy } from './swagger-tidy.js';

/**
 * A Swagger 2.0 document as one of OpenAPI 3.0, or undefined after a diagnostic. The converter expects well-made input, throws where
 * it is not, and changes it in place: so it gets a copy that was put in order. Places lead to the text as it was written.
 */
export function fromSwagger(source: Source, report: Report): Source | undefined {
  const original = source.data as JsonObject;
  const place: Place = { source, pointer: [] };
  let converted: JsonObject;
  try {
    converted = upgradeFromTwoToThree(new Tidy(original, place, report).document()) as JsonObject;
  } catch (error) {
    const reason = `its conversion to OpenAPI 3 fails (${error instanceof Error ? error.message : String(error)})`;
    report.add('document/not-openapi', place, { reason });
    return undefined;
  }
  requireForms(converted);
  return new Source(
    source.path,
    source.text,
    mapReferences(converted, (ref) => {
      if (!/^#\/(paths|components)\//.test(ref)) return ref;
      const pointer = parseFragment(ref);
      const found = fragment(convertedPointer(pointer, original, converted));
      return found === fragment(pointer) ? ref : found;
    }),
    (pointer, part) => source.locate(originalPointer(pointer, original), part),
    (pointer) => source.trace(originalPointer(pointer, original)),
  );
}

/** A form has to be sent where one of its fields has to. */
function requireForms({ paths }: JsonObject): void {
  for (const operation of Object.values(paths ?? {}).flatMap((item) => Object.values(item as JsonObject))) {
    const body = isObject(operation) ? operation['requestBody'] : undefined;
    if (!isObject(body) || 'required' in body || !isObject(body['content'])) continue;
    const [form] = FORMS.map((type) => (body['content'] as JsonObject)[type]).filter(isObject);
    const schema = form?.['schema'];
    if (isObject(schema) && Array.isArray(schema['required']) && schema['required'].length > 0)
      Object.assign(body, { required: true });
  }
}
