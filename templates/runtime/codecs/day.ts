import { readInstant } from './instant.js';

/** A day as it was read. */
export interface Day {
  /** `2026-03-01` */
  readonly day: string;
  /** The value was a day, or midnight in UTC: no time of day was cut off. */
  readonly exact: boolean;
}

/**
 * Reads a day: `2026-03-01`, or an instant in any form that `readInstant` takes, of which the day in UTC is meant. `undefined` for
 * anything else.
 */
export function readDay(value: string | number): Day | undefined {
  const instant = readInstant(value);
  if (!instant) return undefined;
  return { day: instant.at.slice(0, 10), exact: instant.exact && instant.at.endsWith('T00:00:00.000Z') };
}

/** The instant for a day, where a vendor has only instants: its midnight in UTC. `day` is a day as `readDay` gives it. */
export function midnightOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}
