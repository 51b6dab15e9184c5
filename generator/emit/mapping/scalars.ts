import type { Conversion, ConversionKind, Row, Target } from '../../model/mapping.js';
import { jsonLiteral, stringLiteral } from '../quote.js';
import { helper, type Scope, type Side } from './context.js';

export type WriteVerb = 'create' | 'update';

/** What a row becomes when it is written. */
export interface Written {
  readonly before: readonly string[];
  /** The vendor's value. */
  readonly expression?: string;
  /** When it is set; always, if not given. */
  readonly condition?: string;
  readonly followUp?: string;
}

export interface Writing {
  readonly side: Side;
  readonly scope: Scope;
  readonly verb: WriteVerb;
  readonly row: Row;
  readonly target: Target | undefined;
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

/** A field with one value. */
export function scalar(writing: Writing, expression: string): Written {
  const { field, verb, known, maybeUndefined } = writing;
  const filled = maybeUndefined ? `${field} !== undefined && ${field} !== null` : `${field} !== null`;
  if (verb === 'update') {
    const cleared = clearing(writing);
    const whole =
      cleared === undefined
        ? expression
        : expression === field && cleared === 'null'
          ? field
          : `${field} === null ? ${cleared} : ${expression}`;
    return {
      before: [],
      expression: whole,
      condition: cleared === undefined ? filled : `${field} !== undefined`,
    };
  }
  const fallback = fallbackOf(writing);
  if (fallback === undefined) return known ? { before: [], expression, condition: filled } : { before: [] };
  if (!known) return { before: [], expression: fallback };
  if (expression === field)
    return {
      before: [],
      expression: maybeUndefined || fallback !== 'null' ? `${field} ?? ${fallback}` : field,
    };
  return { before: [], expression: `${filled} ? ${expression} : ${fallback}` };
}

/** What is written when the canonical value is missing; undefined where nothing is. */
function fallbackOf({ scope, row, target, quoted, side, field }: Writing): string | undefined {
  const { missing, whenNull } = row;
  const substitute =
    typeof missing === 'object' ? missing : typeof whenNull === 'object' ? whenNull : undefined;
  if (substitute !== undefined)
    return `${helper(scope, 'instead')}(lost, ${quoted}, ${stringLiteral(substitute.why)}, ${jsonLiteral(substitute.use)})`;
  if (missing === 'ask')
    return `${helper(scope, 'instead')}(lost, ${quoted}, ${stringLiteral(`${side.mapping.api.name} requires one`)}, given.${field})`;
  if (missing === 'refuse')
    return `${helper(scope, 'missing')}(${stringLiteral(side.mapping.entity.name)}, ${quoted})`;
  if (whenNull === 'null' || (target?.required === true && target.nullable)) return 'null';
  return undefined;
}

/** What clears a field in a change; undefined where nothing can. */
export function clearing({ side, row, target }: Writing): string | undefined {
  if (typeof row.whenNull === 'object') return jsonLiteral(row.whenNull.use);
  if (target?.nullable === true) return 'null';
  const { empty, under } = side.mapping;
  const isPart = (target?.path.length ?? 0) > under.length + 1;
  const value = isPart && empty?.clearPart !== undefined ? empty.clearPart : empty?.clear;
  return typeof value === 'string' ? stringLiteral(value) : undefined;
}
