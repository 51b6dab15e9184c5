/** What an account has besides records: owners and property definitions. */

import type { Call, Routes } from '../router.js';
import type { Answer } from '../server.js';
import { iso, type JsonObject } from '../shared.js';
import { notFound } from './errors.js';
import type { HubSpotOwner } from './objects.js';
import { describe } from './properties.js';
import { integer, linkTo, typeOf } from './record-routes.js';
import type { Store } from './store.js';

export function accountRoutes(store: Store, owners: readonly HubSpotOwner[]): Routes {
  return {
    'GET /crm/v3/owners': (call) => listOwners(call, owners),
    'GET /crm/v3/owners/:id': (call) => {
      const key = call.request.query.get('idProperty') === 'userId' ? 'userId' : 'id';
      const archived = call.request.query.get('archived') === 'true';
      const owner = owners.find(
        (each) => String(each[key]) === call.param('id') && (each.archived ?? false) === archived,
      );
      if (owner === undefined) throw notFound(`No owner has the ${key} ${call.param('id')}.`);
      return { status: 200, body: ownerBody(owner) };
    },
    'GET /crm/v3/properties/:type': (call) => {
      const type = typeOf(call);
      const results = [...(store.definitions.get(type)?.values() ?? [])].map((each) => describe(type, each));
      return { status: 200, body: { results } };
    },
    'GET /crm/v3/properties/:type/:name': (call) => {
      const type = typeOf(call);
      const definition = store.definitions.get(type)?.get(call.param('name'));
      if (definition === undefined) throw notFound(`There is no property ${call.param('name')}.`);
      return { status: 200, body: describe(type, definition) };
    },
  };
}

function listOwners(call: Call, owners: readonly HubSpotOwner[]): Answer {
  const { query } = call.request;
  const email = query.get('email')?.toLowerCase();
  const archived = query.get('archived') === 'true';
  const found = owners.filter(
    (owner) => (owner.archived ?? false) === archived && (email === undefined || owner.email === email),
  );
  const limit = integer(query, 'limit', 100, 500);
  const after = query.get('after') ?? '';
  const start = found.findIndex((owner) => owner.id === after) + 1;
  const page = found.slice(start, start + limit);
  const results = page.map(ownerBody);
  const last = page.at(-1);
  if (last === undefined || start + limit >= found.length) return { status: 200, body: { results } };
  return {
    status: 200,
    body: { results, paging: { next: { after: last.id, link: linkTo(call.request, last.id) } } },
  };
}

function ownerBody(owner: HubSpotOwner): JsonObject {
  const since = iso(Date.UTC(2025, 2, 3));
  return {
    id: owner.id,
    email: owner.email,
    type: 'PERSON',
    firstName: owner.firstName,
    lastName: owner.lastName,
    userId: owner.userId,
    userIdIncludingInactive: owner.userId,
    createdAt: since,
    updatedAt: since,
    archived: owner.archived ?? false,
  };
}
