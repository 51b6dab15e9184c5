import type { PlannedMethod } from '../model/plan.js';
import { docText } from './quote.js';

/** The doc comment of a method: what the operation does, the call it makes, and how it may be refused. */
export function describeOperation({ operation }: PlannedMethod): string {
  const { summary, description, deprecated, httpMethod, path, refusals } = operation;
  const parts = [
    docText(summary),
    description === summary ? '' : docText(description),
    `\`${httpMethod} ${docText(path).replaceAll('`', '')}\``,
    refusals.length === 0
      ? ''
      : `Refused with ${[...new Set(refusals.map(({ status }) => status))].join(', ')}.`,
    deprecated ? '@deprecated' : '',
  ].filter((part) => part !== '');
  return `\n${parts.join('\n\n')}`;
}
