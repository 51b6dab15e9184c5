/** An operation that wants a name. */
export interface Wish {
  readonly resource: string;
  /** The names it would take, best first; the last is its own as far as words can make it so. */
  readonly names: readonly string[];
  /** How outright it was named: 2 where it is given the name, 1 where its id says resource and method, 0 else. */
  readonly outright: number;
  readonly httpMethod: string;
  readonly path: string;
  /** The name with its version, for when a contest is one between versions. */
  readonly versioned: string | undefined;
  /** What it has in common with itself in other versions. */
  readonly timeless: string;
}

/**
 * Settles who is called what, whatever the order of the document. Names that were given outright come first. Then of those who want the
 * same name the one that ranks highest has it, and the others take their next one: made of nothing but their own method and path, so it
 * stays when others come and go. Only where not even those differ does a number decide.
 */
export function settle<W extends Wish>(wishes: readonly W[]): ReadonlyMap<W, string> {
  const order = wishes.toSorted(compare);
  const settled = new Map<W, string>();
  const taken = new Set<string>();
  const take = (wish: W, name: string): boolean => {
    const key = `${wish.resource.toLowerCase()}.${name}`;
    if (taken.has(key)) return false;
    taken.add(key);
    settled.set(wish, name);
    return true;
  };
  const rivals = rivalries(order);
  const losers = order.filter((wish) => !take(wish, wish.names[0]!));
  for (const wish of losers) {
    const versions = wish.versioned !== undefined && rivals.get(rivalry(wish))! > 1;
    const names = [...(versions ? [wish.versioned!] : []), ...wish.names.slice(1)];
    if (names.some((name) => take(wish, name))) continue;
    for (let number = 2; !take(wish, `${wish.names.at(-1)!}${number}`); number += 1);
  }
  return settled;
}

/** How many want the same name for the same thing in different versions. */
function rivalries(wishes: readonly Wish[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const wish of wishes) counts.set(rivalry(wish), (counts.get(rivalry(wish)) ?? 0) + 1);
  return counts;
}

function rivalry({ resource, names, timeless }: Wish): string {
  return [resource, names[0], timeless].join('\n');
}

const METHODS = ['get', 'patch', 'put', 'post', 'delete'];

/** Who ranks higher: what is named outright, the shorter path, the path in natural order, the HTTP method. Nothing else counts. */
function compare(a: Wish, b: Wish): number {
  return (
    b.outright - a.outright ||
    depth(a.path) - depth(b.path) ||
    natural(a.path, b.path) ||
    rank(a.httpMethod) - rank(b.httpMethod) ||
    (a.httpMethod < b.httpMethod ? -1 : 1)
  );
}

function depth(path: string): number {
  return path.split('/').length;
}

function rank(httpMethod: string): number {
  const index = METHODS.indexOf(httpMethod);
  return index === -1 ? METHODS.length : index;
}

const collator = new Intl.Collator('en', { numeric: true });

function natural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
