import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { Conversion, Row } from '../../model/mapping.js';
import { itemsOf } from '../../model/schema.js';
import { camelCase, capital } from '../../words.js';
import { docText, jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import {
  functionName,
  helper,
  locals,
  recordName,
  runtimeType,
  vendorLocal,
  vendorType,
  type Scope,
  type Side,
} from './context.js';
import { literal, member, tallLiteral, type Entry } from './literal.js';
import type { ListKind } from './read-lists.js';

interface Listing {
  readonly side: Side;
  readonly scope: Scope;
  readonly row: Row;
  readonly field: string;
  /** The local variable for what is written. */
  readonly items: string;
  /** The type of one item. */
  readonly type: string;
}

/** A row with a list of one kind. */
interface ListingOf<Kind extends ListKind = ListKind> extends Listing {
  readonly conversion: Extract<Conversion, { readonly kind: Kind }>;
}

/** The function that writes the references of a row; undefined where the vendor takes none. */
export function listWriter(side: Side, scope: Scope, row: Row): FunctionDeclarationStructure | undefined {
  const { mapping } = side;
  const type = itemType(side, scope, row);
  if (type === undefined) return undefined;
  const field = row.fields[0]!;
  const items = vendorLocal(mapping, row);
  const conversion = row.conversion as ListingOf['conversion'];
  const write = WRITERS[conversion.kind] as (listing: ListingOf) => readonly string[];
  return {
    kind: StructureKind.Function,
    name: functionName(mapping, row, 'write'),
    isExported: true,
    docs: [docText(`The ${field} of a canonical ${recordName(mapping)} as ${mapping.api.name} takes them.`)],
    parameters: [
      { name: field, type: `readonly ${runtimeType(scope, 'Ref')}[] | undefined` },
      { name: 'ids', type: runtimeType(scope, 'Ids') },
      { name: 'lost', type: runtimeType(scope, 'LossCollector') },
    ],
    returnType: `${type}[]`,
    statements: [...write({ side, scope, row, conversion, field, items, type })],
  };
}

function itemType(side: Side, scope: Scope, { conversion, targets }: Row): string | undefined {
  if (conversion.kind === 'ref.column') {
    return conversion.followUp && vendorType(side, scope, conversion.followUp.item, 'request');
  }
  const target = targets.create ?? targets.update;
  if (target === undefined) return undefined;
  const item = itemsOf(side.mapping.api.document, target.schema);
  const type = item === undefined ? formOf(conversion) : vendorType(side, scope, item, 'request');
  return /^[\w$.]+$|^\{[^{}]*\}$/.test(type) ? type : `(${type})`;
}

/** Where the vendor takes a list in several forms, the items as they are written here. */
function formOf(conversion: Conversion): string {
  if (conversion.kind !== 'ref.typed') return 'object';
  const words = conversion.types.map(([, word]) => stringLiteral(word)).join(' | ');
  return `{ ${propertyName(conversion.typeWrite)}: ${words}; ${propertyName(conversion.id)}: string }`;
}

type Writers = { readonly [Kind in ListKind]: (listing: ListingOf<Kind>) => readonly string[] };

/** For each kind of list the statements that make it. */
const WRITERS: Writers = {
  'ref.list': (listing) => {
    const { conversion } = listing;
    const constants = Object.entries(conversion.set).map(([name, value]): Entry => ({
      path: [name],
      expression: jsonLiteral(value),
    }));
    const item = tallLiteral([...constants, { path: [conversion.id], expression: 'id' }]);
    return [`return ${known(listing)}.map(({ id }) => (${item}));`];
  },
  'ref.typed': (listing) => {
    const { types, typeWrite, id } = listing.conversion;
    const items = types.map(([canonical, word]) => {
      const entries = [
        { path: [typeWrite], expression: stringLiteral(word) },
        { path: [id], expression: 'id' },
      ];
      return [canonical, literal(entries)] as const;
    });
    return forEach(listing, ...pushByType(listing, items));
  },
  'ref.grouped': (listing) => {
    const { side, conversion } = listing;
    const { id, category, type } = conversion.item.write;
    const { groups } = conversion;
    const number: Choice = {
      local: choiceLocal(side, type),
      type: 'number',
      words: new Map(groups.map((group) => [group.type, String(group.association.type)])),
    };
    const categories = [...new Set(groups.map(({ association }) => stringLiteral(association.category)))];
    const kind: Choice = {
      local: choiceLocal(side, category),
      type: categories.join(' | '),
      words: new Map(groups.map((group) => [group.type, stringLiteral(group.association.category)])),
    };
    const isOne = categories.length === 1;
    const item = literal([
      { path: id.split('.'), expression: 'id' },
      { path: category.split('.'), expression: isOne ? categories[0]! : kind.local },
      { path: type.split('.'), expression: number.local },
    ]);
    return forEach(
      listing,
      ...choose(listing, isOne ? [number] : [kind, number]),
      `${listing.items}.push(${item});`,
    );
  },
  'ref.column': (listing) => {
    const items = listing.conversion.columns.map(
      ({ type, path }) => [type, `{ ${member([path], 'id')} }`] as const,
    );
    return forEach(listing, ...pushByType(listing, items));
  },
};

/** The references that are known at the vendor. */
function known({ side, scope, field }: Listing): string {
  const vendor = stringLiteral(side.mapping.api.id);
  return `${helper(scope, 'knownAt')}(${vendor}, ${field}, ids, lost, ${stringLiteral(field)})`;
}

function forEach(listing: Listing, ...body: readonly string[]): readonly string[] {
  const { items, type } = listing;
  return [
    `const ${items}: ${type}[] = [];`,
    `for (const { ref, id } of ${known(listing)}) {`,
    ...body,
    '}',
    `return ${items};`,
  ];
}

/** Adds the item that a reference of its type becomes. One of another type is lost. */
function pushByType(
  listing: Listing,
  items: readonly (readonly [canonical: string, item: string])[],
): readonly string[] {
  const cases = items.flatMap(([canonical, item]) => [
    `case ${stringLiteral(canonical)}:`,
    `${listing.items}.push(${item});`,
    'break;',
  ]);
  return ['switch (ref.type) {', ...cases, 'default:', dropRef(listing), '}'];
}

function dropRef({ field, row }: Listing): string {
  return `lost.add(${stringLiteral(field)}, 'dropped', ${stringLiteral(row.why)}, ref);`;
}

/** What a vendor calls the types of records, in a local variable. */
interface Choice {
  readonly local: string;
  readonly type: string;
  /** By the canonical type. */
  readonly words: ReadonlyMap<string, string>;
}

/** A local variable that is called as the vendor calls the field. */
function choiceLocal({ mapping }: Side, path: string): string {
  const name = camelCase(path.split('.').at(-1)!);
  return locals(mapping).includes(name) ? `link${capital(name)}` : name;
}

/** Chooses the vendor's words for the type of a reference. One that it has no words for is lost. */
function choose(listing: Listing, choices: readonly Choice[]): readonly string[] {
  const types = [...(choices[0]?.words.keys() ?? [])];
  return [
    ...choices.map(({ local, type }) => `let ${local}: ${type};`),
    'switch (ref.type) {',
    ...types.flatMap((type) => [
      `case ${stringLiteral(type)}:`,
      ...choices.map(({ local, words }) => `${local} = ${words.get(type)!};`),
      'break;',
    ]),
    'default:',
    dropRef(listing),
    'continue;',
    '}',
  ];
}
