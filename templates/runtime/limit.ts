import type { Clock } from './clock.js';
import type { LimitRule } from './facts.js';

/** Leave to send one request. `end` says that the vendor has counted it: an answer came, or none will. */
export interface Permit {
  /** How long the request was held back, in milliseconds. */
  readonly waitedMs: number;
  end(): void;
}

/**
 * Keeps every window of every rule at or under its cap. It is a log that slides: a place is taken when a request goes out, and is free
 * again one window after its answer came. The vendor counts somewhere between the two, so the cap holds by the vendor's clock as well,
 * however long the way there takes. Fixed windows and buckets that refill let up to twice the cap through.
 *
 * Whoever comes first goes first, rule by rule: a call that waits for a narrow rule does not hold up calls that the rule does not count.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #logs: readonly Log[];
  readonly #waiting = new Set<Waiting>();
  #pausedUntil = -Infinity;
  #alarm: { readonly at: number; readonly stop: AbortController } | undefined;

  constructor(rules: readonly LimitRule[], clock: Clock) {
    this.#clock = clock;
    this.#logs = rules.map((rule) => new Log(rule));
  }

  /** Waits until all the rules that count the call have room. `names` are the rules that it names beside the shared ones. */
  acquire(names: readonly string[] = [], signal?: AbortSignal): Promise<Permit> {
    const logs = this.#logs.filter(({ rule }) => rule.shared || names.includes(rule.name));
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const leave = (): void => {
        this.#waiting.delete(waiting);
        reject(signal?.reason as Error);
        this.#settle();
      };
      const go = (permit: Permit): void => {
        signal?.removeEventListener('abort', leave);
        resolve(permit);
      };
      const waiting: Waiting = { logs, since: this.#clock.now(), go };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
      this.#settle();
    });
  }

  /** Lets nothing through for so many milliseconds. A pause that is under way is never shortened. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
  }

  /** Lets through what may go, and sets the alarm for what may go next. */
  #settle(): void {
    const now = this.#clock.now();
    let next = now < this.#pausedUntil ? this.#pausedUntil : Infinity;
    const full = new Set<Log>();
    if (now >= this.#pausedUntil) {
      for (const waiting of this.#waiting) {
        const blocked = waiting.logs.filter((log) => full.has(log) || !log.hasRoom(now));
        for (const log of blocked) full.add(log);
        if (blocked.length === 0) this.#let(waiting, now);
        else if (blocked.some(({ rule }) => rule.shared)) break;
      }
      for (const log of full) next = Math.min(next, log.nextRoom());
    }
    this.#ring(this.#waiting.size === 0 ? Infinity : next);
  }

  #let(waiting: Waiting, now: number): void {
    this.#waiting.delete(waiting);
    for (const log of waiting.logs) log.begin();
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      for (const log of waiting.logs) log.end(this.#clock.now());
      this.#settle();
    };
    waiting.go({ waitedMs: now - waiting.since, end });
  }

  /** One timer for all who wait, and none when nobody does, so that a process can end. */
  #ring(at: number): void {
    if (this.#alarm?.at === at) return;
    this.#alarm?.stop.abort();
    this.#alarm = undefined;
    if (at === Infinity) return;
    const alarm = { at, stop: new AbortController() };
    this.#alarm = alarm;
    const rung = (): void => {
      if (this.#alarm === alarm) this.#alarm = undefined;
      this.#settle();
    };
    this.#clock.sleep(at - this.#clock.now(), alarm.stop.signal).then(rung, () => undefined);
  }
}

interface Waiting {
  readonly logs: readonly Log[];
  readonly since: number;
  readonly go: (permit: Permit) => void;
}

/** The log of one rule. */
class Log {
  readonly rule: LimitRule;
  /** When the places are free again that ended requests took, in order. */
  readonly #freeAt: number[] = [];
  #underWay = 0;

  constructor(rule: LimitRule) {
    this.rule = rule;
  }

  hasRoom(now: number): boolean {
    while ((this.#freeAt[0] ?? Infinity) <= now) this.#freeAt.shift();
    return this.#underWay + this.#freeAt.length < this.rule.max;
  }

  /** When the next place is free; Infinity where all are taken by requests under way, whose end will be heard of. */
  nextRoom(): number {
    return this.#freeAt[0] ?? Infinity;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(now: number): void {
    this.#underWay -= 1;
    // A millisecond more, since a vendor may count both ends of its window.
    this.#freeAt.push(now + this.rule.perMs + 1);
  }
}
