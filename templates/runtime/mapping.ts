import { epochMs, readInstant } from './codecs/instant.js';
import { joinList, splitList } from './codecs/list.js';
import { toHtml, toMarkdown, toPlain, type RichText } from './codecs/richtext.js';
import { cutAtWord, isOneLine, joinTitleAndBody, splitTitleAndBody } from './codecs/text.js';
import { notAsked, type Converted, type FollowUp, type Residue } from './convert.js';
import type { LossCollector } from './losses.js';
import type { Ids, Ref } from './refs.js';

/**
 * The words that generated mappers are written in. Each is one conversion in one direction: it takes a value as one side has it, gives
 * it as the other side wants it, and tells the collector what was lost on the way.
 */

/**
 * A field that comes only when it is asked for. A record that was read without it is refused: taking it for empty would clear what is
 * there.
 */
export function asked<Owner extends object, Field extends keyof Owner & string>(
  record: Owner,
  field: Field,
): Exclude<Owner[Field], undefined> {
  const value = record[field];
  if (value === undefined) notAsked('record', field, "the mapper's projection");
  return value as Exclude<Owner[Field], undefined>;
}

/** A text, or null where the vendor says by an empty text that there is none. */
export function textOrNull(value: string | null | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

/** A value through a table; null stays null. */
export function lookUp<From, To>(value: From | null | undefined, table: (value: From) => To): To | null {
  return value === null || value === undefined || value === '' ? null : table(value);
}

/** An instant as the canonical model has it. What can't be read is dropped, and said so. */
export function instant(lost: LossCollector, field: string, value: string | null | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  const read = readInstant(value);
  if (read === undefined) lost.add(field, 'dropped', 'not a time that can be read', value);
  else if (read.dateOnly)
    lost.add(field, 'guessed', 'a day without a time, taken as its start in UTC', value);
  else if (!read.exact) lost.add(field, 'narrowed', 'digits below the millisecond', value);
  return read?.at ?? null;
}

/** The instants in a text of epoch milliseconds. */
export function epochMillisList(
  lost: LossCollector,
  field: string,
  value: string | null | undefined,
  separator: string,
): string[] {
  return splitList(value ?? '', separator).flatMap((part) => instant(lost, field, part) ?? []);
}

/** Instants as a text of epoch milliseconds. */
export function joinEpochMillis(instants: readonly string[], separator: string): string {
  return instants.map((at) => String(epochMs(at))).join(separator);
}

/** The parts of a text as one text; parts that would not read back are dropped. */
export function joinParts(
  lost: LossCollector,
  field: string,
  parts: readonly string[],
  separator: string,
): string {
  const { text, dropped } = joinList(parts, separator);
  if (dropped.length > 0)
    lost.add(field, 'dropped', `empty, or with the separator ${separator} in it`, dropped);
  return text;
}

/** A text with its form; null where there is none. */
export function richText(format: RichText['format'], text: string | null | undefined): RichText | null {
  return text === null || text === undefined || text === '' ? null : { format, text };
}

/** A text in the form that the vendor wants. */
export function writeRichText(
  lost: LossCollector,
  field: string,
  value: RichText,
  format: 'html' | 'markdown' | 'plain',
): string {
  const { text, exact } = { html: toHtml, markdown: toMarkdown, plain: toPlain }[format](value);
  if (!exact) lost.add(field, 'reshaped', `written as ${format}`, value);
  return text;
}

/** One text read as a title and a body. */
export function readTitleAndBody(
  lost: LossCollector,
  text: string | null | undefined,
): { title: string | null; body: RichText | null } {
  const { title, body } = splitTitleAndBody(text ?? '');
  if (body !== null) lost.add('body', 'guessed', 'the first line is taken for the title', text);
  return { title: textOrNull(title), body: richText('plain', body) };
}

/** A title and a body as one text, cut where the vendor takes no more. */
export function writeTitleAndBody(
  lost: LossCollector,
  title: string | null | undefined,
  body: RichText | null | undefined,
  max: number | undefined,
): string {
  if (title && !isOneLine(title))
    lost.add('title', 'reshaped', 'its further lines read back as the body', title);
  const plain = body ? writeRichText(lost, 'body', body, 'plain') : '';
  if (!title && plain !== '')
    lost.add('title', 'reshaped', 'the first line of the body reads back as the title');
  const text = title ? joinTitleAndBody(title, plain) : plain;
  const { text: kept, cut } = max === undefined ? { text, cut: false } : cutAtWord(text, max);
  if (cut) lost.add(plain === '' ? 'title' : 'body', 'truncated', `at most ${max} characters`, text);
  return kept;
}

/** The one record that a field refers to, as a list. */
export function oneRef(vendor: string, type: string, id: string | null | undefined): Ref[] {
  return id ? [{ vendor, type, id }] : [];
}

/** The id that a record has at a vendor: its own, or the one that the app knows. A miss is a loss. */
export function idAt(
  vendor: string,
  ref: Ref,
  ids: Ids,
  lost: LossCollector,
  field: string,
): string | undefined {
  const id = ref.vendor === vendor ? ref.id : ids.find(ref.type, ref);
  if (id === undefined) lost.add(field, 'dropped', `no such ${ref.type} is known at ${vendor}`, ref);
  return id;
}

/** The one reference that a vendor takes of several: the first that is known there. The others are lost. */
export function oneId(
  vendor: string,
  refs: readonly Ref[],
  ids: Ids,
  lost: LossCollector,
  field: string,
  why: string,
): string | undefined {
  const [first, ...others] = refs;
  if (others.length > 0) lost.add(field, 'dropped', why, others);
  return first && idAt(vendor, first, ids, lost, field);
}

/** Adds a reference that is not there yet: vendors name a record once for each kind of link to it. */
export function addRef(refs: Ref[], vendor: string, type: string, id: string): void {
  if (!refs.some((ref) => ref.type === type && ref.id === id)) refs.push({ vendor, type, id });
}

/** The records of a list, whether the vendor sends it as a list or as the edges of a connection. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  if (Array.isArray(value)) return value;
  const edges = (value as { readonly edges?: readonly { readonly node: T }[] } | null | undefined)?.edges;
  return edges?.map(({ node }) => node) ?? [];
}

/** A value of the vendor's own that the canonical model does not list: `vendor:VALUE`. */
export function ownValue(vendor: string, value: string): string {
  return `${vendor}:${value}`;
}

/** The way back of `ownValue`. A value of another vendor is lost. */
export function backToOwn(
  vendor: string,
  value: string,
  lost: LossCollector,
  field: string,
): string | undefined {
  if (value.startsWith(`${vendor}:`)) return value.slice(vendor.length + 1);
  lost.add(field, 'dropped', `not one of the values of ${vendor}`, value);
  return undefined;
}

/** Refuses a value that can't be written at all. */
export function refuse(field: string, value: unknown, vendor: string): never {
  throw new TypeError(
    `${vendor} has nothing for the ${field} ${JSON.stringify(value)}, and the mapping says to refuse it.`,
  );
}

/** What the canonical model can't say of a record; undefined where that is nothing. `known` are the members that the document names. */
export function residueOf(
  vendor: string,
  entity: string,
  named: Readonly<Record<string, unknown>>,
  custom?: { readonly prefix: string; readonly members: object; readonly known: readonly string[] },
): Residue | undefined {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(named))
    if (value !== undefined && value !== null) fields[name] = value;
  for (const [name, value] of Object.entries(custom?.members ?? {})) {
    if (value !== undefined && value !== null && !custom!.known.includes(name))
      fields[custom!.prefix + name] = value;
  }
  return Object.keys(fields).length === 0 ? undefined : { vendor, entity, fields };
}

/** A field of a residue, if the residue is of this vendor. */
export function fromResidue(residue: Residue | undefined, vendor: string, field: string): unknown {
  return residue?.vendor === vendor ? residue.fields[field] : undefined;
}

/** Puts the vendor's custom fields of a residue back. */
export function putBackCustom(
  residue: Residue | undefined,
  vendor: string,
  prefix: string,
  known: readonly string[],
  target: Record<string, unknown>,
): void {
  if (residue?.vendor !== vendor) return;
  for (const [field, value] of Object.entries(residue.fields)) {
    const name = field.slice(prefix.length);
    if (field.startsWith(prefix) && !known.includes(name) && !(name in target)) target[name] = value;
  }
}

/** The outcome of a conversion; members that would be empty are left out. */
export function converted<T>(
  value: T,
  lost: LossCollector,
  residue?: Residue,
  followUps?: readonly FollowUp[],
): Converted<T> {
  const result: { -readonly [Key in keyof Converted<T>]: Converted<T>[Key] } = { value, losses: lost.losses };
  if (residue !== undefined) result.residue = residue;
  if (followUps !== undefined && followUps.some(({ items }) => items.length > 0))
    result.followUps = followUps;
  return result;
}

/** A value in place of one that the record does not have. */
export function instead<T>(lost: LossCollector, field: string, why: string, value: T): T {
  lost.add(field, 'defaulted', why, value);
  return value;
}
