import type { Place } from '../source.js';
import type { Api } from './api.js';
import type { Located, OpenApiDocument } from './document.js';
import type { AssociationFact, EmptyFact } from './manifest.js';

/** The three things one does with a record. Each has a shape of its own. */
export type Verb = 'read' | 'create' | 'update';

/** A field of the canonical model. */
export interface CanonicalField {
  readonly name: string;
  readonly schema: Located;
  /** The vendor's record says it, and it is never written. */
  readonly readOnly: boolean;
  readonly list: boolean;
}

/** An entity of the canonical model. */
export interface Entity {
  readonly name: string;
  readonly document: OpenApiDocument;
  readonly fields: ReadonlyMap<string, CanonicalField>;
}

/** The canonical model. */
export interface Canonical {
  readonly document: OpenApiDocument;
  readonly origin: string;
  readonly entities: ReadonlyMap<string, Entity>;
}

/** A field of a vendor in the shape of one verb. */
export interface Target {
  /** From the record down. */
  readonly path: readonly string[];
  readonly schema: Located;
  readonly required: boolean;
  readonly nullable: boolean;
}

/** What is written when the canonical value is missing: a typed argument, a refusal, or a value with its reason. */
export type Missing = 'ask' | 'refuse' | Substitute;

export interface Substitute {
  readonly use: Scalar;
  readonly why: string;
}

export type Scalar = string | number | boolean;

/** Several columns of a linked record, each for one type of target. */
export interface Column {
  readonly type: string;
  /** The column that is written. */
  readonly path: string;
  /** The columns that are read: versions of a vendor call it differently. */
  readonly reads: readonly string[];
}

/** A group of links of one type. */
export interface LinkGroup {
  readonly type: string;
  readonly read: string;
  readonly association: AssociationFact;
}

/** How one link of a group is read and written. */
export interface LinkItem {
  readonly read: { readonly list: string; readonly id: string };
  readonly write: { readonly id: string; readonly category: string; readonly type: string };
}

export interface FollowUpPlan {
  readonly call: string;
  readonly set: Readonly<Record<string, string>>;
  /** The schema of an item. */
  readonly item: Located;
}

/** A value table. */
export interface Table {
  readonly values: readonly (readonly [canonical: string, vendor: Scalar])[];
  readonly nearest: readonly (readonly [canonical: string, vendor: Scalar, why: string])[];
  readonly within: readonly (readonly [canonical: string, vendor: Scalar])[];
  readonly reads: readonly (readonly [vendor: Scalar, canonical: string])[];
  readonly unknown: 'keep' | 'refuse';
}

/** How a value gets from one side to the other. One entry here, one in the builder, one in the emitter. */
export type Conversion =
  | { readonly kind: 'same' }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'instant'; readonly day: boolean }
  | { readonly kind: 'list'; readonly separator: string }
  | { readonly kind: 'list.epochMillis'; readonly separator: string }
  | { readonly kind: 'richtext'; readonly format: 'html' | 'markdown' | 'plain' }
  | {
      readonly kind: 'text.titleAndBody';
      readonly tooLong: 'cutAtWord' | 'refuse';
      readonly max: number | undefined;
    }
  | { readonly kind: 'ref.one'; readonly to: string }
  | {
      readonly kind: 'ref.list';
      readonly to: string;
      readonly id: string;
      readonly set: Readonly<Record<string, Scalar>>;
    }
  | { readonly kind: 'ref.grouped'; readonly groups: readonly LinkGroup[]; readonly item: LinkItem }
  | {
      readonly kind: 'ref.typed';
      readonly id: string;
      readonly typeRead: string;
      readonly typeWrite: string;
      readonly types: readonly (readonly [canonical: string, vendor: string])[];
    }
  | {
      readonly kind: 'ref.column';
      readonly columns: readonly Column[];
      readonly followUp: FollowUpPlan | undefined;
    };

export type ConversionKind = Conversion['kind'];

/** A line of a mapping: canonical fields and a vendor's field, joined by a conversion. */
export interface Row {
  readonly fields: readonly string[];
  readonly targets: Readonly<Partial<Record<Verb, Target>>>;
  readonly conversion: Conversion;
  readonly missing: Missing | undefined;
  readonly whenNull: 'omit' | 'null' | 'clear' | Substitute | undefined;
  readonly omittedIsEmpty: boolean;
  readonly optional: boolean;
  readonly why: string;
  /** Verbs that can't carry it, with the reason. */
  readonly absent: Readonly<Partial<Record<Verb, string>>>;
  readonly place: Place;
}

/** A field of the vendor that the canonical entity does not have. */
export interface Ignored {
  readonly path: readonly string[];
  readonly residue: boolean;
  readonly why: string;
  readonly place: Place;
}

/** A constant that is written. */
export interface Constant {
  readonly target: Target;
  readonly value: Scalar;
  readonly place: Place;
}

/** The shape of a verb: the schema that the caller sees, below the envelope. */
export interface VerbShape {
  readonly schema: Located;
  readonly operation: string;
}

/** A mapping with everything looked up in the documents. */
export interface Mapping {
  readonly api: Api;
  readonly entity: Entity;
  readonly resource: string;
  readonly shapes: Readonly<Partial<Record<Verb, VerbShape>>>;
  readonly under: readonly string[];
  readonly rows: readonly Row[];
  readonly constants: Readonly<Partial<Record<Verb, readonly Constant[]>>>;
  readonly absent: ReadonlyMap<string, { readonly why: string; readonly place: Place }>;
  readonly ignored: readonly Ignored[];
  readonly custom: 'residue' | 'drop' | undefined;
  readonly record: RecordPaths;
  readonly empty: EmptyFact | undefined;
  readonly projection: Projection | undefined;
  readonly place: Place;
}

/** Where the record-wide facts stand. */
export interface RecordPaths {
  readonly id: readonly string[];
  readonly createdAt: readonly string[] | undefined;
  readonly updatedAt: readonly string[] | undefined;
}

/** What to ask for, so that a record has all that the mapper reads. */
export type Projection = Readonly<Record<string, readonly string[] | Scalar>>;
