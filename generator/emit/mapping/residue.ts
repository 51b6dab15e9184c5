import type { Located } from '../../model/document.js';
import { properties, typesOf } from '../../model/schema.js';
import { jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import { baseLocal, helper, holderSchema, shape, takesOthers, type Scope, type Side } from './context.js';
import { readPath } from './paths.js';

/** What the canonical model can't say of a record, as an expression; undefined where the mapping keeps nothing. */
export function residueExpression(side: Side, scope: Scope): string | undefined {
  const { mapping } = side;
  const { document } = mapping.api;
  const read = shape(mapping, 'read');
  const kept = mapping.ignored.filter(
    ({ path, residue }) => residue && properties(document, read).has(path[0]!),
  );
  const named = kept.map(({ path }) => {
    const { expression } = readPath(side, scope.record, path);
    return `${propertyName(path.join('.'))}: ${expression}`;
  });
  const isCustom = mapping.custom === 'residue';
  if (named.length === 0 && !isCustom) return undefined;
  const members = readPath(side, scope.record, mapping.under).expression;
  const custom = `{ prefix: ${prefix(side)}, members: ${members}, known: ${knownConstant(side)} }`;
  const parts = [
    stringLiteral(mapping.api.id),
    stringLiteral(mapping.entity.name),
    named.length === 0 ? '{}' : `{ ${named.join(', ')} }`,
    ...(isCustom ? [custom] : []),
  ];
  return `${helper(scope, 'residueOf')}(${parts.join(', ')})`;
}

/** The constant with the fields that the document names, where a mapping keeps those that it does not name. */
export function knownFields(side: Side): readonly string[] {
  if (side.mapping.custom !== 'residue') return [];
  const names = [...properties(side.mapping.api.document, holderSchema(side.mapping, 'read')).keys()];
  return [
    `/** The fields that the document names; all others are the account's own. */\nconst ${knownConstant(side)}: readonly string[] = ${jsonLiteral(names)};`,
  ];
}

/** Whether a residue of the vendor's own can be put back into a new record. */
export function takesResidue(side: Side): boolean {
  return writablePaths(side).length > 0 || takesCustom(side);
}

/** Puts back what a residue of the vendor's own holds and a new record can take. */
export function residueStatements(side: Side, scope: Scope): readonly string[] {
  const { mapping } = side;
  const vendor = stringLiteral(mapping.api.id);
  const given = mapping.rows.some(({ missing, targets }) => missing === 'ask' && targets.create)
    ? 'given'
    : 'given?';
  const paths = writablePaths(side).map((path) => path.join('.'));
  const base = baseLocal(mapping) ?? 'value';
  const named = [`${given}.residue`, vendor, jsonLiteral(paths), 'value'].join(', ');
  const own = [`${given}.residue`, vendor, prefix(side), knownConstant(side), base].join(', ');
  return [
    ...(paths.length === 0 ? [] : [`${helper(scope, 'putBack')}(${named});`]),
    ...(takesCustom(side) ? [`${helper(scope, 'putBackCustom')}(${own});`] : []),
  ];
}

/** Where a residue's fields go in a new record: an object is taken apart as far as the document names its members. */
function writablePaths({ mapping }: Side): readonly (readonly string[])[] {
  const { document } = mapping.api;
  return mapping.ignored.flatMap(({ path, residue }) => {
    let schema: Located | undefined = residue ? shape(mapping, 'create') : undefined;
    for (const name of path) schema = schema && properties(document, schema).get(name)?.schema;
    if (schema === undefined) return [];
    const members = [...properties(document, schema).keys()];
    const isOpen =
      typesOf(document, schema)?.has('object') !== true ||
      members.length === 0 ||
      takesOthers(mapping, schema);
    return isOpen ? [path] : members.map((name) => [...path, name]);
  });
}

function takesCustom({ mapping }: Side): boolean {
  return mapping.custom === 'residue' && takesOthers(mapping, holderSchema(mapping, 'create'));
}

function prefix({ mapping }: Side): string {
  return stringLiteral(mapping.under.map((token) => `${token}.`).join(''));
}

function knownConstant({ mapping }: Side): string {
  return `known${mapping.entity.name}Fields`;
}
