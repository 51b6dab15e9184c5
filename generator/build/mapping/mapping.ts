import type { Report } from '../../diagnostics.js';
import type { Api } from '../../model/api.js';
import { isObject, type JsonObject } from '../../model/document.js';
import type {
  Canonical,
  Constant,
  Entity,
  Ignored,
  Mapping,
  Missing,
  RecordPaths,
  Row,
  Scalar,
  Verb,
} from '../../model/mapping.js';
import type { MappingFile } from '../../model/project.js';
import { below, keyOf } from '../../source.js';
import { didYouMean, nearest } from '../../suggest.js';
import { buildConversion } from './conversions.js';
import { Layers, type Written } from './layers.js';
import { PathFinder } from './paths.js';
import { projectionOf } from './projection.js';
import { methodOf, shapesOf, VERBS } from './shapes.js';

/** The mappings of a vendor, one for each entity that its files speak of. What can't be looked up is reported and left out. */
export function buildMappings(
  api: Api,
  files: readonly MappingFile[],
  canonical: Canonical | undefined,
  report: Report,
): readonly Mapping[] {
  const byEntity = new Map<string, MappingFile[]>();
  for (const file of files) {
    const name = String((file.source.data as JsonObject)['entity']);
    byEntity.set(name, [...(byEntity.get(name) ?? []), file]);
  }
  return [...byEntity].flatMap(([name, layers]): Mapping[] => {
    const mapping = buildMapping(api, name, new Layers(layers), canonical, report);
    return mapping === undefined ? [] : [mapping];
  });
}

function buildMapping(
  api: Api,
  name: string,
  layers: Layers,
  canonical: Canonical | undefined,
  report: Report,
): Mapping | undefined {
  const entity = canonical?.entities.get(name);
  if (entity === undefined) {
    report.add(
      'mapping/unknown-entity',
      layers.place,
      { entity: name },
      didYouMean(nearest(name, canonical?.entities.keys() ?? [])),
    );
    return undefined;
  }
  const resource = layers.text('resource')?.value ?? '';
  if (isLeftOut(api, resource, name, layers, report)) return undefined;
  const shapes = shapesOf(api, resource, layers, report);
  if (shapes === undefined) return undefined;
  const under = layers.text('under')?.value.split('.') ?? [];
  const finder = new PathFinder(api.document, shapes, under, report);
  const context: Context = { api, entity, finder, report };
  const rows = [
    ...[...layers.entries('fields')].flatMap(([field, written]) => fieldRow(field, written, context) ?? []),
    ...layers.items('groups').flatMap((written) => groupRow(written, context) ?? []),
  ];
  const absent = [...layers.entries('absent')].filter(([field, { place }]) => isField(field, place, context));
  const base = {
    api,
    entity,
    resource,
    shapes,
    under,
    rows,
    constants: {
      create: constantsOf('create', layers, finder, report),
      update: constantsOf('update', layers, finder, report),
    },
    absent: new Map(absent.map(([field, { value, place }]) => [field, { why: String(value), place }])),
    ignored: ignoredOf(layers, finder, report),
    custom: layers.text('custom')?.value as Mapping['custom'],
    record: recordPaths(api, resource),
    empty: api.manifest?.data.empty,
    place: layers.place,
  };
  return { ...base, projection: projectionOf(base) };
}

/** A document of the app's own may have less than the vendor has, and a filter may leave out more: what is not there need not be mapped. */
function isLeftOut(api: Api, resource: string, entity: string, layers: Layers, report: Report): boolean {
  const known = api.resources.map(({ name }) => name);
  const place = layers.get('resource')?.place ?? layers.place;
  const missing = VERBS.map((verb) => `${resource}.${methodOf(verb, layers)}`).find((key) =>
    api.leftOut.has(key),
  );
  if (missing !== undefined) {
    report.add('mapping/filtered-out', place, { operation: missing, entity, vendor: api.name }, FILTER_HELP);
    return true;
  }
  if (!api.ownDocument || known.includes(resource)) return false;
  const values = { resource, entity, vendor: api.name };
  report.add('mapping/left-out', place, values, didYouMean(nearest(resource, known)));
  return true;
}

interface Context {
  readonly api: Api;
  readonly entity: Entity;
  readonly finder: PathFinder;
  readonly report: Report;
}

const FILTER_HELP = 'A mapping needs all operations that read, create and update its records.';

function isField(field: string, place: Written['place'], { entity, report }: Context): boolean {
  if (entity.fields.has(field)) return true;
  report.add(
    'mapping/unknown-field',
    keyOf(place),
    { entity: entity.name, field },
    didYouMean(nearest(field, entity.fields.keys())),
  );
  return false;
}

function fieldRow(field: string, { value, place }: Written, context: Context): Row | undefined {
  if (!isField(field, place, context)) return undefined;
  const row: Written<JsonObject> = { value: isObject(value) ? value : { at: value }, place };
  const at = { value: row.value['at'] ?? field, place: isObject(value) ? below(place, 'at') : place };
  return buildRow([field], row, at, context);
}

function groupRow(row: Written<JsonObject>, context: Context): Row | undefined {
  const fields = (row.value['fields'] as readonly string[]).filter((field, index) =>
    isField(field, below(row.place, 'fields', String(index)), context),
  );
  if (fields.length < 2) return undefined;
  return buildRow(fields, row, { value: row.value['at'], place: below(row.place, 'at') }, context);
}

function buildRow(
  fields: readonly string[],
  row: Written<JsonObject>,
  at: Written,
  { api, entity, finder, report }: Context,
): Row | undefined {
  const absent: Partial<Record<Verb, string>> = {};
  for (const verb of ['create', 'update'] as const) {
    const said = row.value[verb];
    if (isObject(said) && typeof said['absent'] === 'string') absent[verb] = said['absent'];
  }
  const wanted = entity.fields.get(fields[0]!)?.schema;
  const label = `${entity.name}.${fields.join(' and ')}`;
  const skip = new Set<Verb>(Object.keys(absent) as Verb[]);
  const targets = finder.targets(at, label, skip, wanted, row.value['optional'] === true);
  const conversion = buildConversion({ api, entity, row, targets, report });
  if (conversion === undefined) return undefined;
  const optional = row.value['optional'] === true;
  return {
    fields,
    targets,
    conversion,
    absent: optional ? { ...lackedBy(finder, at, targets), ...absent } : absent,
    place: row.place,
    missing: row.value['missing'] as Missing | undefined,
    whenNull: row.value['whenNull'] as Row['whenNull'],
    omittedIsEmpty: row.value['omitted'] === 'empty',
    optional,
    why: typeof row.value['why'] === 'string' ? row.value['why'] : 'the vendor has no more of it',
  };
}

/** Why the verbs do not write a field that other documents of the vendor have. */
function lackedBy(
  finder: PathFinder,
  at: Written,
  targets: Row['targets'],
): Readonly<Partial<Record<Verb, string>>> {
  const lacked: Partial<Record<Verb, string>> = {};
  for (const verb of ['create', 'update'] as const) {
    if (targets[verb] !== undefined) continue;
    if (targets.read === undefined || finder.names(at, verb))
      lacked[verb] = 'not in this version of the vendor';
  }
  return lacked;
}

function constantsOf(
  verb: 'create' | 'update',
  layers: Layers,
  finder: PathFinder,
  report: Report,
): readonly Constant[] {
  return [...layers.entries('set', verb)].flatMap(([path, { value, place }]): Constant[] => {
    const target = finder.find(verb, path);
    if (target !== undefined) return [{ target, value: value as Scalar, place }];
    report.add('mapping/not-writable', keyOf(place), {
      path,
      schema: finder.shapes[verb]?.operation ?? verb,
    });
    return [];
  });
}

function ignoredOf(layers: Layers, finder: PathFinder, report: Report): readonly Ignored[] {
  return [...layers.entries('ignore')].flatMap(([path, { value, place }]): Ignored[] => {
    const { keep, why, optional } = value as {
      readonly keep?: string;
      readonly why: string;
      readonly optional?: boolean;
    };
    const known = (['read', 'create', 'update'] as const).some(
      (verb) => finder.find(verb, path) !== undefined,
    );
    if (known) return [{ path: finder.tokens(path), residue: keep === 'residue', why, place }];
    if (optional !== true) {
      const values = { field: '"ignore"', path, schema: finder.shapes.read!.operation };
      report.add(
        'mapping/unknown-path',
        keyOf(place),
        values,
        finder.advice(finder.shapes.read!, path) ??
          'Take it out, or say "optional: true" if other versions have it.',
      );
    }
    return [];
  });
}

function recordPaths({ manifest }: Api, resource: string): RecordPaths {
  const record = manifest?.data.record;
  const own = record?.resources?.[resource];
  const path = (name: 'id' | 'createdAt' | 'updatedAt'): readonly string[] | undefined =>
    (own?.[name] ?? record?.[name])?.split('.');
  return { id: path('id') ?? ['id'], createdAt: path('createdAt'), updatedAt: path('updatedAt') };
}
