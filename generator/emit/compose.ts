import { isAssignable, isMadeOfObjects, target } from './assignable.js';
import { MemberView } from './members.js';
import { extension } from './extension.js';
import {
  alternatives,
  choice,
  documented,
  isNull,
  isUnknown,
  orNull,
  UNKNOWN,
  type PortableSchema,
  type PortableTypes,
  type Scalar,
} from './portable.js';

/**
 * Works out what schemas that are all of several come to. TypeScript's own intersection would often be `never`, or hard to read: here
 * objects extend others, the more exact of two types wins, and of two that have nothing in common the later one.
 */
export class Composer {
  readonly #types: PortableTypes;
  readonly #composed = new Map<string, PortableSchema>();
  readonly members: MemberView;

  /** The types must not be composed of themselves. */
  constructor(types: PortableTypes) {
    this.#types = types;
    this.members = new MemberView(this);
  }

  /** A named type, composed. */
  get(name: string): PortableSchema | undefined {
    const known = this.#composed.get(name);
    if (known !== undefined) return known;
    const schema = this.#types.get(name);
    if (schema === undefined) return undefined;
    const composed = this.compose(schema);
    this.#composed.set(name, composed);
    return composed;
  }

  compose(schema: PortableSchema): PortableSchema {
    const { discriminator: _discriminator, ...bare } = schema;
    if (bare.oneOf !== undefined) return documented(this.#union(bare.oneOf), schema);
    if (bare.allOf !== undefined) return documented(this.all(bare.allOf), schema);
    const inner = (part: PortableSchema): PortableSchema => this.compose(part);
    return {
      ...bare,
      ...(bare.items === undefined ? {} : { items: inner(bare.items) }),
      ...(bare.prefixItems === undefined ? {} : { prefixItems: bare.prefixItems.map(inner) }),
      ...this.#members(bare),
    };
  }

  /** What all of several schemas come to. */
  all(schemas: readonly PortableSchema[]): PortableSchema {
    const parts = schemas
      .map((part) => this.compose(part))
      .flatMap((part) => part.allOf ?? [part])
      .filter((part) => !isUnknown(part) && part.enum?.length !== 0);
    if (parts.length < 2) return parts[0] ?? UNKNOWN;
    const nullable = parts.every((part) => this.#letsNull(part));
    const telling = parts.map((part) => (part.oneOf === undefined ? part : withoutNull(part)));
    const objects = telling.filter((part) => isMadeOfObjects(part, this));
    const whole =
      objects.length > 0
        ? extension(objects, this)
        : telling.reduce((earlier, later) => this.narrower(earlier, later));
    const docs = documented(whole, ...parts.filter(({ $ref }) => $ref === undefined));
    return nullable && !this.#letsNull(docs) ? orNull(docs) : docs;
  }

  /** The more exact of two types; of two that have nothing in common the later one. */
  narrower(earlier: PortableSchema, later: PortableSchema): PortableSchema {
    if (isAssignable(later, earlier, this)) return later;
    if (isAssignable(earlier, later, this)) return earlier;
    if (isMadeOfObjects(earlier, this) && isMadeOfObjects(later, this)) return this.all([earlier, later]);
    const [some, others] = [this.#values(earlier), this.#values(later)];
    const both = some?.filter((value) => others?.includes(value));
    if (both !== undefined && both.length > 0) return { enum: both };
    const { items: first, prefixItems: tuple } = earlier;
    if (first !== undefined && later.items !== undefined && !tuple && !later.prefixItems)
      return { type: 'array', items: this.narrower(first, later.items) };
    const common = alternatives(earlier).filter((part) => isAssignable(part, later, this));
    return common.length > 0 ? choice(common) : later;
  }

  #values(schema: PortableSchema): readonly Scalar[] | undefined {
    return (target(schema, this) ?? schema).enum;
  }

  #letsNull(schema: PortableSchema): boolean {
    return alternatives(target(schema, this) ?? schema).some(isNull);
  }

  /** A choice of texts that also lets any other text through keeps the known ones in sight. */
  #union(parts: readonly PortableSchema[]): PortableSchema {
    const whole = choice(parts.map((part) => this.compose(part)));
    const known = whole.oneOf?.some((part) => this.#values(part)?.some((value) => typeof value === 'string'));
    if (known !== true) return whole;
    return choice(whole.oneOf!.map((part) => (part.type === 'string' ? { ...part, type: 'open' } : part)));
  }

  #members({ properties, additionalProperties: rest, required }: PortableSchema): PortableSchema {
    if (properties === undefined)
      return rest === undefined ? {} : { additionalProperties: this.compose(rest) };
    const entries = Object.entries(properties).map(([name, part]) => [name, this.compose(part)] as const);
    const named = { properties: Object.fromEntries(entries), required: required?.filter((name) => Object.hasOwn(properties, name)) ?? [] };
    if (rest === undefined) return named;
    const others = this.compose(rest);
    // TypeScript wants what is named to be of the type of all else.
    const fits = entries.every(([, part]) => isAssignable(part, others, this));
    return { ...named, additionalProperties: fits ? others : UNKNOWN };
  }
}

function withoutNull(schema: PortableSchema): PortableSchema {
  const parts = alternatives(schema).filter((part) => !isNull(part));
  return parts.length === 0 ? schema : documented(choice(parts), schema);
}

