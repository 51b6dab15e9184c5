/** The properties that HubSpot fills in by itself. */

import { at, listOf, textOf, type Json } from '../shared.js';
import type { HubSpotType } from './objects.js';

type Properties = Record<string, string>;

/** Sets or clears the read-only properties that follow from others. */
export function derive(type: HubSpotType, properties: Properties, now: string): void {
  if (type === 'tasks') deriveTask(properties, now);
  if (type === 'notes') put(properties, 'hs_body_preview', plainText(properties['hs_note_body']));
  if (type === 'emails') deriveEmail(properties);
}

function deriveTask(properties: Properties, now: string): void {
  put(properties, 'hs_body_preview', plainText(properties['hs_task_body']));
  const done = properties['hs_task_status'] === 'COMPLETED';
  put(
    properties,
    'hs_task_completion_date',
    done ? (properties['hs_task_completion_date'] ?? now) : undefined,
  );
}

function deriveEmail(properties: Properties): void {
  const text = properties['hs_email_headers'];
  const headers = text === undefined ? undefined : (JSON.parse(text) as Json);
  put(properties, 'hs_email_from_email', textOf(at(headers, 'from', 'email')));
  put(properties, 'hs_email_from_firstname', textOf(at(headers, 'from', 'firstName')));
  put(properties, 'hs_email_from_lastname', textOf(at(headers, 'from', 'lastName')));
  for (const role of ['to', 'cc', 'bcc']) {
    const emails = listOf(at(headers, role)).map((person) => textOf(at(person, 'email')));
    put(properties, `hs_email_${role}_email`, emails.filter((email) => email !== undefined).join(';'));
  }
}

function put(properties: Properties, name: string, value: string | undefined): void {
  if (value === undefined || value === '') delete properties[name];
  else properties[name] = value;
}

function plainText(html: string | undefined): string | undefined {
  return html
    ?.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
