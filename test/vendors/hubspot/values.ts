/** From a property as it was sent to the text that is stored, or the reason why not. */

import { iso, isEmail, type Json } from '../shared.js';
import type { ErrorDetail } from './errors.js';
import type { PropertyDefinition } from './properties.js';

export type Checked = { value: string } | { error: Pick<ErrorDetail, 'message' | 'code'> };

/** Everything is text on this API; numbers and booleans are turned into it, and an empty text or null clears. */
export function check(
  definition: PropertyDefinition,
  sent: Json | undefined,
  stored: string | undefined,
): Checked {
  if (definition.readOnly === true) return wrong(definition, 'READ_ONLY_VALUE', 'is read-only');
  if (sent === null || sent === undefined || sent === '') return { value: '' };
  if (typeof sent === 'object') return wrong(definition, 'INVALID_VALUE', 'takes text');
  return byType[definition.type](definition, String(sent), stored);
}

function wrong(definition: PropertyDefinition, code: string, why: string): Checked {
  return { error: { code, message: `${definition.name} ${why}.` } };
}

type Check = (definition: PropertyDefinition, sent: string, stored: string | undefined) => Checked;

const byType: Record<PropertyDefinition['type'], Check> = {
  string: checkText,
  number: (definition, sent) =>
    Number.isFinite(Number(sent)) && sent.trim() !== ''
      ? { value: sent.trim() }
      : wrong(definition, 'INVALID_INTEGER', `is no number: ${sent}`),
  bool: (definition, sent) =>
    sent === 'true' || sent === 'false'
      ? { value: sent }
      : wrong(definition, 'INVALID_OPTION', `is neither true nor false: ${sent}`),
  enumeration: checkOptions,
  date: (definition, sent) => {
    const time = instant(sent);
    return time === undefined || time % 86_400_000 !== 0
      ? wrong(definition, 'INVALID_DATE', `is no day: ${sent}`)
      : { value: iso(time).slice(0, 10) };
  },
  datetime: (definition, sent) => {
    const time = instant(sent);
    return time === undefined
      ? wrong(definition, 'INVALID_DATE', `is no time: ${sent}`)
      : { value: iso(time) };
  },
};

function checkText(definition: PropertyDefinition, sent: string): Checked {
  if (sent.length > (definition.maxLength ?? Infinity)) {
    return wrong(definition, 'INVALID_LENGTH', 'is too long');
  }
  if (definition.holds === 'email') {
    return isEmail(sent)
      ? { value: sent.toLowerCase() }
      : wrong(definition, 'INVALID_EMAIL', `is no email: ${sent}`);
  }
  if (definition.holds === 'milliseconds' && !sent.split(';').every((part) => /^\d+$/.test(part))) {
    return wrong(definition, 'INVALID_LONG', `takes milliseconds since 1970, joined by semicolons: ${sent}`);
  }
  if (definition.holds === 'json' && !isJsonObject(sent)) {
    return wrong(definition, 'INVALID_JSON', 'takes JSON text');
  }
  return { value: sent };
}

/** Several options are joined by semicolons, and a leading one adds to what is there. */
function checkOptions(definition: PropertyDefinition, sent: string, stored: string | undefined): Checked {
  const several = definition.fieldType === 'checkbox';
  const added = several && sent.startsWith(';');
  const values = several ? sent.split(';').filter((value) => value !== '') : [sent];
  const unknown = values.find(
    (value) => definition.options !== undefined && !definition.options.includes(value),
  );
  if (unknown !== undefined) {
    const options = definition.options?.join(', ') ?? '';
    return wrong(definition, 'INVALID_OPTION', `has no option ${unknown}; there are: ${options}`);
  }
  const before = added ? (stored ?? '').split(';').filter((value) => value !== '') : [];
  return { value: [...new Set([...before, ...values])].join(';') };
}

/** ISO 8601 or milliseconds since 1970 as text. */
function instant(sent: string): number | undefined {
  const time = /^-?\d+$/.test(sent)
    ? Number(sent)
    : /^\d{4}-\d\d-\d\d/.test(sent)
      ? Date.parse(sent)
      : Number.NaN;
  return Number.isNaN(new Date(time).getTime()) ? undefined : time;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
