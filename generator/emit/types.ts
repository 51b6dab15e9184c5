import transformSchemaObject from 'openapi-typescript/dist/transform/schema-object.mjs';
import {
  StructureKind,
  type InterfaceDeclarationStructure,
  type PropertySignatureStructure,
  type TypeAliasDeclarationStructure,
} from 'ts-morph';
import type { Located } from '../model/document.js';
import type { NamedType, TypeTable } from '../model/plan.js';
import type { Direction } from '../model/subschemas.js';
import { withoutCircles } from './circles.js';
import { Composer } from './compose.js';
import { discriminated } from './discriminators.js';
import { refTo, type PortableSchema } from './portable.js';
import { propertyName } from './quote.js';
import { SchemaReader } from './schema.js';
import { contextFor } from './transform.js';
import { TypeWriter, type PrintedType } from './writer.js';

/** Schemas that say more than this, as JSON, hardly stand twice in a document. */
const LONGEST_KEPT = 1000;

/**
 * Turns the schemas of one document into TypeScript. They are read into a form that speaks only of types, untied, told apart and
 * composed; what is left is simple, and openapi-typescript's transform makes types of it, to which a writer gives plain names.
 */
export class TypePrinter {
  readonly #table: TypeTable;
  readonly #composer: Composer;
  readonly #context = contextFor();
  readonly #writer = new TypeWriter();
  /** What was printed already: most members of types are alike. */
  readonly #printed = new Map<string, PrintedType>();

  constructor(table: TypeTable) {
    this.#table = table;
    const read = new Map(
      table.types.map(({ name, schema, direction }) => [name, this.#reader(direction).read(schema)]),
    );
    const called = new Map(
      table.types.map(({ name, schema }) => [name, schema.place.pointer.at(-1) ?? name]),
    );
    this.#composer = new Composer(discriminated(withoutCircles(read), called));
  }

  /** The type of a schema where it is used: the name of a named one. */
  print(schema: Located, direction: Direction): PrintedType {
    const name = this.#table.nameOf(schema, direction);
    return this.#transform(name === undefined ? this.#reader(direction).read(schema) : { $ref: refTo(name) });
  }

  /** The declaration of a named type: an interface where it is one object, else an alias. */
  declare({ name }: NamedType): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
    const { title, deprecated, ...schema } = this.#composer.get(name)!;
    const docs = jsDoc(title, deprecated);
    const parts = schema.allOf ?? [schema];
    const [own, ...others] = parts.filter(({ type }) => type === 'object');
    const isObject = own?.properties !== undefined && others.length === 0;
    if (isObject && this.#composer.members.of(schema) !== undefined) {
      const bases = parts.filter((part) => part !== own).map((base) => this.#transform(base).text);
      return {
        ...this.#interface(own),
        kind: StructureKind.Interface,
        name,
        isExported: true,
        docs,
        extends: bases,
      };
    }
    return {
      kind: StructureKind.TypeAlias,
      name,
      isExported: true,
      docs,
      type: this.#transform(schema).text,
    };
  }

  #reader(direction: Direction): SchemaReader {
    return new SchemaReader(this.#table, direction);
  }

  #transform(schema: PortableSchema): PrintedType {
    const key = JSON.stringify(schema);
    const known = this.#printed.get(key);
    if (known !== undefined) return known;
    const composed = this.#composer.deep(schema);
    const options = { path: '#/inline', ctx: this.#context };
    const printed = this.#writer.write(transformSchemaObject(composed, options));
    if (key.length <= LONGEST_KEPT) this.#printed.set(key, printed);
    return printed;
  }

  #interface({ properties = {}, required = [], additionalProperties: rest }: PortableSchema): {
    readonly properties: PropertySignatureStructure[];
    readonly indexSignatures: InterfaceDeclarationStructure['indexSignatures'] & object;
  } {
    const wanted = new Set(required);
    const members = Object.entries(properties).map(
      ([name, { title, deprecated, ...schema }]): PropertySignatureStructure => ({
        kind: StructureKind.PropertySignature,
        name: propertyName(name),
        hasQuestionToken: !wanted.has(name),
        type: this.#transform(schema).text,
        docs: jsDoc(title, deprecated),
      }),
    );
    if (rest === undefined) return { properties: members, indexSignatures: [] };
    const type = this.#transform(rest).text;
    const returnType = type === 'unknown' ? type : `${type} | undefined`;
    return { properties: members, indexSignatures: [{ keyName: 'property', keyType: 'string', returnType }] };
  }
}

function jsDoc(title: string | undefined, deprecated: boolean | undefined): string[] {
  const text = [title ?? '', deprecated === true ? '@deprecated' : '']
    .filter((part) => part !== '')
    .join('\n\n');
  return text === '' ? [] : [text.includes('\n') ? `\n${text}` : text];
}
