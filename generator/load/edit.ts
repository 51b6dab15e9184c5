import { isObject } from '../model/document.js';
import { below, Source, type Place, type Pointer } from '../source.js';

/** Where a part of edited data was written. A part below it that has no entry stands where the document has it. */
interface Origin {
  readonly place: Place;
  readonly parts: Map<string, Origin>;
}

/** A value and where it was written. */
export interface Part {
  readonly value: unknown;
  readonly origin: Origin;
}

/** A value of a file, to be put somewhere else. Members of it may have been written elsewhere. */
export function partOf(
  value: unknown,
  place: Place,
  elsewhere: readonly (readonly [member: string, place: Place])[] = [],
): Part {
  const parts = elsewhere.map(([name, at]) => [name, { place: at, parts: new Map() }] as const);
  return { value, origin: { place, parts: new Map(parts) } };
}

/**
 * The data of a source with changes. The source itself stays as it is: what changes is copied first, all else is shared. Every part
 * remembers where it was written, through merges, and through removals that shift what comes behind.
 */
export class Edit {
  readonly #source: Source;
  #root: Part;
  /** The objects and lists that were copied here, which nobody else holds. */
  #ours = new Set<object>();

  constructor(source: Source) {
    this.#source = source;
    this.#root = partOf(source.data, { source, pointer: [] });
  }

  get data(): unknown {
    return this.#root.value;
  }

  /** Whether what is at a pointer was put there, and not by the source itself. */
  isAdded(pointer: Pointer): boolean {
    return trace(this.#root.origin, pointer).source !== this.#source;
  }

  /** What is at a pointer, for use at another place as well. */
  at(pointer: Pointer): Part {
    this.#ours = new Set();
    let { value, origin } = this.#root;
    for (const token of pointer) {
      value = member(value, token);
      origin = originBelow(origin, token);
    }
    return copy({ value, origin });
  }

  /**
   * Merges a part into what is at a pointer: objects member by member, a list with a list behind it, a primitive value in place of
   * another, and into a list at the pointer itself also a single item. Gives the pointers within the part that fit nothing there.
   */
  merge(pointer: Pointer, part: Part): readonly Pointer[] {
    const clashes: Pointer[] = [];
    this.#change(pointer, (old) =>
      Array.isArray(old.value) && !Array.isArray(part.value)
        ? this.#append(old, old.value, [part])
        : this.#merged(old, part, [], clashes),
    );
    return clashes;
  }

  /** Takes members or items out of the object or list at a pointer. */
  remove(pointer: Pointer, tokens: ReadonlySet<string>): void {
    this.#change(pointer, ({ value, origin }) => {
      const parts = new Map<string, Origin>();
      if (!Array.isArray(value)) {
        const kept = Object.entries(value ?? {}).filter(([key]) => !tokens.has(key));
        for (const [key, part] of origin.parts) if (!tokens.has(key)) parts.set(key, part);
        return { value: Object.fromEntries(kept), origin: { place: origin.place, parts } };
      }
      const kept = [...value.keys()].filter((index) => !tokens.has(String(index)));
      for (const [index, old] of kept.entries()) parts.set(String(index), originBelow(origin, String(old)));
      return { value: kept.map((index): unknown => value[index]), origin: { place: origin.place, parts } };
    });
  }

  /** A source that holds the changed data and leads to where each part of it was written. */
  toSource(): Source {
    const { value, origin } = this.#root;
    const source = this.#source;
    return new Source(
      source.path,
      source.text,
      value,
      (pointer, part) => {
        const place = trace(origin, pointer);
        return place.source === source ? source.locate(place.pointer, part) : undefined;
      },
      (pointer) => trace(origin, pointer),
    );
  }

  /** Puts something else in the place of what is at a pointer, copying what leads there. */
  #change(pointer: Pointer, change: (old: Part) => Part): void {
    const last = pointer.at(-1);
    if (last === undefined) {
      this.#root = change(this.#root);
      return;
    }
    this.#change(pointer.slice(0, -1), ({ value, origin }) => {
      const holder = this.#own(value);
      put(holder, origin, last, change({ value: member(holder, last), origin: entry(origin, last) }));
      return { value: holder, origin };
    });
  }

  #merged(old: Part, { value, origin }: Part, path: Pointer, clashes: Pointer[]): Part {
    if (Array.isArray(old.value) && Array.isArray(value)) {
      const items = value.map((item: unknown, index): Part => {
        return { value: item, origin: originBelow(origin, String(index)) };
      });
      return this.#append(old, old.value, items);
    }
    if (isObject(old.value) && isObject(value)) {
      const holder = this.#own(old.value);
      for (const [key, item] of Object.entries(value)) {
        const part: Part = { value: item, origin: originBelow(origin, key) };
        const before: Part = { value: member(holder, key), origin: entry(old.origin, key) };
        const isNew = !Object.hasOwn(holder, key);
        put(
          holder,
          old.origin,
          key,
          isNew ? copy(part) : this.#merged(before, part, [...path, key], clashes),
        );
      }
      return { value: holder, origin: old.origin };
    }
    if (!isHolder(old.value) && !isHolder(value)) return copy({ value, origin });
    clashes.push(path);
    return old;
  }

  #append(old: Part, list: readonly unknown[], items: readonly Part[]): Part {
    const end = list.length;
    const holder = this.#own(list);
    for (const [index, item] of items.entries()) put(holder, old.origin, String(end + index), copy(item));
    return { value: holder, origin: old.origin };
  }

  /** An object or a list that may be changed in place. */
  #own(value: unknown): object {
    if (isHolder(value) && this.#ours.has(value)) return value;
    const own: object = Array.isArray(value) ? [...(value as readonly unknown[])] : { ...(value as object) };
    this.#ours.add(own);
    return own;
  }
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(value: unknown, token: string): unknown {
  return isHolder(value) && Object.hasOwn(value, token) ? Reflect.get(value, token) : undefined;
}

/** Sets a member, also one that is called `__proto__`. */
function put(holder: object, origin: Origin, key: string, part: Part): void {
  Object.defineProperty(holder, key, {
    value: part.value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  origin.parts.set(key, part.origin);
}

/** The same part for one more place, whose origins can then change by themselves. */
function copy({ value, origin }: Part): Part {
  return { value, origin: copyOrigin(origin) };
}

function copyOrigin({ place, parts }: Origin): Origin {
  return { place, parts: new Map([...parts].map(([key, part]) => [key, copyOrigin(part)])) };
}

function originBelow(origin: Origin, token: string): Origin {
  return origin.parts.get(token) ?? { place: below(origin.place, token), parts: new Map() };
}

/** The origin of a member, remembered with that of its holder. */
function entry(origin: Origin, token: string): Origin {
  const found = originBelow(origin, token);
  origin.parts.set(token, found);
  return found;
}

function trace(origin: Origin, pointer: Pointer): Place {
  let at = origin;
  for (const [index, token] of pointer.entries()) {
    const part = at.parts.get(token);
    if (part === undefined) return below(at.place, ...pointer.slice(index));
    at = part;
  }
  return at.place;
}
