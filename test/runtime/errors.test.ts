import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  CrosswalkError,
  errorGuard,
  isCrosswalkError,
  type VendorError,
} from '../../templates/runtime/errors.js';

interface ValidationError {
  readonly message: string;
  readonly code: 'missing' | 'too_long';
}
interface NotFound {
  readonly message: string;
}
interface Errors {
  400: ValidationError;
  404: NotFound;
}
const isAcmeError = errorGuard<Errors>('acme');

const refused = (status: number, vendor = 'acme'): CrosswalkError =>
  new CrosswalkError({
    kind: 'refused',
    vendor,
    status,
    message: `Acme ${status}: no`,
    body: { message: 'no' },
  });

describe('CrosswalkError', () => {
  const full = new CrosswalkError({
    kind: 'refused',
    vendor: 'acme',
    message: 'Acme 429: slow down',
    status: 429,
    code: 'rate',
    requestId: 'r1',
    body: { a: 1 },
    retryAfterMs: 5,
    attempts: 2,
    processed: 'no',
    request: { method: 'GET', path: '/tasks' },
  });

  test('toJSON holds all of it but the stack', () => {
    expect(JSON.parse(JSON.stringify(full))).toEqual({
      name: 'CrosswalkError',
      kind: 'refused',
      vendor: 'acme',
      message: 'Acme 429: slow down',
      status: 429,
      code: 'rate',
      requestId: 'r1',
      body: { a: 1 },
      retryAfterMs: 5,
      attempts: 2,
      processed: 'no',
      request: { method: 'GET', path: '/tasks' },
    });
  });

  test('a field that is not known is not there', () => {
    const error = new CrosswalkError({ kind: 'closed', vendor: 'acme', message: 'closed' });
    expect(Object.keys(error).toSorted()).toEqual(['attempts', 'kind', 'name', 'processed', 'vendor']);
    expect(error).toMatchObject({ attempts: 0, processed: 'no' });
  });

  test('it is an Error with its own name, and shows its message', () => {
    expect(full).toBeInstanceOf(Error);
    expect(String(full)).toBe('CrosswalkError: Acme 429: slow down');
    expect(inspect(full)).toContain('Acme 429: slow down');
  });
});

describe('guards', () => {
  test('they test the brand, so that an error of another copy of the runtime is known', () => {
    class Other extends Error {
      readonly kind = 'refused';
      readonly vendor = 'acme';
      readonly status = 404;
      constructor() {
        super('from another copy');
        Object.defineProperty(this, Symbol.for('crosswalk.error'), { value: true });
      }
    }
    expect(isCrosswalkError(new Other())).toBe(true);
    expect(isAcmeError(new Other(), 404)).toBe(true);
    for (const other of [new Error('x'), undefined, null, 'text', {}])
      expect(isCrosswalkError(other)).toBe(false);
  });

  test('a vendor guard knows its vendor and the status', () => {
    expect(isAcmeError(refused(400))).toBe(true);
    expect(isAcmeError(refused(400), 400)).toBe(true);
    expect(isAcmeError(refused(400), 404)).toBe(false);
    expect(isAcmeError(refused(400, 'other'))).toBe(false);
    expect(isAcmeError(new CrosswalkError({ kind: 'network', vendor: 'acme', message: 'gone' }))).toBe(false);
  });

  test('types', () => {
    const error: unknown = refused(400);
    if (isAcmeError(error, 400)) {
      expectTypeOf(error.status).toEqualTypeOf<400>();
      expectTypeOf(error.body).toEqualTypeOf<ValidationError>();
      expectTypeOf(error.code).toEqualTypeOf<'missing' | 'too_long'>();
    }
    if (isAcmeError(error, 404)) {
      expectTypeOf(error.body).toEqualTypeOf<NotFound>();
      expectTypeOf(error.code).toEqualTypeOf<string | undefined>();
    }
    if (isAcmeError(error)) {
      expectTypeOf(error).toEqualTypeOf<VendorError<Errors>>();
      expectTypeOf(error.status).toEqualTypeOf<400 | 404>();
      if (error.status === 404) expectTypeOf(error.body).toEqualTypeOf<NotFound>();
    }
    // @ts-expect-error -- not a status that the document lists
    isAcmeError(error, 500);
    type Loose = VendorError<{
      400: { readonly code?: 'a' | null };
      401: { readonly code: number };
      402: unknown;
    }>;
    expectTypeOf<Extract<Loose, { status: 400 }>['code']>().toEqualTypeOf<'a' | undefined>();
    expectTypeOf<Extract<Loose, { status: 401 }>['code']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Extract<Loose, { status: 402 }>['code']>().toEqualTypeOf<string | undefined>();
    type Union = VendorError<{ 400: ValidationError | NotFound }>;
    expectTypeOf<Union['code']>().toEqualTypeOf<string | undefined>();
  });
});
