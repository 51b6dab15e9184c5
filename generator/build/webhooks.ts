import type { Webhook } from '../model/api.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import { text } from '../model/schema.js';
import { readBody } from './bodies.js';
import type { FoundOperation } from './find.js';
import { member } from './member.js';
import { readParameters } from './parameters.js';

/** What the vendor calls of its own accord, and what operations ask it to call. */
export function readWebhooks(
  document: OpenApiDocument,
  operations: readonly Pick<FoundOperation, 'key' | 'operation'>[],
): readonly Webhook[] {
  const root: Located = { value: document.root.data, place: { source: document.root, pointer: [] } };
  return [
    ...['webhooks', 'x-webhooks'].flatMap((field) =>
      calls(document, member(document, root, field), undefined),
    ),
    ...operations.flatMap(({ key, operation }) => {
      const callbacks = member(document, operation, 'callbacks');
      if (callbacks === undefined || !isObject(callbacks.value)) return [];
      return Object.keys(callbacks.value).flatMap((name) =>
        calls(document, member(document, callbacks, name), key, name),
      );
    }),
  ];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** The calls of a map of path items: by their keys, or all by one name where the keys are expressions. */
function calls(
  document: OpenApiDocument,
  items: Located | undefined,
  operation: string | undefined,
  name?: string,
): readonly Webhook[] {
  if (items === undefined || !isObject(items.value)) return [];
  return Object.keys(items.value).flatMap((key) => {
    const item = key.startsWith('x-') && name !== undefined ? undefined : member(document, items, key);
    return METHODS.flatMap((httpMethod): Webhook[] => {
      const call = item && member(document, item, httpMethod);
      if (call === undefined || !isObject(call.value)) return [];
      return [
        {
          name: name ?? key,
          operation,
          httpMethod: httpMethod.toUpperCase(),
          summary: text(call.value['summary']),
          description: text(call.value['description']),
          deprecated: call.value['deprecated'] === true,
          parameters: readParameters(document, item!, call, ''),
          body: readBody(document, call),
        },
      ];
    });
  });
}
