import { requestIdOf } from './answer.js';
import { at, unwrap } from './at.js';
import { CrosswalkError, type ErrorFields } from './errors.js';
import type { BatchCall, FailurePaths, Path, VendorFacts } from './facts.js';
import { idOf, joinIds, keyOf, type Sent } from './identity.js';
import type { Exchange } from './transport.js';

/** What an answer that succeeded says about items that failed. */
export interface Failures<In> {
  readonly byItem: ReadonlyMap<Sent<In>, CrosswalkError>;
  /** A failure that names no item that was sent, so that any of them may be meant. */
  readonly unnamed?: CrosswalkError;
}

/** Reads the failures inside an answer that succeeded. One entry may name several items that failed for the same reason. */
export function readFailures<In>(
  facts: VendorFacts,
  { failures }: BatchCall,
  sent: readonly Sent<In>[],
  reply: Exchange,
): Failures<In> {
  const byItem = new Map<Sent<In>, CrosswalkError>();
  if (failures === undefined) return { byItem };
  let unnamed: CrosswalkError | undefined;
  const find = finder(failures, sent);
  for (const entry of listOf(unwrap(reply.body, failures.at, facts.repeated))) {
    const code = textAt(entry, failures.code);
    const said = textAt(entry, failures.message) ?? 'an item was refused without a reason';
    const error = problem(facts, reply, said, {
      kind: 'refused',
      body: entry,
      ...(code !== undefined && { code }),
    });
    const items = find(entry);
    for (const item of items) if (!byItem.has(item)) byItem.set(item, error);
    if (items.length === 0) unnamed ??= error;
  }
  return { byItem, ...(unnamed !== undefined && { unnamed }) };
}

/** Finds the items that an entry names, by their ids or by the values of their fields. */
function finder<In>(
  { ids, fields }: FailurePaths,
  sent: readonly Sent<In>[],
): (entry: unknown) => readonly Sent<In>[] {
  const known = new Map<string | undefined, Sent<In>>();
  for (const item of sent) {
    known.set(
      fields === undefined
        ? item.id
        : keyOf(
            item.body,
            fields.map(([path]) => path),
          ),
      item,
    );
  }
  const paths = fields?.map(([, path]) => path) ?? (ids === undefined ? [] : [ids]);
  return (entry) => keysOf(entry, paths).flatMap((key) => known.get(key) ?? []);
}

/** The keys of the items that an entry names. Where its fields are lists, the first of each belong together, then the second of each. */
function keysOf(entry: unknown, paths: readonly Path[]): readonly string[] {
  const columns = paths.map((path) => listOf(at(entry, path), 'or one').map(idOf));
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const keys = Array.from({ length: rows }, (_, row) =>
    joinIds(columns.map((column) => (column.length === 1 ? column[0] : column[row]))),
  );
  return keys.filter((key) => key !== undefined);
}

/** The list that a value is; none if it is something else, or the value alone where one may stand for a list of one. */
export function listOf(value: unknown, alone?: 'or one'): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return alone === undefined ? [] : [value];
}

/** The text at a path. */
export function textAt(value: unknown, path: Path | undefined): string | undefined {
  const text = path === undefined ? undefined : at(value, path);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** An error about a part of an answer that succeeded as a whole. */
export function problem(
  facts: VendorFacts,
  { status, headers, body, attempts }: Exchange,
  said: string,
  fields: Pick<ErrorFields, 'kind' | 'code' | 'body' | 'processed'>,
): CrosswalkError {
  const requestId = requestIdOf(facts, headers, body);
  const code = fields.code === undefined ? '' : ` ${fields.code}`;
  const message = `${facts.name} ${status}${code}: ${said}`;
  return new CrosswalkError({
    vendor: facts.id,
    message,
    status,
    attempts,
    ...(requestId !== undefined && { requestId }),
    ...fields,
  });
}
