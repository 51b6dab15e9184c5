import type { Report } from '../diagnostics.js';
import type { Answer, Batch, Body, BulkMethod, Operation, Paging, Projecting } from '../model/api.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { BatchFact, LimitFact, Manifest, PagingFact, ProjectionFact } from '../model/manifest.js';
import { follow, itemsOf, properties } from '../model/schema.js';
import { below, type Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import type { BareOperation } from './operations.js';
import { checkPatterns, matches, matchesAny } from './patterns.js';

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']);

/** Brings operations and manifest together: envelope, limits, repeatability, paging. Patterns that mean nothing are reported. */
export function applyFacts(
  bare: readonly BareOperation[],
  document: OpenApiDocument,
  manifest: Manifest | undefined,
  report: Report,
): readonly Operation[] {
  const keys = bare.map(({ key }) => key);
  if (manifest !== undefined) checkManifestPatterns(manifest, keys, report);
  const facts = manifest?.data;
  const answers = new Map(
    bare.map((operation) => [operation, unwrapAnswer(operation.answer, document, facts?.envelope?.response)]),
  );
  const records = new Set(
    [...answers.values()].map(({ schema }) => schema && document.resolve(schema)?.value),
  );
  return bare.map((operation): Operation => {
    const { tag: _tag, ...rest } = operation;
    const answer = answers.get(operation)!;
    const paging = manifest && pagingOf(operation, document, manifest, report);
    return {
      ...rest,
      paging,
      answer,
      projection: projectingOf(operation, paging?.item ?? answer.schema, {
        document,
        records,
        facts: facts?.projection ?? [],
      }),
      body: operation.body && unwrapBody(operation.body, document, facts?.envelope?.request),
      limits: limitsOf(operation, facts?.limits ?? {}),
      repeatable:
        IDEMPOTENT.has(operation.httpMethod) ||
        matchesAny(facts?.repeatable?.operations ?? [], operation.key),
    };
  });
}

/** The rules that count a call; undefined where they are just those that count whatever names none. */
function limitsOf(
  { key }: BareOperation,
  limits: Readonly<Record<string, LimitFact>>,
): readonly string[] | undefined {
  const names = (wanted: (limit: LimitFact) => boolean): readonly string[] =>
    Object.entries(limits).flatMap(([name, limit]) => (wanted(limit) ? [name] : []));
  const shared = names(({ operations }) => operations === undefined);
  const own = names(
    ({ operations, except }) =>
      (operations === undefined || matchesAny(operations, key)) && !matchesAny(except ?? [], key),
  );
  return own.join() === shared.join() ? undefined : own;
}

function checkManifestPatterns({ source, data }: Manifest, keys: readonly string[], report: Report): void {
  const at = (...tokens: readonly string[]): Place => ({ source, pointer: tokens });
  for (const [name, limit] of Object.entries(data.limits ?? {})) {
    for (const field of ['operations', 'except'] as const) {
      if (limit[field])
        checkPatterns(`The limit "${name}"`, limit[field], at('limits', name, field), keys, report);
    }
  }
  for (const [index, { operations }] of (data.projection ?? []).entries()) {
    checkPatterns('The projection', operations, at('projection', String(index), 'operations'), keys, report);
  }
  if (data.repeatable)
    checkPatterns('"repeatable"', data.repeatable.operations, at('repeatable', 'operations'), keys, report);
  for (const [index, { operations }] of (data.paging ?? []).entries()) {
    checkPatterns('The paging', operations, at('paging', String(index), 'operations'), keys, report);
  }
  for (const [index, fact] of (data.batch ?? []).entries()) {
    const field = fact.operation === undefined ? 'fanOut' : 'operation';
    checkPatterns('The batch', [fact[field] ?? ''], at('batch', String(index), field), keys, report);
  }
}

interface ProjectionInput {
  readonly document: OpenApiDocument;
  /** The schemas of the records that the API gives by themselves. */
  readonly records: ReadonlySet<unknown>;
  readonly facts: readonly ProjectionFact[];
}

/** What a call in the query can ask for beyond what comes by itself, if the record has what the manifest speaks of. */
function projectingOf(
  { key }: BareOperation,
  record: Located | undefined,
  { document, records, facts }: ProjectionInput,
): Projecting | undefined {
  const fact = facts.find(
    ({ operations, except }) => matchesAny(operations, key) && !matchesAny(except ?? [], key),
  );
  if (fact === undefined || record === undefined || fact.in === 'body') return undefined;
  const members = properties(document, record);
  if (fact.properties !== undefined && members.has(fact.properties.at))
    return { by: 'names', ...fact.properties };
  if (fact.relations === undefined) return undefined;
  const related = [...members.values()].filter(
    ({ required, schema }) => !required && isLink(document, schema, records),
  );
  return { by: 'relations', ...fact.relations, members: related.map(({ name }) => name) };
}

/** Whether a member holds records that the API also gives by themselves: one, or a list. */
function isLink(document: OpenApiDocument, schema: Located, records: ReadonlySet<unknown>): boolean {
  const target = itemsOf(document, schema) ?? schema;
  const resolved = document.resolve(target);
  if (resolved === undefined || records.has(resolved.value)) return resolved !== undefined;
  const parts = isObject(resolved.value) ? resolved.value['anyOf'] : undefined;
  return (Array.isArray(parts) ? parts : []).some((part) =>
    records.has(document.resolve({ value: part, place: resolved.place })?.value),
  );
}

function unwrapBody(body: Body, document: OpenApiDocument, wrap: string | undefined): Body {
  const members = wrap === undefined ? undefined : properties(document, body.schema);
  const inner = members?.size === 1 ? members.get(wrap!) : undefined;
  return inner === undefined ? body : { ...body, schema: inner.schema, wrap };
}

function unwrapAnswer(
  answer: Answer,
  document: OpenApiDocument,
  paths: string | readonly string[] | undefined,
): Answer {
  if (paths === undefined || answer.whole === undefined) return answer;
  for (const path of [paths].flat()) {
    const inner = follow(document, answer.whole, path.split('.'));
    if (inner !== undefined) return { ...answer, schema: inner.schema, unwrap: inner.names };
  }
  return answer;
}

function pagingOf(
  operation: BareOperation,
  document: OpenApiDocument,
  manifest: Manifest,
  report: Report,
): Paging | undefined {
  const index = (manifest.data.paging ?? []).findIndex((fact) => matchesAny(fact.operations, operation.key));
  const fact = manifest.data.paging?.[index];
  if (fact === undefined) return undefined;
  const place: Place = { source: manifest.source, pointer: ['paging', String(index)] };
  const items = answerPath(operation, document, fact.items, below(place, 'items'), 'The paging', report);
  for (const field of ['next', 'more', 'total'] as const) {
    if (fact[field] !== undefined)
      answerPath(operation, document, fact[field], below(place, field), 'The paging', report);
  }
  checkSent(operation, document, fact, below(place, 'send'), report);
  const item = items && itemsOf(document, items.schema);
  return items && item && { fact, items: items.names, item };
}

function answerPath(
  operation: BareOperation,
  document: OpenApiDocument,
  path: string,
  place: Place,
  rule: string,
  report: Report,
): ReturnType<typeof follow> {
  const { whole } = operation.answer;
  const found = whole && follow(document, whole, path.split('.'));
  if (found === undefined) {
    report.add(
      'manifest/unknown-path',
      place,
      { rule, path, where: 'answer', operation: operation.key },
      help(document, whole, path),
    );
  }
  return found;
}

function checkSent(
  operation: BareOperation,
  document: OpenApiDocument,
  fact: PagingFact,
  place: Place,
  report: Report,
): void {
  const inBody = fact.in === 'body';
  const known =
    inBody && operation.body
      ? [...properties(document, operation.body.schema).keys()]
      : operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  if (known.includes(fact.send)) return;
  const values = {
    rule: 'The paging',
    path: fact.send,
    where: inBody ? 'body' : 'query',
    operation: operation.key,
  };
  report.add('manifest/unknown-path', place, values, didYouMean(nearest(fact.send, known)));
}

function help(document: OpenApiDocument, schema: Located | undefined, path: string): string | undefined {
  if (schema === undefined) return 'The document describes no answer there.';
  const names = [...properties(document, schema).keys()];
  return (
    didYouMean(nearest(path.split('.')[0]!, names)) ??
    (names.length > 0 ? `It has ${names.join(', ')}.` : undefined)
  );
}

/** The bulk methods of a resource, in the order of the manifest. The first rule that gives a method its name wins. */
export function bulkMethods(
  operations: readonly Operation[],
  document: OpenApiDocument,
  manifest: Manifest | undefined,
  report: Report,
): readonly BulkMethod[] {
  const found = new Map<string, BulkMethod>();
  for (const [index, fact] of (manifest?.data.batch ?? []).entries()) {
    for (const operation of operations) {
      if (!matches(fact.operation ?? fact.fanOut ?? '', operation.key) || found.has(fact.method)) continue;
      const place: Place = { source: manifest!.source, pointer: ['batch', String(index)] };
      const batch =
        fact.operation === undefined ? undefined : batchOf(operation, fact, document, place, report);
      if (fact.operation !== undefined && batch === undefined) continue;
      found.set(fact.method, { name: fact.method, operation, fact, batch });
    }
  }
  return [...found.values()];
}

function batchOf(
  operation: Operation,
  fact: BatchFact,
  document: OpenApiDocument,
  place: Place,
  report: Report,
): Batch | undefined {
  const whole = operation.body?.schema;
  const list = whole && (fact.body === undefined ? whole : follow(document, whole, [fact.body])?.schema);
  const input = list && itemsOf(document, list);
  if (input === undefined) {
    const values = {
      rule: 'The batch',
      path: fact.body ?? '(a list)',
      where: 'body',
      operation: operation.key,
    };
    report.add(
      'manifest/unknown-path',
      below(place, fact.body === undefined ? 'operation' : 'body'),
      values,
      help(document, whole, fact.body ?? ''),
    );
    return undefined;
  }
  const shared = fact.body !== undefined && properties(document, whole!).size > 1;
  if (fact.items === undefined) {
    const output = operation.answer.schema && itemsOf(document, operation.answer.schema);
    return { maxItems: fact.maxItems!, items: output && operation.answer.unwrap, shared, input, output };
  }
  const items = answerPath(
    { ...operation, tag: undefined },
    document,
    fact.items,
    below(place, 'items'),
    'The batch',
    report,
  );
  if (items === undefined) return undefined;
  return {
    maxItems: fact.maxItems!,
    items: items.names,
    shared,
    input,
    output: itemsOf(document, items.schema),
  };
}
