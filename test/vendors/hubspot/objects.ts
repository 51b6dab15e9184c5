/** The object types of the CRM and the association types between them. */

export interface ObjectType {
  id: string;
  singular: string;
  /** The properties that hold the creation and the last change: older types spell them without `hs_`. */
  created: string;
  modified: string;
  /** What a read gives when no properties are named, besides id and times. */
  defaults: readonly string[];
  /** All of these must have a value on create. */
  required: readonly string[];
  /** At least one of these must have a value on create. */
  oneOf?: readonly string[];
}

export type HubSpotType = 'tasks' | 'contacts' | 'companies' | 'deals' | 'notes' | 'emails';

const activity = {
  created: 'hs_createdate',
  modified: 'hs_lastmodifieddate',
  defaults: [],
  required: ['hs_timestamp'],
};

export const objectTypes: Record<HubSpotType, ObjectType> = {
  tasks: { id: '0-27', singular: 'task', ...activity },
  notes: { id: '0-46', singular: 'note', ...activity },
  emails: { id: '0-49', singular: 'email', ...activity },
  contacts: {
    id: '0-1',
    singular: 'contact',
    created: 'createdate',
    modified: 'lastmodifieddate',
    defaults: ['email', 'firstname', 'lastname'],
    required: [],
    oneOf: ['email', 'firstname', 'lastname'],
  },
  companies: {
    id: '0-2',
    singular: 'company',
    created: 'createdate',
    modified: 'hs_lastmodifieddate',
    defaults: ['domain', 'name'],
    required: [],
    oneOf: ['name', 'domain'],
  },
  deals: {
    id: '0-3',
    singular: 'deal',
    created: 'createdate',
    modified: 'hs_lastmodifieddate',
    defaults: ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
    required: ['dealname', 'dealstage'],
  },
};

export const hubSpotTypes = Object.keys(objectTypes) as HubSpotType[];

/** A type by its plural, its singular or its id: paths and queries take all three. */
export function typeNamed(name: string): HubSpotType | undefined {
  return hubSpotTypes.find((type) => [type, objectTypes[type].singular, objectTypes[type].id].includes(name));
}

/** A kind of association in one direction. */
export interface AssociationType {
  id: number;
  /** The id of the same kind in the other direction. */
  reverse: number;
  from: HubSpotType;
  to: HubSpotType;
  /** How a record read with `associations` names the kind. */
  name: string;
  /** Null for the plain kind, the one that is made when none is asked for. */
  label: string | null;
}

type Pair = [from: HubSpotType, to: HubSpotType, id: number, reverse: number, label?: string];

/** The numbers are HubSpot's own, defined for every account. */
const pairs: readonly Pair[] = [
  ['tasks', 'contacts', 204, 203],
  ['tasks', 'companies', 192, 191],
  ['tasks', 'deals', 216, 215],
  ['notes', 'contacts', 202, 201],
  ['notes', 'companies', 190, 189],
  ['notes', 'deals', 214, 213],
  ['emails', 'contacts', 198, 197],
  ['emails', 'companies', 186, 185],
  ['emails', 'deals', 210, 209],
  ['contacts', 'contacts', 449, 449],
  ['companies', 'companies', 450, 450],
  ['deals', 'deals', 451, 451],
  ['contacts', 'companies', 279, 280],
  ['contacts', 'companies', 1, 2, 'Primary'],
  ['companies', 'companies', 13, 14, 'Child Company'],
  ['deals', 'contacts', 3, 4],
  ['deals', 'companies', 341, 342],
  ['deals', 'companies', 5, 6, 'Primary'],
];

/** Pairs with a primary kind spell the plain one with a suffix. */
const withPrimary = ['contact_to_company', 'company_to_contact', 'deal_to_company', 'company_to_deal'];

const familyNames: Record<string, string> = {
  'Child Company': 'parent_to_child_company',
  'Parent Company': 'child_to_parent_company',
};

export const associationTypes: ReadonlyMap<number, AssociationType> = new Map(
  pairs
    .flatMap(([from, to, id, reverse, label]) => [
      kind(from, to, id, reverse, label),
      kind(to, from, reverse, id, label === 'Child Company' ? 'Parent Company' : label),
    ])
    .map((type) => [type.id, type]),
);

function kind(
  from: HubSpotType,
  to: HubSpotType,
  id: number,
  reverse: number,
  label?: string,
): AssociationType {
  const pair = `${objectTypes[from].singular}_to_${objectTypes[to].singular}`;
  const plain = withPrimary.includes(pair) ? `${pair}_unlabeled` : pair;
  const name = label === undefined ? plain : (familyNames[label] ?? pair);
  return { id, reverse, from, to, name, label: label ?? null };
}

export function kindsBetween(from: HubSpotType, to: HubSpotType): AssociationType[] {
  return [...associationTypes.values()].filter((type) => type.from === from && type.to === to);
}

export interface HubSpotOwner {
  id: string;
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  archived?: boolean;
}

/** Invented people. */
export const defaultOwners: readonly HubSpotOwner[] = [
  {
    id: '71000001',
    userId: 5100001,
    email: 'ines.okafor@harbour.example',
    firstName: 'Ines',
    lastName: 'Okafor',
  },
  {
    id: '71000002',
    userId: 5100002,
    email: 'pelle.brandt@harbour.example',
    firstName: 'Pelle',
    lastName: 'Brandt',
  },
  {
    id: '71000003',
    userId: 5100003,
    email: 'mara.silva@harbour.example',
    firstName: 'Mara',
    lastName: 'Silva',
    archived: true,
  },
];
