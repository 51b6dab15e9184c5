import type { OptionalKind, ParameterDeclarationStructure } from 'ts-morph';
import type { PlannedApi, PlannedMethod, PlannedResource } from '../model/plan.js';
import type { Direction } from '../model/subschemas.js';
import type { StyleTable } from './call.js';
import type { FileBuilder } from './file.js';
import { place } from './symbols.js';
import type { TypePrinter } from './types.js';

/** What the emitters of one resource share. */
export interface ResourceContext {
  readonly api: PlannedApi;
  readonly resource: PlannedResource;
  readonly file: FileBuilder;
  readonly types: TypePrinter;
  readonly styles: StyleTable;
  readonly bodyStyles: StyleTable;
}

/** The parameters of the path, in the order they stand in it. */
export function pathParameters(
  method: PlannedMethod,
  context: ResourceContext,
): OptionalKind<ParameterDeclarationStructure>[] {
  return method.path.map(({ name, parameter }) => ({
    name,
    type: readonlyList(typeText(parameter.schema, 'request', context)),
  }));
}

/** The type of a schema as it stands in this file. */
export function typeText(
  schema: Parameters<TypePrinter['print']>[0],
  direction: Direction,
  { file, types, api }: ResourceContext,
): string {
  return place(file, types.print(schema, direction), api);
}

/** Lists that a caller hands in are not changed. */
export function readonlyList(type: string): string {
  const isList = type.endsWith('[]') && (!type.includes('|') || /^\([^()]*\)\[\]$/.test(type));
  return isList && !type.startsWith('readonly ') ? `readonly ${type}` : type;
}
