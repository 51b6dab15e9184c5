import type { Report } from '../diagnostics.js';
import type { CanonicalField, Mapping, Row, Scalar, Table, Target } from '../model/mapping.js';
import { enumValues, isOpenEnum, typesOf } from '../model/schema.js';
import { below, keyOf } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import type { Rule } from './rules.js';

/** A value table names only values that there are, says what becomes of each one, and reads no value in two ways. */
export const tablesTotal: Rule = (mapping, report) => {
  for (const row of mapping.rows) {
    if (row.conversion.kind !== 'table') continue;
    const field = mapping.entity.fields.get(row.fields[0]!)!;
    checkCanonical(mapping, row, row.conversion.table, field, report);
    checkVendor(mapping, row, row.conversion.table, report);
    checkAmbiguous(row, row.conversion.table, report);
  }
};

function checkCanonical(
  { entity }: Mapping,
  row: Row,
  { values, nearest: near, within }: Table,
  field: CanonicalField,
  report: Report,
): void {
  const known = enumValues(entity.document, field.schema).map(String);
  const parts = { values, nearest: near, within } as const;
  const told = new Set<string>();
  for (const [part, entries] of Object.entries(parts)) {
    for (const [canonical] of entries) {
      told.add(canonical);
      if (known.length === 0 || known.includes(canonical)) continue;
      const place = keyOf(below(row.place, part, canonical));
      report.add(
        'mapping/unknown-value',
        place,
        { value: canonical, of: `${entity.name}.${field.name}` },
        suggestion(canonical, known),
      );
    }
  }
  const forgotten = known.filter((value) => !told.has(value));
  if (forgotten.length === 0) return;
  const help =
    'Name each under "values", under "nearest" with a reason, or under "within" where a value stands for it too.';
  report.add(
    'mapping/partial-table',
    below(row.place, 'values'),
    { field: `${entity.name}.${field.name}`, values: list(forgotten) },
    help,
  );
}

function checkVendor({ api, entity }: Mapping, row: Row, table: Table, report: Report): void {
  for (const verb of ['read', 'create'] as const) {
    const target = row.targets[verb];
    if (target === undefined) continue;
    const { values: known, open } = vendorValues(api.document, target);
    const written = [
      ...table.values.map(([canonical, vendor]) => ['values', canonical, vendor] as const),
      ...table.within.map(([canonical, vendor]) => ['within', canonical, vendor] as const),
    ];
    for (const [part, canonical, vendor] of written) {
      if (known.length === 0 || known.includes(vendor)) continue;
      const place = below(row.place, part, canonical);
      report.add(
        'mapping/unknown-value',
        place,
        { value: String(vendor), of: target.path.join('.') },
        suggestion(String(vendor), known.map(String)),
      );
    }
    const told = new Set<Scalar>([
      ...table.values.map(([, vendor]) => vendor),
      ...table.reads.map(([vendor]) => vendor),
    ]);
    const forgotten = known.filter((value) => !told.has(value));
    if (
      verb === 'create' ||
      table.unknown === 'keep' ||
      (forgotten.length === 0 && (!open || table.unknown === 'refuse'))
    )
      continue;
    const help = 'Name each under "values" or "reads", or say "unknown: keep".';
    const values = {
      field: `${entity.name}.${row.fields[0]!}`,
      values: `the vendor's ${list(forgotten.map(String))}`,
    };
    report.add('mapping/partial-table', below(row.place, 'values'), values, help);
  }
}

function vendorValues(
  document: Mapping['api']['document'],
  { schema }: Target,
): { readonly values: readonly Scalar[]; readonly open: boolean } {
  const values = enumValues(document, schema) as readonly Scalar[];
  if (values.length === 0 && typesOf(document, schema)?.has('boolean') === true)
    return { values: [true, false], open: false };
  return { values, open: values.length === 0 || isOpenEnum(document, schema) };
}

function checkAmbiguous(row: Row, { values }: Table, report: Report): void {
  const seen = new Map<Scalar, string>();
  for (const [canonical, vendor] of values) {
    const first = seen.get(vendor);
    if (first === undefined) {
      seen.set(vendor, canonical);
      continue;
    }
    const help = `Keep one of the two; the other goes under "within" or "nearest".`;
    report.add(
      'mapping/ambiguous-table',
      below(row.place, 'values', canonical),
      { first, second: canonical, field: row.fields[0]!, value: String(vendor) },
      help,
    );
  }
}

function suggestion(value: string, known: readonly string[]): string {
  return didYouMean(nearest(value, known)) ?? `There are ${list(known)}.`;
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
