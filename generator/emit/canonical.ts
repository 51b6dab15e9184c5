import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { Canonical, Entity } from '../model/mapping.js';
import type { OutputFile, TypeTable } from '../model/plan.js';
import { isObject } from '../model/document.js';
import { fragment } from '../source.js';
import { localName } from '../words.js';
import { FileBuilder, type ImportExtension } from './file.js';
import { runtime } from './symbols.js';
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
  for (const entity of canonical.entities.values())
    file.add(refsOf(entity, typeName(entity, table), refType(canonical, table) ?? file.type(runtime('Ref'))));
  return file.print();
}

/** What the output calls an entity's type: its own name, unless that means something else there. */
function typeName({ document, name }: Entity, table: TypeTable): string {
  return table.nameOf(document.follow(fragment(['components', 'schemas', name]), document.root)!, 'whole')!;
}

/** What the output calls the model's own references; undefined where it has none. */
function refType({ document }: Canonical, table: TypeTable): string | undefined {
  const ref = document.follow(fragment(['components', 'schemas', 'Ref']), document.root);
  return ref && table.nameOf(ref, 'whole');
}

function refsOf(entity: Entity, type: string, ref: string): FunctionDeclarationStructure {
  const record = localName(entity.name);
  const fields = [...entity.fields.values()]
    .filter(({ list, schema }) => list && refersTo(schema.value, 'Ref'))
    .map(({ name }) => name);
  return {
    kind: StructureKind.Function,
    name: `refsOf${entity.name}`,
    isExported: true,
    docs: [`The records that a ${record} refers to: look them up together, before many are written.`],
    parameters: [{ name: fields.length === 0 ? `_${record}` : record, type }],
    returnType: `${ref}[]`,
    statements: [`return [${fields.map((field) => `...(${record}.${field} ?? [])`).join(', ')}];`],
  };
}

function refersTo(schema: unknown, name: string): boolean {
  const items = isObject(schema) ? schema['items'] : undefined;
  return isObject(items) && typeof items['$ref'] === 'string' && items['$ref'].endsWith(`/${name}`);
}
