import { isObject } from '../model/document.js';
import type { Pointer } from '../source.js';

/** A `$ref` of a source, and the pointer of the object that holds it. */
export interface Reference {
  readonly ref: string;
  readonly pointer: Pointer;
}

/** What a source refers to, and by which names parts of it can be referred to. */
export interface Links {
  readonly references: readonly Reference[];
  /** Objects whose `$ref` is no text. */
  readonly odd: readonly Pointer[];
  readonly anchors: ReadonlyMap<string, Pointer>;
  readonly ids: ReadonlyMap<string, Pointer>;
}

/** Every link of a source. Names of properties, examples, extensions and the like, where a `$ref` is data, are passed over. */
export function linksOf(data: unknown): Links {
  const references: Reference[] = [];
  const odd: Pointer[] = [];
  const anchors = new Map<string, Pointer>();
  const ids = new Map<string, Pointer>();
  const pointer: string[] = [];

  function object(value: Readonly<Record<string, unknown>>): void {
    const { $ref, $id, $anchor, $dynamicAnchor } = value;
    if (typeof $ref === 'string') references.push({ ref: $ref, pointer: [...pointer] });
    else if ($ref !== undefined) odd.push([...pointer]);
    if (typeof $id === 'string') ids.set($id, [...pointer]);
    for (const anchor of [$anchor, $dynamicAnchor])
      if (typeof anchor === 'string') anchors.set(anchor, [...pointer]);
  }

  function walk(value: object, areNames: boolean): void {
    if (!areNames && isObject(value)) object(value);
    for (const key of Object.keys(value)) {
      const member = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof member !== 'object' || member === null || (!areNames && isData(key))) continue;
      pointer.push(key);
      walk(member, !areNames && NAMED.has(key));
      pointer.pop();
    }
  }

  if (typeof data === 'object' && data !== null) walk(data, false);
  return { references, odd, anchors, ids };
}

function isData(key: string): boolean {
  return DATA.has(key) || (key.startsWith('x-') && key !== 'x-webhooks');
}

const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'mapping']);

/** Members whose own members have names that the author chose. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'headers',
  'callbacks',
  'paths',
  'webhooks',
  'x-webhooks',
]);

/** The same data with other references. */
export function mapReferences(value: unknown, map: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapReferences(item, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string' ? map(member) : mapReferences(member, map),
    ]),
  );
}
