/** How HubSpot says no. Every field of its error body is optional to a reader; this server fills those it knows. */

import type { Answer } from '../server.js';
import type { JsonObject } from '../shared.js';

export interface ErrorDetail {
  message: string;
  code: string;
  in?: string;
  context?: Record<string, string[]>;
}

export class HubSpotError extends Error {
  readonly status: number;
  readonly category: string;
  readonly errors: readonly ErrorDetail[];
  readonly context: Record<string, string[]>;
  readonly subCategory: string | undefined;

  constructor(
    status: number,
    category: string,
    message: string,
    more: { errors?: readonly ErrorDetail[]; context?: Record<string, string[]>; subCategory?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.category = category;
    this.errors = more.errors ?? [];
    this.context = more.context ?? {};
    this.subCategory = more.subCategory;
  }

  /** The answer to a call that failed as a whole. */
  answer(correlationId: string): Answer {
    const body: JsonObject = { status: 'error', message: this.message, correlationId };
    if (Object.keys(this.context).length > 0) body['context'] = { ...this.context };
    if (this.errors.length > 0) body['errors'] = this.errors.map((error) => ({ ...error }));
    body['category'] = this.category;
    if (this.subCategory !== undefined) body['subCategory'] = this.subCategory;
    return { status: this.status, body };
  }
}

export function invalid(message: string, errors: readonly ErrorDetail[] = []): HubSpotError {
  return new HubSpotError(400, 'VALIDATION_ERROR', message, { errors });
}

/** Bad property values: the message carries the same list once more, as JSON text behind a colon. */
export function invalidProperties(errors: readonly (ErrorDetail & { property: string })[]): HubSpotError {
  const listed = errors.map(({ message, code, property }) => ({
    isValid: false,
    message,
    error: code,
    name: property,
  }));
  const details = errors.map(({ message, code, property }) => ({
    message,
    code,
    context: { propertyName: [property] },
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(listed)}`, details);
}

export function missingProperties(names: readonly string[]): HubSpotError {
  const errors = names.map((name) => ({
    message: `${name} must have a value.`,
    code: 'MISSING_REQUIRED_PROPERTY',
    context: { propertyName: [name] },
  }));
  return new HubSpotError(400, 'VALIDATION_ERROR', 'Required properties have no value.', {
    errors,
    context: { properties: [...names] },
  });
}

export function notFound(message: string, ids?: readonly string[]): HubSpotError {
  return new HubSpotError(404, 'OBJECT_NOT_FOUND', message, ids ? { context: { ids: [...ids] } } : {});
}

/** 429 in a shape of its own: `errorType` and no `category`, and no Retry-After. */
export function rateLimited(
  policy: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY',
  id: string,
  requestId: string,
): Answer {
  return {
    status: 429,
    body: {
      status: 'error',
      message: `You have reached your ${policy.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId: id,
      policyName: policy,
      requestId,
    },
  };
}
