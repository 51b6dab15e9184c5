/** The standard objects and their attributes, as data. */

export type AttioObject = 'people' | 'companies' | 'deals';

export type AttributeType =
  | 'text'
  | 'number'
  | 'checkbox'
  | 'currency'
  | 'date'
  | 'timestamp'
  | 'rating'
  | 'status'
  | 'select'
  | 'record-reference'
  | 'actor-reference'
  | 'location'
  | 'domain'
  | 'email-address'
  | 'phone-number'
  | 'interaction'
  | 'personal-name';

/** What a test says about an attribute; all but slug and type has a default of false or nothing. */
export interface AttioAttribute {
  slug: string;
  type: AttributeType;
  multiple?: boolean;
  unique?: boolean;
  required?: boolean;
  readOnly?: boolean;
  /** The titles of a select or a status. */
  options?: readonly string[];
  /** The objects that a record reference may lead to. */
  targets?: readonly AttioObject[];
  /** The attribute on the other side that says the same the other way round. */
  inverse?: string;
  /** The code that all values of a currency attribute have. */
  currency?: string;
}

export interface ObjectDefinition {
  singular: string;
  plural: string;
  attributes: readonly AttioAttribute[];
}

function text(...slugs: readonly string[]): AttioAttribute[] {
  return slugs.map((slug) => ({ slug, type: 'text' }));
}

/** What every object has: its id, when and by whom it was made, and the contacts that Attio keeps by itself. */
const system: readonly AttioAttribute[] = [
  { slug: 'record_id', type: 'text', unique: true, readOnly: true },
  { slug: 'created_at', type: 'timestamp', readOnly: true },
  { slug: 'created_by', type: 'actor-reference', readOnly: true },
];

const interactions: readonly AttioAttribute[] = ['first', 'last', 'next'].map((which) => ({
  slug: `${which}_interaction`,
  type: 'interaction',
  readOnly: true,
}));

const profiles = text('description', 'angellist', 'facebook', 'instagram', 'linkedin', 'twitter');

export const standardObjects: Record<AttioObject, ObjectDefinition> = {
  people: {
    singular: 'Person',
    plural: 'People',
    attributes: [
      ...system,
      ...interactions,
      { slug: 'email_addresses', type: 'email-address', multiple: true, unique: true },
      { slug: 'name', type: 'personal-name' },
      { slug: 'company', type: 'record-reference', targets: ['companies'], inverse: 'team' },
      ...profiles,
      ...text('job_title'),
      { slug: 'avatar_url', type: 'text', readOnly: true },
      { slug: 'phone_numbers', type: 'phone-number', multiple: true },
      { slug: 'primary_location', type: 'location' },
      { slug: 'twitter_follower_count', type: 'number', readOnly: true },
      {
        slug: 'associated_deals',
        type: 'record-reference',
        multiple: true,
        targets: ['deals'],
        inverse: 'associated_people',
      },
    ],
  },
  companies: {
    singular: 'Company',
    plural: 'Companies',
    attributes: [
      ...system,
      ...interactions,
      { slug: 'domains', type: 'domain', multiple: true, unique: true },
      ...text('name'),
      ...profiles,
      { slug: 'logo_url', type: 'text', readOnly: true },
      { slug: 'team', type: 'record-reference', multiple: true, targets: ['people'], inverse: 'company' },
      {
        slug: 'categories',
        type: 'select',
        multiple: true,
        options: ['Software', 'Logistics', 'B2B', 'Retail'],
      },
      { slug: 'primary_location', type: 'location' },
      { slug: 'estimated_arr_usd', type: 'select', options: ['Less than $1M', '$1M-$10M', '$10M-$50M'] },
      { slug: 'funding_raised_usd', type: 'currency', currency: 'USD' },
      { slug: 'foundation_date', type: 'date' },
      { slug: 'employee_range', type: 'select', options: ['1-10', '11-50', '51-250', '251-1K'] },
      {
        slug: 'associated_deals',
        type: 'record-reference',
        multiple: true,
        targets: ['deals'],
        inverse: 'associated_company',
      },
    ],
  },
  deals: {
    singular: 'Deal',
    plural: 'Deals',
    attributes: [
      ...system,
      { slug: 'name', type: 'text', required: true },
      { slug: 'stage', type: 'status', required: true, options: ['Lead', 'In Progress', 'Won 🎉', 'Lost'] },
      { slug: 'owner', type: 'actor-reference', required: true },
      { slug: 'value', type: 'currency', currency: 'USD' },
      {
        slug: 'associated_people',
        type: 'record-reference',
        multiple: true,
        targets: ['people'],
        inverse: 'associated_deals',
      },
      {
        slug: 'associated_company',
        type: 'record-reference',
        targets: ['companies'],
        inverse: 'associated_deals',
      },
    ],
  },
};

export interface AttioMember {
  /** A UUID. */
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  accessLevel?: 'admin' | 'member' | 'suspended';
}

/** Invented people. */
export const defaultMembers: readonly AttioMember[] = [
  {
    id: '6f0c2a4e-1d53-4b7a-9c61-0a5b8e3d7f12',
    firstName: 'Ines',
    lastName: 'Okafor',
    email: 'ines.okafor@harbour.example',
    accessLevel: 'admin',
  },
  {
    id: '2b9d7e60-83c4-4f15-a2de-5c7f1048b6a9',
    firstName: 'Pelle',
    lastName: 'Brandt',
    email: 'pelle.brandt@harbour.example',
  },
  {
    id: 'd41a5c38-760b-4e92-8f3d-b29e6a1c50d7',
    firstName: 'Mara',
    lastName: 'Silva',
    email: 'mara.silva@harbour.example',
    accessLevel: 'suspended',
  },
];
