import { scanDiscriminators } from 'openapi-typescript/dist/lib/utils.mjs';
import transformSchemaObject from 'openapi-typescript/dist/transform/schema-object.mjs';
import type { GlobalContext } from 'openapi-typescript';
import {
  StructureKind,
  type InterfaceDeclarationStructure,
  type PropertySignatureStructure,
  type TypeAliasDeclarationStructure,
} from 'ts-morph';
import ts from 'typescript';
import { isObject, type Located } from '../model/document.js';
import type { NamedType, TypeTable } from '../model/plan.js';
import { stringList, typesOf } from '../model/schema.js';
import type { Direction } from '../model/subschemas.js';
import { below } from '../source.js';
import { propertyName } from './quote.js';
import { withoutCircles } from './circles.js';
import { portable, refTo, type PortableSchema } from './schema.js';
import { TypeWriter, type PrintedType } from './writer.js';

/**
 * Turns the schemas of one document into TypeScript: openapi-typescript's transform does each schema, over our own resolved schemas
 * and with a context that we build; a writer then gives its nodes plain names.
 */
export class TypePrinter {
  readonly #table: TypeTable;
  readonly #schemas: Readonly<Record<string, PortableSchema>>;
  readonly #context: GlobalContext;
  readonly #writer = new TypeWriter();

  constructor(table: TypeTable) {
    this.#table = table;
    this.#schemas = withoutCircles(
      Object.fromEntries(table.types.map(({ name, schema, direction }) => [name, asObject(portable(schema, table, direction))])),
    );
    this.#context = contextFor({ components: { schemas: this.#schemas } });
  }

  /** The type of a schema where it is used: the name of a named one. */
  print(schema: Located, direction: Direction): PrintedType {
    const name = this.#table.nameOf(schema, direction);
    const node = name === undefined ? asObject(portable(schema, this.#table, direction)) : { $ref: refTo(name) };
    return this.#transform(node, '#/inline');
  }

  /** The declaration of a named type: an interface where it is one object, else an alias. */
  declare({ name, schema }: NamedType): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
    const object = this.#schemas[name]!;
    const docs = typeof object['title'] === 'string' ? [jsDoc(object)] : [];
    const extended = this.#extension(name, object);
    if (extended !== undefined) {
      const properties = this.#members(extended.own, name);
      const index = this.#indexSignature(schema, extended.own);
      const indexSignatures =
        index === undefined ? [] : [{ keyName: 'property', keyType: 'string', returnType: index }];
      return {
        kind: StructureKind.Interface,
        name,
        isExported: true,
        docs,
        extends: [...extended.bases],
        properties,
        indexSignatures,
      };
    }
    const { title: _title, ...bare } = object;
    const { text } = this.#transform(bare, refTo(name));
    return { kind: StructureKind.TypeAlias, name, isExported: true, docs, type: text };
  }

  /** Helper types that printed types make use of. Asked for when everything is printed. */
  helpers(): readonly string[] {
    const names = this.#context.injectFooter.flatMap((node) =>
      ts.isTypeAliasDeclaration(node as ts.Node) ? [(node as ts.TypeAliasDeclaration).name.text] : [],
    );
    return [...new Set(names)].map((name) => HELPERS[name] ?? '').filter((text) => text !== '');
  }

  #transform(schema: PortableSchema, path: string): PrintedType {
    const node = transformSchemaObject(schema as Parameters<typeof transformSchemaObject>[0], {
      path,
      ctx: this.#context,
    });
    return this.#writer.write(node);
  }

  #members(object: PortableSchema, owner: string): PropertySignatureStructure[] {
    const required = new Set(stringList(object['required']));
    return Object.entries((object['properties'] ?? {}) as Record<string, PortableSchema>).map(
      ([name, schema]) => {
        const { title, deprecated, ...bare } = schema;
        return {
          kind: StructureKind.PropertySignature,
          name: propertyName(name),
          hasQuestionToken: !required.has(name),
          type: this.#transform(bare, `${refTo(owner)}/properties/${name}`).text,
          docs: title === undefined && deprecated === undefined ? [] : [jsDoc(schema)],
        };
      },
    );
  }

  /** The parts of an interface, or undefined where the schema is more than one object with named bases. */
  #extension(
    name: string,
    object: PortableSchema,
  ): { readonly own: PortableSchema; readonly bases: readonly string[] } | undefined {
    if (
      this.#context.discriminators.objects[refTo(name)] !== undefined ||
      object['patternProperties'] ||
      object['nullable']
    )
      return undefined;
    if (['anyOf', 'oneOf', 'enum', 'const'].some((keyword) => keyword in object)) return undefined;
    const parts = (object['allOf'] ?? []) as PortableSchema[];
    const bases = parts.flatMap(({ $ref }) =>
      typeof $ref === 'string' ? [$ref.replace(refTo(''), '')] : [],
    );
    const inline = [...parts.filter(({ $ref }) => $ref === undefined), object];
    const own: PortableSchema = {
      properties: Object.fromEntries(inline.flatMap((part) => Object.entries(part['properties'] ?? {}))),
      required: inline.flatMap((part) => stringList(part['required'])),
      additionalProperties: object['additionalProperties'],
    };
    const names = Object.keys(own['properties'] as object);
    if (names.length === 0 || inline.some((part) => part !== object && 'allOf' in part)) return undefined;
    if (stringList(own['required']).some((property) => !names.includes(property))) return undefined;
    const inherited = bases.map((base) => this.#schemas[base]);
    const simple = inherited.every(
      (base) => base !== undefined && isPlainObject(base) && !overlap(base, names),
    );
    return simple && (bases.length < 2 || !clash(inherited as PortableSchema[])) && this.#indexable(own)
      ? { own, bases }
      : undefined;
  }

  /** Other properties are said by an index signature only where it can't contradict the named ones: texts beside texts. */
  #indexable(own: PortableSchema): boolean {
    const rest = own['additionalProperties'];
    return rest === undefined || rest === false || rest === true || isObject(rest);
  }

  #indexSignature(schema: Located, own: PortableSchema): string | undefined {
    const rest = own['additionalProperties'];
    if (rest === undefined || rest === false) return undefined;
    const document = this.#table.document;
    const value = isObject(schema.value) ? schema.value : {};
    const types =
      rest === true
        ? undefined
        : typesOf(document, { value: value['additionalProperties'], place: schema.place });
    const named = Object.entries(isObject(value['properties']) ? value['properties'] : {});
    const fits = named.every(([name, member]) => {
      const inner = typesOf(document, { value: member, place: below(schema.place, 'properties', name) });
      return (
        types !== undefined &&
        inner !== undefined &&
        [...inner].every((type) => types.has(type) && type !== 'object' && type !== 'array')
      );
    });
    return fits
      ? `${this.#transform(asObject(rest as PortableSchema), '#/inline').text} | undefined`
      : 'unknown';
  }
}

/** The helper types of openapi-typescript, in our own words: its `WithRequired` does not take a type that may be null. */
const HELPERS: Readonly<Record<string, string>> = {
  WithRequired:
    '/** A type with some of its optional members required. */\nexport type WithRequired<T, K extends PropertyKey> = T & { [P in K & keyof T]-?: T[P] };',
};

/** The doc comment of a portable schema. */
function jsDoc(schema: PortableSchema): string {
  const title = typeof schema['title'] === 'string' ? schema['title'] : '';
  const tag = schema['deprecated'] === true ? '@deprecated' : '';
  const text = [title, tag].filter((part) => part !== '').join('\n\n');
  return text.includes('\n') ? `\n${text}` : text;
}

function asObject(schema: PortableSchema | boolean): PortableSchema {
  return typeof schema === 'boolean' ? {} : schema;
}

function isPlainObject(schema: PortableSchema): boolean {
  return (
    !['allOf', 'anyOf', 'oneOf', 'enum', 'nullable', 'discriminator', 'patternProperties'].some(
      (keyword) => keyword in schema,
    ) && 'properties' in schema
  );
}

function overlap(base: PortableSchema, names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(base['properties'] as object, name));
}

function clash(bases: readonly PortableSchema[]): boolean {
  const names = bases.flatMap((base) => Object.keys(base['properties'] as object));
  return new Set(names).size < names.length;
}

function contextFor(document: {
  readonly components: { readonly schemas: Readonly<Record<string, PortableSchema>> };
}): GlobalContext {
  const resolve = ($ref: string): unknown => document.components.schemas[$ref.replace(refTo(''), '')];
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    discriminators: scanDiscriminators(document as unknown as Parameters<typeof scanDiscriminators>[0], {
      silent: true,
    }),
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    injectFooter: [],
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    redoc: undefined,
    resolve,
    silent: true,
    transform: (schema: { readonly format?: string }) =>
      schema.format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined,
  } as unknown as GlobalContext;
}
