import type { Report } from '../diagnostics.js';
import type { Api } from '../model/api.js';
import { isObject, type JsonObject, type Located } from '../model/document.js';
import type { NamedType, TypeTable } from '../model/plan.js';
import { subschemas } from '../model/subschemas.js';
import { didYouMean, nearest } from '../suggest.js';

/** An enumeration of texts, and the words by which a manifest names it: its type, or a type and properties. */
interface Enumeration {
  readonly path: string;
  readonly schema: JsonObject;
}

/** The table with the enumerations open that the manifest opens. A word that names none is reported. */
export function withOpenEnums(table: TypeTable, api: Api, report: Report): TypeTable {
  const { manifest } = api;
  const fact = manifest?.data.openEnums;
  if (manifest === undefined || fact === undefined) return table;
  const known = table.types.flatMap((type) => [...enumerations(type, type.schema, type.name, table)]);
  const open = new Set<JsonObject>();
  for (const [index, pattern] of fact.schemas.entries()) {
    const meant = known.filter(({ path }) => matches(pattern, path));
    for (const { schema } of meant) open.add(schema);
    // A part of the document, or another one, need not have all of them.
    if (meant.length > 0 || api.ownDocument || api.leftOut.size > 0) continue;
    const place = { source: manifest.source, pointer: ['openEnums', 'schemas', String(index)] };
    const likely = nearest(
      pattern,
      known.map(({ path }) => path),
    );
    report.add('manifest/unknown-enum', place, { schema: pattern }, didYouMean(likely));
  }
  return { ...table, isOpen: (schema) => open.has(schema) || table.isOpen(schema) };
}

/** Whether a pattern means an enumeration: a star stands for one whole part, and alone for all. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('.'), path.split('.')];
  const isMeant = (part: string, index: number): boolean => part === '*' || part === given[index];
  return pattern === '*' || (wanted.length === given.length && wanted.every(isMeant));
}

function* enumerations(
  type: NamedType,
  schema: Located,
  path: string,
  table: TypeTable,
  depth = 0,
): Generator<Enumeration> {
  const { value } = schema;
  if (!isObject(value) || depth > 60) return;
  if (Array.isArray(value['enum']) && value['enum'].some((item) => typeof item === 'string'))
    yield { path, schema: value };
  for (const { keyword, name, schema: inner } of subschemas(schema)) {
    // What has a name of its own is found there.
    if (table.nameOf(inner, type.direction) !== undefined) continue;
    yield* enumerations(type, inner, keyword === 'properties' ? `${path}.${name!}` : path, table, depth + 1);
  }
}
