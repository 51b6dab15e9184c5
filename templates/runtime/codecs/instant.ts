/** A point in time as it was read. */
export interface Instant {
  /** In UTC, with milliseconds: `2026-03-01T09:30:00.000Z`. Such texts sort as the instants do. */
  readonly at: string;
  /** No digits below the millisecond were cut off. */
  readonly exact: boolean;
  /** The text was a day without a time, so that the midnight in `at` is ours. */
  readonly dateOnly: boolean;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;
const isoDay = /^\d{4}-\d\d-\d\d$/;
// Four, six or eight digits may as well be a year, a month or a day.
const epoch = /^(?!(?:\d\d){2,4}$)-?\d+$/;

/**
 * Reads what vendors write for an instant: ISO 8601 with a day and, after a `T` or a space, a time down to minutes, seconds or any
 * fraction of them, in UTC (`Z`, or nothing) or with an offset; or milliseconds since 1970, as a number or as text. `undefined` for
 * anything else, which includes a bare year, days that no calendar has, and years beyond 0 to 9999.
 */
export function readInstant(value: string | number): Instant | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  const text = value.trim();
  return epoch.test(text) ? fromEpoch(Number(text)) : fromIso(text);
}

/** A day without a time, such as `2026-03-01`. */
export function isDateOnly(text: string): boolean {
  return isoDay.test(text.trim());
}

/** Milliseconds since 1970, for vendors that write instants so. `at` is an instant as `readInstant` gives it. */
export function epochMs(at: string): number {
  return Date.parse(at);
}

function fromEpoch(value: number): Instant | undefined {
  const ms = Math.floor(value);
  return instant(ms, ms === value, false);
}

function fromIso(text: string): Instant | undefined {
  const parts = iso.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = '', minute = '0', second = '0', fraction = ''] = parts;
  const [sign, offsetHours = '0', offsetMinutes = '0'] = parts.slice(8);
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for those after 1900.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (!isTimeOfDay(Number(hour), Number(minute), Number(second), fraction)) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  date.setUTCHours(Number(hour), Number(minute) - offset, Number(second), milliseconds);
  const leapSecond = second === '60';
  return instant(date.getTime(), !leapSecond && !/[1-9]/.test(fraction.slice(3)), hour === '');
}

/** A day may end at 24:00, and a minute may have a leap second, which becomes the first second of the next one. */
function isTimeOfDay(hour: number, minute: number, second: number, fraction: string): boolean {
  if (hour === 24) return minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  return hour < 24 && minute < 60 && second <= 60;
}

const firstMs = -62_167_219_200_000; // 0000-01-01
const lastMs = 253_402_300_799_999; // 9999-12-31

function instant(ms: number, exact: boolean, dateOnly: boolean): Instant | undefined {
  if (!(ms >= firstMs && ms <= lastMs)) return undefined;
  return { at: new Date(ms).toISOString(), exact, dateOnly };
}
