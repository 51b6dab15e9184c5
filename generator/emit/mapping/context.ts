import type { Located } from '../../model/document.js';
import { isObject } from '../../model/document.js';
import type { Mapping, Row, Target, Verb } from '../../model/mapping.js';
import type { PlannedApi } from '../../model/plan.js';
import { properties, typesOf } from '../../model/schema.js';
import { camelCase, capital } from '../../words.js';
import type { FileBuilder, Exported } from '../file.js';
import { access, lineComment, stringLiteral } from '../quote.js';
import { runtime } from '../symbols.js';
import type { TypePrinter } from '../types.js';

/** One mapping of one vendor while its functions are printed. */
export interface Side {
  readonly mapping: Mapping;
  readonly planned: PlannedApi;
  readonly types: TypePrinter;
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

/** The name of the argument that holds a record of an entity. */
export function recordName({ entity }: Mapping): string {
  return camelCase(entity.name);
}

/** Names that generated functions use for themselves; imports make way for them. */
export function locals(mapping: Mapping): readonly string[] {
  return [
    ...mapping.entity.fields.keys(),
    recordName(mapping),
    'ids',
    'given',
    'lost',
    'value',
    'residue',
    'ref',
    'item',
    'id',
  ];
}

/** A canonical type. */
export function canonicalType(file: FileBuilder, name: string): string {
  return file.type({ name, module: 'canonical', typeOnly: true });
}

/** A type of a vendor, called after the vendor so that two vendors can meet in one file. */
export function vendorType(side: Side, scope: Scope, schema: Located): string {
  const { text, names } = side.types.print(schema);
  let placed = text;
  for (const name of names) {
    const symbol: Exported = { name, module: `${side.planned.api.id}/types`, typeOnly: true };
    const local = scope.file.type(symbol, side.planned.clientName + name);
    placed = placed.replace(new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`, 'g'), local);
  }
  return placed;
}

/** The line of the mapping that a statement comes from. */
export function origin({ mapping }: Side, { place }: Row): string {
  const { line } = place.source.position(place.source.locate(place.pointer, 'key').start);
  return `// ${lineComment(`${mapping.api.id}, ${place.source.path.replace(/^.*\//, '')}:${line}`)}`;
}

/** How a field of a record is read, and whether it comes only when it is asked for. */
export interface Read {
  readonly expression: string;
  readonly mayBeAbsent: boolean;
}

/** The expression that reads a path of a record; a step that may be missing is stepped over. */
export function readPath({ mapping }: Side, scope: Scope, path: readonly string[]): Read {
  const { document } = mapping.api;
  let schema = mapping.shapes.read!.schema;
  let expression = scope.record;
  let mayBeAbsent = false;
  let guarded = false;
  for (const name of path) {
    const member = access(name);
    expression += guarded ? (member.startsWith('[') ? `?.${member}` : `?${member}`) : member;
    const property = properties(document, schema).get(name);
    if (property === undefined) break;
    const nullable = typesOf(document, property.schema)?.has('null') === true;
    mayBeAbsent ||= !property.required;
    guarded = guarded || !property.required || nullable;
    schema = property.schema;
  }
  return { expression, mayBeAbsent };
}

/** A field as it is read, with the refusal of records that were read without it. */
export function readField(side: Side, scope: Scope, row: Row, target: Target): string {
  const { expression, mayBeAbsent } = readPath(side, scope, target.path);
  const refuses =
    mayBeAbsent && !row.omittedIsEmpty && !row.optional && side.mapping.projection !== undefined;
  const owner = readPath(side, scope, target.path.slice(0, -1));
  if (!refuses || owner.mayBeAbsent) return expression;
  return `${helper(scope, 'asked')}(${owner.expression}, ${stringLiteral(target.path.at(-1)!)})`;
}

/** The name of the function that takes a field through its value table. */
export function tableName(mapping: Mapping, row: Row, direction: 'read' | 'write'): string {
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
