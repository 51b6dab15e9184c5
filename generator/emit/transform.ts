import transformSchemaObject from 'openapi-typescript/dist/transform/schema-object.mjs';
import type { GlobalContext, TransformNodeOptions } from 'openapi-typescript';
import ts from 'typescript';
import { refTo, type PortableSchema } from './portable.js';
import { stringLiteral } from './quote.js';

const { factory } = ts;

/** What openapi-typescript's transform wants to know: which of its many ways is ours, and the types that it has no words for. */
export function contextFor(): GlobalContext {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
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
    resolve: () => undefined,
    silent: true,
    transform: once(ownType),
  } as unknown as GlobalContext;
}

type OwnType = (schema: PortableSchema, options: TransformNodeOptions) => ts.TypeNode | undefined;

/** The transform asks twice about each property: of tuples in tuples that would be twice as often with every level. */
function once(make: OwnType): OwnType {
  const made = new WeakMap<PortableSchema, ts.TypeNode>();
  return (schema, options) => {
    const node = made.get(schema) ?? make(schema, options);
    if (node !== undefined) made.set(schema, node);
    return node;
  };
}

function ownType(schema: PortableSchema, options: TransformNodeOptions): ts.TypeNode | undefined {
  const { type, prefixItems, items, base, without } = schema;
  if (type === 'binary') return factory.createTypeReferenceNode('Blob');
  if (type === 'open') return openText();
  if (type === 'array' && prefixItems !== undefined) return tuple(prefixItems, items, options);
  if (type !== 'omit') return undefined;
  const members = without!.map((name) => factory.createTypeReferenceNode(stringLiteral(name)));
  return factory.createTypeReferenceNode('Omit', [
    transformSchemaObject({ $ref: refTo(base!) }, options),
    factory.createUnionTypeNode(members),
  ]);
}

/**
 * A union of literals with `string` is just `string` to the compiler, and an editor would offer nothing. With `string & {}` the known
 * values stay visible.
 */
function openText(): ts.TypeNode {
  return factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
}

function tuple(
  first: readonly PortableSchema[],
  rest: PortableSchema | undefined,
  options: TransformNodeOptions,
): ts.TypeNode {
  const node = (schema: PortableSchema): ts.TypeNode => transformSchemaObject(schema, options);
  const others =
    rest === undefined ? [] : [factory.createRestTypeNode(factory.createArrayTypeNode(node(rest)))];
  return factory.createTupleTypeNode([...first.map(node), ...others]);
}
