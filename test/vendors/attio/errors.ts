/** How Attio says no: one shape for everything. */

import type { Answer } from '../server.js';

export class AttioError extends Error {
  readonly status: number;
  readonly code: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly problem: string;

  /** @param path where in the body the fault is; with it the answer carries `validation_errors` */
  constructor(
    status: number,
    code: string,
    message: string,
    path?: readonly (string | number)[],
    problem?: string,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.path = path;
    this.problem = problem ?? 'custom';
  }

  answer(): Answer {
    const problems = [{ code: this.problem, path: this.path, message: this.message }];
    return {
      status: this.status,
      body: {
        status_code: this.status,
        type: types[this.status] ?? 'invalid_request_error',
        code: this.code,
        message: this.message,
        ...(this.path === undefined ? {} : { validation_errors: problems }),
      },
    };
  }
}

const types: Record<number, string> = { 401: 'auth_error', 403: 'auth_error', 429: 'rate_limit_error' };

/** A body that does not have the shape it must have. */
export function misshapen(
  message: string,
  path: readonly (string | number)[],
  problem: string = 'invalid_type',
): AttioError {
  return new AttioError(400, 'validation_type', message, path, problem);
}

/** A value that points at nothing: an option, a member, a record, an attribute. */
export function valueNotFound(message: string): AttioError {
  return new AttioError(400, 'value_not_found', message);
}

export function notFound(message: string): AttioError {
  return new AttioError(404, 'not_found', message);
}

export function missing(message: string): AttioError {
  return new AttioError(400, 'missing_value', message);
}
