import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { Conversion, ConversionKind, LinkGroup, Row, Target } from '../../model/mapping.js';
import { follow, itemsOf, properties, typesOf } from '../../model/schema.js';
import { access, docText, isIdentifier, jsonLiteral, propertyName, stringLiteral } from '../quote.js';
import { functionName, helper, locals, oneRecord, runtimeType, type Scope, type Side } from './context.js';
import { FieldReader, step } from './paths.js';
import { recordType } from './projected.js';

/** The conversions of rows whose references stand in a list. */
export type ListKind = Extract<ConversionKind, 'ref.list' | 'ref.grouped' | 'ref.typed' | 'ref.column'>;

interface Listing {
  readonly side: Side;
  readonly scope: Scope;
  readonly row: Row;
  readonly target: Target;
  /** The canonical field; also the local variable for its references. */
  readonly field: string;
  /** The vendor's list as an expression, perhaps of nothing. */
  readonly list: string;
  /** Whether there may be nothing. */
  readonly mayBeMissing: boolean;
}

/** A row with a list of one kind. */
interface ListingOf<Kind extends ListKind = ListKind> extends Listing {
  readonly conversion: Extract<Conversion, { readonly kind: Kind }>;
}

/** Whether the references of a row stand in a list. Then a function of its own reads them, and another one writes them. */
export function isListed({ conversion }: Row): boolean {
  return Object.hasOwn(READERS, conversion.kind);
}

/** The function that reads the references of a row. */
export function listReader(side: Side, scope: Scope, row: Row, target: Target): FunctionDeclarationStructure {
  const { mapping } = side;
  const field = row.fields[0]!;
  const reader = new FieldReader(side, scope, [row]);
  const { expression: list, mayBeAbsent, nullable } = reader.read(target);
  const conversion = row.conversion as ListingOf['conversion'];
  const gather = READERS[conversion.kind] as (listing: ListingOf) => readonly string[];
  const mayBeMissing = mayBeAbsent || nullable;
  return {
    kind: StructureKind.Function,
    name: functionName(mapping, row, 'read'),
    isExported: true,
    docs: [
      docText(
        `The ${field} of ${oneRecord(mapping)} of ${mapping.api.name}. \`lost\` gets those that are not canonical.`,
      ),
    ],
    parameters: [
      { name: scope.record, type: recordType(side, scope) },
      { name: 'lost', type: runtimeType(scope, 'LossCollector'), hasQuestionToken: true },
    ],
    returnType: `${runtimeType(scope, 'Ref')}[]`,
    statements: [
      ...reader.statements,
      `const ${field}: ${runtimeType(scope, 'Ref')}[] = [];`,
      ...gather({ side, scope, row, conversion, target, field, list, mayBeMissing }),
      `return ${field};`,
    ],
  };
}

type Readers = { readonly [Kind in ListKind]: (listing: ListingOf<Kind>) => readonly string[] };

/** For each kind of list the statements that gather its references. */
const READERS: Readers = {
  'ref.list': (listing) => {
    const { conversion } = listing;
    const conditions = canonicalItem(listing);
    const add = addRef(listing, conversion.to, `item${access(conversion.id)}`);
    return conditions.length === 0
      ? forEach(listing, add)
      : forEach(listing, `if (${conditions.join(' && ')}) ${add}`, `else ${dropItem(listing)}`);
  },
  'ref.typed': (listing) => {
    const { conversion } = listing;
    const cases = conversion.types.flatMap(([canonical, word]) => [
      `case ${stringLiteral(word)}:`,
      addRef(listing, canonical, `item${access(conversion.id)}`),
      'break;',
    ]);
    return forEach(
      listing,
      `switch (item${access(conversion.typeRead)}) {`,
      ...cases,
      'default:',
      dropItem(listing),
      '}',
    );
  },
  'ref.column': (listing) => {
    const { side, scope, conversion, field, list } = listing;
    const columns = conversion.columns.map(
      ({ type, reads }) =>
        `${propertyName(type)}: ${reads.map((path) => `item${access(path)}`).join(' ?? ')},\n`,
    );
    return [
      `for (const item of ${helper(scope, 'listOf')}(${list})) {`,
      `const found = ${helper(scope, 'addRefs')}(${field}, ${stringLiteral(side.mapping.api.id)}, {\n${columns.join('')}});`,
      `if (!found) ${dropItem(listing, 'linked to something that is not canonical')}`,
      '}',
    ];
  },
  'ref.grouped': (listing) => {
    const { side, scope, conversion, field, row, list, mayBeMissing } = listing;
    const { list: items, id } = conversion.item.read;
    const groups = conversion.groups.map((group) => ({ ...group, local: groupLocal(side, group) }));
    const members = groups.map(({ read, local }) =>
      read === local ? read : `${propertyName(read)}: ${local}`,
    );
    const dropOthers = [
      `lost`,
      stringLiteral(field),
      stringLiteral(row.why),
      'others',
      stringLiteral(items),
    ].join(', ');
    return [
      `const { ${[...members, '...others'].join(', ')} } = ${list}${mayBeMissing ? ' ?? {}' : ''};`,
      ...groups.flatMap(({ type, local }) => {
        const add = addRef(listing, type, `item${access(id)}`);
        return [`for (const item of ${local}${step(items, true)} ?? []) ${add}`];
      }),
      ...truncations(
        listing,
        groups.map(({ local }) => local),
      ),
      `${helper(scope, 'dropGroups')}(${dropOthers});`,
    ];
  },
};

function forEach({ list, mayBeMissing }: Listing, ...body: readonly string[]): readonly string[] {
  return [`for (const item of ${list}${mayBeMissing ? ' ?? []' : ''}) {`, ...body, '}'];
}

function addRef({ side, scope, field }: Listing, type: string, id: string): string {
  const vendor = stringLiteral(side.mapping.api.id);
  return `${helper(scope, 'addRef')}(${field}, ${vendor}, ${stringLiteral(type)}, ${id});`;
}

function dropItem({ field, row }: Listing, why: string = row.why): string {
  return `lost?.add(${stringLiteral(field)}, 'dropped', ${stringLiteral(why)}, item);`;
}

/** What makes an item of a list one that is canonical. */
function canonicalItem({ side, conversion, target }: ListingOf<'ref.list'>): readonly string[] {
  const { document } = side.mapping.api;
  const item = itemsOf(document, target.schema);
  const members = item && properties(document, item);
  const id = members?.get(conversion.id);
  const nullable = id !== undefined && typesOf(document, id.schema)?.has('null') === true;
  const constants = Object.entries(conversion.set).filter(([name]) => members?.has(name) ?? true);
  const equal = constants.map(([name, wanted]) => `item${access(name)} === ${jsonLiteral(wanted)}`);
  return nullable ? [...equal, `item${access(conversion.id)} !== null`] : equal;
}

function groupLocal({ mapping }: Side, { read }: LinkGroup): string {
  const isFree = isIdentifier(read) && !locals(mapping).includes(read);
  return isFree ? read : `group_${read.replace(/\W/g, '_')}`;
}

/** A group may come with its first page only; the vendor says so as in its lists. */
function truncations(
  { side, target, conversion, field }: ListingOf<'ref.grouped'>,
  groups: readonly string[],
): readonly string[] {
  const { document, manifest } = side.mapping.api;
  const group = properties(document, target.schema).get(conversion.groups[0]?.read ?? '');
  const next = manifest?.data.paging
    ?.flatMap((rule) => (rule.next === undefined ? [] : [rule.next.split('.')]))
    .find((path) => group !== undefined && follow(document, group.schema, path) !== undefined);
  if (next === undefined) return [];
  const more = `group${next.map((name) => step(name, true)).join('')}`;
  const why = 'there are more than come with the record';
  return [
    `for (const group of [${groups.join(', ')}]) {`,
    `if (${more}) lost?.add(${stringLiteral(field)}, 'truncated', ${stringLiteral(why)}, group);`,
    '}',
  ];
}
