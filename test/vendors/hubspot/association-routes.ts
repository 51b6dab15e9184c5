/** Associations, version 4: between two records, in batches, and the kinds that there are. */

import type { Call, Routes } from '../router.js';
import type { Answer } from '../server.js';
import { at, listOf, textOf, type Json, type JsonObject, type Random } from '../shared.js';
import { defaultType, requestedTypes, shown } from './associations.js';
import { batchAnswer, type Failure } from './batch.js';
import { HubSpotError } from './errors.js';
import { kindsBetween, objectTypes, type AssociationType, type HubSpotType } from './objects.js';
import { integer, linkTo, typeOf } from './record-routes.js';
import { inputsOf, type Store } from './store.js';

const one = '/crm/v4/objects/:from/:id/associations';
const many = '/crm/v4/associations/:from/:to';

export function associationRoutes(store: Store, random: Random): Routes {
  const finish = (status: number, results: JsonObject[], failures: Failure[]): Answer =>
    batchAnswer(store, random, status, results, failures);
  return {
    [`PUT ${one}/default/:to/:toId`]: (call) => putDefault(store, call, finish),
    [`PUT ${one}/:to/:toId`]: (call) => put(store, call),
    [`DELETE ${one}/:to/:toId`]: (call) => {
      const { from, to, id, toId } = ends(call);
      store.associations.remove(from, id, to, toId);
      return { status: 204 };
    },
    [`GET ${one}/:to`]: (call) => list(store, call),
    [`GET ${many}/labels`]: (call) => {
      const { from, to } = ends(call);
      return { status: 200, body: { results: kindsBetween(from, to).map(shown) } };
    },
    [`POST ${many}/batch/create`]: (call) => batchCreate(store, call, finish),
    [`POST ${many}/batch/associate/default`]: (call) => batchDefault(store, call, finish),
    [`POST ${many}/batch/read`]: (call) => batchRead(store, call, finish),
    [`POST ${many}/batch/archive`]: (call) => batchArchive(store, call),
    [`POST ${many}/batch/labels/archive`]: (call) => batchArchiveKinds(store, call),
  };
}

type Finish = (status: number, results: JsonObject[], failures: Failure[]) => Answer;

interface Ends {
  from: HubSpotType;
  to: HubSpotType;
  id: string;
  toId: string;
}

function ends(call: Call): Ends {
  return {
    from: typeOf(call, 'from'),
    to: typeOf(call, 'to'),
    id: call.param('id'),
    toId: call.param('toId'),
  };
}

function link(store: Store, { from, to, id, toId }: Ends, types: readonly AssociationType[]): void {
  store.mustExist(from, id);
  store.mustExist(to, toId);
  for (const type of types) store.associations.add(id, toId, type);
}

function put(store: Store, call: Call): Answer {
  const pair = ends(call);
  const types = requestedTypes(pair.from, pair.to, call.request.body);
  link(store, pair, types);
  return { status: 201, body: labelsBetween(pair, types) };
}

function labelsBetween({ from, to, id, toId }: Ends, types: readonly AssociationType[]): JsonObject {
  return {
    fromObjectTypeId: objectTypes[from].id,
    fromObjectId: id,
    toObjectTypeId: objectTypes[to].id,
    toObjectId: toId,
    labels: types.flatMap((type) => (type.label === null ? [] : [type.label])),
  };
}

function putDefault(store: Store, call: Call, finish: Finish): Answer {
  const pair = ends(call);
  const type = defaultType(pair.from, pair.to);
  link(store, pair, [type]);
  return finish(200, bothWays(pair, type), []);
}

/** The plain kind is answered as two results, one for each direction. */
function bothWays({ id, toId }: Ends, type: AssociationType): JsonObject[] {
  const result = (from: string, to: string, associationTypeId: number): JsonObject => ({
    from: { id: from },
    to: { id: to },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId },
  });
  return [result(id, toId, type.id), result(toId, id, type.reverse)];
}

function list(store: Store, call: Call): Answer {
  const { from, to, id } = ends(call);
  store.get(from, id);
  const { query } = call.request;
  const limit = integer(query, 'limit', 500, 500);
  const start = Number(query.get('after') ?? 0);
  const links = store.associations.of(from, id, to);
  const results = links.slice(start, start + limit).map(target);
  const after = String(start + limit);
  const next = { after, link: linkTo(call.request, after) };
  return { status: 200, body: start + limit < links.length ? { results, paging: { next } } : { results } };
}

function target(link: { id: string; types: readonly AssociationType[] }): JsonObject {
  return { toObjectId: link.id, associationTypes: link.types.map(shown) };
}

function batchCreate(store: Store, call: Call, finish: Finish): Answer {
  const { from, to } = ends(call);
  return pairwise(call, finish, 201, (input, pair) => {
    const types = requestedTypes(from, to, at(input, 'types'));
    link(store, pair, types);
    return [labelsBetween(pair, types)];
  });
}

function batchDefault(store: Store, call: Call, finish: Finish): Answer {
  const { from, to } = ends(call);
  const type = defaultType(from, to);
  return pairwise(call, finish, 200, (_input, pair) => {
    link(store, pair, [type]);
    return bothWays(pair, type);
  });
}

type PairWork = (input: Json, pair: Ends) => JsonObject[];

function pairwise(call: Call, finish: Finish, status: number, work: PairWork): Answer {
  const { from, to } = ends(call);
  const results: JsonObject[] = [];
  const failures: Failure[] = [];
  for (const input of inputsOf(call.request.body, 2_000)) {
    const pair = { from, to, id: idAt(input, 'from'), toId: idAt(input, 'to') };
    try {
      results.push(...work(input, pair));
    } catch (error) {
      if (!(error instanceof HubSpotError)) throw error;
      failures.push({ error, context: { fromObjectId: [pair.id], toObjectId: [pair.toId] } });
    }
  }
  return finish(status, results, failures);
}

function idAt(input: Json, end: 'from' | 'to'): string {
  return textOf(at(input, end, 'id')) ?? '';
}

/** A record without links is no empty result but an error entry of its own subcategory. */
function batchRead(store: Store, call: Call, finish: Finish): Answer {
  const { from, to } = ends(call);
  const results: JsonObject[] = [];
  const failures: Failure[] = [];
  for (const input of inputsOf(call.request.body, 1_000)) {
    const id = textOf(at(input, 'id')) ?? '';
    const links = store.associations.of(from, id, to);
    if (links.length > 0) results.push({ from: { id }, to: links.map(target) });
    else failures.push({ error: noneFound(from, to), context: { fromObjectId: [id] } });
  }
  return finish(200, results, failures);
}

function noneFound(from: HubSpotType, to: HubSpotType): HubSpotError {
  const message = `No ${objectTypes[to].singular} is associated with these ${from}.`;
  const subCategory = 'crm.associations.NO_ASSOCIATIONS_FOUND';
  return new HubSpotError(404, 'OBJECT_NOT_FOUND', message, { subCategory });
}

function batchArchive(store: Store, call: Call): Answer {
  const { from, to } = ends(call);
  for (const input of inputsOf(call.request.body, 100)) {
    for (const end of listOf(at(input, 'to'))) {
      store.associations.remove(from, idAt(input, 'from'), to, textOf(at(end, 'id')) ?? '');
    }
  }
  return { status: 204 };
}

function batchArchiveKinds(store: Store, call: Call): Answer {
  const { from, to } = ends(call);
  for (const input of inputsOf(call.request.body, 2_000)) {
    for (const type of requestedTypes(from, to, at(input, 'types'))) {
      store.associations.remove(from, idAt(input, 'from'), to, idAt(input, 'to'), type);
    }
  }
  return { status: 204 };
}
