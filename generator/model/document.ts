import type { Place, Source } from '../source.js';

/** Data of a source together with where it stands. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly place: Place;
}

/** A plain JSON object. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An OpenAPI document with the files it refers to. */
export interface OpenApiDocument {
  readonly root: Source;
  /** Follows `$ref`s to the end; undefined where nothing is there, or where they run in a circle. Never reports. */
  resolve(node: Located): Located | undefined;
  /** What one `$ref` text means at a place, one step. */
  follow(ref: string, from: Source): Located | undefined;
}
