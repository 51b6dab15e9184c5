/** What the laws compare: canonical tasks, field by field, and the losses of a conversion. */

import type { RichText, Task } from '../../generated/canonical.js';
import { isCrosswalkError, type Ids, type Loss, type Ref } from '../../generated/runtime/index.js';
import { readBlockNote } from '../../templates/runtime/codecs/blocknote.js';
import { writeHtml } from '../../templates/runtime/codecs/html-write.js';
import { readHtml } from '../../templates/runtime/codecs/html-read.js';
import { readMarkdown } from '../../templates/runtime/codecs/markdown-read.js';
import { readPlain } from '../../templates/runtime/codecs/plain.js';

/** The fields that a create can carry somewhere. */
export const FIELDS = [
  'title',
  'body',
  'dueAt',
  'status',
  'completedAt',
  'priority',
  'type',
  'assignees',
  'links',
  'reminders',
  'queues',
] as const;

const READERS: Readonly<Record<RichText['format'], (text: string) => ReturnType<typeof readHtml>>> = {
  html: readHtml,
  markdown: readMarkdown,
  plain: readPlain,
  blocknote: readBlockNote,
};

/**
 * The fields in which two tasks differ. Not said, null and an empty list or text are all the same: there is nothing. The order of
 * references does not matter, nor how often one is there.
 */
export function differences(a: Task, b: Task): string[] {
  return FIELDS.filter((field) => comparable(a, field) !== comparable(b, field));
}

function comparable(task: Task, field: (typeof FIELDS)[number]): string {
  const value = field === 'body' ? bodyOf(task) : task[field];
  if (value === undefined || value === null || value.length === 0) return 'nothing';
  return JSON.stringify(Array.isArray(value) ? [...new Set(value.map(comparableItem))].toSorted() : value);
}

function comparableItem(item: Ref | string): string {
  return typeof item === 'string' ? item : `${item.type} ${item.id}`;
}

/** A body as a document, whatever its form; undefined where there is no text in it. */
function bodyOf({ body }: Task): string | undefined {
  if (body === undefined || body === null) return undefined;
  const { text } = writeHtml(READERS[body.format](body.text));
  return text === '' ? undefined : text;
}

/** Whether every bit of a body can be read. Style sheets and pictures, for example, can't. */
export function isLegible({ body }: Task): boolean {
  return !body || READERS[body.format](body.text).exact;
}

/** The fields that some losses name. */
export function fieldsOf(...losses: readonly (readonly Loss[])[]): Set<string> {
  return new Set(losses.flat().map(({ field }) => field));
}

/** The losses that claim that something changed; a guess may be right. */
export function certain(...losses: readonly (readonly Loss[])[]): Loss[] {
  return losses.flat().filter(({ kind }) => kind !== 'guessed');
}

/** Losses in an order of their own, for comparison. */
export function sorted(losses: readonly Loss[]): string[] {
  return losses.map((loss) => JSON.stringify(loss)).toSorted();
}

/** Knows every record at the vendor, under an id from which `idsBack` finds the way back. */
export function idsTo(vendor: string): Ids {
  return { find: (_type, from) => `${from.id}@${vendor}` };
}

/** The way back: the id that a record had before `idsTo`. */
export const idsBack: Ids = { find: (_type, from) => from.id.replace(/@[a-z]+$/, '') };

/** What a conversion gives, or why it refuses. */
export function attempt<T>(convert: () => T): { readonly value?: T; readonly error?: string } {
  try {
    return { value: convert() };
  } catch (error) {
    if (isCrosswalkError(error) && error.kind === 'misuse') return { error: error.message };
    throw error;
  }
}
