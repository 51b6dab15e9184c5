import { describe, expect, it } from 'vitest';
import { midnightOf, readDay } from '../../../templates/runtime/codecs/day.js';
import { epochMs, isDateOnly, readInstant } from '../../../templates/runtime/codecs/instant.js';
import { random } from './random.js';

const at = (value: string | number) => readInstant(value)?.at;

describe('readInstant', () => {
  // prettier-ignore
  it.each([
    ['2026-03-01T09:30:00.000Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01t09:30:00z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01 09:30', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00,5', '2026-03-01T09:30:00.500Z'],
    ['2026-03-01T09:30:00+02:00', '2026-03-01T07:30:00.000Z'],
    ['2026-03-01T00:30:00+0530', '2026-02-28T19:00:00.000Z'],
    ['2026-03-01T23:30:00-01', '2026-03-02T00:30:00.000Z'],
    ['2026-02-28T24:00:00Z', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
    [' 1772357400000 ', '2026-03-01T09:30:00.000Z'],
    [1772357400000, '2026-03-01T09:30:00.000Z'],
    ['-1', '1969-12-31T23:59:59.999Z'],
    [0, '1970-01-01T00:00:00.000Z'],
  ])('reads %j', (value, expected) => {
    expect(readInstant(value)).toMatchObject({ at: expected, exact: true });
  });

  // prettier-ignore
  it.each([
    '', ' ', 'soon', '2026', '202603', '20260301', '2026-3-1', '2026-02-29', '2026-13-01', '2026-00-01', '2026-01-00', '2026-01-01T25:00Z', '2026-01-01T24:01Z',
    '2026-01-01T10:60Z', '2026-01-01T10:00:61Z', '2026-01-01T10Z', '2026-01-01T10:00+24:00', '2026-01-01T10:00+01:60', '1e3', '12.5', '--1',
    '0000-01-01T00:00+01:00', '9999-12-31T23:59-01:00', '99999999999999999999', NaN, Infinity, 8.64e15,
  ])('does not read %j', (value) => {
    expect(readInstant(value)).toBeUndefined();
  });

  it('says when digits below the millisecond are lost', () => {
    expect(readInstant('2026-03-01T09:30:00.123456789Z')).toEqual({
      at: '2026-03-01T09:30:00.123Z',
      exact: false,
      dateOnly: false,
    });
    expect(readInstant('2026-03-01T09:30:00.123000000Z')?.exact).toBe(true);
    expect(readInstant('2026-03-01T09:30:00.1Z')).toMatchObject({
      at: '2026-03-01T09:30:00.100Z',
      exact: true,
    });
    expect(readInstant(1.5)).toMatchObject({ at: '1970-01-01T00:00:00.001Z', exact: false });
    expect(readInstant(-0.5)).toMatchObject({ at: '1969-12-31T23:59:59.999Z', exact: false });
    expect(readInstant('2016-12-31T23:59:60Z')).toMatchObject({
      at: '2017-01-01T00:00:00.000Z',
      exact: false,
    });
  });

  it('says when there was only a day', () => {
    expect(readInstant('2026-03-01')?.dateOnly).toBe(true);
    expect(readInstant('2026-03-01T00:00Z')?.dateOnly).toBe(false);
    expect(isDateOnly('2026-03-01')).toBe(true);
    expect(isDateOnly('2026-03-01T00:00Z')).toBe(false);
  });

  it('reads its own answers as themselves', () => {
    const { integer } = random(7);
    for (let round = 0; round < 2_000; round++) {
      const ms = integer(400_000_000_000_000) - 100_000_000_000_000;
      const text = at(ms);
      if (text === undefined) continue;
      expect(text).toHaveLength(24);
      expect(readInstant(text)).toEqual({ at: text, exact: true, dateOnly: false });
      expect(epochMs(text)).toBe(ms);
    }
  });

  it('takes a text of any length', () => {
    expect(readInstant(`2026-03-01T09:30:00.${'0'.repeat(1_000_000)}Z`)).toMatchObject({ exact: true });
    expect(readInstant(`2026-03-01T09:30:00.${'0'.repeat(1_000_000)}`)).toMatchObject({ exact: true });
    expect(readInstant('1'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('readDay', () => {
  it('reads days and midnights as they are', () => {
    expect(readDay('2026-03-01')).toEqual({ day: '2026-03-01', exact: true });
    expect(readDay('2026-03-01T00:00:00Z')).toEqual({ day: '2026-03-01', exact: true });
    expect(readDay(midnightOf('2026-03-01'))).toEqual({ day: '2026-03-01', exact: true });
    expect(readDay(String(Date.UTC(2026, 2, 1)))).toEqual({ day: '2026-03-01', exact: true });
  });

  it('says when a time of day is cut off', () => {
    expect(readDay('2026-03-01T09:30:00Z')).toEqual({ day: '2026-03-01', exact: false });
    expect(readDay('2026-03-01T00:00:00.000001Z')).toEqual({ day: '2026-03-01', exact: false });
    expect(readDay('2026-03-01T00:30:00+02:00')).toEqual({ day: '2026-02-28', exact: false });
  });

  it('does not read anything else', () => {
    expect(readDay('tomorrow')).toBeUndefined();
    expect(readDay('2026-02-30')).toBeUndefined();
  });
});
