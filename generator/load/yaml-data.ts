import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { isObject } from '../model/document.js';
import type { Pointer, Range } from '../source.js';
import { DEEPEST, MOST_UNFOLDED } from './limits.js';

/** A key that stands twice in a mapping; the last one counts. */
export interface Repeated {
  readonly key: string;
  readonly pointer: Pointer;
  readonly range: Range | undefined;
}

/** Why nodes are no data. */
export class Unreadable {
  readonly reason: 'deep' | 'unfolds' | 'circular' | 'unknown-anchor';
  readonly node: Node;

  constructor(reason: Unreadable['reason'], node: Node) {
    this.reason = reason;
    this.node = node;
  }
}

interface Anchored {
  readonly node: Node;
  readonly data: unknown;
  /** How many values it holds, and how deep they are nested. */
  readonly size: number;
  readonly depth: number;
}

/**
 * The data of parsed YAML, in one walk whatever the number of aliases. Keys are texts, as they were written: `200` and `1.10` are.
 * An alias gives the same data as its anchor; the values that aliases add are counted, and so is how deep they are nested.
 */
export class YamlData {
  readonly root: unknown;
  readonly repeated: Repeated[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, Anchored | 'open'>();
  readonly #targets = new Map<Alias, Anchored>();
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  readonly #pointer: string[] = [];
  #size = 0;
  #deepest = 0;
  #unfolded = 0;

  /** Throws an `Unreadable`. */
  constructor(contents: Node | null, text: string) {
    this.#text = text;
    this.root = this.#data(contents, 0);
  }

  /** The node below another, and the pair that holds it if that is a mapping. */
  member(
    node: unknown,
    token: string,
  ): { readonly node: unknown; readonly pair: Pair | undefined } | undefined {
    const target = isAlias(node) ? this.#targets.get(node)?.node : node;
    if (isSeq(target)) {
      const item = target.items[Number(token)];
      return item === undefined ? undefined : { node: item, pair: undefined };
    }
    if (!isMap(target)) return undefined;
    const pair = this.#pairsOf(target).get(token);
    if (pair !== undefined) return { node: pair.value, pair };
    for (const merged of target.items.filter(isMerge).flatMap(mergedNodes)) {
      const found = this.member(merged, token);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #data(node: unknown, depth: number): unknown {
    if (!isNode(node)) return null;
    if (isAlias(node)) return this.#aliased(node, depth);
    if (depth > DEEPEST) throw new Unreadable('deep', node);
    const { anchor } = node;
    if (anchor === undefined) return this.#bare(node, depth);
    this.#anchors.set(anchor, 'open');
    const [size, deepest] = [this.#size, this.#deepest];
    this.#deepest = depth;
    const data = this.#bare(node, depth);
    const own = { node, data, size: this.#size - size, depth: this.#deepest - depth };
    this.#anchors.set(anchor, own);
    this.#deepest = Math.max(this.#deepest, deepest);
    return data;
  }

  #bare(node: Node, depth: number): unknown {
    this.#size += 1;
    this.#deepest = Math.max(this.#deepest, depth);
    if (isMap(node)) return this.#mapping(node, depth);
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        this.#pointer.push(String(index));
        const data = this.#data(item, depth + 1);
        this.#pointer.pop();
        return data;
      });
    }
    if (!isScalar(node)) return null;
    return typeof node.value === 'number' && !Number.isFinite(node.value) ? node.source : node.value;
  }

  #aliased(node: Alias, depth: number): unknown {
    const target = this.#anchors.get(node.source);
    if (target === undefined) throw new Unreadable('unknown-anchor', node);
    if (target === 'open') throw new Unreadable('circular', node);
    this.#targets.set(node, target);
    this.#unfolded += target.size;
    this.#size += target.size;
    this.#deepest = Math.max(this.#deepest, depth + target.depth);
    if (this.#unfolded > MOST_UNFOLDED) throw new Unreadable('unfolds', node);
    if (depth + target.depth > DEEPEST) throw new Unreadable('deep', node);
    return target.data;
  }

  #mapping(node: YAMLMap, depth: number): unknown {
    const merged: Record<string, unknown> = {};
    const own: Record<string, unknown> = {};
    const pairs = new Map<string, Pair>();
    for (const pair of node.items) {
      if (isMerge(pair) && this.#merge(pair, merged, depth)) continue;
      const key = this.#key(pair.key);
      this.#pointer.push(key);
      if (pairs.has(key))
        this.repeated.push({ key, pointer: [...this.#pointer], range: rangeOf(pair.key as Node) });
      pairs.set(key, pair);
      put(own, key, this.#data(pair.value, depth + 1));
      this.#pointer.pop();
    }
    this.#pairs.set(node, pairs);
    return Object.keys(merged).length === 0 ? own : withDefaults(own, merged);
  }

  /** Takes over the members of what a `<<` names; the first to name a member wins. False if these are no mappings. */
  #merge(pair: Pair, into: Record<string, unknown>, depth: number): boolean {
    const found = mergedNodes(pair).map((node) => this.#data(node, depth));
    if (found.length === 0 || !found.every(isObject)) return false;
    for (const mapping of found)
      for (const [key, value] of Object.entries(mapping))
        if (!Object.hasOwn(into, key)) put(into, key, value);
    return true;
  }

  #key(key: unknown): string {
    if (isAlias(key)) {
      const target = this.#anchors.get(key.source);
      return target === undefined || target === 'open' ? key.source : String(target.data);
    }
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? '');
    const range = isNode(key) ? rangeOf(key) : undefined;
    return range === undefined ? '' : this.#text.slice(range.start, range.end).trim();
  }

  #pairsOf(node: YAMLMap): ReadonlyMap<string, Pair> {
    return this.#pairs.get(node) ?? new Map<string, Pair>();
  }
}

function isMerge(pair: unknown): pair is Pair {
  return isPair(pair) && isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<';
}

function mergedNodes({ value }: Pair): readonly unknown[] {
  return isSeq(value) ? value.items : [value];
}

/** Defines a member also where its name is `__proto__`. */
function put(owner: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') owner[key] = value;
  else Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
}

function withDefaults(own: Record<string, unknown>, merged: Record<string, unknown>): unknown {
  const all = { ...merged };
  for (const [key, value] of Object.entries(own)) put(all, key, value);
  return all;
}

/** Where a node stands. */
export function rangeOf(node: Node | null | undefined): Range | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}
