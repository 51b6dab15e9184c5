import { epochMs, readInstant } from './codecs/instant.js';
import { joinList, splitList } from './codecs/list.js';
import { toHtml, toMarkdown, toPlain, type RichText } from './codecs/richtext.js';
import { cutAtWord, joinTitleAndBody, splitTitleAndBody } from './codecs/text.js';
import { notAsked, type Converted, type FollowUp, type Residue } from './convert.js';
import { misuse } from './errors.js';
import type { LossCollector } from './losses.js';
import type { Asked } from './projection.js';
import type { Ids, Ref } from './refs.js';

/**
 * The words that generated mappers are written in. Each is one conversion in one direction: it takes a value as one side has it, gives
 * it as the other side wants it, and tells the collector what was lost on the way.
 */

/**
 * The same record, once it is sure that these fields were asked for. A record that was read without one of them is refused: taking
 * that one for empty would clear what is there.
 */
export function asked<Owner extends object, Field extends keyof Owner & string>(
  record: Owner,
  fields: readonly Field[],
  vendor: string,
  entity: string,
): Owner & Asked<Owner, Field> {
  const isUnknown = (field: Field): boolean => record[field] === undefined;
  if (fields.some(isUnknown)) {
    const names = fields.filter(isUnknown).join('`, `');
    notAsked(`${vendor} ${entity}`, names, `\`${entity}Projection\``);
  }
  return record as Owner & Asked<Owner, Field>;
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

/**
 * When a record was made or changed. Nothing is lost with the digits that the canonical model does not hold: the vendor sets the time
 * and takes none, and the residue can keep it as it was.
 */
export function recordedAt(value: string | null | undefined): string | null {
  return value ? (readInstant(value)?.at ?? null) : null;
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
export function joinEpochMillis(
  lost: LossCollector,
  field: string,
  instants: readonly string[] | undefined,
  separator: string,
): string {
  const read = (instants ?? []).flatMap((at) => instant(lost, field, at) ?? []);
  return read.map((at) => String(epochMs(at))).join(separator);
}

/** The parts of a text as one text; parts that would not read back are dropped. */
export function joinParts(
  lost: LossCollector,
  field: string,
  parts: readonly string[] | undefined,
  separator: string,
): string {
  if (parts === undefined) return '';
  const { text, dropped } = joinList(parts, separator);
  if (dropped.length > 0)
    lost.add(field, 'dropped', `empty, or with the separator ${separator} in it`, dropped);
  const back = splitList(text, separator);
  const trimmed = parts.filter((part) => !dropped.includes(part) && !back.includes(part));
  if (trimmed.length > 0) lost.add(field, 'reshaped', 'without the white space around it', trimmed);
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

/** A title and a body as one text. What is longer than the vendor takes is cut, or refused. */
export function writeTitleAndBody(
  lost: LossCollector,
  title: string | null | undefined,
  body: RichText | null | undefined,
  max: number = Infinity,
  tooLong: 'cutAtWord' | 'refuse' = 'cutAtWord',
): string {
  const plain = body ? writeRichText(lost, 'body', body, 'plain') : '';
  const text = title ? joinTitleAndBody(title, plain) : plain;
  const { text: kept, cut } = cutAtWord(text, max);
  if (cut && tooLong === 'refuse') {
    throw misuse(`Title and body have ${text.length} characters, and the vendor takes ${max} at most.`);
  }
  const [kind, why] = cut
    ? (['truncated', `at most ${max} characters`] as const)
    : (['reshaped', 'reads back as another title and body: the first line is the title'] as const);
  const back = splitTitleAndBody(kept);
  if (back.title !== (title ?? '')) lost.add('title', kind, why, title ?? undefined);
  if ((back.body ?? '') !== plain) lost.add('body', kind, why, body ?? undefined);
  return kept;
}

/** The one record that a field refers to, as a list. */
export function oneRef(vendor: string, type: string, id: string | null | undefined): Ref[] {
  return id ? [{ vendor, type, id }] : [];
}

/** The id that a record has at a vendor: its own, or the one that the app knows. */
function idAt(vendor: string, ref: Ref, ids: Ids): string | undefined {
  return ref.vendor === vendor ? ref.id : ids.find(ref.type, ref);
}

/** The references that are known at a vendor, with their ids there; of several to one record the first. A miss is a loss. */
export function knownAt(
  vendor: string,
  refs: readonly Ref[] | undefined,
  ids: Ids,
  lost: LossCollector,
  field: string,
): { readonly ref: Ref; readonly id: string }[] {
  const known: { readonly ref: Ref; readonly id: string }[] = [];
  for (const ref of refs ?? []) {
    const id = idAt(vendor, ref, ids);
    if (id === undefined) lost.add(field, 'dropped', `no such ${ref.type} is known at ${vendor}`, ref);
    else if (!known.some((other) => other.id === id && other.ref.type === ref.type)) known.push({ ref, id });
  }
  return known;
}

/** The id of the first reference, for a vendor that takes one. The others are lost, also where the first is not known there. */
export function oneId(
  vendor: string,
  refs: readonly Ref[] | undefined,
  ids: Ids,
  lost: LossCollector,
  field: string,
  why: string,
): string | undefined {
  const [first, ...others] = refs ?? [];
  if (first === undefined) return undefined;
  const [known] = knownAt(vendor, [first], ids, lost, field);
  const different = others.filter(
    (ref) => !isSame(ref, first) && (known === undefined || idAt(vendor, ref, ids) !== known.id),
  );
  if (different.length > 0) lost.add(field, 'dropped', why, different);
  return known?.id;
}

function isSame(a: Ref, b: Ref): boolean {
  return a.vendor === b.vendor && a.type === b.type && a.id === b.id;
}

/** Adds a reference that is not there yet: vendors name a record once for each kind of link to it. */
export function addRef(refs: Ref[], vendor: string, type: string, id: string): void {
  if (!refs.some((ref) => ref.type === type && ref.id === id)) refs.push({ vendor, type, id });
}

/** Adds the references of a link that has an id for each type of record. Tells whether there was any. */
export function addRefs(
  refs: Ref[],
  vendor: string,
  ids: Readonly<Record<string, string | null | undefined>>,
): boolean {
  let found = false;
  for (const [type, id] of Object.entries(ids)) {
    if (!id) continue;
    addRef(refs, vendor, type, id);
    found = true;
  }
  return found;
}

/** Groups of links that no mapping names, each with its links in the member `list`. They are lost. */
export function dropGroups(
  lost: LossCollector | undefined,
  field: string,
  why: string,
  groups: object,
  list: string,
): void {
  for (const group of Object.values(groups)) {
    const links = (group as Readonly<Record<string, unknown>> | null | undefined)?.[list];
    if (Array.isArray(links) && links.length > 0) lost?.add(field, 'dropped', why, links);
  }
}

/** A value that has no place over there. Nothing is lost if there is none. */
export function drop(lost: LossCollector, field: string, value: unknown, why: string): void {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return;
  lost.add(field, 'dropped', why, value);
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
  throw misuse(
    `${vendor} has nothing for the ${field} ${JSON.stringify(value)}, and the mapping refuses it.`,
  );
}

/** The outcome of a conversion; members that would be empty are left out. */
export function converted<T>(
  value: T,
  lost: LossCollector,
  more: { readonly residue?: Residue | undefined; readonly followUps?: readonly FollowUp[] } = {},
): Converted<T> {
  const result: { -readonly [Key in keyof Converted<T>]: Converted<T>[Key] } = { value, losses: lost.losses };
  const followUps = more.followUps?.filter(({ items }) => items.length > 0);
  if (more.residue !== undefined) result.residue = more.residue;
  if (followUps !== undefined && followUps.length > 0) result.followUps = followUps;
  return result;
}

/** A value in place of one that the record does not have. */
export function instead<T>(lost: LossCollector, field: string, why: string, value: T): T {
  lost.add(field, 'defaulted', why, value);
  return value;
}
