/** Tasks: one call each, six fields that must all be there, and a text that never changes again. */

import type { Call, Routes } from '../router.js';
import type { Answer } from '../server.js';
import { at, isEmail, isObject, isUuid, listOf, textOf, type Json, type JsonObject } from '../shared.js';
import { AttioError, misshapen, notFound, valueNotFound } from './errors.js';
import { count } from './record-routes.js';
import type { RecordStore } from './store.js';
import { nanoseconds, type AttioRecord, type AttioTask, type ObjectType } from './workspace.js';

export interface TaskOptions {
  /** How a deadline is read: the instant that was written, or its day. */
  deadlines: 'instant' | 'day';
  /** What stands in `target_object_id`. */
  linkedObjects: 'slug' | 'id';
  /** Older services have no `completed_at`. */
  completedAt: boolean;
}

const mostCharacters = 2_000;

export function taskRoutes(store: RecordStore, options: TaskOptions): Routes {
  const desk = new TaskDesk(store, options);
  return {
    'GET /v2/tasks': (call) => ({ status: 200, body: { data: desk.list(call.request.query) } }),
    'POST /v2/tasks': (call) => desk.create(bodyOf(call)),
    'GET /v2/tasks/:id': (call) => desk.show(desk.task(call)),
    'PATCH /v2/tasks/:id': (call) => desk.update(desk.task(call), bodyOf(call)),
    'DELETE /v2/tasks/:id': (call) => {
      store.workspace.records.tasks.delete(desk.task(call).id.task_id);
      return { status: 200, body: {} };
    },
  };
}

/** The content of the envelope. */
export function bodyOf(call: Call): JsonObject {
  const data = at(call.request.body, 'data');
  if (!isObject(data)) throw misshapen('The body has no data.', ['data']);
  return data;
}

class TaskDesk {
  readonly #store: RecordStore;
  readonly #options: TaskOptions;

  constructor(store: RecordStore, options: TaskOptions) {
    this.#store = store;
    this.#options = options;
  }

  task(call: Call): AttioTask {
    const task = this.#store.workspace.records.tasks.get(call.param('id'));
    if (task === undefined) throw notFound(`There is no task with the ID "${call.param('id')}".`);
    return task;
  }

  show(task: AttioTask): Answer {
    return { status: 200, body: { data: this.#shown(task) } };
  }

  #shown(task: AttioTask): Partial<AttioTask> {
    const { completed_at: _newer, ...older } = task;
    return this.#options.completedAt ? task : older;
  }

  create(data: JsonObject): Answer {
    const { workspace } = this.#store;
    for (const name of ['content', 'format', 'deadline_at', 'is_completed', 'linked_records', 'assignees']) {
      if (data[name] === undefined) throw misshapen(`${name} is needed.`, ['data', name]);
    }
    const content = contentOf(data);
    const changes = this.#read(data);
    const task: AttioTask = {
      id: { workspace_id: workspace.id, task_id: workspace.random.uuid() },
      content_plaintext: content,
      deadline_at: null,
      is_completed: false,
      completed_at: null,
      linked_records: [],
      assignees: [],
      created_by_actor: workspace.actor(),
      created_at: workspace.stamp(),
      ...changes,
    };
    workspace.records.tasks.set(task.id.task_id, task);
    return this.show(task);
  }

  /** Links and assignees are replaced as a whole. A new text is refused here, where a client would else believe in it. */
  update(task: AttioTask, data: JsonObject): Answer {
    for (const name of ['content', 'format']) {
      if (data[name] !== undefined) {
        throw misshapen(`${name} cannot change.`, ['data', name], 'unrecognized_keys');
      }
    }
    Object.assign(task, this.#read(data));
    return this.show(task);
  }

  #read(data: JsonObject): Partial<AttioTask> {
    const changes: Partial<AttioTask> = {};
    if (data['deadline_at'] !== undefined) changes.deadline_at = this.#deadline(data['deadline_at']);
    const done = data['is_completed'];
    if (done !== undefined) {
      if (typeof done !== 'boolean') {
        throw misshapen('is_completed must be true or false.', ['data', 'is_completed']);
      }
      Object.assign(changes, {
        is_completed: done,
        completed_at: done ? this.#store.workspace.stamp() : null,
      });
    }
    if (data['linked_records'] !== undefined) changes.linked_records = this.#links(data['linked_records']);
    if (data['assignees'] !== undefined) changes.assignees = this.#assignees(data['assignees']);
    return changes;
  }

  #deadline(sent: Json): string | null {
    if (sent === null) return null;
    const time = nanoseconds(textOf(sent) ?? '');
    if (time === undefined) throw misshapen('deadline_at must be ISO 8601 or null.', ['data', 'deadline_at']);
    return this.#options.deadlines === 'day' ? time.slice(0, 10) : time;
  }

  /** All plain emails and domains, or all objects: the two forms do not mix. */
  #links(sent: Json): AttioTask['linked_records'] {
    const path = ['data', 'linked_records'];
    if (!Array.isArray(sent)) throw misshapen('linked_records must be an array.', path);
    const texts = sent.filter((item) => typeof item === 'string').length;
    if (texts > 0 && texts < sent.length) {
      throw misshapen('linked_records mixes two forms.', path, 'invalid_union');
    }
    return sent.map((item, index) => {
      const [object, record] =
        typeof item === 'string' ? this.#byText(item) : this.#byObject(item, [...path, index]);
      const target_object_id = this.#options.linkedObjects === 'id' ? object.id : object.slug;
      return { target_object_id, target_record_id: record.id.record_id };
    });
  }

  #byText(text: string): [ObjectType, AttioRecord] {
    const [slug, attribute] = isEmail(text) ? ['people', 'email_addresses'] : ['companies', 'domains'];
    return this.#byMatch(slug ?? '', attribute ?? '', text);
  }

  #byObject(item: Json, path: readonly (string | number)[]): [ObjectType, AttioRecord] {
    const name = textOf(at(item, 'target_object'));
    if (name === undefined || !isObject(item)) throw misshapen('A link names no target_object.', path);
    const id = item['target_record_id'];
    if (id !== undefined) {
      if (!isUuid(id)) throw misshapen('target_record_id must be a UUID.', [...path, 'target_record_id']);
      const object = this.#store.workspace.object(name);
      return [object, this.#store.workspace.record(object, id)];
    }
    const [attribute, ...others] = Object.keys(item).filter((key) => key !== 'target_object');
    const values = listOf(item[attribute ?? '']);
    if (attribute === undefined || others.length > 0 || values.length !== 1) {
      throw misshapen('A link matches by one value of one attribute.', path);
    }
    return this.#byMatch(name, attribute, values[0] ?? null);
  }

  #byMatch(name: string, attributeName: string, value: Json): [ObjectType, AttioRecord] {
    const object = this.#store.workspace.object(name);
    const attribute = this.#store.workspace.attribute(object, attributeName);
    if (attribute.unique !== true) {
      throw misshapen(`"${attributeName}" is not unique.`, ['data', 'linked_records']);
    }
    const record = this.#store.match(object, attribute, value);
    if (record === undefined) {
      throw valueNotFound(`No record of ${object.slug} has ${JSON.stringify(value)}.`);
    }
    return [object, record];
  }

  #assignees(sent: Json): AttioTask['assignees'] {
    if (!Array.isArray(sent)) throw misshapen('assignees must be an array.', ['data', 'assignees']);
    return sent.map((item) => {
      const id = textOf(at(item, 'referenced_actor_id'));
      const name = textOf(at(item, 'workspace_member_email_address')) ?? id;
      if (
        name === undefined ||
        (id !== undefined && at(item, 'referenced_actor_type') !== 'workspace-member')
      ) {
        throw misshapen('An assignee must be a workspace member.', ['data', 'assignees']);
      }
      const { id: memberId } = this.#store.workspace.member(name);
      return { referenced_actor_type: 'workspace-member', referenced_actor_id: memberId };
    });
  }

  list(query: URLSearchParams): unknown[] {
    const tasks = [...this.#store.workspace.records.tasks.values()].filter(this.#filter(query));
    const sort = query.get('sort') ?? 'created_at:asc';
    if (!/^created_at:(asc|desc)$/.test(sort)) throw misshapen(`Cannot sort by ${sort}.`, ['sort']);
    if (sort.endsWith('desc')) tasks.reverse();
    const offset = count(query.get('offset') ?? undefined, 'offset', 0);
    const limit = count(query.get('limit') ?? undefined, 'limit', 500);
    return tasks.slice(offset, offset + limit).map((task) => this.#shown(task));
  }

  #filter(query: URLSearchParams): (task: AttioTask) => boolean {
    const object = query.get('linked_object');
    const recordId = query.get('linked_record_id');
    if ((object === null) !== (recordId === null)) {
      throw new AttioError(400, 'filter_error', 'linked_object and linked_record_id go together.');
    }
    if (object !== null) this.#store.workspace.object(object);
    const done = query.get('is_completed');
    const assignee = query.get('assignee');
    const nobody = assignee === '' || assignee === 'null';
    const member = assignee === null || nobody ? undefined : this.#store.workspace.member(assignee).id;
    return (task) =>
      (recordId === null || task.linked_records.some((link) => link.target_record_id === recordId)) &&
      (done === null || task.is_completed === (done === 'true')) &&
      (!nobody || task.assignees.length === 0) &&
      (member === undefined || task.assignees.some((each) => each.referenced_actor_id === member));
  }
}

function contentOf(data: JsonObject): string {
  const content = data['content'];
  if (typeof content !== 'string') throw misshapen('content must be text.', ['data', 'content']);
  if (content.length > mostCharacters) {
    throw misshapen(`content takes ${mostCharacters} characters.`, ['data', 'content'], 'too_big');
  }
  if (data['format'] !== 'plaintext') {
    throw misshapen('format must be plaintext.', ['data', 'format'], 'invalid_enum_value');
  }
  return content;
}
