import type { Mapping } from '../model/mapping.js';
import { fragment, type Place } from '../source.js';
import type { Rule } from './rule.js';

/** A canonical field has one row or one reason to be absent, and a field of the vendor is written by one row or one constant. */
export const saidOnce: Rule = (mapping, report) => {
  const told = new Set<string>();
  for (const said of [canonicalFields(mapping), written(mapping, 'create'), written(mapping, 'update')]) {
    const first = new Map<string, Place>();
    for (const [path, place] of said) {
      const other = first.get(path);
      first.set(path, other ?? place);
      const spot = `${path} ${fragment(place.pointer)}`;
      if (other === undefined || told.has(spot)) continue;
      told.add(spot);
      report.add('mapping/said-twice', place, { path }, `It is accounted for at ${fragment(other.pointer)}.`);
    }
  }
};

type Said = readonly (readonly [path: string, place: Place])[];

function canonicalFields({ rows, absent }: Mapping): Said {
  const mapped = rows.flatMap(({ fields, place }) => fields.map((field) => [field, place] as const));
  return [...mapped, ...[...absent].map(([field, { place }]) => [field, place] as const)];
}

function written({ rows, constants }: Mapping, verb: 'create' | 'update'): Said {
  const targets = rows.map(({ targets, place }) => [targets[verb]?.path.join('.'), place] as const);
  const fixed = (constants[verb] ?? []).map(({ target, place }) => [target.path.join('.'), place] as const);
  return [...targets, ...fixed].flatMap(([path, place]) =>
    path === undefined ? [] : [[path, place] as const],
  );
}
