import {
  StructureKind,
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
} from 'ts-morph';
import { isObject } from '../model/document.js';
import type { PlannedBulk, PlannedQuery, PlannedResource } from '../model/plan.js';
import { readonlyList, typeText, type ResourceContext } from './context.js';
import { describe } from './notes.js';
import { docText, propertyName, stringLiteral } from './quote.js';
import { runtime } from './symbols.js';

/** The parameters of a method that are no part of its path, as one object. */
export function queryInterface(
  { typeName, parameters }: PlannedQuery,
  context: ResourceContext,
): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    name: typeName,
    isExported: true,
    properties: parameters.map(({ name, parameter }) => {
      const text =
        docText(parameter.description) ||
        (isObject(parameter.schema.value) ? describe(parameter.schema.value) : '');
      const docs = [text, parameter.deprecated ? '@deprecated' : '']
        .filter((part) => part !== '')
        .join('\n\n');
      return {
        name: propertyName(name),
        hasQuestionToken: !parameter.required,
        type: optional(readonlyList(typeText(parameter.schema, 'request', context)), parameter.required),
        docs: docs === '' ? [] : [docs.includes('\n') ? `\n${docs}` : docs],
      };
    }),
  };
}

/** A parameter may be left out by saying `undefined`: an app's own optional values pass straight through. */
function optional(type: string, required: boolean): string {
  return required ? type : `${type} | undefined`;
}

/** The options of a method that takes more than every method does. */
export function optionsInterface(
  name: string,
  base: string,
  properties: readonly OptionalKind<PropertySignatureStructure>[],
  { file }: ResourceContext,
): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    name,
    isExported: true,
    extends: [file.type(runtime(base))],
    properties: [...properties],
  };
}

/** The parameters, where they stand in the options. */
export function queryMember(query: PlannedQuery): OptionalKind<PropertySignatureStructure> {
  return { name: query.argument, isReadonly: true, hasQuestionToken: true, type: query.typeName };
}

/** What the options of a bulk method have beside those of all bulk methods. */
export function bulkMembers(
  { single, shared, bulk }: PlannedBulk,
  context: ResourceContext,
): readonly OptionalKind<PropertySignatureStructure>[] {
  const query = single.query?.inOptions === true ? [queryMember(single.query)] : [];
  if (!shared) return query;
  const type = `Omit<${typeText(single.input!, 'request', context)}, ${stringLiteral(bulk.fact.body!)}>`;
  return [
    ...query,
    {
      name: 'body',
      isReadonly: true,
      hasQuestionToken: true,
      type,
      docs: ['What holds for the whole call, beside the items.'],
    },
  ];
}

/** One item of a bulk method: what a single call takes, as one object. */
export function itemInterface(
  { itemName, single }: PlannedResource['bulk'][number],
  context: ResourceContext,
): InterfaceDeclarationStructure[] {
  if (itemName === undefined) return [];
  const ids = single.path.map(({ name, parameter }) => ({
    name,
    isReadonly: true,
    type: typeText(parameter.schema, 'request', context),
  }));
  const input =
    single.input === undefined
      ? []
      : [{ name: 'input', isReadonly: true, type: typeText(single.input, 'request', context) }];
  const properties = [...ids, ...input];
  return [{ kind: StructureKind.Interface, name: itemName, isExported: true, properties }];
}
