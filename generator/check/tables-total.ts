import type { Report } from '../diagnostics.js';
import type { CanonicalField, Mapping, Row, Scalar, Table, Target } from '../model/mapping.js';
import { enumValues, typesOf } from '../model/schema.js';
import { below, keyOf, type Place } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';
import type { Rule } from './rule.js';

/** A value table names only values that there are, says what becomes of each one, and reads no value in two ways. */
export const tablesTotal: Rule = (mapping, report) => {
  for (const row of mapping.rows) {
    if (row.conversion.kind !== 'table') continue;
    const field = mapping.entity.fields.get(row.fields[0]!)!;
    checkCanonical(mapping, row, row.conversion.table, field, report);
    checkVendorNames(mapping, row, row.conversion.table, report);
    checkVendorTold(mapping, row, row.conversion.table, report);
    checkAmbiguous(row, row.conversion.table, report);
  }
};

function checkCanonical(
  { entity }: Mapping,
  row: Row,
  { values, nearest: near, within, reads }: Table,
  field: CanonicalField,
  report: Report,
): void {
  const known = enumValues(entity.document, field.schema).map(String);
  const of = `${entity.name}.${field.name}`;
  const check = (value: string, place: Place): void => {
    if (known.length === 0 || known.includes(value)) return;
    report.add('mapping/unknown-value', place, { value, of }, suggestion(value, known));
  };
  const told = new Set<string>();
  for (const [part, entries] of Object.entries({ values, nearest: near, within })) {
    for (const [canonical] of entries) {
      told.add(canonical);
      check(canonical, keyOf(below(row.place, part, canonical)));
    }
  }
  for (const [vendor, canonical] of reads) check(canonical, below(row.place, 'reads', String(vendor)));
  const forgotten = known.filter((value) => !told.has(value));
  if (forgotten.length === 0) return;
  const help =
    'Name each under "values", under "nearest" with a reason, or under "within" where a value stands for it too.';
  report.add(
    'mapping/partial-table',
    below(row.place, 'values'),
    { field: of, values: list(forgotten) },
    help,
  );
}

/** Values that are written are values of the vendor. One that is only read may be of another version. */
function checkVendorNames({ api }: Mapping, row: Row, table: Table, report: Report): void {
  const told = new Set<string>();
  for (const verb of ['read', 'create', 'update'] as const) {
    const target = row.targets[verb];
    const known = target === undefined ? [] : vendorValues(api.document, target);
    if (target === undefined || known.length === 0) continue;
    for (const [vendor, ...pointer] of writtenValues(table)) {
      const spot = pointer.join(' ');
      if (known.includes(vendor) || told.has(spot)) continue;
      told.add(spot);
      const values = { value: String(vendor), of: target.path.join('.') };
      const help = suggestion(String(vendor), known.map(String));
      report.add('mapping/unknown-value', below(row.place, ...pointer), values, help);
    }
  }
}

/** The vendor's values of a table, and where each stands in its row. */
function writtenValues({
  values,
  within,
  nearest: near,
}: Table): readonly (readonly [Scalar, ...pointer: string[]])[] {
  return [
    ...values.map(([canonical, vendor]) => [vendor, 'values', canonical] as const),
    ...within.map(([canonical, vendor]) => [vendor, 'within', canonical] as const),
    ...near.map(([canonical, vendor]) => [vendor, 'nearest', canonical, 'to'] as const),
  ];
}

/** Every value that the vendor names is read as something. */
function checkVendorTold({ api, entity }: Mapping, row: Row, table: Table, report: Report): void {
  const target = row.targets.read;
  if (target === undefined || table.unknown === 'keep') return;
  const told = new Set<Scalar>([
    ...table.values.map(([, vendor]) => vendor),
    ...table.reads.map(([vendor]) => vendor),
  ]);
  const forgotten = vendorValues(api.document, target).filter((value) => !told.has(value));
  if (forgotten.length === 0) return;
  const help = 'Name each under "values" or "reads", or say "unknown: keep".';
  const values = {
    field: `${entity.name}.${row.fields[0]!}`,
    values: `the vendor's ${list(forgotten.map(String))}`,
  };
  report.add('mapping/partial-table', below(row.place, 'values'), values, help);
}

function vendorValues(document: Mapping['api']['document'], { schema }: Target): readonly Scalar[] {
  const values = enumValues(document, schema) as readonly Scalar[];
  return values.length === 0 && typesOf(document, schema)?.has('boolean') === true ? [true, false] : values;
}

function checkAmbiguous(row: Row, { values, reads }: Table, report: Report): void {
  const seen = new Map<Scalar, string>();
  const read = [
    ...values.map(([canonical, vendor]) => [vendor, canonical, 'values', canonical] as const),
    ...reads.map(([vendor, canonical]) => [vendor, canonical, 'reads', String(vendor)] as const),
  ];
  for (const [vendor, canonical, ...pointer] of read) {
    const first = seen.get(vendor);
    if (first === undefined) {
      seen.set(vendor, canonical);
      continue;
    }
    const help = `Keep one of the two; the other goes under "within" or "nearest".`;
    const claim = { first, second: canonical, field: row.fields[0]!, value: String(vendor) };
    report.add('mapping/ambiguous-table', below(row.place, ...pointer), claim, help);
  }
}

function suggestion(value: string, known: readonly string[]): Help {
  return didYouMean(nearest(value, known)) ?? `There are ${list(known)}.`;
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
