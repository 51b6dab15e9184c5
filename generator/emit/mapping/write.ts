import type { Row, Target } from '../../model/mapping.js';
import { properties } from '../../model/schema.js';
import { access, jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import { helper, origin, shape, takesOthers, vendorType, type Scope, type Side } from './context.js';
import { type Written, type WriteVerb, type WritingOf } from './scalars.js';
import { WRITERS } from './writers.js';

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

/** The statements that make the vendor's record out of local variables, and return it. */
export function writeStatements(input: WriteInput): readonly string[] {
  const { side, scope, verb } = input;
  const { mapping } = side;
  const rows = mapping.rows.map((row) => ({ row, written: writeRow(row, input) }));
  const base = mapping.under.at(-1);
  const isBelow = ({ path }: Target): boolean =>
    base !== undefined && mapping.under.every((token, index) => path[index] === token);
  const always: { readonly target: Target; readonly expression: string }[] = [];
  for (const { target, value } of mapping.constants[verb] ?? [])
    always.push({ target, expression: jsonLiteral(value) });
  for (const { row, written } of rows)
    if (written.condition === undefined && written.expression)
      always.push({ target: row.targets[verb]!, expression: written.expression });
  const before = rows.flatMap(({ row, written }) =>
    written.before.length === 0 ? [] : [origin(side, row), ...written.before],
  );
  const literal = (below: boolean): string => {
    const own = always.filter(({ target }) => isBelow(target) === below);
    return own
      .map(({ target, expression }) =>
        member(target.path.slice(below ? mapping.under.length : 0), expression),
      )
      .join(', ');
  };
  const statements = [...before, ...absences(input)];
  if (base !== undefined) {
    const under = underSchema(side, verb);
    statements.push(`const ${base}: ${vendorType(side, scope, under)} = { ${literal(true)} };`);
  }
  const outer = [...(base === undefined ? [] : [base]), literal(false)]
    .filter((part) => part !== '')
    .join(', ');
  statements.push(`const value: ${vendorType(side, scope, shape(mapping, verb))} = { ${outer} };`);
  for (const { row, written } of rows) statements.push(...assignment(row, written, input, base, isBelow));
  if (input.residue) statements.push(...residueStatements(side, scope));
  const followUps = rows.flatMap(({ written }) => (written.followUp === undefined ? [] : [written.followUp]));
  const extras = followUps.length === 0 ? '' : `, undefined, [${followUps.join(', ')}]`;
  return [...statements, `return ${helper(scope, 'converted')}(value, lost${extras});`];
}

function underSchema({ mapping }: Side, verb: WriteVerb): Target['schema'] {
  let schema = shape(mapping, verb);
  for (const token of mapping.under) schema = properties(mapping.api.document, schema).get(token)!.schema;
  return schema;
}

function member(path: readonly string[], expression: string): string {
  const [first, ...rest] = path;
  if (rest.length === 0) return first === expression ? first : `${propertyName(first!)}: ${expression}`;
  return `${propertyName(first!)}: { ${member(rest, expression)} }`;
}

function writeRow(row: Row, input: WriteInput): Written {
  const { side, scope, verb, available, maybeUndefined } = input;
  const target = row.targets[verb];
  const present = row.fields.filter((field) => available.has(field));
  if (target === undefined && row.conversion.kind !== 'ref.column')
    return { before: present.flatMap((field) => lossOf(row, field, input)) };
  if (present.length === 0 && (target === undefined || !target.required)) return { before: [] };
  const name = (field: string): string => (available.has(field) ? field : 'undefined');
  const writing: WritingOf = {
    ...{ side, scope, verb, row, target, conversion: row.conversion },
    field: row.fields[0]!,
    quoted: stringLiteral(row.fields[0]!),
    values: row.fields.map(name),
    known: present.length > 0,
    maybeUndefined,
  };
  return (WRITERS[row.conversion.kind] as (writing: WritingOf) => Written)(writing);
}

/** A field that this verb can't carry is lost if it holds anything. */
function lossOf(row: Row, field: string, { side, verb, maybeUndefined }: WriteInput): readonly string[] {
  if (verb === 'update') return [];
  const why = row.absent[verb] ?? (row.targets.read === undefined ? row.why : 'the vendor sets it');
  return [dropped(side, field, why, maybeUndefined)];
}

function absences({ side, verb, available, maybeUndefined }: WriteInput): readonly string[] {
  if (verb === 'update') return [];
  return [...side.mapping.absent].flatMap(([field, { why }]) =>
    available.has(field) ? [dropped(side, field, why, maybeUndefined)] : [],
  );
}

function dropped({ mapping }: Side, field: string, why: string, maybeUndefined: boolean): string {
  const list = mapping.entity.fields.get(field)?.list === true;
  const filled = list
    ? `${field}${maybeUndefined ? '?.length' : '.length > 0'}`
    : isFilled(field, maybeUndefined);
  return `if (${filled}) lost.add(${stringLiteral(field)}, 'dropped', ${stringLiteral(why)}, ${field});`;
}

/** The test whether a local variable holds a value. */
export function isFilled(field: string, maybeUndefined: boolean): string {
  return maybeUndefined ? `${field} !== undefined && ${field} !== null` : `${field} !== null`;
}

function assignment(
  row: Row,
  { condition, expression }: Written,
  { side, verb }: WriteInput,
  base: string | undefined,
  isBelow: (target: Target) => boolean,
): readonly string[] {
  const target = row.targets[verb];
  if (condition === undefined || expression === undefined || target === undefined) return [];
  const below = isBelow(target);
  const path = target.path.slice(below ? target.path.indexOf(base!) + 1 : 0);
  const owner = below ? base! : 'value';
  const [first, ...rest] = path;
  const value = rest.length === 0 ? expression : `{ ${member(rest, expression)} }`;
  return [origin(side, row), `if (${condition}) ${owner}${access(first!)} = ${value};`];
}

/** Puts back what a residue of the vendor's own holds and a new record can take. */
export function residueStatements(side: Side, scope: Scope): readonly string[] {
  const { mapping } = side;
  const base = mapping.under.at(-1);
  const vendor = stringLiteral(mapping.api.id);
  const statements = mapping.ignored.flatMap(({ path, residue }) => {
    const target =
      residue && path.length === 1
        ? properties(mapping.api.document, shape(mapping, 'create')).get(path[0]!)
        : undefined;
    if (target === undefined) return [];
    const type = `${vendorType(side, scope, shape(mapping, 'create'))}[${stringLiteral(path[0]!)}]`;
    const read = `${helper(scope, 'fromResidue')}(given?.residue, ${vendor}, ${stringLiteral(path[0]!)})`;
    const local = `${path[0]!}Kept`;
    return [
      `const ${local} = ${read};`,
      `if (${local} !== undefined) value${access(path[0]!)} = ${local} as NonNullable<${type}>;`,
    ];
  });
  const holder = base === undefined ? shape(mapping, 'create') : underSchema(side, 'create');
  if (mapping.custom !== 'residue' || !takesOthers(mapping, holder)) return statements;
  const prefix = stringLiteral(mapping.under.map((token) => `${token}.`).join(''));
  const put = `${helper(scope, 'putBackCustom')}(given?.residue, ${vendor}, ${prefix}, ${knownConstant(side)}, ${base ?? 'value'});`;
  return [...statements, put];
}

/** The constant with the fields that the document names. */
export function knownConstant({ mapping }: Side): string {
  return `known${mapping.entity.name}Fields`;
}
