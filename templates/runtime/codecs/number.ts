/**
 * Decimal text, the form that amounts and numbers have on their way between vendors: digits, at most one point, a minus where needed; no
 * exponent and no needless zeros, so that equal numbers are equal texts. Nothing here computes with floating point.
 */

/** A number that was written: `exact` is false where digits had to be cut off or rounded away. */
export interface WrittenNumber<T> {
  readonly value: T;
  readonly exact: boolean;
}

const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a number, or a text that is one (`12`, `-0.50`, `.5`, `1e3`), as decimal text. `undefined` for anything else, among it numbers with
 * signs between the thousands, since vendors do not agree on those.
 */
export function readDecimal(value: string | number): string | undefined {
  const parts = number.exec(typeof value === 'number' ? String(value) : value.trim());
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return undefined;
  return decimal(sign === '-', whole + fraction, whole.length + Number(exponent));
}

/** Moves the point of a decimal text to the right, or to the left if `places` is negative. */
export function shiftDecimal(text: string, places: number): string {
  const { negative, digits, point } = partsOf(text);
  return decimal(negative, digits, point + places);
}

/** Rounds a decimal text to so many places behind the point, halves away from zero. */
export function roundDecimal(text: string, places: number): WrittenNumber<string> {
  const { negative, digits, point } = partsOf(text);
  const end = point + places;
  if (digits.length <= end) return { value: text, exact: true };
  const kept = BigInt(digits.slice(0, Math.max(0, end)) || '0');
  const rounded = end >= 0 && digits.charCodeAt(end) >= 53 /* 5 */ ? kept + 1n : kept;
  return {
    value: shiftDecimal(decimal(negative, String(rounded), String(rounded).length), -places),
    exact: false,
  };
}

/** A JSON number for a decimal text; not exact where the nearest double is another number. */
export function writeNumber(text: string): WrittenNumber<number> {
  const value = Number(text);
  return { value, exact: readDecimal(value) === text };
}

/** An amount in millionths, as some vendors keep money, as decimal text. `undefined` if it is not a number. */
export function readMicros(micros: string | number): string | undefined {
  const text = readDecimal(micros);
  return text === undefined ? undefined : shiftDecimal(text, -6);
}

/** The amount in whole millionths; not exact where it has smaller parts, or more digits than a JSON number holds. */
export function writeMicros(text: string): WrittenNumber<number> {
  const whole = roundDecimal(shiftDecimal(text, 6), 0);
  const { value, exact } = writeNumber(whole.value);
  return { value, exact: exact && whole.exact };
}

/** `point` is how many of the digits stand before the point. */
function partsOf(text: string): { negative: boolean; digits: string; point: number } {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.');
  return { negative, digits: whole + fraction, point: whole.length };
}

function decimal(negative: boolean, digits: string, point: number): string {
  const padded = digits.padEnd(point, '0').padStart(digits.length - Math.min(0, point), '0');
  const before = Math.max(0, point);
  const whole = padded.slice(0, before).replace(/^0+/, '') || '0';
  const fraction = withoutZerosAtEnd(padded.slice(before));
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && text !== '0' ? `-${text}` : text;
}

function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end--;
  return digits.slice(0, end);
}
