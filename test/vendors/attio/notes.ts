/** Notes: one parent each, and no update. */

import type { Call, Routes } from '../router.js';
import type { Answer } from '../server.js';
import { listOf, textOf, type JsonObject } from '../shared.js';
import { misshapen, notFound } from './errors.js';
import { count } from './record-routes.js';
import { bodyOf } from './tasks.js';
import { nanoseconds, type AttioNote, type Workspace } from './workspace.js';

export function noteRoutes(workspace: Workspace): Routes {
  const { notes } = workspace.records;
  const note = (call: Call): AttioNote => {
    const found = notes.get(call.param('id'));
    if (found === undefined) throw notFound(`There is no note with the ID "${call.param('id')}".`);
    return found;
  };
  return {
    'GET /v2/notes': (call) => list(workspace, call.request.query),
    'POST /v2/notes': (call) => create(workspace, bodyOf(call)),
    'GET /v2/notes/:id': (call) => ({ status: 200, body: { data: note(call) } }),
    'DELETE /v2/notes/:id': (call) => {
      notes.delete(note(call).id.note_id);
      return { status: 200, body: {} };
    },
  };
}

function list(workspace: Workspace, query: URLSearchParams): Answer {
  const limit = count(query.get('limit') ?? undefined, 'limit', 10);
  if (limit > 50) throw misshapen('limit must be 50 or less.', ['limit'], 'too_big');
  const offset = count(query.get('offset') ?? undefined, 'offset', 0);
  const object = query.get('parent_object');
  const slug = object === null ? undefined : workspace.object(object).slug;
  const id = query.get('parent_record_id');
  const found = [...workspace.records.notes.values()].filter(
    (note) =>
      (slug === undefined || note.parent_object === slug) && (id === null || note.parent_record_id === id),
  );
  return { status: 200, body: { data: found.slice(offset, offset + limit) } };
}

function create(workspace: Workspace, data: JsonObject): Answer {
  const [parent, parentId, title, format, content] = [
    'parent_object',
    'parent_record_id',
    'title',
    'format',
    'content',
  ].map((name) => {
    const value = textOf(data[name]);
    if (value === undefined) throw misshapen(`${name} is needed.`, ['data', name]);
    return value;
  }) as [string, string, string, string, string];
  if (format !== 'plaintext' && format !== 'markdown') {
    throw misshapen('format must be plaintext or markdown.', ['data', 'format'], 'invalid_enum_value');
  }
  const object = workspace.object(parent);
  const note: AttioNote = {
    id: { workspace_id: workspace.id, note_id: workspace.random.uuid() },
    parent_object: object.slug,
    parent_record_id: workspace.record(object, parentId).id.record_id,
    title,
    meeting_id: textOf(data['meeting_id']) ?? null,
    content_plaintext: format === 'markdown' ? plainText(content) : content,
    content_markdown: content,
    tags: listOf(data['tags']),
    created_by_actor: workspace.actor(),
    created_at: createdAt(workspace, textOf(data['created_at'])),
  };
  workspace.records.notes.set(note.id.note_id, note);
  return { status: 200, body: { data: note } };
}

/** A note may be dated back, though not before 1970, and not forward. */
function createdAt(workspace: Workspace, sent: string | undefined): string {
  if (sent === undefined) return workspace.stamp();
  const time = nanoseconds(sent);
  if (time === undefined || Date.parse(time) < 0 || Date.parse(time) > workspace.clock()) {
    throw misshapen('created_at must be a time since 1970 that is over.', ['data', 'created_at']);
  }
  return time;
}

/** The markdown that Attio knows: headings, lists, bold, italic, strike, highlight and links. */
function plainText(markdown: string): string {
  return markdown
    .replace(/^#{1,3} +/gm, '')
    .replace(/^ *(?:[-*]|\d+\.) +/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|~~|==|\*|_)(.+?)\1/g, '$2');
}
