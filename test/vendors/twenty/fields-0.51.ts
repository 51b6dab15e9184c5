/** The fields of Twenty 0.51: scalars first, composites last, and other names for what tasks and notes are about. */

import {
  kinds,
  objectTypes,
  relation,
  select,
  uniqueEmail,
  uniqueLink,
  type ObjectType,
  type TwentyObject,
} from './objects.js';

const { id, uuid, text, number, position, dateTime, richText, fullName, links, phones, address, currency } =
  kinds;

const row = { createdAt: dateTime, updatedAt: dateTime, deletedAt: dateTime };
const createdBy = kinds.actor;
const searchVector = kinds.search;

function targets(inverse: string): Record<string, ReturnType<typeof relation>> {
  return {
    personId: relation('people', inverse, true),
    companyId: relation('companies', inverse, true),
    opportunityId: relation('opportunities', inverse, true),
  };
}

export const objects051: Record<TwentyObject, ObjectType> = objectTypes(
  {
    tasks: {
      id,
      position,
      title: text,
      body: { kind: 'oldRichText' },
      dueAt: dateTime,
      status: select(['TODO', 'IN_PROGRESS', 'DONE'], 'TODO'),
      searchVector,
      ...row,
      assigneeId: relation('workspaceMembers', 'assignedTasks'),
      bodyV2: richText,
      createdBy,
    },
    taskTargets: { id, ...targets('taskTargets'), ...row, taskId: relation('tasks', 'taskTargets', true) },
    people: {
      id,
      jobTitle: text,
      city: text,
      avatarUrl: text,
      position,
      searchVector,
      ...row,
      companyId: relation('companies', 'people'),
      name: fullName,
      emails: uniqueEmail,
      linkedinLink: links,
      xLink: links,
      phones,
      createdBy,
    },
    companies: {
      id,
      idealCustomerProfile: { kind: 'boolean', initial: false },
      position,
      searchVector,
      ...row,
      accountOwnerId: relation('workspaceMembers', 'accountOwnerForCompanies'),
      name: text,
      employees: number,
      xLink: links,
      annualRecurringRevenue: currency,
      address,
      createdBy,
      domainName: uniqueLink,
      linkedinLink: links,
    },
    opportunities: {
      id,
      name: text,
      closeDate: dateTime,
      stage: select(['NEW', 'SCREENING', 'MEETING', 'PROPOSAL', 'CUSTOMER'], 'NEW'),
      position,
      searchVector,
      ...row,
      pointOfContactId: relation('people', 'pointOfContactForOpportunities'),
      companyId: relation('companies', 'opportunities'),
      amount: currency,
      createdBy,
    },
    notes: {
      id,
      position,
      title: text,
      body: { kind: 'oldRichText' },
      searchVector,
      ...row,
      bodyV2: richText,
      createdBy,
    },
    noteTargets: { id, ...targets('noteTargets'), ...row, noteId: relation('notes', 'noteTargets', true) },
    messages: {
      id,
      headerMessageId: text,
      subject: text,
      text,
      receivedAt: dateTime,
      ...row,
      messageThreadId: relation('messageThreads', 'messages'),
    },
    messageThreads: { id, ...row },
    messageParticipants: {
      id,
      role: select(['from', 'to', 'cc', 'bcc'], 'from'),
      handle: text,
      displayName: text,
      ...row,
      messageId: relation('messages', 'messageParticipants', true),
      personId: relation('people', 'messageParticipants'),
      workspaceMemberId: relation('workspaceMembers', 'messageParticipants'),
    },
    messageChannelMessageAssociations: {
      id,
      messageExternalId: text,
      messageThreadExternalId: text,
      direction: select(['INCOMING', 'OUTGOING'], 'INCOMING'),
      ...row,
      messageChannelId: uuid,
      messageId: relation('messages', 'messageChannelMessageAssociations', true),
    },
    workspaceMembers: {
      id,
      position,
      colorScheme: { kind: 'text', initial: 'System' },
      locale: { kind: 'text', initial: 'en' },
      avatarUrl: text,
      userEmail: text,
      userId: uuid,
      timeZone: { kind: 'text', initial: 'system' },
      dateFormat: select(['SYSTEM', 'MONTH_FIRST', 'DAY_FIRST', 'YEAR_FIRST'], 'SYSTEM'),
      timeFormat: select(['SYSTEM', 'HOUR_24', 'HOUR_12'], 'SYSTEM'),
      searchVector,
      ...row,
      name: fullName,
    },
  },
  ['favorites'],
);
