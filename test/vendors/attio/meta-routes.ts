/** What a workspace says about itself: objects, attributes, members, the token, and webhooks. */

import type { Call, Routes } from '../router.js';
import type { Answer, RecordedRequest } from '../server.js';
import { at, isObject, listOf, textOf, type JsonObject } from '../shared.js';
import { defaultMembers, type AttioMember } from './attributes.js';
import { missing, misshapen, notFound } from './errors.js';
import { count } from './record-routes.js';
import { bodyOf } from './tasks.js';
import type { AttioWebhook, Attribute, ObjectType, Workspace } from './workspace.js';

const since = '2025-03-03T08:15:42.318000000Z';

export function metaRoutes(workspace: Workspace): Routes {
  const ok = (data: unknown): Answer => ({ status: 200, body: { data } });
  const object = (call: Call): ObjectType => workspace.object(call.param('object'));
  return {
    'GET /v2/objects': () => ok([...workspace.objects.values()].map((each) => objectBody(workspace, each))),
    'GET /v2/objects/:object': (call) => ok(objectBody(workspace, object(call))),
    'GET /v2/objects/:object/attributes': (call) => {
      const { query } = call.request;
      const offset = count(query.get('offset') ?? undefined, 'offset', 0);
      const limit = count(query.get('limit') ?? undefined, 'limit', Number.MAX_SAFE_INTEGER);
      const all = [...object(call).attributes.values()].slice(offset, offset + limit);
      return ok(all.map((attribute) => attributeBody(workspace, object(call), attribute)));
    },
    'GET /v2/objects/:object/attributes/:attribute': (call) =>
      ok(attributeBody(workspace, object(call), attributeOf(workspace, call))),
    'GET /v2/objects/:object/attributes/:attribute/options': (call) =>
      ok(optionBodies(workspace, call, 'option_id')),
    'GET /v2/objects/:object/attributes/:attribute/statuses': (call) =>
      ok(optionBodies(workspace, call, 'status_id')),
    'GET /v2/workspace_members': () => ok(workspace.members.map((member) => memberBody(workspace, member))),
    'GET /v2/workspace_members/:id': (call) => {
      const member = workspace.members.find(({ id }) => id === call.param('id'));
      if (member === undefined) {
        throw notFound(`There is no workspace member with the ID "${call.param('id')}".`);
      }
      return ok(memberBody(workspace, member));
    },
    ...webhookRoutes(workspace),
  };
}

/** The one call that answers 200 for an unknown token. */
export function self(workspace: Workspace, token: string | undefined, known: boolean): Answer {
  if (token === undefined) throw missing('No access token came with the request.');
  if (!known) return { status: 200, body: { active: false } };
  const body: JsonObject = {
    active: true,
    scope:
      'task:read-write object_configuration:read record_permission:read-write user_management:read note:read-write',
    client_id: workspace.tokenId,
    token_type: 'Bearer',
    exp: null,
    iat: Math.floor(Date.parse(since) / 1_000),
    sub: workspace.id,
    aud: workspace.tokenId,
    iss: 'attio.com',
    authorized_by_workspace_member_id: (workspace.members[0] ?? defaultMembers[0])?.id,
    workspace_id: workspace.id,
    workspace_name: 'Harbour',
    workspace_slug: 'harbour',
    workspace_logo_url: null,
  };
  return { status: 200, body };
}

/** The token of a request: a bearer token, or the user name of basic authentication. */
export function tokenOf(request: RecordedRequest): string | undefined {
  const [, scheme = '', value = ''] =
    /^(Bearer|Basic) +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (value === '') return undefined;
  return scheme.toLowerCase() === 'bearer'
    ? value
    : Buffer.from(value, 'base64').toString('utf8').replace(/:.*$/, '');
}

function objectBody(workspace: Workspace, object: ObjectType): JsonObject {
  return {
    id: { workspace_id: workspace.id, object_id: object.id },
    api_slug: object.slug,
    singular_noun: object.singular,
    plural_noun: object.plural,
    created_at: since,
  };
}

/** An attribute that is not there is 404 in a path, though 400 in a body. */
function attributeOf(workspace: Workspace, call: Call): Attribute {
  const { attributes } = workspace.object(call.param('object'));
  const name = call.param('attribute');
  const found = attributes.get(name) ?? [...attributes.values()].find(({ id }) => id === name);
  if (found === undefined) throw notFound(`There is no attribute with the slug or ID "${name}".`);
  return found;
}

function attributeBody(workspace: Workspace, object: ObjectType, attribute: Attribute): JsonObject {
  const currency = attribute.type === 'currency';
  const targets = attribute.targets?.map((slug) => workspace.objects.get(slug)?.id ?? null) ?? null;
  return {
    id: { workspace_id: workspace.id, object_id: object.id, attribute_id: attribute.id },
    title: attribute.slug.replaceAll('_', ' '),
    description: null,
    api_slug: attribute.slug,
    type: attribute.type,
    is_system_attribute: true,
    is_writable: attribute.readOnly !== true,
    is_required: attribute.required ?? false,
    is_unique: attribute.unique ?? false,
    is_multiselect: attribute.multiple ?? false,
    is_default_value_enabled: false,
    is_archived: false,
    default_value: null,
    relationship: relationship(workspace, attribute),
    created_at: since,
    config: {
      currency: {
        default_currency_code: currency ? (attribute.currency ?? 'USD') : null,
        display_type: currency ? 'symbol' : null,
      },
      record_reference: { allowed_object_ids: targets },
    },
  };
}

function relationship(workspace: Workspace, attribute: Attribute): JsonObject | null {
  const object = workspace.objects.get(attribute.targets?.[0] ?? 'people');
  const inverse = object?.attributes.get(attribute.inverse ?? '');
  if (object === undefined || inverse === undefined) return null;
  return {
    id: { workspace_id: workspace.id, object_id: object.id, attribute_id: inverse.id },
    object_slug: object.slug,
    title: inverse.slug.replaceAll('_', ' '),
    api_slug: inverse.slug,
    is_multiselect: inverse.multiple ?? false,
  };
}

function optionBodies(workspace: Workspace, call: Call, idName: 'option_id' | 'status_id'): JsonObject[] {
  const object = workspace.object(call.param('object'));
  const attribute = attributeOf(workspace, call);
  return [...attribute.optionIds].map(([title, id]) => ({
    id: { workspace_id: workspace.id, object_id: object.id, attribute_id: attribute.id, [idName]: id },
    title,
    is_archived: false,
    ...(idName === 'status_id' ? { celebration_enabled: false, target_time_in_status: null } : {}),
  }));
}

function memberBody(workspace: Workspace, member: AttioMember): JsonObject {
  return {
    id: { workspace_id: workspace.id, workspace_member_id: member.id },
    first_name: member.firstName,
    last_name: member.lastName,
    avatar_url: null,
    email_address: member.email,
    created_at: since,
    access_level: member.accessLevel ?? 'member',
  };
}

function webhookRoutes(workspace: Workspace): Routes {
  const { webhooks } = workspace.records;
  const webhook = (call: Call): AttioWebhook => {
    const found = webhooks.get(call.param('id'));
    if (found === undefined) throw notFound(`There is no webhook with the ID "${call.param('id')}".`);
    return found;
  };
  return {
    'GET /v2/webhooks': (call) => {
      const { query } = call.request;
      const limit = count(query.get('limit') ?? undefined, 'limit', 10);
      const offset = count(query.get('offset') ?? undefined, 'offset', 0);
      return { status: 200, body: { data: [...webhooks.values()].slice(offset, offset + limit) } };
    },
    'POST /v2/webhooks': (call) => createWebhook(workspace, bodyOf(call)),
    'GET /v2/webhooks/:id': (call) => ({ status: 200, body: { data: webhook(call) } }),
    'PATCH /v2/webhooks/:id': (call) => {
      const data = bodyOf(call);
      const found = webhook(call);
      checkWebhook(data, false);
      found.target_url = textOf(data['target_url']) ?? found.target_url;
      if (data['subscriptions'] !== undefined) found.subscriptions = listOf(data['subscriptions']);
      return { status: 200, body: { data: found } };
    },
    'DELETE /v2/webhooks/:id': (call) => {
      webhooks.delete(webhook(call).id.webhook_id);
      return { status: 200, body: {} };
    },
  };
}

/** The secret is shown once, in the answer that makes the webhook. */
function createWebhook(workspace: Workspace, data: JsonObject): Answer {
  checkWebhook(data, true);
  const webhook: AttioWebhook = {
    target_url: textOf(data['target_url']) ?? '',
    subscriptions: listOf(data['subscriptions']),
    id: { workspace_id: workspace.id, webhook_id: workspace.random.uuid() },
    status: 'active',
    created_at: workspace.stamp(),
  };
  workspace.records.webhooks.set(webhook.id.webhook_id, webhook);
  const secret = workspace.random.uuid().replaceAll('-', '').repeat(2);
  return { status: 200, body: { data: { ...webhook, secret } } };
}

function checkWebhook(data: JsonObject, whole: boolean): void {
  const { target_url: url, subscriptions } = data;
  if ((whole || url !== undefined) && !/^https:\/\/\S+$/.test(textOf(url) ?? '')) {
    throw misshapen('target_url must be an https URL.', ['data', 'target_url']);
  }
  if (!whole && subscriptions === undefined) return;
  if (!Array.isArray(subscriptions)) {
    throw misshapen('subscriptions must be an array.', ['data', 'subscriptions']);
  }
  for (const [index, item] of subscriptions.entries()) {
    const complete =
      isObject(item) && typeof item['event_type'] === 'string' && at(item, 'filter') !== undefined;
    if (!complete) {
      throw misshapen('A subscription needs event_type and filter.', ['data', 'subscriptions', index]);
    }
  }
}
