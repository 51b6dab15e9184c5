import type { Located } from '../../model/document.js';
import { isObject } from '../../model/document.js';
import type { Mapping, Row, Verb } from '../../model/mapping.js';
import type { PlannedApi, TypeTable } from '../../model/plan.js';
import { properties } from '../../model/schema.js';
import { fragment, type Source } from '../../source.js';
import { camelCase, capital, localName, RESERVED } from '../../words.js';
import type { FileBuilder, Exported } from '../file.js';
import { isIdentifier, lineComment } from '../quote.js';
import { renamed, runtime, typeOf } from '../symbols.js';
import type { Direction } from '../../model/subschemas.js';
import type { TypePrinter } from '../types.js';

/** One mapping of one vendor while its functions are printed. */
export interface Side {
  readonly mapping: Mapping;
  readonly planned: PlannedApi;
  readonly types: TypePrinter;
  /** The types of the canonical model. */
  readonly canonical: TypeTable;
}

/** Where statements go: the file they stand in, and the argument that holds the record. */
export interface Scope {
  readonly file: FileBuilder;
  readonly record: string;
}

/** A function of the runtime, by its local name. */
export function helper({ file }: Scope, name: string): string {
  return file.value(runtime(name));
}

/** A type of the runtime, by its local name. */
export function runtimeType({ file }: Scope, name: string): string {
  return file.type(runtime(name));
}

/** The statement that every conversion begins with. */
export function collector(scope: Scope): string {
  return `const lost = new ${helper(scope, 'LossCollector')}();`;
}

/** The name of the argument that holds a record of an entity. */
export function recordName({ entity }: Mapping): string {
  return localName(entity.name);
}

/** The record of an entity in a sentence: `a task`, `an errand`. */
export function oneRecord(mapping: Mapping): string {
  const record = recordName(mapping);
  return `${/^[aeiou]/.test(record) ? 'an' : 'a'} ${record}`;
}

/** Names that generated functions use for themselves, besides those of fields. */
const OWN = [
  'ids',
  'given',
  'lost',
  'value',
  'residue',
  'patch',
  'record',
  'ref',
  'item',
  'id',
  'group',
  'others',
];

/** All local names of a mapping's functions; imports make way for them. */
export function locals(mapping: Mapping): readonly string[] {
  const rows = mapping.rows.map((row) => vendorLocal(mapping, row));
  return [...canonicalLocals(mapping), ...rows, baseLocal(mapping) ?? 'value'];
}

function canonicalLocals(mapping: Mapping): readonly string[] {
  return [...mapping.entity.fields.keys(), recordName(mapping), ...OWN];
}

/** What a row's value at the vendor is called in a function: what the vendor calls it, unless something else is called so. */
export function vendorLocal(mapping: Mapping, row: Row): string {
  const wanted = pathLocal(mapping, row);
  const isTaken = mapping.rows.some((other) => other !== row && pathLocal(mapping, other) === wanted);
  return isTaken
    ? ownLocal(mapping, row.fields[0]!, wanted)
    : ownLocal(mapping, row.fields[0]!, wanted, canonicalLocals(mapping));
}

function pathLocal({ under }: Mapping, { targets }: Row): string {
  const path = (targets.create ?? targets.update ?? targets.read)?.path ?? [];
  const isBelow = under.every((token, index) => path[index] === token);
  return camelCase(path.slice(isBelow ? under.length : 0).join(' '));
}

/** What the object is called that holds the fields of a record which is not flat. */
export function baseLocal(mapping: Mapping): string | undefined {
  const base = mapping.under.at(-1);
  return base === undefined ? undefined : ownLocal(mapping, base, camelCase(base), canonicalLocals(mapping));
}

/** A name that is free, or one with the vendor before it. */
function ownLocal(
  { api }: Mapping,
  field: string,
  wanted: string,
  taken: readonly string[] = [wanted],
): string {
  const isFree = isIdentifier(wanted) && !RESERVED.has(wanted) && !taken.includes(wanted);
  return isFree ? wanted : camelCase(api.id) + capital(camelCase(field));
}

/** The canonical type of what is mapped. */
export function entityType(side: Side, scope: Scope): string {
  const { document, name } = side.mapping.entity;
  return canonicalType(side, scope, fragment(['components', 'schemas', name]), document.root)!;
}

/** The canonical type that a reference leads to, by the name that it has in the output. */
export function canonicalType(
  { canonical, mapping }: Side,
  { file }: Scope,
  ref: string,
  from: Source,
): string | undefined {
  const target = mapping.entity.document.follow(ref, from);
  const name = target && canonical.nameOf(target, 'whole');
  return name === undefined ? undefined : file.type({ name, module: 'canonical', typeOnly: true });
}

/** A type of a vendor, called after the vendor so that two vendors can meet in one file. */
export function vendorType(side: Side, scope: Scope, schema: Located, direction: Direction): string {
  const { text, names } = side.types.print(schema, direction);
  const local = (name: string): string =>
    scope.file.type(typeOf(side.planned, name), side.planned.clientName + name);
  return renamed(text, new Map([...names].map((name) => [name, local(name)])));
}

/** A function or a constant of the vendor's own mappers, which stands in this file or is imported from there. */
export function ofMappers(side: Side, scope: Scope, name: string): string {
  return inMappers(side, scope) ? name : scope.file.value(mapperSymbol(side, name), withVendor(side, name));
}

/** A type of the vendor's own mappers. */
export function typeOfMappers(side: Side, scope: Scope, name: string): string {
  return inMappers(side, scope) ? name : scope.file.type(mapperSymbol(side, name), withVendor(side, name));
}

function inMappers({ planned }: Side, { file }: Scope): boolean {
  return file.path === `${planned.api.id}/mappers.ts`;
}

function mapperSymbol({ planned }: Side, name: string): Exported {
  return { name, module: `${planned.api.id}/mappers`, typeOnly: false };
}

/** `readTaskStatus` of Acme is `readAcmeTaskStatus` in a file of two vendors, and `taskProjection` is `acmeTaskProjection`. */
function withVendor({ planned }: Side, name: string): string {
  const verb = /^(?:read|write|Projected)(?=[A-Z])/.exec(name)?.[0];
  if (verb !== undefined) return verb + planned.clientName + name.slice(verb.length);
  return camelCase(planned.api.id) + capital(name);
}

/** The line of the mapping that a statement comes from, as a comment behind it. */
export function origin(side: Side, scope: Scope, place: Row['place']): string {
  const { line } = place.source.position(place.source.locate(place.pointer, 'key').start);
  const file = place.source.path.replace(/^.*\//, '');
  const vendor = inMappers(side, scope) ? '' : `${side.mapping.api.id}, `;
  return ` // ${lineComment(`${vendor}${file}:${line}`)}`;
}

/** The name of the function that takes a field through its value table, or through a list of references. */
export function functionName(mapping: Mapping, row: Row, direction: 'read' | 'write'): string {
  return `${direction}${mapping.entity.name}${capital(row.fields[0]!)}`;
}

/** Whether a schema lets members through that it does not name. */
export function takesOthers(mapping: Mapping, schema: Located): boolean {
  const resolved = mapping.api.document.resolve(schema)?.value;
  const others = isObject(resolved) ? resolved['additionalProperties'] : undefined;
  return others !== undefined && others !== false;
}

/** The shape of a verb, which the caller has made sure is there. */
export function shape(mapping: Mapping, verb: Verb): Located {
  return mapping.shapes[verb]!.schema;
}

/** The schema of the object that holds the fields of a record which is not flat; the record's own schema for one that is. */
export function holderSchema(mapping: Mapping, verb: Verb): Located {
  let schema = shape(mapping, verb);
  for (const token of mapping.under) schema = properties(mapping.api.document, schema).get(token)!.schema;
  return schema;
}
