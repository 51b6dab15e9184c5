/** Guards of errors: which statuses they know, and what is known behind them. */

import { type AttioErrors, isAttioError } from '../../generated/attio/index.js';
import { type ErrorAnswer, isHubSpotError } from '../../generated/hubspot/index.js';
import { type CrosswalkError, isCrosswalkError } from '../../generated/runtime/index.js';
import { type ApiErrorAnswer, isTwentyError } from '../../generated/twenty/index.js';
import { same } from './proof.js';

export function attioErrors(error: unknown): string | undefined {
  // @ts-expect-error -- nothing is known of what was thrown
  void error.status;
  if (isAttioError(error, 404)) {
    same<typeof error.status, 404>(true);
    same<typeof error.body, AttioErrors[404]>(true);
    same<typeof error.kind, 'refused'>(true);
    same<typeof error.body.code, 'not_found' | 'merge_in_progress' | (string & {})>(true);
    return error.code;
  }
  if (isAttioError(error, 400)) {
    same<typeof error.body.status_code, 400>(true);
    // @ts-expect-error -- a body has no such member
    void error.body.errors;
    return error.body.message;
  }
  // @ts-expect-error -- no such status is documented
  isAttioError(error, 418);
  // @ts-expect-error -- a status is a number
  isAttioError(error, '404');
  return undefined;
}

export function byStatus(error: unknown): string | undefined {
  if (!isAttioError(error)) return undefined;
  same<typeof error.status, 400 | 401 | 403 | 404 | 409 | 429>(true);
  if (error.status === 409) return error.body.code;
  // @ts-expect-error -- a conflict has been dealt with
  return error.status === 409 ? 'conflict' : error.body.message;
}

export function others(error: unknown): string | undefined {
  if (isHubSpotError(error, 429)) {
    same<typeof error.body, ErrorAnswer>(true);
    return error.body.policyName;
  }
  if (isTwentyError(error, 404)) {
    same<typeof error.body, ApiErrorAnswer>(true);
    return error.body.messages[0];
  }
  if (!isCrosswalkError(error)) return undefined;
  same<typeof error, CrosswalkError>(true);
  same<typeof error.status, number | undefined>(true);
  // @ts-expect-error -- of another vendor's answer nothing is known
  void error.body.message;
  return error.kind === 'network' ? error.processed : error.requestId;
}
