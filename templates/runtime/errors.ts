/**
 * How a call failed.
 *
 * - `refused`: the vendor answered with a status that is not a success.
 * - `network`: no answer came, or it broke off.
 * - `timeout`: the deadline passed.
 * - `aborted`: the caller's signal stopped it.
 * - `unreadable`: the vendor accepted the call, and its answer cannot be read.
 * - `misuse`: the call itself is wrong; nothing was sent.
 * - `closed`: the client was closed.
 */
export type ErrorKind = 'refused' | 'network' | 'timeout' | 'aborted' | 'unreadable' | 'misuse' | 'closed';

/** What a `CrosswalkError` is made of. */
export interface ErrorFields {
  readonly kind: ErrorKind;
  /** The vendor's id, such as `acme`; empty where no vendor is involved, as in a wrong argument. */
  readonly vendor: string;
  /** One line for a log: the vendor, the status, the code and the vendor's own text. */
  readonly message: string;
  /** The HTTP status, where an answer came. */
  readonly status?: number;
  /** The vendor's own code for the fault. */
  readonly code?: string;
  /** The vendor's id of the request, which its support asks for. */
  readonly requestId?: string;
  /** The body of the vendor's answer: parsed if it is JSON, else text of at most 2,000 characters. */
  readonly body?: unknown;
  /** How long the vendor asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** How often the call was sent. */
  readonly attempts?: number;
  /** Whether the vendor acted on the call. `unknown` means that it may have been stored. `no` if not given. */
  readonly processed?: 'no' | 'yes' | 'unknown';
  /** What was called. Queries, headers and bodies are left out, since they hold secrets and people's data. */
  readonly request?: { readonly method: string; readonly path: string };
}

const brand = 'crosswalk.error';

/**
 * The one error that the runtime throws. Tell it by `isCrosswalkError` and not by `instanceof`: an app may hold two copies of the
 * runtime. No token stands in it, however it is printed.
 */
export class CrosswalkError extends Error implements ErrorFields {
  override readonly name = 'CrosswalkError';
  readonly kind: ErrorKind;
  readonly vendor: string;
  declare readonly status?: number;
  declare readonly code?: string;
  declare readonly requestId?: string;
  declare readonly body?: unknown;
  declare readonly retryAfterMs?: number;
  readonly attempts: number;
  readonly processed: 'no' | 'yes' | 'unknown';
  declare readonly request?: { readonly method: string; readonly path: string };

  constructor({ kind, vendor, message, attempts = 0, processed = 'no', ...found }: ErrorFields) {
    super(message);
    this.kind = kind;
    this.vendor = vendor;
    Object.assign(this, found);
    this.attempts = attempts;
    this.processed = processed;
    Object.defineProperty(this, Symbol.for(brand), { value: true });
  }

  /** All fields but the stack, for logs that write JSON. */
  toJSON(): ErrorFields & { readonly name: string } {
    return { ...this, name: this.name, message: this.message };
  }
}

/** Tells an error of the runtime, also one that another copy of the runtime threw. */
export function isCrosswalkError(error: unknown): error is CrosswalkError {
  return typeof error === 'object' && error !== null && Symbol.for(brand) in error;
}

/** An error for a wrong argument. */
export function misuse(message: string, vendor = ''): CrosswalkError {
  return new CrosswalkError({ kind: 'misuse', vendor, message });
}

/** How errors and events name a call: without its query, which may hold secrets and people's data. */
export function requestOf({ method, path }: { readonly method: string; readonly path: string }): {
  readonly method: string;
  readonly path: string;
} {
  return { method: method.toUpperCase(), path: path.split('?', 1)[0] ?? '' };
}

/** The type of `code` that a body promises: its texts, and undefined where it may hold something else. */
type CodeOf<Body> = Body extends { readonly code?: infer Code }
  ? [Extract<Code, string>] extends [never]
    ? string | undefined
    : Extract<Code, string> | (Code extends string ? never : undefined)
  : string | undefined;

/** The keys under which the bodies of several statuses stand. */
type Range = '4XX' | '5XX' | 'default';

/** The statuses that can be asked for: those that are documented, or any where a range or a default is. */
type StatusOf<Errors> =
  (keyof Errors & number) | (Extract<keyof Errors, Range> extends never ? never : number & {});

/** The body that comes with a status: its own, else that of its range, else the default's. */
type BodyOf<Errors, S> = S extends keyof Errors
  ? Errors[S]
  : S extends number
    ? `${S}` extends `${infer Hundreds}${number}${number}`
      ? `${Hundreds}XX` extends keyof Errors
        ? Errors[`${Hundreds}XX` & keyof Errors]
        : BodyByDefault<Errors>
      : BodyByDefault<Errors>
    : unknown;

type BodyByDefault<Errors> = 'default' extends keyof Errors ? Errors['default' & keyof Errors] : unknown;

/**
 * An answer by which a vendor refused a call. `Errors` says which body comes with which status; the union over its statuses can be
 * narrowed by `status`. A range, or a default, stands for any status.
 */
export type VendorError<Errors, S = keyof Errors> = S extends number | Range
  ? Omit<CrosswalkError, 'kind' | 'status' | 'body' | 'code'> & {
      readonly kind: 'refused';
      readonly status: S extends number ? S : number;
      readonly body: BodyOf<Errors, S>;
      readonly code: CodeOf<BodyOf<Errors, S>>;
    }
  : never;

/** Tells the refusals of one vendor: all of them, or those with one status. */
export interface ErrorGuard<Errors> {
  (error: unknown): error is VendorError<Errors>;
  <S extends StatusOf<Errors>>(error: unknown, status: S): error is VendorError<Errors, S>;
}

/**
 * Makes the guard for one vendor: `const isAcmeError = errorGuard<{ 400: ValidationError; 404: NotFound }>('acme')`. The types are the
 * document's word, so a status that it does not list is not among them. Calls that were not answered at all have neither status nor body
 * and are left to `isCrosswalkError`.
 */
export function errorGuard<Errors>(vendor: string): ErrorGuard<Errors> {
  const guard = (error: unknown, status?: number): boolean =>
    isCrosswalkError(error) &&
    error.kind === 'refused' &&
    error.vendor === vendor &&
    (status === undefined || error.status === status);
  return guard as ErrorGuard<Errors>;
}
