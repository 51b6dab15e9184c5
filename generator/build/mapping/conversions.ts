import type { Report } from '../../diagnostics.js';
import type { Api } from '../../model/api.js';
import { isObject, type JsonObject, type Located } from '../../model/document.js';
import type {
  Column,
  Conversion,
  ConversionKind,
  Entity,
  FollowUpPlan,
  LinkGroup,
  LinkItem,
  Scalar,
  Table,
  Target,
  Verb,
} from '../../model/mapping.js';
import { itemsOf, properties, schemaObject } from '../../model/schema.js';
import { below, keyOf } from '../../source.js';
import { didYouMean, nearest } from '../../suggest.js';
import type { Written } from './layers.js';

/** What a conversion is made from. */
export interface ConversionInput {
  readonly api: Api;
  readonly entity: Entity;
  readonly row: Written<JsonObject>;
  readonly targets: Readonly<Partial<Record<Verb, Target>>>;
  readonly report: Report;
}

type Builder = (input: ConversionInput) => Conversion | undefined;

/** The conversions a mapping can name with `as`, in the order in which they are offered. */
const BUILDERS: Readonly<Record<string, Builder>> = {
  instant: ({ row }) => ({ kind: 'instant', day: row.value['reads'] === 'day' }),
  list: ({ row }) => ({ kind: 'list', separator: textOf(row, 'separator', ';') }),
  'list.epochMillis': ({ row }) => ({ kind: 'list.epochMillis', separator: textOf(row, 'separator', ';') }),
  'richtext.html': () => ({ kind: 'richtext', format: 'html' }),
  'richtext.markdown': () => ({ kind: 'richtext', format: 'markdown' }),
  'richtext.plain': () => ({ kind: 'richtext', format: 'plain' }),
  'text.titleAndBody': ({ api, row, targets }) => ({
    kind: 'text.titleAndBody',
    tooLong: row.value['tooLong'] === 'refuse' ? 'refuse' : 'cutAtWord',
    max: targets.create && maxLength(api, targets.create.schema),
  }),
  'ref.one': ({ row }) => ({ kind: 'ref.one', to: textOf(row, 'to', '') }),
  'ref.list': ({ row }) => ({
    kind: 'ref.list',
    to: textOf(row, 'to', ''),
    id: textOf(row, 'id', 'id'),
    set: constants(row.value['set']),
  }),
  'ref.grouped': grouped,
  'ref.typed': typed,
  'ref.column': column,
} satisfies Record<Exclude<ConversionKind, 'same' | 'table' | 'richtext'> | `richtext.${string}`, Builder>;

/** The conversion of a row: the one it names, a value table, or none at all, which takes the value as it is. */
export function buildConversion(input: ConversionInput): Conversion | undefined {
  const { row, report } = input;
  const named = row.value['as'];
  if (isObject(row.value['values'])) return { kind: 'table', table: tableOf(row.value) };
  if (typeof named !== 'string') return { kind: 'same' };
  const builder = Object.hasOwn(BUILDERS, named) ? BUILDERS[named] : undefined;
  if (builder === undefined) {
    const known = Object.keys(BUILDERS);
    const help = didYouMean(nearest(named, known)) ?? `There are ${known.join(', ')}.`;
    report.add('mapping/unknown-codec', below(row.place, 'as'), { codec: named }, help);
    return undefined;
  }
  return builder(input);
}

function textOf({ value }: Written<JsonObject>, name: string, fallback: string): string {
  return typeof value[name] === 'string' ? value[name] : fallback;
}

function constants(value: unknown): Readonly<Record<string, Scalar>> {
  return isObject(value) ? (value as Readonly<Record<string, Scalar>>) : {};
}

function tableOf(row: JsonObject): Table {
  const entries = (name: string): readonly [string, unknown][] =>
    isObject(row[name]) ? Object.entries(row[name]) : [];
  return {
    values: entries('values').map(([canonical, vendor]) => [canonical, vendor as Scalar]),
    nearest: entries('nearest').map(([canonical, given]) => {
      const { to, why } = given as { readonly to: Scalar; readonly why: string };
      return [canonical, to, why];
    }),
    within: entries('within').map(([canonical, vendor]) => [canonical, vendor as Scalar]),
    reads: entries('reads').map(([vendor, canonical]) => [vendor, String(canonical)]),
    unknown: row['unknown'] === 'keep' ? 'keep' : 'refuse',
  };
}

function maxLength(api: Api, schema: Located): number | undefined {
  const limit = schemaObject(api.document, schema)?.value['maxLength'];
  return typeof limit === 'number' ? limit : undefined;
}

const DEFAULT_ITEM: LinkItem = {
  read: { list: 'results', id: 'id' },
  write: { id: 'id', category: 'category', type: 'type' },
};

function grouped({ api, entity, row, targets, report }: ConversionInput): Conversion {
  const known = api.manifest?.data.associations ?? {};
  const groups: LinkGroup[] = [];
  const members = targets.read && properties(api.document, targets.read.schema);
  for (const [type, value] of Object.entries(isObject(row.value['groups']) ? row.value['groups'] : {})) {
    const place = below(row.place, 'groups', type);
    const { read, type: name } = value as { readonly read: string; readonly type: string };
    const association = known[name];
    if (association === undefined) {
      const help = didYouMean(nearest(name, Object.keys(known)));
      report.add(
        'mapping/unknown-reference',
        below(place, 'type'),
        { name, kind: 'named association' },
        help,
      );
      continue;
    }
    if (members !== undefined && !members.has(read)) {
      const values = { field: `${entity.name}.links`, path: read, schema: targets.read!.path.join('.') };
      report.add(
        'mapping/unknown-path',
        below(place, 'read'),
        values,
        didYouMean(nearest(read, members.keys())),
      );
    }
    groups.push({ type, read, association });
  }
  return {
    kind: 'ref.grouped',
    groups,
    item: { ...DEFAULT_ITEM, ...(row.value['item'] as Partial<LinkItem> | undefined) },
  };
}

function typed({ api, entity, row, targets, report }: ConversionInput): Conversion | undefined {
  const type = isObject(row.value['type']) ? row.value['type'] : {};
  const at = type['at'];
  const [typeRead, typeWrite] = isObject(at)
    ? [String(at['read'] ?? at['write']), String(at['write'] ?? at['read'])]
    : [String(at), String(at)];
  const id = textOf(row, 'id', 'id');
  const item = targets.read && itemsOf(api.document, targets.read.schema);
  const members = item && properties(api.document, item);
  for (const [path, place] of [
    [typeRead, below(row.place, 'type', 'at')],
    [id, below(row.place, 'id')],
  ] as const) {
    if (members === undefined || members.has(path)) continue;
    const values = {
      field: `${entity.name}.${row.place.pointer.at(-1)!}`,
      path,
      schema: `an item of ${targets.read!.path.join('.')}`,
    };
    report.add('mapping/unknown-path', place, values, didYouMean(nearest(path, members.keys())));
  }
  const values = isObject(type['values'])
    ? Object.entries(type['values']).map(([key, value]) => [key, String(value)] as const)
    : [];
  return { kind: 'ref.typed', id, typeRead, typeWrite, types: values };
}

function column({ api, entity, row, targets, report }: ConversionInput): Conversion | undefined {
  const item = targets.read && itemsOf(api.document, targets.read.schema);
  const members = item && properties(api.document, item);
  const columns: Column[] = [];
  for (const [type, value] of Object.entries(isObject(row.value['columns']) ? row.value['columns'] : {})) {
    const candidates =
      typeof value === 'string'
        ? [value]
        : isObject(value) && Array.isArray(value['firstOf'])
          ? value['firstOf'].map(String)
          : [];
    const known = candidates.filter((candidate) => members?.has(candidate) ?? true);
    if (known[0] !== undefined) columns.push({ type, path: known[0], reads: known });
    else {
      const values = {
        field: `${entity.name}.links`,
        path: candidates.at(-1)!,
        schema: `an item of ${targets.read!.path.join('.')}`,
      };
      report.add(
        'mapping/unknown-path',
        below(row.place, 'columns', type),
        values,
        didYouMean(nearest(candidates.at(-1)!, members!.keys())),
      );
    }
  }
  return { kind: 'ref.column', columns, followUp: followUp(row, api, report) };
}

function followUp(row: Written<JsonObject>, api: Api, report: Report): FollowUpPlan | undefined {
  const create = row.value['create'];
  if (!isObject(create) || typeof create['after'] !== 'string') return undefined;
  const call = create['after'];
  const methods = api.resources.flatMap(({ name, bulk }) =>
    bulk.map((method) => ({ call: `${name}.${method.name}`, method })),
  );
  const found = methods.find((candidate) => candidate.call === call)?.method;
  const item = found?.batch?.input ?? found?.operation.body?.schema;
  if (item === undefined) {
    const help = didYouMean(
      nearest(
        call,
        methods.map((method) => method.call),
      ),
    );
    report.add(
      'mapping/unknown-reference',
      below(row.place, 'create', 'after'),
      { name: call, kind: 'method over many items' },
      help,
    );
    return undefined;
  }
  const set = isObject(create['set']) ? (create['set'] as Readonly<Record<string, string>>) : {};
  const members = properties(api.document, item);
  for (const field of Object.keys(set)) {
    if (members.has(field)) continue;
    const place = keyOf(below(row.place, 'create', 'set', field));
    report.add(
      'mapping/not-writable',
      place,
      { path: field, schema: `an item of ${call}` },
      didYouMean(nearest(field, members.keys())),
    );
  }
  return { call, set, item };
}
