import type { Row } from '../../model/mapping.js';
import { access, jsonLiteral, stringLiteral } from '../quote.js';
import {
  baseLocal,
  helper,
  holderSchema,
  origin,
  shape,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { literal, member, tallLiteral, type Entry } from './literal.js';
import { step } from './paths.js';
import { residueStatements } from './residue.js';
import { WRITERS, type Written, type WriteVerb, type WritingOf } from './writers.js';

/** What a body of statements is written from. */
export interface WriteInput {
  readonly side: Side;
  readonly scope: Scope;
  readonly verb: WriteVerb;
  /** The canonical fields that are there as local variables. */
  readonly available: ReadonlySet<string>;
  /** A local variable may be undefined: the record did not say. */
  readonly maybeUndefined: boolean;
  /** Whether a residue may be given. */
  readonly residue: boolean;
}

/** A row while it is written. */
interface Line {
  readonly row: Row;
  readonly written: Written;
  readonly comment: string;
}

/** The statements that make the vendor's record out of local variables, and return it. */
export function writeStatements(input: WriteInput): readonly string[] {
  const { side, scope } = input;
  const lines = side.mapping.rows.map((row) => ({
    row,
    written: writeRow(row, input),
    comment: origin(side, scope, row.place),
  }));
  const followUps = lines.flatMap(({ written }) => written.followUp ?? []);
  const more = followUps.length === 0 ? '' : `, { followUps: [${followUps.join(', ')}] }`;
  return [
    ...literals(lines, input),
    ...lines.flatMap((line) => lineStatements(line, lines, input)),
    ...lines.flatMap((line) => unwritten(line, input)),
    ...absences(input),
    ...(input.residue ? residueStatements(side, scope) : []),
    `return ${helper(scope, 'converted')}(value, lost${more});`,
  ];
}

/** The record, with all that it has in any case. */
function literals(lines: readonly Line[], { side, scope, verb }: WriteInput): readonly string[] {
  const { mapping } = side;
  const constants = (mapping.constants[verb] ?? []).map(({ target, value, place }): Entry => ({
    path: target.path,
    expression: jsonLiteral(value),
    comment: origin(side, scope, place),
  }));
  const rows = lines.flatMap(({ row, written, comment }): Entry[] => {
    const target = row.targets[verb];
    const isAlways =
      written.expression !== undefined && written.condition === undefined && target !== undefined;
    return isAlways ? [{ path: target.path, expression: written.expression, comment }] : [];
  });
  const entries = [...constants, ...rows];
  const type = vendorType(side, scope, shape(mapping, verb), 'request');
  const base = baseLocal(mapping);
  if (base === undefined) return [`const value: ${type} = ${tallLiteral(entries)};`];
  const { under } = mapping;
  const below = entries.filter(({ path }) => isBelow(path, under));
  const outside = entries.filter(({ path }) => !isBelow(path, under));
  const inner = below.map((entry) => ({ ...entry, path: entry.path.slice(under.length) }));
  return [
    `const ${base}: ${vendorType(side, scope, holderSchema(mapping, verb), 'request')} = ${tallLiteral(inner)};`,
    `const value: ${type} = ${literal([{ path: under, expression: base }, ...outside])};`,
  ];
}

function isBelow(path: readonly string[], under: readonly string[]): boolean {
  return under.every((token, index) => path[index] === token);
}

function writeRow(row: Row, { side, scope, verb, available, maybeUndefined }: WriteInput): Written {
  const target = row.targets[verb];
  const isApart = row.conversion.kind === 'ref.column' && verb === 'create';
  if (target === undefined && !isApart) return {};
  const known = row.fields.some((field) => available.has(field));
  if (!known && target?.required !== true) return {};
  const writing: WritingOf = {
    side,
    scope,
    verb,
    row,
    target,
    conversion: row.conversion,
    known,
    maybeUndefined,
    field: row.fields[0]!,
    quoted: stringLiteral(row.fields[0]!),
    values: row.fields.map((field) => (available.has(field) ? field : 'undefined')),
  };
  return (WRITERS[row.conversion.kind] as (writing: WritingOf) => Written)(writing);
}

/** A row that is not in the literal: what makes its value, and the assignment. */
function lineStatements(
  { row, written, comment }: Line,
  lines: readonly Line[],
  input: WriteInput,
): readonly string[] {
  const { before = [], expression, condition, otherwise } = written;
  const target = row.targets[input.verb];
  const statements = [...before];
  if (condition !== undefined && expression !== undefined && target !== undefined) {
    const set = assignment(target.path, expression, lines, input);
    statements.push(`if (${condition}) ${set}`, ...(otherwise === undefined ? [] : [`else ${otherwise}`]));
  }
  return statements.map((statement, index) => (index === 0 ? statement + comment : statement));
}

/** Sets one field. An object that others are set in as well keeps what it has. */
function assignment(
  path: readonly string[],
  expression: string,
  lines: readonly Line[],
  { side, verb }: WriteInput,
): string {
  const { mapping } = side;
  const below = isBelow(path, mapping.under);
  const owner = (below ? baseLocal(mapping) : undefined) ?? 'value';
  const [first, ...rest] = path.slice(below ? mapping.under.length : 0);
  const place = owner + access(first!);
  if (rest.length === 0) return `${place} = ${expression};`;
  const paths = lines.flatMap(({ row }) => row.targets[verb]?.path.join('\0') ?? []);
  const isShared = (depth: number): boolean => {
    const prefix = `${path.slice(0, depth).join('\0')}\0`;
    return paths.filter((other) => other.startsWith(prefix)).length > 1;
  };
  return `${place} = ${objectAt(place, rest, path.length - rest.length, expression, isShared)};`;
}

/** An object with one field in it, however deep, beside what it holds where that is shared. */
function objectAt(
  place: string,
  [name, ...rest]: readonly string[],
  depth: number,
  expression: string,
  isShared: (depth: number) => boolean,
): string {
  const inner = place + step(name!, true);
  const value = rest.length === 0 ? expression : objectAt(inner, rest, depth + 1, expression, isShared);
  return `{ ${isShared(depth) ? `...${place}, ` : ''}${member([name!], value)} }`;
}

/** Fields that the vendor has, and that this verb does not write. */
function unwritten({ row, comment }: Line, { scope, verb, available }: WriteInput): readonly string[] {
  if (row.targets[verb] !== undefined || (row.conversion.kind === 'ref.column' && verb === 'create'))
    return [];
  const why = row.absent[verb] ?? (row.targets.read === undefined ? row.why : 'the vendor sets it');
  return row.fields
    .filter((field) => available.has(field))
    .map((field) => {
      if (verb === 'create') return drop(scope, field, why) + comment;
      const loss = `lost.add(${stringLiteral(field)}, 'dropped', ${stringLiteral(why)}, ${field});`;
      return `if (${field} !== undefined) ${loss}${comment}`;
    });
}

/** Fields that the vendor does not have. */
function absences({ side, scope, available }: WriteInput): readonly string[] {
  return [...side.mapping.absent].flatMap(([field, { why, place }]) =>
    available.has(field) ? [drop(scope, field, why) + origin(side, scope, place)] : [],
  );
}

function drop(scope: Scope, field: string, why: string): string {
  return `${helper(scope, 'drop')}(lost, ${stringLiteral(field)}, ${field}, ${stringLiteral(why)});`;
}
