/** Paths and methods of the core API. */

import type { Answer, RecordedRequest } from '../server.js';
import { isObject, isUuid, type Json, type JsonObject } from '../shared.js';
import { duplicates, groupBy } from './aggregates.js';
import { filterOf } from './filter.js';
import { twentyObjects, type ObjectType, type TwentyObject, type TwentyVersion } from './objects.js';
import { merge } from './merge.js';
import { pageOf } from './paging.js';
import { render, type RenderOptions } from './render.js';
import type { TwentyRow } from './rows.js';
import type { Store, WriteOptions } from './store.js';

type Verb = 'batch' | 'restore' | 'duplicates' | 'groupBy' | 'merge';

/** Verbs that stand before the object, and verbs that stand behind it. */
const verbs: Record<TwentyVersion, { before: readonly Verb[]; behind: readonly Verb[] }> = {
  '2.21': { before: ['batch', 'restore'], behind: ['duplicates', 'groupBy', 'merge'] },
  '0.51': { before: ['batch'], behind: ['duplicates'] },
};

/** What a path means. */
interface Target {
  object: ObjectType;
  /** A batch, a restore, or something that stands behind the object. */
  verb?: Verb;
  id?: string;
}

interface Call extends Target {
  method: string;
  query: URLSearchParams;
  body: Json | undefined;
  depth: number;
}

export class Api {
  readonly #store: Store;
  readonly #keyName: string;

  constructor(store: Store, keyName: string) {
    this.#store = store;
    this.#keyName = keyName;
  }

  handle(request: RecordedRequest): Answer {
    const { method, query } = request;
    const call = {
      ...this.#target(request.path),
      method,
      query,
      body: bodyOf(request),
      depth: this.#depth(query),
    };
    if (call.object.closed === true && method !== 'GET') {
      throw this.#store.dialect.coded(
        'PERMISSION_DENIED',
        'Entity performing the request does not have permission',
      );
    }
    if (call.verb !== undefined) return this.#special(call, call.verb);
    return call.id === undefined ? this.#many(call) : this.#one(call, call.id);
  }

  /** `/rest/tasks`, `/rest/tasks/<id>`, `/rest/batch/tasks` and the like; an empty segment does no harm. */
  #target(path: string): Target {
    const { dialect } = this.#store;
    const [, ...segments] = path.split('/').filter((segment) => segment !== '');
    const [first = '', second, ...more] = segments;
    if (more.length > 0) {
      const examples = 'Valid examples: /rest/companies/id or /rest/companies or /rest/batch/companies';
      throw dialect.unreadable(`Query path '${path}' invalid. ${examples}`);
    }
    const { before, behind } = verbs[dialect.version];
    const leading = before.find((verb) => verb === first);
    if (leading !== undefined) return { object: this.#object(second ?? ''), verb: leading };
    if (second === undefined) return { object: this.#object(first) };
    const trailing = behind.find((verb) => verb === second);
    if (trailing !== undefined) return { object: this.#object(first), verb: trailing };
    if (!isUuid(second)) throw dialect.unreadable(`'${second}' is not a valid UUID`);
    return { object: this.#object(first), id: second };
  }

  #object(name: string): ObjectType {
    const { dialect } = this.#store;
    if ((twentyObjects as readonly string[]).includes(name)) return dialect.objects[name as TwentyObject];
    const known = Object.values(dialect.objects).find(({ singular }) => singular === name);
    const hint = known === undefined ? 'eg: companies' : `Did you mean '${known.plural}'?`;
    throw dialect.unreadable(`object '${name}' not found. ${hint}`);
  }

  #depth(query: URLSearchParams): number {
    const { depths, defaultDepth, refuse } = this.#store.dialect;
    const text = query.get('depth');
    if (text === null) return defaultDepth;
    if (depths.map(String).includes(text)) return Number(text);
    throw refuse(`'depth=${text}' parameter invalid. Allowed values are ${depths.join(', ')}`);
  }

  #special(call: Call, verb: Verb): Answer {
    const { object, method, query, body, depth } = call;
    if (verb === 'batch' && method === 'POST') return this.#batch(call);
    if (verb === 'restore' && method === 'PATCH') return this.#restore(call);
    if (verb === 'merge' && method === 'PATCH') return this.#merge(call);
    if (verb === 'groupBy' && method === 'GET') {
      return { status: 200, body: groupBy(this.#store, object, query) };
    }
    if (verb !== 'duplicates' || method !== 'POST') throw noMethod(this.#store, method);
    if (this.#store.dialect.version === '2.21') {
      return { status: 200, body: duplicates(this.#store, object, body, depth) };
    }
    const broken = { statusCode: 400, error: 'RestApiException', messages: ['Rest Api Exception'] };
    return { status: 400, body: broken };
  }

  #merge({ object, body, depth }: Call): Answer {
    const row = merge(this.#store, object, body, this.#author(true));
    const shown = this.#shown(object, row, { depth });
    return { status: 200, body: { data: { [`merge${title(object.singular)}`]: shown } } };
  }

  #many(call: Call): Answer {
    const { dialect } = this.#store;
    if (call.method === 'GET') return this.#list(call);
    if (call.method === 'POST') return this.#create(call);
    if (dialect.version === '0.51') {
      return {
        status: 400,
        body: { statusCode: 400, error: 'BadRequestException', messages: ['Record ID not found'] },
      };
    }
    if (call.method === 'DELETE') return this.#deleteMany(call);
    if (call.method === 'PATCH' || call.method === 'PUT') return this.#updateMany(call);
    throw noMethod(this.#store, call.method);
  }

  #list({ object, query, depth }: Call): Answer {
    const { dialect } = this.#store;
    if (dialect.version === '0.51' && query.has('order_by')) return { status: 500 };
    const found = this.#found(object, query);
    const totalCount = found.length;
    const { rows, pageInfo } = pageOf(this.#store, object, found, query);
    const data = { [object.plural]: rows.map((row) => this.#shown(object, row, { depth })) };
    if (dialect.version === '2.21') return { status: 200, body: { data, totalCount, pageInfo } };
    return { status: 200, body: { data, pageInfo, ...(totalCount === 0 ? {} : { totalCount }) } };
  }

  #found(object: ObjectType, query: URLSearchParams): TwentyRow[] {
    const { test } = filterOf(this.#store, object, query.get('filter'));
    return [...this.#store.records[object.plural].values()].filter(test);
  }

  #shown(object: ObjectType, row: TwentyRow, options: RenderOptions): JsonObject {
    return render(this.#store, object, row, options);
  }

  #author(batch: boolean): JsonObject {
    const key = { source: 'API', workspaceMemberId: null, name: this.#keyName };
    if (this.#store.dialect.version === '2.21') return { ...key, context: {} };
    return batch ? key : { source: 'MANUAL', name: 'System', workspaceMemberId: null };
  }

  #create({ object, query, body, depth }: Call): Answer {
    const options: WriteOptions = { author: this.#author(false), where: () => 'data' };
    const [row] = this.#upserts(query)
      ? this.#store.upsert(object, [body ?? {}], options)
      : this.#store.create(object, [body ?? {}], options);
    const shown = row && this.#written(object, row, depth);
    return { status: 201, body: { data: { [`create${title(object.singular)}`]: shown } } };
  }

  /** A record as a write of its own answers it: 0.51 leaves the relations out there, and lets a context in. */
  #written(object: ObjectType, row: TwentyRow, depth: number): JsonObject {
    if (this.#store.dialect.version === '2.21') return this.#shown(object, row, { depth });
    const { createdBy } = row;
    return isObject(createdBy) ? { ...row, createdBy: { ...createdBy, context: {} } } : row;
  }

  /** Only the literal `true`; 0.51 knows no such thing. */
  #upserts(query: URLSearchParams): boolean {
    return query.get('upsert') === 'true' && this.#store.dialect.version === '2.21';
  }

  #batch({ object, query, body, depth }: Call): Answer {
    const { dialect } = this.#store;
    const old = dialect.version === '0.51';
    const inputs = this.#inputs(body);
    const options: WriteOptions = { author: this.#author(true), where: (index) => `data[${index}]` };
    const rows = this.#upserts(query)
      ? this.#store.upsert(object, inputs, options)
      : this.#store.create(object, inputs, options);
    const answered = rows.slice(0, dialect.mostAnswered);
    const shown = answered.map((row) =>
      this.#shown(object, row, { depth: Math.min(depth, 1), most: 200, edges: old }),
    );
    const data = { [`create${title(object.plural)}`]: shown };
    return { status: 201, body: old ? { data: { data } } : { data } };
  }

  #inputs(body: Json | undefined): Json[] {
    const { dialect } = this.#store;
    if (dialect.version === '0.51') return Array.isArray(body) ? body : [body ?? {}];
    if (body === undefined) throw dialect.crash("Cannot read properties of undefined (reading 'forEach')");
    if (!Array.isArray(body)) throw dialect.crash('args.data.forEach is not a function');
    if (body.length > dialect.mostStored) {
      throw dialect.refuse(`Maximum number of records to upsert is ${dialect.mostStored}.`);
    }
    return body;
  }

  #one({ object, method, query, body, depth }: Call, id: string): Answer {
    const { dialect } = this.#store;
    const row = this.#store.records[object.plural].get(id);
    if (row === undefined || row['deletedAt'] !== null) throw dialect.noRecord(object, id, method !== 'GET');
    if (method === 'GET') {
      return { status: 200, body: { data: { [object.singular]: this.#shown(object, row, { depth }) } } };
    }
    const name = title(object.singular);
    if (method === 'PATCH' || method === 'PUT') {
      const write = (): TwentyRow => this.#store.update(object, id, body, 'data', this.#author(true));
      const updated = this.#written(object, this.#store.transaction(write), depth);
      return { status: 200, body: { data: { [`update${name}`]: updated } } };
    }
    if (method !== 'DELETE') throw noMethod(this.#store, method);
    return { status: 200, body: { data: { [`delete${name}`]: this.#deleted(object, id, query) } } };
  }

  /** For good, unless `soft_delete=true` says otherwise; then the whole record comes back. */
  #deleted(object: ObjectType, id: string, query: URLSearchParams): JsonObject {
    const soft = query.get('soft_delete') === 'true' && this.#store.dialect.version === '2.21';
    if (soft) return this.#store.softDelete(object, id);
    this.#store.transaction(() => this.#store.destroy(object, id));
    return { id };
  }

  #deleteMany({ object, query }: Call): Answer {
    if (!query.has('filter')) {
      const why = 'Please provide at least one filter to prevent accidental deletion of all records.';
      throw this.#store.dialect.refuse(`Filters are mandatory for bulk destroy operations. ${why}`);
    }
    const found = this.#found(object, query);
    const deleted = found.map((row) => this.#deleted(object, row.id, query));
    return { status: 200, body: { data: { [`delete${title(object.plural)}`]: deleted } } };
  }

  /** Without a filter it means every record, and only the ceiling of 200 is in the way. */
  #updateMany({ object, query, body, depth }: Call): Answer {
    const found = this.#found(object, query);
    if (found.length > 200) {
      throw this.#store.dialect.coded(
        'TOO_MANY_RECORDS_TO_UPDATE',
        'Cannot update more than 200 records at once',
      );
    }
    const author = this.#author(true);
    const rows = this.#store.transaction(() =>
      found.map((row) => this.#store.update(object, row.id, body, 'data', author)),
    );
    const updated = rows.map((row) => this.#shown(object, row, { depth }));
    return { status: 200, body: { data: { [`update${title(object.plural)}`]: updated } } };
  }

  #restore({ object, query, depth }: Call): Answer {
    const filter = query.get('filter');
    const deleted = filter === null ? 'deletedAt[is]:NOT_NULL' : `and(${filter},deletedAt[is]:NOT_NULL)`;
    const rows = this.#found(object, new URLSearchParams({ filter: deleted }));
    const restored = rows.map((row) => this.#shown(object, this.#store.restore(object, row.id), { depth }));
    return { status: 200, body: { data: { [`restore${title(object.plural)}`]: restored } } };
  }
}

/** A body of another type than JSON is not read, and counts as an empty object. */
function bodyOf(request: RecordedRequest): Json | undefined {
  if (request.text === '') return undefined;
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '') ? request.body : {};
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function noMethod(store: Store, method: string): Error {
  return store.dialect.unreadable(`Method ${method} is not allowed here`);
}
