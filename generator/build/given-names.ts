import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import { below, rangeOf, written, type Place } from '../source.js';
import type { OperationName } from './names.js';

/** By this an operation or a schema says itself what it is called in the output. An overlay sets it; nothing on the wire changes. */
const NAME = 'x-crosswalk-name';

/** The name that an operation is given outright. What can't be one is reported and passed over. */
export function givenOperationName(
  { value, place }: Located<JsonObject>,
  report: Report,
): OperationName | undefined {
  const given = value[NAME];
  if (given === undefined) return undefined;
  const [, resource, method] =
    /^([a-z][A-Za-z0-9]{0,99})\.(?!(?:constructor|then)$)([a-z][A-Za-z0-9]{0,99})$/.exec(String(given)) ?? [];
  if (resource !== undefined && method !== undefined) return { resource, method };
  const values = { name: String(given), what: 'an operation' };
  report.add('document/invalid-name', below(place, NAME), values, 'It is "resource.method": tasks.create.');
  return undefined;
}

/** Reports a name that an operation is given outright and another one has already. */
export function reportTaken(name: string, operation: Located, first: Place, report: Report): void {
  report.add('document/name-taken', below(operation.place, NAME), { name }, whereFirst(below(first, NAME)));
}

/** Reports the names of components that can't be names of types, or that two of them are given. */
export function checkSchemaNames({ root }: OpenApiDocument, report: Report): void {
  const components = isObject(root.data) ? root.data['components'] : undefined;
  const schemas = isObject(components) ? components['schemas'] : undefined;
  const first = new Map<string, Place>();
  for (const [key, schema] of Object.entries(isObject(schemas) ? schemas : {})) {
    const given = isObject(schema) ? schema[NAME] : undefined;
    if (given === undefined) continue;
    const place: Place = { source: root, pointer: ['components', 'schemas', key, NAME] };
    const name = String(given);
    const taken = first.get(name);
    if (!/^[A-Z]\w{0,149}$/.test(name))
      report.add(
        'document/invalid-name',
        place,
        { name, what: 'a schema' },
        'It is an identifier with a capital: TaskCreate.',
      );
    else if (taken !== undefined) report.add('document/name-taken', place, { name }, whereFirst(taken));
    else first.set(name, place);
  }
}

function whereFirst(place: Place): string {
  const at = written(place);
  return `It is given in ${at.source.path}:${at.source.position(rangeOf(at).start).line} already.`;
}
