import { isObject, type JsonObject } from '../../model/document.js';
import type { MappingFile } from '../../model/project.js';
import { below, type Place } from '../../source.js';

/** A value of a mapping and where it was written. */
export interface Written<T = unknown> {
  readonly value: T;
  readonly place: Place;
}

/**
 * The files that speak of one entity of one vendor, the shipped one first. A later file says more, or something else, member by member.
 */
export class Layers {
  readonly #files: readonly MappingFile[];

  constructor(files: readonly MappingFile[]) {
    this.#files = files;
  }

  /** Where the mapping as a whole stands. */
  get place(): Place {
    return { source: this.#files.at(-1)!.source, pointer: ['entity'] };
  }

  /** A member of the top level: the last file that has it wins. */
  get(name: string): Written | undefined {
    return this.#members(name).at(-1);
  }

  /** The text of a member of the top level. */
  text(name: string): Written<string> | undefined {
    const found = this.get(name);
    return typeof found?.value === 'string' ? { value: found.value, place: found.place } : undefined;
  }

  /** The entries of a map at a path, of all files together. */
  entries(...path: readonly string[]): ReadonlyMap<string, Written> {
    const found = new Map<string, Written>();
    for (const { source } of this.#files) {
      const map = path.reduce<unknown>(
        (value, token) => (isObject(value) ? value[token] : undefined),
        source.data,
      );
      if (!isObject(map)) continue;
      for (const [key, value] of Object.entries(map))
        found.set(key, { value, place: { source, pointer: [...path, key] } });
    }
    return found;
  }

  /** The items of a list at the top level, of all files together. */
  items(name: string): readonly Written<JsonObject>[] {
    return this.#members(name).flatMap(({ value, place }) =>
      (Array.isArray(value) ? value : [])
        .filter(isObject)
        .map((item, index) => ({ value: item, place: below(place, String(index)) })),
    );
  }

  #members(name: string): readonly Written[] {
    return this.#files.flatMap(({ source }) =>
      isObject(source.data) && name in source.data
        ? [{ value: source.data[name], place: { source, pointer: [name] } }]
        : [],
    );
  }
}
