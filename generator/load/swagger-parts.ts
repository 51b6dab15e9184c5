import path from 'node:path';
import { isObject, type JsonObject } from '../model/document.js';
import { parseFragment, Source } from '../source.js';
import type { Files } from './files.js';
import { fromLocation, isUrl } from './location.js';
import { mapReferences } from './references.js';

type Data = Record<string, unknown>;

/**
 * A Swagger document with the paths, parameters and answers that it keeps in other files in their place. These look different in
 * OpenAPI 3 and have to be converted with the rest; schemas look the same and stay where they are.
 */
export async function withParts(source: Source, location: string, files: Files): Promise<Source> {
  const { data } = source;
  if (!isObject(data) || data['swagger'] === undefined) return source;
  const parts = new Parts(location, files);
  const whole: Data = { ...data };
  for (const name of ['parameters', 'responses']) whole[name] &&= await parts.ofEach(whole[name]);
  whole['paths'] &&= await parts.ofEach(whole['paths'], (item) => parts.pathItem(item));
  if (!parts.found) return source;
  return new Source(source.path, source.text, whole, (pointer, part) => source.locate(pointer, part));
}

/** A part that leads to another, which leads to another, ends after so many. */
const MOST_STEPS = 10;

class Parts {
  readonly #location: string;
  readonly #files: Files;
  /** Whether anything stood in another file. */
  found = false;

  constructor(location: string, files: Files) {
    this.#location = location;
    this.#files = files;
  }

  /** An object or a list with each member in its place. */
  async ofEach(
    value: unknown,
    then: (part: Data) => Promise<unknown> = async (part) => part,
  ): Promise<unknown> {
    const one = async (member: unknown): Promise<unknown> => {
      const part = await this.#inPlace(member);
      return isObject(part) ? then({ ...part }) : part;
    };
    if (Array.isArray(value)) return Promise.all(value.map(one));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(async ([key, member]) => [key, await one(member)] as const);
    return Object.fromEntries(await Promise.all(members));
  }

  async pathItem(item: Data): Promise<unknown> {
    item['parameters'] &&= await this.ofEach(item['parameters']);
    for (const [method, operation] of Object.entries(item)) {
      if (!isObject(operation)) continue;
      const own: Data = { ...operation };
      for (const name of ['parameters', 'responses']) own[name] &&= await this.ofEach(own[name]);
      item[method] = own;
    }
    return item;
  }

  async #inPlace(value: unknown): Promise<unknown> {
    let current = value;
    for (let steps = 0; steps < MOST_STEPS && isObject(current); steps += 1) {
      const next = await this.#partAt(current['$ref']);
      if (next === undefined) break;
      this.found = true;
      current = next;
    }
    return current;
  }

  /** What a reference to another file leads to, with its own references as they read from the document. */
  async #partAt(ref: unknown): Promise<unknown> {
    if (typeof ref !== 'string' || ref.startsWith('#')) return undefined;
    const [file = '', fragment = ''] = ref.split('#', 2);
    const location = fromLocation(this.#location, file);
    const neighbour = location === undefined ? undefined : await this.#files.neighbour(location);
    if (neighbour === undefined || !('source' in neighbour)) return undefined;
    let part: unknown = neighbour.source.data;
    for (const token of parseFragment(fragment))
      part = isObject(part) && Object.hasOwn(part, token) ? (part as JsonObject)[token] : undefined;
    return mapReferences(part, (inner) => this.#fromHere(inner, neighbour.location));
  }

  #fromHere(ref: string, location: string): string {
    const file = ref.split('#', 1)[0]!;
    const target = file === '' ? location : fromLocation(location, file);
    if (target === undefined || isUrl(target)) return (target ?? file) + ref.slice(file.length);
    if (target === this.#location) return ref.slice(file.length);
    const relative = path.relative(path.dirname(this.#location), target).split(path.sep).join('/');
    return relative.replaceAll('%', '%25').replaceAll('#', '%23') + ref.slice(file.length);
  }
}
