import type { Mapping, Row, Target } from '../model/mapping.js';
import { typesOf } from '../model/schema.js';
import type { Rule } from './rules.js';

/** A row that names no conversion joins two fields of one type; one that names a conversion gives it what it can work on. */
export const typesMeet: Rule = (mapping, report) => {
  for (const row of mapping.rows) {
    for (const verb of ['read', 'create', 'update'] as const) {
      const target = row.targets[verb];
      const problem = target && mismatch(mapping, row, target);
      if (problem === undefined) continue;
      report.add(
        'mapping/no-conversion',
        row.place,
        problem,
        'Name a conversion with "as", or a table with "values".',
      );
      break;
    }
  }
};

/** The JSON type on the vendor's side that each conversion works on; a list of them where several will do. */
const WORKS_ON: Readonly<Partial<Record<Row['conversion']['kind'], string>>> = {
  instant: 'string',
  list: 'string',
  'list.epochMillis': 'string',
  richtext: 'string',
  'text.titleAndBody': 'string',
  'ref.one': 'string',
  'ref.list': 'array',
  'ref.typed': 'array',
  'ref.column': 'array',
};

function mismatch(
  { api, entity }: Mapping,
  row: Row,
  target: Target,
): { readonly from: string; readonly to: string } | undefined {
  const theirs = typesOf(api.document, target.schema);
  if (theirs === undefined) return undefined;
  const label = `${target.path.join('.')} (${describe(theirs)})`;
  if (row.conversion.kind === 'same') {
    const field = entity.fields.get(row.fields[0]!)!;
    const ours = typesOf(entity.document, field.schema);
    const meet = ours === undefined || [...ours].some((type) => type !== 'null' && theirs.has(type));
    return meet ? undefined : { from: label, to: `${entity.name}.${field.name} (${describe(ours)})` };
  }
  const wanted = WORKS_ON[row.conversion.kind];
  if (wanted === undefined || theirs.has(wanted)) return undefined;
  return {
    from: label,
    to: `${entity.name}.${row.fields.join(' and ')} by the conversion, which works on ${wanted}`,
  };
}

function describe(types: ReadonlySet<string>): string {
  return [...types].filter((type) => type !== 'null').join(' or ');
}
