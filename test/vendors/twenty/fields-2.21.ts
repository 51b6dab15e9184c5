/** The fields of Twenty 2.21, in the order in which it answers them. */

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

const row = { id, createdAt: dateTime, updatedAt: dateTime, deletedAt: dateTime };
const authors = { createdBy: kinds.actor, updatedBy: kinds.actor };
const searchVector = kinds.search;
const joined = { ...row, ...authors, position, searchVector };

function targets(inverse: string): Record<string, ReturnType<typeof relation>> {
  return {
    targetCompanyId: relation('companies', inverse, true),
    targetOpportunityId: relation('opportunities', inverse, true),
    targetPersonId: relation('people', inverse, true),
  };
}

export const objects221: Record<TwentyObject, ObjectType> = objectTypes({
  tasks: {
    ...row,
    position,
    title: text,
    bodyV2: richText,
    dueAt: dateTime,
    status: select(['TODO', 'IN_PROGRESS', 'DONE'], 'TODO'),
    ...authors,
    searchVector,
    assigneeId: relation('workspaceMembers', 'assignedTasks'),
  },
  taskTargets: { ...joined, ...targets('taskTargets'), taskId: relation('tasks', 'taskTargets', true) },
  people: {
    ...row,
    name: fullName,
    emails: uniqueEmail,
    linkedinLink: links,
    jobTitle: text,
    phones,
    avatarUrl: text,
    avatarFile: kinds.files,
    position,
    ...authors,
    searchVector,
    companyId: relation('companies', 'people'),
  },
  companies: {
    ...row,
    name: text,
    domainName: uniqueLink,
    address,
    linkedinLink: links,
    annualRevenue: currency,
    position,
    ...authors,
    searchVector,
    accountOwnerId: relation('workspaceMembers', 'accountOwnerForCompanies'),
    employees: number,
  },
  opportunities: {
    ...row,
    name: text,
    amount: currency,
    closeDate: dateTime,
    stage: select(['NEW', 'SCREENING', 'MEETING', 'PROPOSAL', 'CUSTOMER'], 'NEW'),
    position,
    ...authors,
    searchVector,
    companyId: relation('companies', 'opportunities'),
    pointOfContactId: relation('people', 'pointOfContactForOpportunities'),
    ownerId: relation('workspaceMembers', 'ownedOpportunities'),
  },
  notes: { ...row, position, title: text, bodyV2: richText, ...authors, searchVector },
  noteTargets: { ...joined, ...targets('noteTargets'), noteId: relation('notes', 'noteTargets', true) },
  messages: {
    ...joined,
    headerMessageId: text,
    subject: text,
    text,
    receivedAt: dateTime,
    deliveryStatus: select(['QUEUED', 'SENT', 'FAILED', 'BOUNCED', 'COMPLAINED', 'SKIPPED']),
    isDraft: { kind: 'boolean', initial: false },
    messageCampaignId: uuid,
    messageThreadId: relation('messageThreads', 'messages'),
  },
  messageThreads: { ...joined, subject: text },
  messageParticipants: {
    ...joined,
    role: select(['FROM', 'TO', 'CC', 'BCC', 'REPLY_TO'], 'FROM'),
    handle: text,
    displayName: text,
    messageCampaignId: uuid,
    messageId: relation('messages', 'messageParticipants', true),
    personId: relation('people', 'messageParticipants'),
    workspaceMemberId: relation('workspaceMembers', 'messageParticipants'),
  },
  messageChannelMessageAssociations: {
    ...joined,
    messageExternalId: text,
    messageThreadExternalId: text,
    direction: select(['INCOMING', 'OUTGOING'], 'INCOMING'),
    messageChannelId: uuid,
    messageId: relation('messages', 'messageChannelMessageAssociations', true),
    messageThreadId: relation('messageThreads', 'messageChannelMessageAssociations'),
  },
  workspaceMembers: {
    ...row,
    position,
    name: fullName,
    colorScheme: { kind: 'text', initial: 'System' },
    locale: { kind: 'text', initial: 'en' },
    avatarUrl: text,
    userEmail: text,
    jobTitle: text,
    calendarStartDay: { kind: 'number', initial: 7 },
    userId: uuid,
    timeZone: { kind: 'text', initial: 'system' },
    dateFormat: select(['SYSTEM', 'MONTH_FIRST', 'DAY_FIRST', 'YEAR_FIRST'], 'SYSTEM'),
    timeFormat: select(['SYSTEM', 'HOUR_24', 'HOUR_12'], 'SYSTEM'),
    numberFormat: select(['SYSTEM', 'COMMAS_AND_DOT', 'SPACES_AND_COMMA', 'DOTS_AND_COMMA'], 'SYSTEM'),
    searchVector,
    ...authors,
  },
});
