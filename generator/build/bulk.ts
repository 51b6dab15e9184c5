import { Report } from '../diagnostics.js';
import type { Batch, BulkMethod, Operation } from '../model/api.js';
import type { Located, OpenApiDocument } from '../model/document.js';
import type { BatchFact } from '../model/manifest.js';
import { follow, itemsOf, properties } from '../model/schema.js';
import { below, keyOf, type Place } from '../source.js';
import { absence, lookUp, type Described, type Looking } from './lookup.js';
import { matches } from './patterns.js';

/**
 * The bulk methods of a resource, in the order of the manifest. The first rule that gives a method its name wins. In a document that the
 * manifest was not made for a rule that does not fit is told only where no other rule gives the method.
 */
export function bulkMethods(
  operations: readonly Operation[],
  { document, manifest, ownDocument }: Described,
  report: Report,
): readonly BulkMethod[] {
  const found = new Map<string, BulkMethod>();
  const trials: (readonly [method: string, trial: Report])[] = [];
  for (const [index, fact] of (manifest?.data.batch ?? []).entries()) {
    for (const operation of operations) {
      if (!matches(fact.operation ?? fact.fanOut ?? '', operation.key) || found.has(fact.method)) continue;
      const place: Place = { source: manifest!.source, pointer: ['batch', String(index)] };
      if (ownDocument && !looksBatched(operation, fact, document)) continue;
      const trial = new Report();
      trials.push([fact.method, trial]);
      const looking = { rule: 'The batch', operation, document, ownDocument, report: trial };
      const batch = fact.operation === undefined ? undefined : batchOf(operation, fact, looking, place);
      if (fact.operation !== undefined && batch === undefined) continue;
      found.set(fact.method, { name: fact.method, operation, fact, batch });
    }
  }
  for (const [method, trial] of trials) if (!ownDocument || !found.has(method)) report.takeOver(trial);
  return [...found.values()];
}

/** Of a document that the manifest was not made for a pattern means only batches whose items have what tells them apart. */
function looksBatched({ key, body }: Operation, fact: BatchFact, document: OpenApiDocument): boolean {
  if (fact.operation === undefined || fact.operation === key) return true;
  const path = fact.body?.split('.') ?? [];
  const list = body && follow(document, body.schema, path);
  const input = list && itemsOf(document, list.schema);
  const fields = [fact.correlate?.field ?? [], Object.keys(fact.correlate?.fields ?? {})].flat();
  return input !== undefined && fields.every((field) => hasField(document, input, field));
}

function batchOf(operation: Operation, fact: BatchFact, looking: Looking, place: Place): Batch | undefined {
  const { document } = looking;
  const { whole } = operation.answer;
  const input = inputOf(operation, fact, looking, place);
  if (input === undefined) return undefined;
  for (const field of ['failures', 'state'] as const) {
    const at = fact[field]?.at;
    if (at !== undefined && lookUp(whole, at, 'answer', looking, below(place, field, 'at')) === undefined)
      return undefined;
  }
  const shared = fact.body !== undefined && properties(document, operation.body!.schema).size > 1;
  const base = { maxItems: fact.maxItems!, shared, input };
  if (fact.items === undefined) {
    const output = operation.answer.schema && itemsOf(document, operation.answer.schema);
    if (!pairs(fact, input, output, looking, below(place, 'correlate'))) return undefined;
    return { ...base, items: output && operation.answer.unwrap, output };
  }
  const items = lookUp(whole, fact.items, 'answer', looking, below(place, 'items'));
  if (items === undefined) return undefined;
  const output = itemsOf(document, items.schema);
  if (!pairs(fact, input, output, looking, below(place, 'correlate'))) return undefined;
  return { ...base, items: items.names, output };
}

/** The schema of an item that goes in. */
function inputOf({ body }: Operation, fact: BatchFact, looking: Looking, place: Place): Located | undefined {
  const { document, operation, ownDocument, rule, report } = looking;
  if (fact.body !== undefined || body === undefined) {
    const at = below(place, fact.body === undefined ? 'operation' : 'body');
    const list = lookUp(body?.schema, fact.body ?? '(a list)', 'body', looking, at);
    return list && itemsOf(document, list.schema);
  }
  const item = itemsOf(document, body.schema);
  if (item !== undefined) return item;
  const names = [...properties(document, body.schema).keys()];
  const values = { rule, path: '(a list)', where: 'body', operation: operation.key };
  const help = names.length > 0 ? `It has ${names.join(', ')}: say "body:".` : undefined;
  report.add(absence(ownDocument), below(place, 'operation'), values, help);
  return undefined;
}

/** Whether a path is something in a schema. A number in it is a place in a list. */
function hasField(document: OpenApiDocument, schema: Located, path: string): boolean {
  const names = path.split('.');
  const end = names.findIndex((name) => /^\d+$/.test(name));
  return follow(document, schema, end === -1 ? names : names.slice(0, end)) !== undefined;
}

/** Whether the fields by which answers find their items are fields of both. */
function pairs(
  { correlate }: BatchFact,
  input: Located,
  output: Located | undefined,
  looking: Looking,
  place: Place,
): boolean {
  const check = (schema: Located | undefined, path: string, where: string, at: Place): boolean =>
    schema === undefined ||
    hasField(looking.document, schema, path) ||
    lookUp(schema, path, where, looking, at) !== undefined;
  const field = correlate?.field;
  const found = [field === undefined || check(input, field, 'item', below(place, 'field'))];
  for (const [item, answer] of Object.entries(correlate?.fields ?? {})) {
    const at = below(place, 'fields', item);
    found.push(check(input, item, 'item', keyOf(at)), check(output, answer, 'answered item', at));
  }
  return found.every(Boolean);
}
