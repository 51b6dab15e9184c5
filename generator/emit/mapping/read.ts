import type { Conversion, ConversionKind, Row, Target } from '../../model/mapping.js';
import { itemsOf, properties, typesOf } from '../../model/schema.js';
import { access, jsonLiteral, stringLiteral } from '../quote.js';
import { helper, origin, readField, tableName, type Scope, type Side } from './context.js';

interface Reading<Kind extends ConversionKind = ConversionKind> {
  readonly side: Side;
  readonly scope: Scope;
  readonly row: Row;
  readonly conversion: Extract<Conversion, { readonly kind: Kind }>;
  readonly target: Target;
  /** The canonical field; also the local variable it is put into. */
  readonly field: string;
  /** The vendor's value as an expression. */
  readonly value: string;
  /** The name of the field as a literal. */
  readonly quoted: string;
}

type Readers = { readonly [Kind in ConversionKind]: (reading: Reading<Kind>) => readonly string[] };

/** For each conversion the statements that put the canonical value into a local variable of the field's name. */
const READERS: Readers = {
  same: ({ side, scope, target, field, value }) => {
    const text = typesOf(side.mapping.api.document, target.schema)?.has('string') === true;
    const empty = side.mapping.empty?.read.includes('') === true;
    return [
      `const ${field} = ${text && empty ? `${helper(scope, 'textOrNull')}(${value})` : `${value} ?? null`};`,
    ];
  },
  table: ({ side, scope, row, conversion, field, value }) => {
    const name = helperOfSide(side, scope, tableName(side.mapping, row, 'read'));
    const table = conversion.table.within.length > 0 ? `(raw) => ${name}(raw, lost)` : name;
    return [`const ${field} = ${helper(scope, 'lookUp')}(${value}, ${table});`];
  },
  instant: ({ scope, field, value, quoted }) => [
    `const ${field} = ${helper(scope, 'instant')}(lost, ${quoted}, ${value});`,
  ],
  list: ({ scope, conversion, field, value }) => [
    `const ${field} = ${helper(scope, 'splitList')}(${value} ?? '', ${stringLiteral(conversion.separator)});`,
  ],
  'list.epochMillis': ({ scope, conversion, field, value, quoted }) => [
    `const ${field} = ${helper(scope, 'epochMillisList')}(lost, ${quoted}, ${value}, ${stringLiteral(conversion.separator)});`,
  ],
  richtext: ({ scope, conversion, field, value }) => [
    `const ${field} = ${helper(scope, 'richText')}(${stringLiteral(conversion.format)}, ${value});`,
  ],
  'text.titleAndBody': ({ scope, row, value }) => [
    `const { title: ${row.fields[0]!}, body: ${row.fields[1]!} } = ${helper(scope, 'readTitleAndBody')}(lost, ${value});`.replace(
      /(\w+): \1\b/g,
      '$1',
    ),
  ],
  'ref.one': ({ side, scope, conversion, field, value }) => {
    const vendor = stringLiteral(side.mapping.api.id);
    return [
      `const ${field} = ${helper(scope, 'oneRef')}(${vendor}, ${stringLiteral(conversion.to)}, ${value});`,
    ];
  },
  'ref.list': readRefList,
  'ref.grouped': ({ side, scope, conversion, field, value }) => [
    `const ${field}: ${refs(scope)} = [];`,
    ...conversion.groups.flatMap(({ type, read }) => {
      const list = `${value}${optional(read)}${optional(conversion.item.read.list)}`;
      return [
        `for (const item of ${list} ?? []) {`,
        addRef(side, scope, field, stringLiteral(type), `item${access(conversion.item.read.id)}`),
        '}',
      ];
    }),
  ],
  'ref.typed': ({ side, scope, row, conversion, field, value, quoted }) => [
    `const ${field}: ${refs(scope)} = [];`,
    `for (const item of ${value} ?? []) {`,
    `switch (item${access(conversion.typeRead)}) {`,
    ...conversion.types.flatMap(([canonical, vendor]) => [
      `case ${stringLiteral(vendor)}:`,
      addRef(side, scope, field, stringLiteral(canonical), `item${access(conversion.id)}`),
      'break;',
    ]),
    'default:',
    `lost.add(${quoted}, 'dropped', ${stringLiteral(row.why)}, item);`,
    '}',
    '}',
  ],
  'ref.column': ({ side, scope, conversion, field, value, quoted }) => [
    `const ${field}: ${refs(scope)} = [];`,
    `for (const item of ${helper(scope, 'listOf')}(${value})) {`,
    'let known = false;',
    ...conversion.columns.flatMap(({ type, reads }) => {
      const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}Id`;
      const expression = reads.map((path) => `item${access(path)}`).join(' ?? ');
      return [
        `const ${name} = ${expression};`,
        `if (${name}) {`,
        addRef(side, scope, field, stringLiteral(type), name),
        'known = true;',
        '}',
      ];
    }),
    `if (!known) lost.add(${quoted}, 'dropped', 'linked to something that is not canonical', item);`,
    '}',
  ],
};

/** The statements that read the fields wanted, each headed by the line of the mapping it comes from. */
export function readStatements(side: Side, scope: Scope, wanted: ReadonlySet<string>): readonly string[] {
  return side.mapping.rows.flatMap((row) => {
    const target = row.targets.read;
    if (target === undefined || !row.fields.some((field) => wanted.has(field))) return [];
    return [origin(side, row), ...readRow(side, scope, row, target)];
  });
}

/** The canonical fields that a mapping reads. */
export function readFields({ mapping }: Side): readonly string[] {
  return mapping.rows.flatMap(({ fields, targets }) => (targets.read === undefined ? [] : fields));
}

function readRow(side: Side, scope: Scope, row: Row, target: Target): readonly string[] {
  const { conversion } = row;
  const reader = READERS[conversion.kind] as (reading: Reading) => readonly string[];
  const field = row.fields[0]!;
  return reader({
    side,
    scope,
    row,
    conversion,
    target,
    field,
    value: readField(side, scope, row, target),
    quoted: stringLiteral(field),
  });
}

function readRefList({
  side,
  scope,
  row,
  conversion,
  target,
  field,
  value,
  quoted,
}: Reading<'ref.list'>): readonly string[] {
  const { document } = side.mapping.api;
  const item = itemsOf(document, target.schema);
  const members = item && properties(document, item);
  const id = `item${access(conversion.id)}`;
  const nullable =
    members !== undefined &&
    typesOf(document, members.get(conversion.id)?.schema ?? item!)?.has('null') === true;
  const conditions = Object.entries(conversion.set)
    .filter(([name]) => members?.has(name) ?? true)
    .map(([name, wanted]) => `item${access(name)} === ${jsonLiteral(wanted)}`);
  const all = nullable ? [...conditions, `${id} !== null`] : conditions;
  const add = addRef(side, scope, field, stringLiteral(conversion.to), id);
  const other = `lost.add(${quoted}, 'dropped', ${stringLiteral(row.why)}, item);`;
  return [
    `const ${field}: ${refs(scope)} = [];`,
    `for (const item of ${value} ?? []) {`,
    ...(all.length === 0 ? [add] : [`if (${all.join(' && ')}) ${add}`, `else ${other}`]),
    '}',
  ];
}

function refs({ file }: Scope): string {
  return `${file.type({ name: 'Ref', module: 'runtime/index', typeOnly: false })}[]`;
}

function addRef({ mapping }: Side, scope: Scope, field: string, type: string, id: string): string {
  return `${helper(scope, 'addRef')}(${field}, ${stringLiteral(mapping.api.id)}, ${type}, ${id});`;
}

function optional(name: string): string {
  const member = access(name);
  return member.startsWith('[') ? `?.${member}` : `?${member}`;
}

/** A function of the vendor's own mappers, which stands in this file or is imported from there. */
export function helperOfSide(side: Side, { file }: Scope, name: string): string {
  const module = `${side.planned.api.id}/mappers`;
  return file.path === `${module}.ts`
    ? name
    : file.value(
        { name, module, typeOnly: false },
        `${name.replace(/^(read|write)/, `$1${side.planned.clientName}`)}`,
      );
}
