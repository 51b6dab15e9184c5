/** Guards of errors whose document speaks of ranges of statuses, or of all others. */

import type { ErrorGuard } from '../../generated/runtime/index.js';
import { same } from './proof.js';

interface Refusals {
  404: { readonly code: 'none'; readonly what: string };
  '4XX': { readonly wrong: string };
  default: { readonly broken: string };
}

export function told(error: unknown, isAcmeError: ErrorGuard<Refusals>): string | undefined {
  if (isAcmeError(error, 404)) {
    same<typeof error.status, 404>(true);
    same<typeof error.code, 'none'>(true);
    return error.body.what;
  }
  if (isAcmeError(error, 410)) {
    same<typeof error.status, 410>(true);
    return error.body.wrong;
  }
  if (isAcmeError(error, 503)) return error.body.broken;
  if (!isAcmeError(error)) return undefined;
  same<typeof error.status, number>(true);
  same<typeof error.body, Refusals[keyof Refusals]>(true);
  return error.message;
}

export function byRange(error: unknown, isAcmeError: ErrorGuard<Pick<Refusals, 404 | '4XX'>>): unknown {
  // Of a status that neither stands there nor in a range nothing is known.
  if (isAcmeError(error, 500)) same<typeof error.body, unknown>(true);
  return isAcmeError(error, 451) ? error.body.wrong : undefined;
}
