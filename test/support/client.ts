import { bearer } from '../../templates/runtime/auth.js';
import type { VendorFacts } from '../../templates/runtime/facts.js';
import type { ClientOptions } from '../../templates/runtime/options.js';
import { CrosswalkError } from '../../templates/runtime/errors.js';
import { Transport } from '../../templates/runtime/transport.js';

/** A vendor that does not exist. */
export const acme: VendorFacts = {
  id: 'acme',
  name: 'Acme',
  baseUrl: '',
  limits: [],
  errors: {
    message: [['message'], ['messages'], ['error']],
    code: [['code'], ['category']],
    requestId: [['correlationId']],
    requestIdHeader: 'x-request-id',
    unprocessed: [429],
    transient: [502, 503, 504],
    waitMs: 700,
  },
};

/** A token that must be seen nowhere but in the header of a request. */
export const CANARY = 'canary-3f9d1c7e';

/** A client of a test's server. */
export function clientOf(
  url: string,
  options: Partial<ClientOptions> = {},
  facts: Partial<VendorFacts> = {},
): Transport {
  return new Transport({ ...acme, ...facts }, { auth: bearer('token', CANARY), baseUrl: url, ...options });
}

/** The error that a promise ends with. */
export async function failure(work: PromiseLike<unknown>): Promise<CrosswalkError> {
  try {
    await work;
  } catch (error) {
    return error as CrosswalkError;
  }
  throw new Error('It did not fail.');
}
