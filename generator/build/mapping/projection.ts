import type { Mapping, Projection } from '../../model/mapping.js';
import { matchesAny } from '../patterns.js';

/** What to ask for, so that a record has all that the mapping reads; undefined where a record comes whole. */
export function projectionOf({
  api,
  resource,
  rows,
  under,
  shapes,
}: Omit<Mapping, 'projection'>): Projection | undefined {
  const key = shapes.read!.operation;
  const fact = api.manifest?.data.projection?.find(
    (rule) => matchesAny(rule.operations, key) && !matchesAny(rule.except ?? [], key),
  );
  if (fact === undefined || resource === '') return undefined;
  const projection: Record<string, Projection[string]> = {};
  if (fact.properties !== undefined) {
    const below = rows.flatMap(({ targets }) =>
      targets.read && startsWith(targets.read.path, under) ? [targets.read.path[under.length]!] : [],
    );
    projection[fact.properties.send] = [...new Set(below)];
  }
  const groups = rows.flatMap(({ conversion }) =>
    conversion.kind === 'ref.grouped' ? conversion.groups.map(({ read }) => read) : [],
  );
  if (fact.associations !== undefined && groups.length > 0) projection[fact.associations] = groups;
  const related = rows.some(({ conversion }) => conversion.kind === 'ref.column');
  if (fact.relations !== undefined && related) projection[fact.relations.send] = fact.relations.value;
  return Object.keys(projection).length === 0 ? undefined : projection;
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return (
    prefix.length > 0 && prefix.every((token, index) => path[index] === token) && path.length > prefix.length
  );
}
