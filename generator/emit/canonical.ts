import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { Canonical, Entity } from '../model/mapping.js';
import type { OutputFile, TypeTable } from '../model/plan.js';
import { isObject } from '../model/document.js';
import { camelCase } from '../words.js';
import { FileBuilder, type ImportExtension } from './file.js';
import { TypePrinter } from './types.js';

/** `canonical.ts`: the canonical model, and the references of each of its records. */
export function emitCanonical(
  canonical: Canonical,
  table: TypeTable,
  extension: ImportExtension,
): OutputFile {
  const types = new TypePrinter(table);
  const file = new FileBuilder('canonical.ts', canonical.origin, extension);
  for (const type of table.types) file.add(types.declare(type));
  for (const entity of canonical.entities.values()) file.add(refsOf(entity));
  return file.print();
}

function refsOf(entity: Entity): FunctionDeclarationStructure {
  const record = camelCase(entity.name);
  const fields = [...entity.fields.values()]
    .filter(({ list, schema }) => list && refersTo(schema.value, 'Ref'))
    .map(({ name }) => name);
  return {
    kind: StructureKind.Function,
    name: `refsOf${entity.name}`,
    isExported: true,
    docs: [`The records that a ${record} refers to: look them up together, before many are written.`],
    parameters: [{ name: record, type: entity.name }],
    returnType: 'Ref[]',
    statements: [`return [${fields.map((field) => `...(${record}.${field} ?? [])`).join(', ')}];`],
  };
}

function refersTo(schema: unknown, name: string): boolean {
  const items = isObject(schema) ? schema['items'] : undefined;
  return isObject(items) && typeof items['$ref'] === 'string' && items['$ref'].endsWith(`/${name}`);
}
