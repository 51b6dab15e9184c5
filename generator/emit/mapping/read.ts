import type { Conversion, ConversionKind, Row, Target } from '../../model/mapping.js';
import { typesOf } from '../../model/schema.js';
import { stringLiteral } from '../quote.js';
import { functionName, helper, ofMappers, origin, type Scope, type Side } from './context.js';
import type { FieldReader, Read } from './paths.js';
import { isListed } from './read-lists.js';

interface Reading {
  readonly side: Side;
  readonly scope: Scope;
  readonly row: Row;
  readonly target: Target;
  /** The name of the canonical field as a literal. */
  readonly field: string;
  /** The vendor's value. */
  readonly read: Read;
  /** Whether there is a collector of losses. */
  readonly tells: boolean;
}

/** A row with a conversion of one kind. */
interface ReadingOf<Kind extends ConversionKind = ConversionKind> extends Reading {
  readonly conversion: Extract<Conversion, { readonly kind: Kind }>;
}

type Readers = { readonly [Kind in ConversionKind]: (reading: ReadingOf<Kind>) => string };

/** For each conversion the expression that is the canonical value. */
const READERS: Readers = {
  same: ({ side, scope, target, read }) => {
    const isText = typesOf(side.mapping.api.document, target.schema)?.has('string') === true;
    if (isText && side.mapping.empty?.read.includes('') === true)
      return `${helper(scope, 'textOrNull')}(${read.expression})`;
    return read.mayBeAbsent ? `${read.expression} ?? null` : read.expression;
  },
  table: ({ side, scope, row, conversion, read }) => {
    const name = ofMappers(side, scope, functionName(side.mapping, row, 'read'));
    const tells = conversion.table.within.length > 0;
    if (!read.mayBeAbsent && !read.nullable) return `${name}(${read.expression}${tells ? ', lost' : ''})`;
    return `${helper(scope, 'lookUp')}(${read.expression}, ${tells ? `(raw) => ${name}(raw, lost)` : name})`;
  },
  instant: ({ scope, field, read }) => `${helper(scope, 'instant')}(lost, ${field}, ${read.expression})`,
  list: ({ scope, conversion, read }) => {
    const text = read.mayBeAbsent || read.nullable ? `${read.expression} ?? ''` : read.expression;
    return `${helper(scope, 'splitList')}(${text}, ${stringLiteral(conversion.separator)})`;
  },
  'list.epochMillis': ({ scope, conversion, field, read }) =>
    `${helper(scope, 'epochMillisList')}(lost, ${field}, ${read.expression}, ${stringLiteral(conversion.separator)})`,
  richtext: ({ scope, conversion, read }) =>
    `${helper(scope, 'richText')}(${stringLiteral(conversion.format)}, ${read.expression})`,
  'text.titleAndBody': ({ scope, read }) => `${helper(scope, 'readTitleAndBody')}(lost, ${read.expression})`,
  'ref.one': ({ side, scope, conversion, read }) =>
    `${helper(scope, 'oneRef')}(${stringLiteral(side.mapping.api.id)}, ${stringLiteral(conversion.to)}, ${read.expression})`,
  'ref.list': readList,
  'ref.grouped': readList,
  'ref.typed': readList,
  'ref.column': readList,
};

function readList({ side, scope, row, tells }: Reading): string {
  const name = ofMappers(side, scope, functionName(side.mapping, row, 'read'));
  return `${name}(${scope.record}${tells ? ', lost' : ''})`;
}

/** A row as it is read: its canonical fields, the expression of their value, and where it comes from. */
export interface ReadRow {
  readonly row: Row;
  readonly expression: string;
  readonly comment: string;
}

/** The rows of a mapping that are read, each as an expression; references also where nobody asks for losses. */
export function readRows(
  side: Side,
  scope: Scope,
  rows: readonly Row[],
  fields: FieldReader,
  tells = true,
): readonly ReadRow[] {
  return rows.flatMap((row): ReadRow[] => {
    const target = row.targets.read;
    if (target === undefined) return [];
    const { conversion } = row;
    const reader = READERS[conversion.kind] as (reading: ReadingOf) => string;
    const field = stringLiteral(row.fields[0]!);
    const expression = reader({
      side,
      scope,
      row,
      conversion,
      target,
      field,
      read: fields.read(target),
      tells,
    });
    return [{ row, expression, comment: origin(side, scope, row.place) }];
  });
}

/** A row's fields as local variables. */
export function readConstant({ row: { fields }, expression, comment }: ReadRow): string {
  return `const ${constantName(fields)} = ${expression};${comment}`;
}

/** The one conversion with several fields gives them by these names. */
const PARTS = ['title', 'body'];

function constantName(fields: readonly string[]): string {
  if (fields.length === 1) return fields[0]!;
  const parts = fields.map((field, index) => (field === PARTS[index] ? field : `${PARTS[index]}: ${field}`));
  return `{ ${parts.join(', ')} }`;
}

/** The rows that a function reads field by field, and not through a function of their own. */
export function inlineRows(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => !isListed(row));
}
