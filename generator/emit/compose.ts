import { isAssignable, isMadeOfObjects, target } from './assignable.js';
import { MemberView } from './members.js';
import { extension, type Composing } from './extension.js';
import { partsFirst } from './order.js';
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
export class Composer implements Composing {
  readonly #types: PortableTypes;
  readonly #composed = new Map<string, PortableSchema>();
  #depth = 0;
  readonly members: MemberView;

  /** The types must not be composed of themselves. */
  constructor(types: PortableTypes) {
    this.#types = types;
    this.members = new MemberView(this);
    for (const name of partsFirst(types)) this.#composed.set(name, this.compose(types.get(name)!));
  }

  /** A named type: composed, but while its own parts are being composed as it was. */
  get(name: string): PortableSchema | undefined {
    return this.#composed.get(name) ?? this.#types.get(name);
  }

  /** A schema whose outermost part is composed; what is inside it stays as it was. */
  compose(schema: PortableSchema): PortableSchema {
    if (schema.composed === true) return schema;
    const { discriminator: _discriminator, ...bare } = schema;
    const composed =
      bare.oneOf !== undefined
        ? documented(this.#union(bare.oneOf), schema)
        : bare.allOf !== undefined
          ? documented(this.all(bare.allOf), schema)
          : { ...bare, ...this.#members(bare) };
    return { ...composed, composed: true };
  }

  /** A schema that is composed down to the last member. Compositions within compositions may go on without end, and are cut off. */
  deep(schema: PortableSchema, compositions = 0): PortableSchema {
    const isNew = schema.allOf !== undefined && schema.composed !== true;
    if (isNew && compositions > 4) return UNKNOWN;
    const whole = this.compose(schema);
    const inner = (part: PortableSchema): PortableSchema => this.deep(part, compositions + Number(isNew));
    const { oneOf, allOf, items, prefixItems, properties, additionalProperties } = whole;
    return {
      ...whole,
      ...(oneOf === undefined ? {} : { oneOf: oneOf.map(inner) }),
      ...(allOf === undefined ? {} : { allOf: allOf.map(inner) }),
      ...(items === undefined ? {} : { items: inner(items) }),
      ...(prefixItems === undefined ? {} : { prefixItems: prefixItems.map(inner) }),
      ...(properties === undefined ? {} : { properties: mapped(properties, inner) }),
      ...(additionalProperties === undefined ? {} : { additionalProperties: inner(additionalProperties) }),
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
    const others = telling.filter((part) => !objects.includes(part));
    const whole =
      others.length > 0 && objects.every(isBare)
        ? others.reduce((earlier, later) => this.narrower(earlier, later))
        : extension(objects, this);
    const docs = documented(whole, ...parts.filter(({ $ref }) => $ref === undefined));
    return nullable && !this.#letsNull(docs) ? orNull(docs) : docs;
  }

  /** The more exact of two types; of two that have nothing in common the later one. */
  narrower(earlier: PortableSchema, later: PortableSchema): PortableSchema {
    if (isAssignable(later, earlier, this)) return later;
    if (isAssignable(earlier, later, this)) return earlier;
    if (isMadeOfObjects(earlier, this) && isMadeOfObjects(later, this)) return this.#merged(earlier, later);
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

  #listsTexts(schema: PortableSchema): boolean {
    return alternatives(target(schema, this) ?? schema).some(
      (part) => part.enum?.some((value) => typeof value === 'string') === true,
    );
  }

  #letsNull(schema: PortableSchema): boolean {
    return alternatives(target(schema, this) ?? schema).some(isNull);
  }

  /** A choice of texts that also lets any other text through keeps the known ones in sight. */
  #union(parts: readonly PortableSchema[]): PortableSchema {
    const whole = choice(parts.map((part) => this.compose(part)));
    if (whole.oneOf?.some((part) => this.#listsTexts(part)) !== true) return whole;
    return choice(whole.oneOf!.map((part) => (part.type === 'string' ? { ...part, type: 'open' } : part)));
  }

  /** Objects may hold each other without end: of two that have names, and a few levels down, the later one is taken as it is. */
  #merged(earlier: PortableSchema, later: PortableSchema): PortableSchema {
    if (this.#depth > 2 || (earlier.$ref !== undefined && later.$ref !== undefined)) return later;
    this.#depth += 1;
    const merged = this.compose({ allOf: [earlier, later] });
    this.#depth -= 1;
    return merged;
  }

  #members({ properties, additionalProperties: rest }: PortableSchema): PortableSchema {
    if (properties === undefined || rest === undefined) return {};
    // TypeScript wants what is named to be of the type of all else.
    const fits = Object.values(properties).every((part) => isAssignable(part, rest, this));
    return { additionalProperties: fits ? rest : UNKNOWN };
  }
}

function mapped(
  properties: Readonly<Record<string, PortableSchema>>,
  change: (schema: PortableSchema) => PortableSchema,
): Readonly<Record<string, PortableSchema>> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, change(schema)]));
}

/** An object of which nothing is said but what it requires. */
function isBare({ type, properties, additionalProperties }: PortableSchema): boolean {
  return type === 'object' && properties === undefined && additionalProperties === undefined;
}

function withoutNull(schema: PortableSchema): PortableSchema {
  const parts = alternatives(schema).filter((part) => !isNull(part));
  return parts.length === 0 ? schema : documented(choice(parts), schema);
}
