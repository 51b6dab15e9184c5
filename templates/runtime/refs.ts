/** A record of one vendor, named so that it cannot be mistaken for a record of another. */
export interface Ref {
  /** The vendor as its facts name it, such as `acme`. */
  readonly vendor: string;
  /** The kind of record in the canonical model's words, such as `Person`. */
  readonly type: string;
  readonly id: string;
}

/**
 * Which record over there is this record here? A mapper asks for every reference it writes. The answer comes at once, since a mapper
 * waits for nothing: gather the references of many records first, look them up in bulk, and hand over what was found.
 */
export interface Ids {
  /** The id, at the vendor written to, of the record that `from` is there; `type` is its kind there. A miss becomes a loss. */
  find(type: string, from: Ref): string | undefined;
}

/** For conversions between vendors that share no records yet: every reference is a miss. */
export const noIds: Ids = /* @__PURE__ */ Object.freeze({ find: () => undefined });

/**
 * Ids out of pairs, each a reference and the id that the same record has at the vendor written to. Of two pairs with the same reference
 * the later one counts. A reference is found as the kind of record that it names and as no other, so that a person's id never lands
 * where a company's is expected.
 */
export function idsFrom(entries: Iterable<readonly [from: Ref, id: string]>): Ids {
  const found = new Map<string, string>();
  for (const [from, id] of entries) found.set(keyOf(from), id);
  return { find: (type, from) => (type === from.type ? found.get(keyOf(from)) : undefined) };
}

/** JSON keeps the parts apart, whatever characters an id has. */
function keyOf({ vendor, type, id }: Ref): string {
  return JSON.stringify([vendor, type, id]);
}
