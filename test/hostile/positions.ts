/** Where a text stands in data: the way to it, and whether it is the name of a member or what the member holds. */
export interface Position {
  readonly pointer: readonly (string | number)[];
  readonly part: 'key' | 'value';
}

/** Every position of a text in data. */
export function positionsOf(data: unknown, pointer: Position['pointer'] = []): readonly Position[] {
  if (typeof data === 'string') return [{ pointer, part: 'value' }];
  if (Array.isArray(data)) return data.flatMap((item, index) => positionsOf(item, [...pointer, index]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, member]) => [
    { pointer: [...pointer, key], part: 'key' as const },
    ...positionsOf(member, [...pointer, key]),
  ]);
}

/** A copy of the data with a text in a position. A member that is renamed keeps its place. */
export function withText(data: unknown, { pointer, part }: Position, text: string): unknown {
  const [head, ...rest] = pointer;
  if (head === undefined) return text;
  if (Array.isArray(data))
    return data.map((item, index) => (index === head ? withText(item, { pointer: rest, part }, text) : item));
  const members = Object.entries(data as object).map(([key, member]: [string, unknown]) => {
    if (key !== head) return [key, member] as const;
    return part === 'key' && rest.length === 0
      ? ([text, member] as const)
      : ([key, withText(member, { pointer: rest, part }, text)] as const);
  });
  return Object.fromEntries(members);
}

/** Numbers that look random, and are the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
