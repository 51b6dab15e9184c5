/** The property definitions of a plain account: what may be written, how it is checked, and what a read gives. */

import type { JsonObject } from '../shared.js';
import { objectTypes, type HubSpotType } from './objects.js';

export interface PropertyDefinition {
  name: string;
  type: 'string' | 'number' | 'bool' | 'enumeration' | 'date' | 'datetime';
  fieldType: string;
  /** The values of an enumeration; left out where an account makes its own. */
  options?: readonly string[];
  readOnly?: boolean;
  /** No two records may share a value, and the name serves as `idProperty`. */
  unique?: boolean;
  maxLength?: number;
  /** What the text must look like, beyond its type. */
  holds?: 'email' | 'json' | 'milliseconds';
}

type Definition = Omit<PropertyDefinition, 'name'>;

const text: Definition = { type: 'string', fieldType: 'text' };
const html: Definition = { type: 'string', fieldType: 'html', maxLength: 65_536 };
const number: Definition = { type: 'number', fieldType: 'number' };
const datetime: Definition = { type: 'datetime', fieldType: 'date' };
/** An account's own options, which this server does not check. */
const open: Definition = { type: 'enumeration', fieldType: 'select' };
const several: Definition = { type: 'enumeration', fieldType: 'checkbox' };

function select(...options: readonly string[]): Definition {
  return { type: 'enumeration', fieldType: 'select', options };
}

function readOnly(definition: Definition): Definition {
  return { ...definition, readOnly: true };
}

/** The stages of the pipeline that every account starts with. */
const stages =
  'appointmentscheduled qualifiedtobuy presentationscheduled decisionmakerboughtin contractsent closedwon closedlost';

const lifecycle = select(
  ...'subscriber lead marketingqualifiedlead salesqualifiedlead opportunity customer evangelist other'.split(
    ' ',
  ),
);

const address = { address: text, city: text, state: text, zip: text, country: text };

const standard: Record<HubSpotType, Record<string, Definition>> = {
  tasks: {
    hs_task_subject: text,
    hs_task_body: html,
    hs_body_preview: readOnly(text),
    hs_timestamp: datetime,
    hs_task_status: select('NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'),
    hs_task_priority: select('NONE', 'LOW', 'MEDIUM', 'HIGH'),
    hs_task_type: select('TODO', 'CALL', 'EMAIL', 'LINKED_IN_CONNECT', 'LINKED_IN_MESSAGE'),
    hs_task_reminders: { ...text, holds: 'milliseconds' },
    hs_task_completion_date: readOnly(datetime),
    hs_queue_membership_ids: several,
    hubspot_owner_id: open,
  },
  contacts: {
    email: { ...text, unique: true, holds: 'email' },
    hs_additional_emails: several,
    firstname: text,
    lastname: text,
    phone: text,
    mobilephone: text,
    jobtitle: text,
    company: text,
    website: text,
    ...address,
    lifecyclestage: lifecycle,
    hs_lead_status: select(
      'NEW',
      'OPEN',
      'IN_PROGRESS',
      'OPEN_DEAL',
      'UNQUALIFIED',
      'CONNECTED',
      'BAD_TIMING',
    ),
    hubspot_owner_id: open,
  },
  companies: {
    name: text,
    domain: text,
    hs_additional_domains: several,
    website: text,
    phone: text,
    description: text,
    industry: open,
    numberofemployees: number,
    annualrevenue: number,
    ...address,
    address2: text,
    linkedin_company_page: text,
    twitterhandle: text,
    lifecyclestage: lifecycle,
    hubspot_owner_id: open,
  },
  deals: {
    dealname: text,
    dealstage: select(...stages.split(' ')),
    pipeline: select('default'),
    amount: number,
    deal_currency_code: select('EUR', 'USD', 'GBP'),
    closedate: datetime,
    dealtype: select('newbusiness', 'existingbusiness'),
    hs_priority: select('low', 'medium', 'high'),
    description: text,
    hubspot_owner_id: open,
  },
  notes: {
    hs_timestamp: datetime,
    hs_note_body: html,
    hs_body_preview: readOnly(text),
    hubspot_owner_id: open,
    hs_attachment_ids: text,
  },
  emails: {
    hs_timestamp: datetime,
    hs_email_subject: text,
    hs_email_text: text,
    hs_email_html: html,
    hs_email_direction: select('EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'),
    hs_email_status: select('BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'),
    hs_email_headers: { ...text, holds: 'json' },
    hs_email_from_email: readOnly(text),
    hs_email_from_firstname: readOnly(text),
    hs_email_from_lastname: readOnly(text),
    hs_email_to_email: readOnly(text),
    hs_email_cc_email: readOnly(text),
    hs_email_bcc_email: readOnly(text),
    hs_email_message_id: text,
    hs_email_thread_id: readOnly(text),
    hs_attachment_ids: text,
    hubspot_owner_id: open,
  },
};

export type Definitions = ReadonlyMap<string, PropertyDefinition>;

/** The definitions of an object type by name, with those that every object has and those that a test adds. */
export function definitionsOf(type: HubSpotType, custom: readonly PropertyDefinition[] = []): Definitions {
  const { created, modified } = objectTypes[type];
  const own = { ...standard[type], hs_object_id: readOnly(number), [created]: readOnly(datetime) };
  const all = Object.entries({ ...own, [modified]: readOnly(datetime) });
  const named = all.map(([name, definition]): PropertyDefinition => ({ name, ...definition }));
  return new Map([...named, ...custom].map((definition) => [definition.name, definition]));
}

/** A definition as the properties API shows it. */
export function describe(type: HubSpotType, definition: PropertyDefinition): JsonObject {
  const label = definition.name.replace(/^hs_/, '').replaceAll('_', ' ');
  return {
    name: definition.name,
    label,
    type: definition.type,
    fieldType: definition.fieldType,
    description: '',
    groupName: `${objectTypes[type].singular}information`,
    options: (definition.options ?? []).map((value, displayOrder) => ({
      label: value,
      value,
      displayOrder,
      hidden: false,
    })),
    displayOrder: -1,
    calculated: false,
    externalOptions: definition.type === 'enumeration' && definition.options === undefined,
    hasUniqueValue: definition.unique ?? false,
    hidden: false,
    hubspotDefined: true,
    formField: false,
    dataSensitivity: 'non_sensitive',
    modificationMetadata: {
      archivable: false,
      readOnlyDefinition: true,
      readOnlyValue: definition.readOnly ?? false,
    },
    archived: false,
  };
}
