/** Pieces of OpenAPI documents, in few words. */

export const text = { type: 'string' } as const;

/** A reference to a schema of the components. */
export function ref(name: string): object {
  return { $ref: `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
}

/** A body of JSON. */
export function json(schema: object): { readonly content: object } {
  return { content: { 'application/json': { schema } } };
}

/** Answers of which one is a success. */
export function answers(schema: object): object {
  return { 200: { description: 'x', ...json(schema) } };
}

/** A document whose one operation answers with an object that has a property for each of some schemas. */
export function schemas(all: Readonly<Record<string, unknown>>): object {
  const properties = Object.fromEntries(Object.keys(all).map((name, index) => [`p${index}`, ref(name)]));
  return {
    paths: {
      '/a': { get: { operationId: 'things.get', responses: answers({ type: 'object', properties }) } },
    },
    components: { schemas: all },
  };
}
