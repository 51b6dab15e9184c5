import { describe, expect, it } from 'vitest';
import {
  readDecimal,
  readMicros,
  roundDecimal,
  shiftDecimal,
  writeMicros,
  writeNumber,
} from '../../../templates/runtime/codecs/number.js';
import { random } from './random.js';

describe('readDecimal', () => {
  it.each([
    ['12', '12'],
    ['+12', '12'],
    ['012.50', '12.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.00', '0'],
    ['-0.10', '-0.1'],
    ['1e3', '1000'],
    ['1.25E-3', '0.00125'],
    ['1.25e1', '12.5'],
    [' 7 ', '7'],
    ['123456789012345678901234567890.1', '123456789012345678901234567890.1'],
    [0.1, '0.1'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
  ])('reads %j', (value, expected) => {
    expect(readDecimal(value)).toBe(expected);
  });

  it.each(['', '.', '-', 'e3', '1,000', '1.2.3', '12 €', '0x10', '1e9999', NaN, Infinity])(
    'does not read %j',
    (value) => {
      expect(readDecimal(value)).toBeUndefined();
    },
  );

  it('reads every double as a text that means it', () => {
    const { integer } = random(3);
    for (let round = 0; round < 2_000; round++) {
      const value = (integer(2 ** 31) - 2 ** 30) / 10 ** integer(40);
      expect(Number(readDecimal(value))).toBe(value === 0 ? 0 : value);
      expect(writeNumber(readDecimal(value) ?? '')).toEqual({ value: value === 0 ? 0 : value, exact: true });
    }
  });

  it('takes texts of any length', () => {
    const long = '1'.repeat(300_000);
    expect(readDecimal(`${long}.${long}0`)).toBe(`${long}.${long}`);
    expect(readDecimal(`${'0'.repeat(300_000)}x`)).toBeUndefined();
  });
});

describe('decimal text', () => {
  it('moves the point', () => {
    expect(shiftDecimal('12.5', 6)).toBe('12500000');
    expect(shiftDecimal('-12.5', -3)).toBe('-0.0125');
    expect(shiftDecimal('0', 6)).toBe('0');
    expect(shiftDecimal('0.000001', 6)).toBe('1');
  });

  it('rounds halves away from zero', () => {
    expect(roundDecimal('1.005', 2)).toEqual({ value: '1.01', exact: false });
    expect(roundDecimal('-1.005', 2)).toEqual({ value: '-1.01', exact: false });
    expect(roundDecimal('1.004', 2)).toEqual({ value: '1', exact: false });
    expect(roundDecimal('9.99', 1)).toEqual({ value: '10', exact: false });
    expect(roundDecimal('0.4', 0)).toEqual({ value: '0', exact: false });
    expect(roundDecimal('0.0004', 2)).toEqual({ value: '0', exact: false });
    expect(roundDecimal('1.5', 2)).toEqual({ value: '1.5', exact: true });
  });

  it('says when a JSON number cannot hold it', () => {
    expect(writeNumber('0.1')).toEqual({ value: 0.1, exact: true });
    expect(writeNumber('9007199254740993')).toEqual({ value: 9007199254740992, exact: false });
  });

  it('carries money in millionths there and back', () => {
    expect(readMicros('1250000')).toBe('1.25');
    expect(readMicros(-1)).toBe('-0.000001');
    expect(readMicros('a lot')).toBeUndefined();
    expect(writeMicros('1.25')).toEqual({ value: 1250000, exact: true });
    expect(writeMicros('0.0000015')).toEqual({ value: 2, exact: false });
    expect(writeMicros('99999999999.123457')).toEqual({ value: 99999999999123460, exact: false });
    const { integer } = random(5);
    for (let round = 0; round < 2_000; round++) {
      const micros = integer(2 ** 53) - 2 ** 52;
      expect(writeMicros(readMicros(micros) ?? '')).toEqual({ value: micros, exact: true });
    }
  });
});
