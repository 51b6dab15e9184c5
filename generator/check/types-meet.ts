import type { ConversionKind, Mapping, Row, Target } from '../model/mapping.js';
import { typesOf } from '../model/schema.js';
import type { Rule } from './rule.js';

/** A row that names no conversion joins two fields of one type; one that names a conversion gives it what it can work on. */
export const typesMeet: Rule = (mapping, report) => {
  for (const row of mapping.rows) {
    for (const verb of ['read', 'create', 'update'] as const) {
      const target = row.targets[verb];
      const problem = target && mismatch(mapping, row, target);
      if (problem === undefined) continue;
      const { help, ...values } = problem;
      report.add('mapping/no-conversion', row.place, values, help);
      break;
    }
  }
};

/** The JSON types that a conversion works on: the vendor's, and that of each canonical field. */
interface WorksOn {
  readonly theirs?: string;
  readonly ours: readonly string[];
}

const WORKS_ON: Readonly<Record<Exclude<ConversionKind, 'same'>, WorksOn>> = {
  table: { ours: ['string'] },
  instant: { theirs: 'string', ours: ['string'] },
  list: { theirs: 'string', ours: ['array'] },
  'list.epochMillis': { theirs: 'string', ours: ['array'] },
  richtext: { theirs: 'string', ours: ['object'] },
  'text.titleAndBody': { theirs: 'string', ours: ['string', 'object'] },
  'ref.one': { theirs: 'string', ours: ['array'] },
  'ref.list': { theirs: 'array', ours: ['array'] },
  'ref.grouped': { ours: ['array'] },
  'ref.typed': { theirs: 'array', ours: ['array'] },
  'ref.column': { theirs: 'array', ours: ['array'] },
};

interface Mismatch {
  readonly from: string;
  readonly to: string;
  readonly help: string;
}

function mismatch({ api, entity }: Mapping, row: Row, target: Target): Mismatch | undefined {
  const theirs = typesOf(api.document, target.schema);
  const ours = row.fields.map((field) => typesOf(entity.document, entity.fields.get(field)!.schema));
  const names = row.fields.map((field, index) => label(`${entity.name}.${field}`, ours[index]));
  const problem = { from: label(target.path.join('.'), theirs), to: names.join(' and ') };
  const { kind } = row.conversion;
  if (kind === 'same') {
    const [own] = ours;
    const meet =
      theirs === undefined ||
      own === undefined ||
      [...own].some((type) => type !== 'null' && theirs.has(type));
    return meet ? undefined : { ...problem, help: 'Name a conversion with "as", or a table with "values".' };
  }
  const wanted = WORKS_ON[kind];
  if (wanted.theirs !== undefined && theirs?.has(wanted.theirs) === false)
    return { ...problem, help: `The conversion works on the vendor's ${wanted.theirs}.` };
  const fits = wanted.ours.every((type, index) => ours[index]?.has(type) !== false);
  return fits ? undefined : { ...problem, help: `The conversion makes ${wanted.ours.join(' and ')} of it.` };
}

function label(name: string, types: ReadonlySet<string> | undefined): string {
  return types === undefined ? name : `${name} (${describe(types)})`;
}

function describe(types: ReadonlySet<string>): string {
  return [...types].filter((type) => type !== 'null').join(' or ');
}
