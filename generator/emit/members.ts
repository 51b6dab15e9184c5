import { target } from './assignable.js';
import type { PortableSchema, PortableTypes } from './portable.js';

/** A member of an object type. */
export interface Member {
  readonly schema: PortableSchema;
  readonly required: boolean;
}

/** What an object type holds, seen through what it extends. */
export interface Members {
  readonly named: ReadonlyMap<string, Member>;
  /** What else it may hold. */
  readonly rest: PortableSchema | undefined;
}

/** Nobody inherits more members than this, and a chain of types that each hold all of the ones before would fill the memory. */
const LARGEST = 2000;

/** Looks at composed types as objects. What it has seen of a named type it remembers. */
export class MemberView {
  readonly #types: Pick<PortableTypes, 'get'>;
  readonly #known = new Map<PortableSchema, Members | undefined>();

  constructor(types: Pick<PortableTypes, 'get'>) {
    this.#types = types;
  }

  /** The members of one object, which an interface can extend; undefined for all else. */
  of(schema: PortableSchema, depth = 0): Members | undefined {
    if (this.#known.has(schema) || depth > 200) return this.#known.get(schema);
    const found = this.#look(schema, depth + 1);
    this.#known.set(schema, found);
    return found;
  }

  #look(schema: PortableSchema, depth: number): Members | undefined {
    if (schema.type === 'omit')
      return without(this.of(this.#types.get(schema.base!) ?? {}, depth), schema.without!);
    const named = target(schema, this.#types);
    if (named !== undefined) return this.of(named, depth);
    if (schema.allOf !== undefined) {
      const parts = schema.allOf.map((part) => this.of(part, depth));
      const size = parts.reduce((sum, part) => sum + (part?.named.size ?? 0), 0);
      return size <= LARGEST && parts.every((part) => part !== undefined) ? joined(parts) : undefined;
    }
    return schema.type === 'object' ? own(schema) : undefined;
  }
}

function own({ properties = {}, required = [], additionalProperties }: PortableSchema): Members {
  const wanted = new Set(required);
  const named = Object.entries(properties).map(
    ([name, schema]) => [name, { schema, required: wanted.has(name) }] as const,
  );
  return { named: new Map(named), rest: additionalProperties };
}

/** Later parts say more exactly what earlier ones say. */
function joined(parts: readonly Members[]): Members {
  return {
    named: new Map(parts.flatMap(({ named }) => [...named])),
    rest: parts.map(({ rest }) => rest).find((rest) => rest !== undefined),
  };
}

function without(members: Members | undefined, names: readonly string[]): Members | undefined {
  return (
    members && {
      named: new Map([...members.named].filter(([name]) => !names.includes(name))),
      rest: members.rest,
    }
  );
}
