import type { Report } from '../diagnostics.js';
import type { Answer, Body, Operation, Paging, Projecting } from '../model/api.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { LimitFact, Manifest, PagingFact, ProjectionFact } from '../model/manifest.js';
import { follow, itemsOf, properties } from '../model/schema.js';
import { below, type Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import { absence, lookUp, type Described, type Looking } from './lookup.js';
import type { BareOperation } from './operations.js';
import { checkPatterns, matchesAny } from './patterns.js';

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE', 'OPTIONS']);

/**
 * Brings operations and manifest together: envelope, limits, repeatability, paging. Patterns that mean nothing in the whole document are
 * reported; `all` are its operations, also those that are not generated.
 */
export function applyFacts(
  bare: readonly BareOperation[],
  all: readonly BareOperation[],
  described: Described,
  report: Report,
): readonly Operation[] {
  const { document, manifest, ownDocument } = described;
  const keys = all.map(({ key }) => key);
  if (manifest !== undefined && !ownDocument)
    checkManifestPatterns(manifest, [...keys, ...(manifest.data.elsewhere ?? [])], report);
  const facts = manifest?.data;
  const answers = new Map(
    all.map((operation) => [operation, unwrapAnswer(operation.answer, document, facts?.envelope?.response)]),
  );
  const records = new Set(
    [...answers.values()].map(({ schema }) => schema && document.resolve(schema)?.value),
  );
  return bare.map((operation): Operation => {
    const answer = answers.get(operation)!;
    const paging = manifest && pagingOf(operation, manifest, described, report);
    return {
      ...operation,
      paging,
      answer,
      projection: projectingOf(operation, paging?.item ?? answer.schema, {
        document,
        records,
        facts: facts?.projection ?? [],
      }),
      body: operation.body && unwrapBody(operation.body, document, facts?.envelope?.request),
      limits: limitsOf(operation, facts?.limits ?? {}),
      security: facts?.auth === undefined ? operation.security : undefined,
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
  for (const [index, fact] of (data.paging ?? []).entries()) {
    for (const field of ['operations', 'except'] as const) {
      if (fact[field])
        checkPatterns('The paging', fact[field], at('paging', String(index), field), keys, report);
    }
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
  { key, parameters }: BareOperation,
  record: Located | undefined,
  { document, records, facts }: ProjectionInput,
): Projecting | undefined {
  const fact = facts.find(
    ({ operations, except }) => matchesAny(operations, key) && !matchesAny(except ?? [], key),
  );
  if (fact === undefined || record === undefined || fact.in === 'body') return undefined;
  const members = properties(document, record);
  const takes = (name: string): boolean =>
    parameters.some((parameter) => parameter.in === 'query' && parameter.name === name);
  if (fact.properties !== undefined && members.has(fact.properties.at) && takes(fact.properties.send))
    return { by: 'names', ...fact.properties };
  if (fact.relations === undefined || !takes(fact.relations.send)) return undefined;
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
  const parts = isObject(resolved.value) ? (resolved.value['anyOf'] ?? resolved.value['oneOf']) : undefined;
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
    if (inner === undefined) continue;
    const more = answer.more.flatMap((one) => follow(document, one, path.split('.'))?.schema ?? []);
    return { ...answer, schema: inner.schema, unwrap: inner.names, more };
  }
  return answer;
}

function pagingOf(
  operation: BareOperation,
  manifest: Manifest,
  { document, ownDocument }: Described,
  report: Report,
): Paging | undefined {
  const index = (manifest.data.paging ?? []).findIndex(
    ({ operations, except = [] }) =>
      matchesAny(operations, operation.key) && !matchesAny(except, operation.key),
  );
  const fact = manifest.data.paging?.[index];
  if (fact === undefined) return undefined;
  if (ownDocument && !fact.operations.includes(operation.key) && !looksPaged(operation, fact, document))
    return undefined;
  const place: Place = { source: manifest.source, pointer: ['paging', String(index)] };
  const looking = { rule: 'The paging', operation, document, ownDocument, report };
  const { whole } = operation.answer;
  const items = lookUp(whole, fact.items, 'answer', looking, below(place, 'items'));
  const stated = (['next', 'more', 'total'] as const).map((field) => {
    const path = fact[field];
    return path === undefined || lookUp(whole, path, 'answer', looking, below(place, field)) !== undefined;
  });
  const sent = isSent(operation, fact, looking, place);
  const item = items && itemsOf(document, items.schema);
  return sent && stated.every(Boolean) ? items && item && { fact, items: items.names, item } : undefined;
}

/** Of a document that the manifest was not made for a pattern means only what answers in pages of that kind. */
function looksPaged(
  operation: BareOperation,
  { items, next }: PagingFact,
  document: OpenApiDocument,
): boolean {
  const { whole } = operation.answer;
  return [items, next].every(
    (path) => path === undefined || (whole && follow(document, whole, path.split('.'))) !== undefined,
  );
}

/** Whether the operation takes what the paging sends. */
function isSent(operation: BareOperation, fact: PagingFact, looking: Looking, place: Place): boolean {
  const { document, ownDocument, report } = looking;
  const inBody = fact.in === 'body';
  const known =
    inBody && operation.body
      ? [...properties(document, operation.body.schema).keys()]
      : operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const missing = (['send', 'size'] as const).filter((field) => {
    const path = fact[field];
    if (path === undefined || known.includes(path)) return false;
    const values = { rule: 'The paging', path, where: inBody ? 'body' : 'query', operation: operation.key };
    report.add(absence(ownDocument), below(place, field), values, didYouMean(nearest(path, known)));
    return true;
  });
  return missing.length === 0;
}
