/** The objects of a workspace and their fields, as data, for the two versions that are played. */

export type TwentyVersion = '2.21' | '0.51';

export type Kind =
  | 'id'
  | 'uuid'
  | 'text'
  | 'number'
  | 'position'
  | 'boolean'
  | 'dateTime'
  | 'select'
  | 'richText'
  | 'oldRichText'
  | 'fullName'
  | 'links'
  | 'emails'
  | 'phones'
  | 'address'
  | 'currency'
  | 'actor'
  | 'files'
  | 'search'
  | 'relation';

export interface Field {
  kind: Kind;
  /** The values of a select. */
  options?: readonly string[];
  /** What a new record has if nothing is sent; else what the kind has when it is empty. */
  initial?: string | number | boolean;
  /** The object that a relation leads to. */
  target?: TwentyObject;
  /** The list on the other side of a relation. */
  inverse?: string;
  /** A record whose target is destroyed goes with it; otherwise the relation becomes null. */
  cascade?: boolean;
  /** The part of a composite that no two records may share. */
  unique?: string;
}

export const twentyObjects = [
  'tasks',
  'taskTargets',
  'people',
  'companies',
  'opportunities',
  'notes',
  'noteTargets',
  'messages',
  'messageThreads',
  'messageParticipants',
  'messageChannelMessageAssociations',
  'workspaceMembers',
] as const;

export type TwentyObject = (typeof twentyObjects)[number];

export interface ObjectType {
  plural: TwentyObject;
  singular: string;
  /** In the order in which they are answered. */
  fields: Record<string, Field>;
  /** Lists of relations to objects that this server does not have: always empty. */
  emptyLists: readonly string[];
  /** The fields whose words go into `searchVector`. */
  searched: readonly string[];
  /** Whether an API key may not write it. */
  closed?: boolean;
}

type PlainKind = Exclude<Kind, 'boolean' | 'select' | 'oldRichText' | 'emails' | 'relation'>;

/** The fields that have nothing to say besides their kind. */
export const kinds: Record<PlainKind, Field> = {
  id: { kind: 'id' },
  uuid: { kind: 'uuid' },
  text: { kind: 'text' },
  number: { kind: 'number' },
  position: { kind: 'position' },
  dateTime: { kind: 'dateTime' },
  richText: { kind: 'richText' },
  fullName: { kind: 'fullName' },
  links: { kind: 'links' },
  phones: { kind: 'phones' },
  address: { kind: 'address' },
  currency: { kind: 'currency' },
  actor: { kind: 'actor' },
  files: { kind: 'files' },
  search: { kind: 'search' },
};

export function select(options: readonly string[], initial?: string): Field {
  return initial === undefined ? { kind: 'select', options } : { kind: 'select', options, initial };
}

export function relation(target: TwentyObject, inverse: string, cascade: boolean = false): Field {
  return { kind: 'relation', target, inverse, cascade };
}

export const uniqueEmail: Field = { kind: 'emails', unique: 'primaryEmail' };
export const uniqueLink: Field = { kind: 'links', unique: 'primaryLinkUrl' };

/** What a version leaves to the table of another: names, and lists that stay empty. */
export interface Names {
  singular: string;
  searched?: readonly string[];
  emptyLists?: readonly string[];
}

const besides = ['attachments', 'timelineActivities'];

const names: Record<TwentyObject, Names> = {
  tasks: { singular: 'task', searched: ['title'], emptyLists: besides },
  taskTargets: { singular: 'taskTarget' },
  people: {
    singular: 'person',
    searched: ['name', 'emails'],
    emptyLists: [...besides, 'calendarEventParticipants'],
  },
  companies: { singular: 'company', searched: ['name'], emptyLists: besides },
  opportunities: { singular: 'opportunity', searched: ['name'], emptyLists: besides },
  notes: { singular: 'note', searched: ['title'], emptyLists: besides },
  noteTargets: { singular: 'noteTarget' },
  messages: { singular: 'message', searched: ['subject'] },
  messageThreads: { singular: 'messageThread', searched: ['subject'] },
  messageParticipants: { singular: 'messageParticipant', searched: ['handle'] },
  messageChannelMessageAssociations: { singular: 'messageChannelMessageAssociation' },
  workspaceMembers: { singular: 'workspaceMember', searched: ['name'], emptyLists: ['blocklist'] },
};

export type FieldTable = Record<TwentyObject, Record<string, Field>>;

/** Puts the fields of a version, and its own name for lists that stay empty, together with what all versions share. */
export function objectTypes(
  table: FieldTable,
  moreLists: readonly string[] = [],
): Record<TwentyObject, ObjectType> {
  const entries = twentyObjects.map((plural): [TwentyObject, ObjectType] => {
    const { singular, searched = [], emptyLists: lists = [] } = names[plural];
    const emptyLists = lists.includes('attachments') ? [...lists, ...moreLists] : lists;
    const closed = plural === 'workspaceMembers';
    return [plural, { plural, singular, fields: table[plural], emptyLists, searched, closed }];
  });
  return Object.fromEntries(entries) as Record<TwentyObject, ObjectType>;
}

/** The relation that a foreign key belongs to: `assigneeId` to `assignee`. */
export function relationName(key: string): string {
  return key.replace(/Id$/, '');
}

/** The lists that lead to an object, from the relations of all the others. */
export function listsOf(
  types: Record<TwentyObject, ObjectType>,
  target: TwentyObject,
): [list: string, from: ObjectType, key: string][] {
  return twentyObjects.flatMap((plural) =>
    Object.entries(types[plural].fields).flatMap(([key, field]): [string, ObjectType, string][] =>
      field.target === target && field.inverse !== undefined ? [[field.inverse, types[plural], key]] : [],
    ),
  );
}
