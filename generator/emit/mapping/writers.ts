import type { Conversion, ConversionKind, Row, Target } from '../../model/mapping.js';
import { typesOf } from '../../model/schema.js';
import { jsonLiteral, stringLiteral } from '../quote.js';
import { functionName, helper, ofMappers, vendorLocal, type Scope, type Side } from './context.js';
import { usesLost } from './tables.js';

export type WriteVerb = 'create' | 'update';

/** What a row becomes when it is written. */
export interface Written {
  /** Statements that make a local variable. */
  readonly before?: readonly string[];
  /** The vendor's value. */
  readonly expression?: string;
  /** When it is set; always, if not given. */
  readonly condition?: string;
  /** What happens otherwise. */
  readonly otherwise?: string;
  readonly followUp?: string;
}

export interface Writing {
  readonly side: Side;
  readonly scope: Scope;
  readonly verb: WriteVerb;
  readonly row: Row;
  readonly target: Target | undefined;
  /** The canonical field; also the local variable that holds its value. */
  readonly field: string;
  readonly quoted: string;
  /** The local variables of the row's fields; `undefined` for one that is not there. */
  readonly values: readonly string[];
  /** Whether any of them is there. */
  readonly known: boolean;
  readonly maybeUndefined: boolean;
}

/** A row with a conversion of one kind. */
export interface WritingOf<Kind extends ConversionKind = ConversionKind> extends Writing {
  readonly conversion: Extract<Conversion, { readonly kind: Kind }>;
}

type Writers = { readonly [Kind in ConversionKind]: (writing: WritingOf<Kind>) => Written };

/** For each conversion how the canonical value, in a local variable, becomes the vendor's. */
export const WRITERS: Writers = {
  same: (writing) => scalar(writing, writing.field),
  instant: (writing) => scalar(writing, writing.field),
  richtext: (writing) => {
    const { scope, quoted, field, conversion } = writing;
    const format = stringLiteral(conversion.format);
    return scalar(writing, `${helper(scope, 'writeRichText')}(lost, ${quoted}, ${field}, ${format})`);
  },
  table: writeTable,
  list: (writing) => joined(writing, 'joinParts', writing.conversion.separator),
  'list.epochMillis': (writing) => joined(writing, 'joinEpochMillis', writing.conversion.separator),
  'text.titleAndBody': writeTitleAndBody,
  'ref.one': writeOneRef,
  'ref.list': writeList,
  'ref.grouped': writeList,
  'ref.typed': writeList,
  'ref.column': writeColumns,
};

/** A field with one value. */
function scalar(writing: Writing, expression: string): Written {
  const { field, verb, known } = writing;
  if (verb === 'update') return changed(writing, expression);
  const fallback = fallbackOf(writing);
  if (!known) return fallback === undefined ? {} : { expression: fallback };
  if (fallback !== undefined) return { expression: orElse(writing, expression, fallback) };
  const empty = emptyOf(writing);
  if (empty === undefined) return { expression, condition: isFilled(writing) };
  const whole = orElse(writing, expression, empty);
  return writing.maybeUndefined
    ? { expression: whole, condition: `${field} !== undefined` }
    : { expression: whole };
}

/** A field with one value in a change. */
function changed(writing: Writing, expression: string): Written {
  const cleared = clearing(writing);
  if (cleared === undefined) return { expression, condition: isFilled(writing) };
  return { expression: orElse(writing, expression, cleared), condition: `${writing.field} !== undefined` };
}

/** An expression for a field that holds something, and another one for a field that does not. */
function orElse(writing: Writing, expression: string, empty: string): string {
  const { field, verb, maybeUndefined } = writing;
  const isSame = expression === field;
  if (isSame && empty === 'null' && (verb === 'update' || !maybeUndefined)) return field;
  return isSame ? `${field} ?? ${empty}` : `${isEmpty(writing)} ? ${empty} : ${expression}`;
}

/** The test whether a local variable holds a value. In the fused functions and in a change it is null or a value. */
function isFilled({ field, maybeUndefined }: Writing): string {
  return `${field} ${maybeUndefined ? '!=' : '!=='} null`;
}

function isEmpty({ field, verb, maybeUndefined }: Writing): string {
  return `${field} ${maybeUndefined && verb === 'create' ? '==' : '==='} null`;
}

/** What a field that the vendor requires gets where the canonical value is missing; undefined for a field that may be left out. */
function fallbackOf({ scope, row, target, quoted, side, field }: Writing): string | undefined {
  const { missing, whenNull } = row;
  const substitute =
    typeof missing === 'object' ? missing : typeof whenNull === 'object' ? whenNull : undefined;
  if (substitute !== undefined) return instead(scope, quoted, substitute.why, jsonLiteral(substitute.use));
  if (missing === 'ask')
    return instead(scope, quoted, `${side.mapping.api.name} requires one`, `given.${field}`);
  if (missing === 'refuse')
    return `${helper(scope, 'missing')}(${stringLiteral(side.mapping.entity.name)}, ${quoted})`;
  return target?.required === true && target.nullable ? 'null' : undefined;
}

/** What says in a new record that a field is empty; undefined where the field is left out then. */
function emptyOf(writing: Writing): string | undefined {
  const { whenNull } = writing.row;
  return whenNull === 'null' ? 'null' : whenNull === 'clear' ? clearing(writing) : undefined;
}

function instead(scope: Scope, quoted: string, why: string, value: string): string {
  return `${helper(scope, 'instead')}(lost, ${quoted}, ${stringLiteral(why)}, ${value})`;
}

/** What clears a field in a change; undefined where nothing can. */
function clearing({ side, scope, row, target, quoted }: Writing): string | undefined {
  if (typeof row.whenNull === 'object')
    return instead(scope, quoted, row.whenNull.why, jsonLiteral(row.whenNull.use));
  if (target?.nullable === true) return 'null';
  const { empty, under } = side.mapping;
  const isPart = (target?.path.length ?? 0) > under.length + 1;
  const value = isPart && empty?.clearPart !== undefined ? empty.clearPart : empty?.clear;
  const takesText =
    target === undefined || typesOf(side.mapping.api.document, target.schema)?.has('string') !== false;
  return typeof value === 'string' && takesText ? stringLiteral(value) : undefined;
}

function writeTable(writing: WritingOf<'table'>): Written {
  const { side, scope, row, field, known, conversion, verb } = writing;
  if (!known) return scalar(writing, field);
  const name = ofMappers(side, scope, functionName(side.mapping, row, 'write'));
  const call = `${name}(${field}${usesLost(conversion.table) ? ', lost' : ''})`;
  if (conversion.table.unknown === 'refuse') return scalar(writing, call);
  // A value of another vendor is lost, so the function may give nothing; and what is null stays so.
  const local = vendorLocal(side.mapping, row);
  const before = [`const ${local} = ${field} && ${call};`];
  const fallback = verb === 'create' ? fallbackOf(writing) : undefined;
  if (fallback !== undefined) return { expression: `(${field} && ${call}) ?? ${fallback}` };
  const empty = verb === 'update' ? clearing(writing) : emptyOf(writing);
  if (empty === undefined) return { before, expression: local, condition: local };
  return {
    before,
    expression: empty === 'null' ? local : `${local} ?? ${empty}`,
    condition: `${local} !== undefined`,
  };
}

/** A list as one text. */
function joined(writing: Writing, words: 'joinParts' | 'joinEpochMillis', separator: string): Written {
  const { side, scope, row, target, field, quoted, known, verb } = writing;
  const required = target?.required === true && verb === 'create';
  if (!known) return required ? { expression: "''" } : {};
  const call = `${helper(scope, words)}(lost, ${quoted}, ${field}, ${stringLiteral(separator)})`;
  if (required) return { expression: call };
  const local = vendorLocal(side.mapping, row);
  const before = [`const ${local} = ${call};`];
  return { before, expression: local, condition: local + orEmptied(writing) };
}

/** In a change: where nothing of a list could be written, it stays as it is, since to empty it was not asked for. */
function orEmptied({ field, verb }: Writing): string {
  return verb === 'update' ? ` || ${field}?.length === 0` : '';
}

function writeTitleAndBody({
  scope,
  row,
  conversion,
  values,
  target,
  known,
  verb,
}: WritingOf<'text.titleAndBody'>): Written {
  if (!known && target?.required !== true) return {};
  const { max, tooLong } = conversion;
  const limits = max === undefined ? [] : tooLong === 'refuse' ? [String(max), `'refuse'`] : [String(max)];
  const expression = `${helper(scope, 'writeTitleAndBody')}(${['lost', ...values, ...limits].join(', ')})`;
  if (verb === 'create') {
    const said = values.map((value) => `${value} != null`).join(' || ');
    return target?.required === true ? { expression } : { expression, condition: said };
  }
  const why = stringLiteral('one field holds title and body: a change needs both');
  const drops = row.fields.map(
    (name, index) => `${helper(scope, 'drop')}(lost, ${stringLiteral(name)}, ${values[index]!}, ${why});`,
  );
  const both = values.map((value) => `${value} !== undefined`).join(' && ');
  return { expression, condition: both, otherwise: `{ ${drops.join(' ')} }` };
}

function writeOneRef(writing: WritingOf<'ref.one'>): Written {
  const { side, scope, row, quoted, field, known, verb } = writing;
  const fallback = verb === 'create' ? fallbackOf(writing) : undefined;
  if (!known) return fallback === undefined ? {} : { expression: fallback };
  const vendor = stringLiteral(side.mapping.api.id);
  const call = `${helper(scope, 'oneId')}(${vendor}, ${field}, ids, lost, ${quoted}, ${stringLiteral(row.why)})`;
  if (fallback !== undefined) return { expression: `${call} ?? ${fallback}` };
  const local = vendorLocal(side.mapping, row);
  const before = [`const ${local} = ${call};`];
  const cleared = verb === 'update' ? clearing(writing) : undefined;
  if (cleared === undefined) return { before, expression: local, condition: `${local} !== undefined` };
  return {
    before,
    expression: `${local} ?? ${cleared}`,
    condition: `${local} !== undefined${orEmptied(writing)}`,
  };
}

function writeList(writing: Writing): Written {
  const { side, scope, row, field, target, known, verb } = writing;
  const required = target?.required === true && verb === 'create';
  if (!known) return required ? { expression: '[]' } : {};
  const call = `${ofMappers(side, scope, functionName(side.mapping, row, 'write'))}(${field}, ids, lost)`;
  if (required) return { expression: call };
  const local = vendorLocal(side.mapping, row);
  const before = [`const ${local} = ${call};`];
  return { before, expression: local, condition: `${local}.length > 0${orEmptied(writing)}` };
}

/** Links that the vendor keeps as records of their own. */
function writeColumns(writing: WritingOf<'ref.column'>): Written {
  const { side, scope, conversion, row, field, known, quoted } = writing;
  if (!known) return {};
  if (conversion.followUp === undefined) {
    return { before: [`${helper(scope, 'drop')}(lost, ${quoted}, ${field}, ${stringLiteral(row.why)});`] };
  }
  const { call, set } = conversion.followUp;
  const local = vendorLocal(side.mapping, row);
  const write = ofMappers(side, scope, functionName(side.mapping, row, 'write'));
  return {
    before: [`const ${local} = ${write}(${field}, ids, lost);`],
    followUp: `{ call: ${stringLiteral(call)}, items: ${local}, set: ${jsonLiteral(set)} }`,
  };
}
