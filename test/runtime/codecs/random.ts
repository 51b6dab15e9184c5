/** Random values that are the same in every run (mulberry32). */
export interface Random {
  /** From 0 up to, not including, `below`. */
  integer(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** A text of up to `pieces` pieces. */
  text(from: readonly string[], pieces: number): string;
}

export function random(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]) => from[integer(from.length)] as T;
  return {
    integer,
    pick,
    text: (from, pieces) => Array.from({ length: integer(pieces + 1) }, () => pick(from)).join(''),
  };
}
