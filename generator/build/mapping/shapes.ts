import type { Report } from '../../diagnostics.js';
import type { Api, Operation, Resource } from '../../model/api.js';
import type { Verb, VerbShape } from '../../model/mapping.js';
import { didYouMean, nearest } from '../../suggest.js';
import type { Layers, Written } from './layers.js';

/** What a mapping does with the records of a vendor. */
export const VERBS: readonly Verb[] = ['read', 'create', 'update'];
const VERB_METHODS: Readonly<Record<Verb, string>> = { read: 'get', create: 'create', update: 'update' };

/** The method that a verb of a mapping is done by. */
export function methodOf(verb: Verb, layers: Layers): string {
  return String(layers.entries('verbs').get(verb)?.value ?? VERB_METHODS[verb]);
}

/** Whether a record comes back: what shows one where none is read by itself. */
function givesRecord({ method, paging, answer }: Operation): boolean {
  if (method === 'list') return paging?.item !== undefined;
  return (method === 'create' || method === 'update') && answer.schema !== undefined;
}

/**
 * The shapes of a resource's records in each verb. Where no operation reads one by itself, what a list or a write answers shows it; where
 * none does, that is reported.
 */
export function shapesOf(
  api: Api,
  resource: string,
  layers: Layers,
  report: Report,
): Partial<Record<Verb, VerbShape>> | undefined {
  const found = api.resources.find(({ name }) => name === resource);
  const verbs = layers.entries('verbs');
  const operation = (verb: Verb): Operation | undefined =>
    found?.operations.find(({ method }) => method === methodOf(verb, layers));
  if (found !== undefined) checkVerbs(found, verbs, report);
  const read = operation('read') ?? (verbs.has('read') ? undefined : found?.operations.find(givesRecord));
  const record = read?.paging?.item ?? read?.answer.schema;
  if (found === undefined || record === undefined) {
    const place = layers.get('resource')?.place ?? layers.place;
    const help =
      found === undefined
        ? didYouMean(
            nearest(
              resource,
              api.resources.map(({ name }) => name),
            ),
          )
        : 'No operation of it reads one record: say which one does with "verbs: { read: … }".';
    report.add('mapping/unknown-resource', place, { vendor: api.name, resource }, help);
    return undefined;
  }
  const shapes: Partial<Record<Verb, VerbShape>> = {
    read: { schema: record, operation: read!.key },
  };
  for (const verb of ['create', 'update'] as const) {
    const schema = operation(verb)?.body?.schema;
    if (schema !== undefined) shapes[verb] = { schema, operation: operation(verb)!.key };
  }
  return shapes;
}

function checkVerbs(
  { name, operations }: Resource,
  verbs: ReadonlyMap<string, Written>,
  report: Report,
): void {
  const methods = operations.map(({ method }) => method);
  for (const { value, place } of verbs.values()) {
    const method = String(value);
    if (methods.includes(method)) continue;
    const values = { name: method, kind: `method of "${name}"` };
    report.add('mapping/unknown-reference', place, values, didYouMean(nearest(method, methods)));
  }
}
