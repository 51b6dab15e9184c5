import type { Located, OpenApiDocument } from '../model/document.js';
import type { Row } from '../model/mapping.js';
import { itemsOf, properties, typesOf } from '../model/schema.js';
import { below } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import type { Rule } from './rule.js';

/** A link in a list is written with all that the vendor requires of it, and with nothing that it does not have. */
export const linksFit: Rule = ({ api, entity, rows }, report) => {
  for (const row of rows) {
    for (const verb of ['create', 'update'] as const) {
      const list = row.targets[verb];
      const item = list && itemsOf(api.document, list.schema);
      const paths = writtenPaths(row);
      if (item === undefined || paths === undefined) continue;
      const schema = `an item of ${list!.path.join('.')}`;
      for (const { path, names } of unknown(api.document, item, paths)) {
        const values = { field: `${entity.name}.${row.fields[0]!}`, path, schema };
        report.add(
          'mapping/unknown-path',
          below(row.place, 'item'),
          values,
          didYouMean(nearest(path, names)),
        );
      }
      for (const { path, types, wanted } of misfits(api.document, item, paths)) {
        const from = wanted === 'string' ? 'The text of a link' : 'The number of a link';
        const values = { from, to: `"${path}" of ${schema} (${types.join(' or ')})` };
        report.add('mapping/no-conversion', below(row.place, 'item'), values, 'Name another place for it.');
      }
      for (const path of unwritten(api.document, item, paths))
        report.add('mapping/missing-target', row.place, { schema, path }, 'Name it under "item".');
    }
  }
};

/** The paths of a link that are written by the words of the mapping; undefined where there are none. */
function writtenPaths({ conversion }: Row): readonly (readonly string[])[] | undefined {
  if (conversion.kind !== 'ref.grouped') return undefined;
  const { id, category, type } = conversion.item.write;
  return [id, category, type].map((path) => path.split('.'));
}

/** The paths that lead to nothing, and what is there instead. */
function unknown(
  document: OpenApiDocument,
  item: Located,
  paths: readonly (readonly string[])[],
): readonly { readonly path: string; readonly names: readonly string[] }[] {
  return paths.flatMap((path) => {
    let schema: Located | undefined = item;
    for (const token of path) {
      const members: ReturnType<typeof properties> = properties(document, schema, 'request');
      const next: Located | undefined = memberOf(document, schema, token);
      if (next === undefined) return [{ path: path.join('.'), names: [...members.keys()] }];
      schema = next;
    }
    return [];
  });
}

/** The id and the category of a link are texts, the type of an association is a number: what is there has to take them. */
function misfits(
  document: OpenApiDocument,
  item: Located,
  paths: readonly (readonly string[])[],
): readonly { readonly path: string; readonly types: readonly string[]; readonly wanted: string }[] {
  return paths.flatMap((path, index) => {
    const wanted = index === 2 ? 'number' : 'string';
    const schema = path.reduce<Located | undefined>(
      (current, token) => current && memberOf(document, current, token),
      item,
    );
    const types = [...((schema && typesOf(document, schema)) ?? [])];
    const fits = types.length === 0 || types.some((type) => type.replace('integer', 'number') === wanted);
    return fits ? [] : [{ path: path.join('.'), types, wanted }];
  });
}

/** What is required and not written, all the way down. */
function unwritten(
  document: OpenApiDocument,
  schema: Located,
  paths: readonly (readonly string[])[],
): readonly string[] {
  const missing = [...properties(document, schema, 'request').values()].filter(
    ({ name, required }) => required && !paths.some(([first]) => first === name),
  );
  const deeper = [...new Set(paths.filter(({ length }) => length > 1).map(([first]) => first!))];
  return [
    ...missing.map(({ name }) => name),
    ...deeper.flatMap((token) => {
      const inner = memberOf(document, schema, token);
      const tails = paths.filter(([first, second]) => first === token && second !== undefined);
      const found =
        inner &&
        unwritten(
          document,
          inner,
          tails.map((path) => path.slice(1)),
        );
      return (found ?? []).map((path) => `${token}.${path}`);
    }),
  ];
}

/** A member of an object, or the items of a list for a number. */
function memberOf(document: OpenApiDocument, schema: Located, token: string): Located | undefined {
  return /^\d+$/.test(token)
    ? itemsOf(document, schema)
    : properties(document, schema, 'request').get(token)?.schema;
}
