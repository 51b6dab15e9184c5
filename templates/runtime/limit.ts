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
  readonly #lanes = new Map<string, Lane>();
  #turn = 0;
  #pausedUntil = -Infinity;
  #alarm: { readonly at: number; readonly stop: AbortController } | undefined;

  constructor(rules: readonly LimitRule[], clock: Clock) {
    this.#clock = clock;
    this.#logs = rules.map((rule) => new Log(rule));
  }

  /** Waits until all the rules that count the call have room: those that it names, or the shared ones if it names none. */
  acquire(names?: readonly string[], signal?: AbortSignal): Promise<Permit> {
    const { waiting } = this.#laneOf(names);
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const leave = (): void => {
        waiting.delete(one);
        reject(signal?.reason as Error);
        this.#settle();
      };
      const go = (permit: Permit): void => {
        signal?.removeEventListener('abort', leave);
        resolve(permit);
      };
      const one: Waiting = { turn: (this.#turn += 1), since: this.#clock.now(), go };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.add(one);
      this.#settle();
    });
  }

  /** Lets nothing through for so many milliseconds. A pause that is under way is never shortened. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
  }

  /** The calls that the same rules count wait in one lane, so that ten thousand of them cost no more than one. */
  #laneOf(names: readonly string[] | undefined): Lane {
    const key = JSON.stringify(names);
    const lane = this.#lanes.get(key) ?? {
      logs: this.#logs.filter(({ rule }) => (names === undefined ? rule.shared : names.includes(rule.name))),
      waiting: new Set<Waiting>(),
    };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Lets through what may go, and sets the alarm for what may go next. */
  #settle(): void {
    const now = this.#clock.now();
    if (now < this.#pausedUntil) return this.#ring(this.#heads().length === 0 ? Infinity : this.#pausedUntil);
    const full = new Set<Log>();
    for (let lane = this.#open(full, now); lane !== undefined; lane = this.#open(full, now))
      this.#let(lane, now);
    this.#ring(Math.min(...[...full].map((log) => log.nextRoom())));
  }

  /** The lane whose first call may go and came before the others that may. Adds the rules that hold earlier ones back to `full`. */
  #open(full: Set<Log>, now: number): Lane | undefined {
    for (const lane of this.#heads()) {
      const blocking = lane.logs.filter((log) => full.has(log) || !log.hasRoom(now));
      if (blocking.length === 0) return lane;
      for (const log of blocking) full.add(log);
    }
    return undefined;
  }

  /** The lanes in which somebody waits, in the order in which their first ones came. */
  #heads(): Lane[] {
    const turn = ({ waiting }: Lane): number => first(waiting)?.turn ?? 0;
    return [...this.#lanes.values()]
      .filter(({ waiting }) => waiting.size > 0)
      .toSorted((a, b) => turn(a) - turn(b));
  }

  #let({ logs, waiting }: Lane, now: number): void {
    const one = first(waiting);
    if (one === undefined) return;
    waiting.delete(one);
    for (const log of logs) log.begin();
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      for (const log of logs) log.end(this.#clock.now());
      this.#settle();
    };
    one.go({ waitedMs: now - one.since, end });
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
  readonly turn: number;
  readonly since: number;
  readonly go: (permit: Permit) => void;
}

interface Lane {
  readonly logs: readonly Log[];
  readonly waiting: Set<Waiting>;
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
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
