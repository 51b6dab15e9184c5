import type { OutputFile, PlannedApi } from '../model/plan.js';
import { emitClient, emitIndex, emitVendor } from './client.js';
import { BANNER, FileBuilder, type ImportExtension } from './file.js';
import { emitResource } from './resource.js';
import { TypePrinter } from './types.js';

/** What is printed, and how imports end. */
export interface EmitInput {
  readonly apis: readonly PlannedApi[];
  readonly importExtension: ImportExtension;
}

/** Prints everything that was planned. */
export function emit({ apis, importExtension }: EmitInput): readonly OutputFile[] {
  return [...apis.flatMap((api) => emitApi(api, importExtension))];
}

function emitApi(planned: PlannedApi, extension: ImportExtension): readonly OutputFile[] {
  const types = new TypePrinter(planned.types);
  const resources = planned.resources.map((resource) => emitResource(planned, resource, types, extension));
  return [
    emitTypes(planned, types, extension),
    emitVendor(planned, types, extension),
    ...resources,
    emitClient(planned, extension),
    emitIndex(planned, extension, []),
  ];
}

function emitTypes({ api, types: table }: PlannedApi, types: TypePrinter, extension: ImportExtension): OutputFile {
  const file = new FileBuilder(`${api.id}/types.ts`, api.origin, extension);
  file.add(...table.types.map((type) => types.declare(type)));
  file.add(...types.helpers());
  return file.print();
}

/** The runtime is copied as it is: it was written, compiled and tested where it lies. Only the endings of its imports may differ. */
export function copyRuntime(runtime: readonly OutputFile[], extension: ImportExtension): readonly OutputFile[] {
  const ending = extension === 'none' ? '' : `.${extension}`;
  return runtime.map(({ path, text }) => ({
    path: `runtime/${path}`,
    text: `${BANNER} templates/runtime/${path}. Change what stands there, and generate again.\n\n${
      extension === 'js' ? text : text.replace(/(from '\.[^'\n]*)\.js'/g, `$1${ending}'`)
    }`,
  }));
}
