/** An operation that wants a name. */
export interface Wish {
  readonly resource: string;
  /** The method it would be. */
  readonly method: string;
  /** What it would be instead, best first; the last is its own as far as words can make it so. Most operations need none. */
  others(): readonly string[];
  /** How outright it was named: 2 where it is given the name, 1 where its id says resource and method, 0 else. */
  readonly outright: number;
  readonly httpMethod: string;
  readonly path: string;
  /** The method with its version, for when the name is that of another version. */
  versioned(): string | undefined;
  /** What it has in common with itself in other versions. */
  readonly timeless: string;
}

/** A name that was settled. */
export interface Settled {
  readonly resource: string;
  readonly method: string;
}

/**
 * Settles who is called what. The order is made of nothing but the operations themselves: those that were named outright, then short paths
 * before long ones, paths in natural order (older versions first), HTTP methods. Each takes the first of its names that is free. So a name
 * depends on those that come before alone, and whatever comes behind them (a new version, something below a path) renames nobody.
 */
export function settle<W extends Wish>(wishes: readonly W[]): ReadonlyMap<W, Settled> {
  const settled = new Map<W, Settled>();
  const taken = new Set<string>();
  const versions = new Set<string>();
  const spelled = new Map<string, string>();
  for (const wish of wishes.toSorted(compare)) {
    // Files that differ in capitals alone would be one on many disks: such resources are one.
    const key = wish.resource.toLowerCase();
    const resource = spelled.get(key) ?? wish.resource;
    spelled.set(key, resource);
    const rivalry = [key, wish.method, wish.timeless].join('\n');
    const method = freeOf(wish, versions.has(rivalry), key, taken);
    versions.add(rivalry);
    taken.add(`${key}.${method.toLowerCase()}`);
    settled.set(wish, { resource, method });
  }
  return settled;
}

/** The first name that is free; where none is, the last one with a number. */
function freeOf(wish: Wish, isLater: boolean, resource: string, taken: ReadonlySet<string>): string {
  const isFree = (name: string): boolean => !taken.has(`${resource}.${name.toLowerCase()}`);
  if (isFree(wish.method)) return wish.method;
  const versioned = isLater ? wish.versioned() : undefined;
  const names = [...(versioned === undefined ? [] : [versioned]), ...wish.others()];
  const free = names.find(isFree);
  if (free !== undefined) return free;
  let number = 2;
  while (!isFree(`${names.at(-1)!}${number}`)) number += 1;
  return `${names.at(-1)!}${number}`;
}

const METHODS = ['get', 'patch', 'put', 'post', 'delete'];

function compare(a: Wish, b: Wish): number {
  return (
    b.outright - a.outright ||
    a.path.split('/').length - b.path.split('/').length ||
    natural(a.path, b.path) ||
    rank(a.httpMethod) - rank(b.httpMethod) ||
    (a.httpMethod < b.httpMethod ? -1 : 1)
  );
}

function rank(httpMethod: string): number {
  const index = METHODS.indexOf(httpMethod);
  return index === -1 ? METHODS.length : index;
}

const collator = new Intl.Collator('en', { numeric: true });

function natural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
