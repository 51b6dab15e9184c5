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

/** All names and texts of data, each once. */
export function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  const keys = Array.isArray(data) ? [] : Object.keys(data);
  return [...new Set([...keys, ...Object.values(data).flatMap(textsOf)])];
}

/** The data with a text in place of another one wherever that stands, also at the end of a reference and as a step of a path. */
export function renamedThroughout(data: unknown, from: string, to: string): unknown {
  if (typeof data === 'string') return renamedText(data, from, to);
  if (Array.isArray(data)) return data.map((item) => renamedThroughout(item, from, to));
  if (typeof data !== 'object' || data === null) return data;
  const members = Object.entries(data).map(([key, member]: [string, unknown]) => [
    key === from ? to : key,
    renamedThroughout(member, from, to),
  ]);
  return Object.fromEntries(members);
}

function renamedText(text: string, from: string, to: string): string {
  if (text === from) return to;
  if (text.startsWith('#/') && text.endsWith(`/${from}`))
    return text.slice(0, -from.length) + to.replaceAll('~', '~0').replaceAll('/', '~1');
  return /^[\w-]+([./][\w-]+)+$/.test(text)
    ? text
        .split(/(?<=[./])|(?=[./])/)
        .map((step) => (step === from ? to : step))
        .join('')
    : text;
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
