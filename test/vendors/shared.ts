/** What the three vendors share: JSON, a clock, chance from a seed, and windows that count calls. */

export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Milliseconds since 1970. One clock dates the records, the `Date` header and the rate limits of a server. */
export type Clock = () => number;

export interface ManualClock {
  (): number;
  /** Moves the time on. */
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. Starts at 2026-01-01T00:00:00.000Z unless told otherwise. */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let time = start;
  return Object.assign(() => time, {
    advance: (ms: number): void => {
      time += ms;
    },
  });
}

/** At most `max` calls in any window of `perMs` milliseconds. */
export interface Limit {
  max: number;
  perMs: number;
}

/** A log of the calls of the last window: the strictest reading of a limit, whatever the vendor's own counter does. */
export class SlidingWindow {
  readonly limit: Limit;
  readonly #clock: Clock;
  readonly #taken: number[] = [];

  constructor(limit: Limit, clock: Clock) {
    this.limit = limit;
    this.#clock = clock;
  }

  /** Counts a call, or says false if there is no room for it. A refused call is not counted. */
  take(): boolean {
    if (this.remaining() <= 0) return false;
    this.#taken.push(this.#clock());
    return true;
  }

  /** How many calls would be let through now. */
  remaining(): number {
    const start = this.#clock() - this.limit.perMs;
    while ((this.#taken[0] ?? Infinity) <= start) this.#taken.shift();
    return this.limit.max - this.#taken.length;
  }

  /** When the oldest call leaves the window: the first moment at which a refused call has a chance. */
  freeAt(): number {
    return (this.#taken[0] ?? this.#clock() - this.limit.perMs) + this.limit.perMs;
  }
}

/** Chance from a seed (mulberry32), so that every run sees the same ids and the same orders. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but without, `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const digits = Array.from({ length: 32 }, () => this.below(16).toString(16));
    digits[12] = '4';
    digits[16] = (8 + this.below(4)).toString(16);
    return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** The items in another order. Two or more never keep theirs: a client that pairs by position must fail every time. */
  shuffle<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
    }
    const kept = mixed.every((item, index) => item === items[index]);
    return kept ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
  }
}

/** ISO 8601 in UTC with milliseconds. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of property names and indices, or undefined where the path breaks off. */
export function at(value: unknown, ...path: readonly (string | number)[]): Json | undefined {
  let found: unknown = value;
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? found[step] : undefined;
    else found = isObject(found) ? found[step] : undefined;
  }
  return found as Json | undefined;
}

/** The items of a list, or an empty list for anything else. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value);
}

const emailPattern = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && emailPattern.test(value);
}

/** The bearer token of an Authorization header, or undefined if there is none. */
export function bearer(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
}
