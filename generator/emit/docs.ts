import type { Link } from '../model/api.js';
import type { PlannedMethod } from '../model/plan.js';
import { docCode, docText } from './quote.js';

/** The doc comment of a method: what the operation does, the call it makes, how it may be refused, and where its answer leads. */
export function describeOperation({ operation }: PlannedMethod): string {
  const { summary, description, deprecated, httpMethod, path, refusals, scopes, links } = operation;
  const statuses = [...new Set(refusals.map(({ status }) => status))].filter(
    (status) => status !== 'default',
  );
  const parts = [
    docText(summary),
    description === summary ? '' : docText(description),
    // A description that names the scopes itself has said it better.
    scopes.length === 0 || scopes.some((scope) => description.includes(scope))
      ? ''
      : docText(describeScopes(scopes)),
    docCode(`${httpMethod} ${path}`),
    statuses.length === 0 ? '' : `Refused with ${statuses.join(', ')}.`,
    links.map(describeLink).join('\n'),
    deprecated ? '@deprecated' : '',
  ].filter((part) => part !== '');
  return `\n${parts.join('\n\n')}`;
}

/** Some documents list every scope that there is, at every operation: so many help nobody. */
const MOST_SCOPES = 8;

function describeScopes(scopes: readonly string[]): string {
  const shown = scopes.slice(0, MOST_SCOPES).map(docCode).join(', ');
  const others = scopes.length - MOST_SCOPES;
  return others > 0 ? `Scopes: ${shown} and ${others} more, which the document lists.` : `Scopes: ${shown}.`;
}

function describeLink({ name, description, target, values }: Link): string {
  const taken = values.map(([to, value]) => `${docCode(to)} from ${docCode(value)}`).join(', ');
  const leads = `Link ${docCode(name)}: ${docCode(target)}${taken === '' ? '' : ` with ${taken}`}.`;
  return docText(`- ${leads} ${description}`.replace(/\s+/g, ' '));
}
