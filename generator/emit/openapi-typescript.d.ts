// openapi-typescript exports this module without declarations of its own.
declare module 'openapi-typescript/dist/transform/schema-object.mjs' {
  import type { TransformNodeOptions } from 'openapi-typescript';
  import type { TypeNode } from 'typescript';
  export default function transformSchemaObject(schema: object, options: TransformNodeOptions): TypeNode;
}
