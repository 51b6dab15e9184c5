// openapi-typescript exports these modules without declarations of their own.
declare module 'openapi-typescript/dist/transform/schema-object.mjs' {
  import type { SchemaObject, TransformNodeOptions } from 'openapi-typescript';
  import type { TypeNode } from 'typescript';
  export default function transformSchemaObject(
    schema: SchemaObject,
    options: TransformNodeOptions,
  ): TypeNode;
}

declare module 'openapi-typescript/dist/lib/utils.mjs' {
  import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
  export function scanDiscriminators(
    document: OpenAPI3,
    options: { readonly silent: boolean },
  ): GlobalContext['discriminators'];
}
