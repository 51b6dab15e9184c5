/** Batches: out of order, some of them half done. What belongs to which input is told by `objectWriteTraceId` alone. */

import type { Call, Routes } from '../router.js';
import type { Answer, Fault } from '../server.js';
import { at, iso, textOf, type Json, type JsonObject, type Random } from '../shared.js';
import { HubSpotError, invalid } from './errors.js';
import { objectTypes } from './objects.js';
import { typeOf, written } from './record-routes.js';
import { inputsOf, textsOf, type Store } from './store.js';

const mostInputs = 100;

export interface Failure {
  error: HubSpotError;
  /** What says which input it was: ids, trace ids. Failures of one cause are one entry with several of them. */
  context: Record<string, string[]>;
}

export function batchRoutes(store: Store, random: Random): Routes {
  const finish = (status: number, results: JsonObject[], failures: Failure[]): Answer =>
    batchAnswer(store, random, status, results, failures);
  return {
    'POST /crm/v3/objects/:type/batch/create': (call) => create(store, call, finish),
    'POST /crm/v3/objects/:type/batch/read': (call) => read(store, call, finish),
    'POST /crm/v3/objects/:type/batch/update': (call) => update(store, call, finish),
    'POST /crm/v3/objects/:type/batch/upsert': (call) => upsert(store, call, finish),
    'POST /crm/v3/objects/:type/batch/archive': (call) => {
      const type = typeOf(call);
      for (const input of inputsOf(call.request.body, mostInputs)) {
        store.archive(type, textOf(at(input, 'id')) ?? '');
      }
      return { status: 204 };
    },
  };
}

type Finish = (status: number, results: JsonObject[], failures: Failure[]) => Answer;

/** One bad input without a trace id refuses the whole call, and nothing of it stays. */
function create(store: Store, call: Call, finish: Finish): Answer {
  const type = typeOf(call);
  const made: string[] = [];
  const one = (input: Json): JsonObject => {
    const record = store.create(type, input);
    made.push(record.id);
    return store.renderAll(record);
  };
  const { results, failures } = each(inputsOf(call.request.body, mostInputs), one);
  const fatal = failures.find((failure) => failure.context['objectWriteTraceId'] === undefined);
  if (fatal !== undefined) {
    for (const id of made) store.forget(type, id);
    throw fatal.error;
  }
  return finish(201, results, failures);
}

function read(store: Store, call: Call, finish: Finish): Answer {
  const type = typeOf(call);
  const { body, query } = call.request;
  const idProperty = textOf(at(body, 'idProperty'));
  const archived = query.get('archived') === 'true';
  const ids = inputsOf(body, mostInputs).map((input) => textOf(at(input, 'id')) ?? '');
  const results: JsonObject[] = [];
  const failures: Failure[] = [];
  for (const id of new Set(ids)) {
    const record = store.find(type, id, idProperty, archived);
    if (record !== undefined) results.push(store.render(type, record, textsOf(at(body, 'properties'))));
    else failures.push({ error: gone(type), context: { ids: [id] } });
  }
  return finish(200, results, failures);
}

function gone(type: keyof typeof objectTypes): HubSpotError {
  return new HubSpotError(
    404,
    'OBJECT_NOT_FOUND',
    `Some ${objectTypes[type].singular} objects are not there.`,
  );
}

function update(store: Store, call: Call, finish: Finish): Answer {
  const type = typeOf(call);
  const one = (input: Json): JsonObject => {
    const record = store.find(type, textOf(at(input, 'id')) ?? '', textOf(at(input, 'idProperty')));
    if (record === undefined) throw gone(type);
    store.update(type, record, at(input, 'properties'));
    return written(store, type, record, at(input, 'properties'));
  };
  const { results, failures } = each(inputsOf(call.request.body, mostInputs), one);
  return finish(200, results, failures);
}

function upsert(store: Store, call: Call, finish: Finish): Answer {
  const type = typeOf(call);
  const one = (input: Json): JsonObject => {
    const id = textOf(at(input, 'id'));
    const idProperty = textOf(at(input, 'idProperty'));
    if (id === undefined || idProperty === undefined) throw invalid('An upsert needs id and idProperty.');
    const found = store.find(type, id, idProperty);
    if (found !== undefined) store.update(type, found, at(input, 'properties'));
    const properties = { [idProperty]: id, ...(at(input, 'properties') as JsonObject | undefined) };
    const record = found ?? store.create(type, { properties });
    return { ...store.renderAll(record), new: found === undefined };
  };
  const { results, failures } = each(inputsOf(call.request.body, mostInputs), one);
  return finish(200, results, failures);
}

/** Does the same to every input; a refusal of one is noted and the others go on. */
function each(
  inputs: readonly Json[],
  one: (input: Json) => JsonObject,
): { results: JsonObject[]; failures: Failure[] } {
  const results: JsonObject[] = [];
  const failures: Failure[] = [];
  for (const input of inputs) {
    const trace = textOf(at(input, 'objectWriteTraceId'));
    try {
      const result = one(input);
      results.push(trace === undefined ? result : { ...result, objectWriteTraceId: trace });
    } catch (error) {
      if (!(error instanceof HubSpotError)) throw error;
      const id = textOf(at(input, 'id'));
      const named: Record<string, string[]> = id === undefined ? {} : { ids: [id] };
      failures.push({
        error,
        context: trace === undefined ? named : { ...named, objectWriteTraceId: [trace] },
      });
    }
  }
  return { results, failures };
}

/** The body of a batch answer: 207 as soon as one input failed, and the results in an order of its own. */
export function batchAnswer(
  store: Store,
  random: Random,
  status: number,
  results: readonly JsonObject[],
  failures: readonly Failure[],
): Answer {
  const now = iso(store.clock());
  const body: JsonObject = { status: 'COMPLETE', results: random.shuffle(results) };
  if (failures.length > 0) Object.assign(body, { numErrors: failures.length, errors: grouped(failures) });
  return { status: failures.length > 0 ? 207 : status, body: { ...body, startedAt: now, completedAt: now } };
}

/** One entry for a cause; its context names every input that it hit. */
function grouped(failures: readonly Failure[]): JsonObject[] {
  const byCause = new Map<string, Failure>();
  for (const { error, context } of failures) {
    const entry = byCause.get(error.message) ?? { error, context: { ...error.context } };
    byCause.set(error.message, entry);
    for (const [name, values] of Object.entries(context)) {
      entry.context[name] = [...(entry.context[name] ?? []), ...values];
    }
  }
  return [...byCause.values()].map(({ error, context }) => ({
    status: 'error',
    category: error.category,
    ...(error.subCategory === undefined ? {} : { subCategory: error.subCategory }),
    message: error.message,
    context,
    links: {},
    errors: error.errors.map((detail) => ({ ...detail })),
  }));
}

export type BatchStatus = 'COMPLETE' | 'PENDING' | 'PROCESSING' | 'CANCELED';

/**
 * A fault for the next batch call: its answer has another state and lists nothing. A canceled batch has stored nothing
 * either; one that is pending or in work has, unless `stored` says otherwise.
 */
export function batchStatus(status: BatchStatus, stored: boolean = status !== 'CANCELED'): Fault {
  const listed = status === 'COMPLETE' ? {} : { status, results: [] };
  const now = iso(0);
  return {
    match: (request) => request.path.includes('/batch/'),
    ...(stored ? {} : { answer: { status: 201, body: { ...listed, startedAt: now, completedAt: now } } }),
    edit: (answer) => ({ ...answer, body: { ...(answer.body as JsonObject), ...listed } }),
  };
}
