import type { Mapping } from '../model/mapping.js';
import type { OutputFile, PlannedApi, PlannedCanonical } from '../model/plan.js';
import { emitCanonical } from './canonical.js';
import { emitClient, emitIndex } from './client.js';
import { BANNER, FileBuilder, type ImportExtension } from './file.js';
import type { Side } from './mapping/context.js';
import { emitMappers } from './mapping/mappers.js';
import { emitPair } from './mapping/pair.js';
import { emitResource } from './resource.js';
import { TypePrinter } from './types.js';
import { emitVendor } from './vendor.js';
import { emitWebhooks } from './webhooks.js';

/** What is printed, and how imports end. */
export interface EmitInput {
  readonly apis: readonly PlannedApi[];
  readonly canonical: PlannedCanonical | undefined;
  readonly mappings: readonly Mapping[];
  readonly importExtension: ImportExtension;
}

/** Prints everything that was planned. */
export function emit({ apis, canonical, mappings, importExtension }: EmitInput): readonly OutputFile[] {
  const printers = new Map(apis.map((planned) => [planned.api, new TypePrinter(planned.types)]));
  const sides = mappings.map((mapping): Side => {
    const planned = apis.find(({ api }) => api === mapping.api)!;
    return { mapping, planned, types: printers.get(planned.api)!, canonical: canonical!.types };
  });
  const used = canonical !== undefined && sides.length > 0;
  return [
    ...(used ? [emitCanonical(canonical.canonical, canonical.types, importExtension)] : []),
    ...apis.flatMap((planned) => {
      const own = sides.filter((side) => side.planned === planned);
      return emitApi(planned, printers.get(planned.api)!, own, importExtension);
    }),
    ...emitPairs(sides, importExtension),
  ];
}

function emitApi(
  planned: PlannedApi,
  types: TypePrinter,
  sides: readonly Side[],
  extension: ImportExtension,
): readonly OutputFile[] {
  const { webhooks } = planned;
  const resources = planned.resources.map((resource) => emitResource(planned, resource, types, extension));
  const mappers = sides.length === 0 ? [] : [emitMappers(sides, extension)];
  const more = [
    ...(mappers.length === 0 ? [] : ['mappers']),
    ...(webhooks === undefined ? [] : [webhooks.file]),
  ];
  // A document without operations has types to give, and no client.
  const client =
    resources.length === 0 ? [] : [emitVendor(planned, types, extension), emitClient(planned, extension)];
  return [
    emitTypes(planned, types, extension),
    ...client,
    ...resources,
    ...mappers,
    ...(webhooks === undefined ? [] : [emitWebhooks(planned, webhooks, types, extension)]),
    emitIndex(planned, extension, more),
  ];
}

/** One file for each ordered pair of vendors that have an entity in common. */
function emitPairs(sides: readonly Side[], extension: ImportExtension): readonly OutputFile[] {
  const vendors = [...new Set(sides.map(({ planned }) => planned))];
  return vendors.flatMap((from) =>
    vendors.flatMap((to) => {
      const pairs = sides.flatMap((source) => {
        const target = sides.find(
          ({ planned, mapping }) => planned === to && mapping.entity === source.mapping.entity,
        );
        const fits = source.planned === from && from !== to && target?.mapping.shapes.create !== undefined;
        return fits ? [[source, target] as const] : [];
      });
      return pairs.length === 0 ? [] : [emitPair(pairs, extension)];
    }),
  );
}

function emitTypes(
  { api, types: table }: PlannedApi,
  types: TypePrinter,
  extension: ImportExtension,
): OutputFile {
  const file = new FileBuilder(`${api.id}/types.ts`, api.origin, extension);
  for (const type of table.types) file.add(types.declare(type));
  return file.print();
}

/** The runtime is copied as it is: it was written, compiled and tested where it lies. Only the endings of its imports may differ. */
export function copyRuntime(
  runtime: readonly OutputFile[],
  extension: ImportExtension,
): readonly OutputFile[] {
  const ending = extension === 'none' ? '' : `.${extension}`;
  return runtime.map(({ path, text }) => ({
    path: `runtime/${path}`,
    text: `${BANNER} templates/runtime/${path}. Change what stands there, and generate again.\n\n${
      extension === 'js' ? text : text.replace(/(from '\.[^'\n]*)\.js'/g, `$1${ending}'`)
    }`,
  }));
}
