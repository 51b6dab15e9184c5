import type { Source } from '../source.js';

/** A fact with where it was found and when. */
interface Sourced {
  readonly source: string;
  readonly date: string;
  readonly note?: string;
}

/** Where something stands in a body: property names joined by dots; `*` is the only property of the schema there. */
export type BodyPath = string;

/** A pattern of operations: `tasks.create`, `*.list`, `tasks.*`. */
export type OperationPattern = string;

export interface AuthFact extends Sourced {
  readonly kind: 'bearer' | 'basic' | 'header' | 'query';
  readonly name?: string;
  readonly description: string;
}

export interface LimitFact extends Sourced {
  readonly max: number;
  readonly per: string;
  readonly operations?: readonly OperationPattern[];
  readonly except?: readonly OperationPattern[];
}

export interface StatusFact extends Sourced {
  readonly statuses: readonly number[];
}

export interface ErrorFacts {
  readonly message?: readonly BodyPath[];
  readonly code?: readonly BodyPath[];
  readonly requestId?: readonly BodyPath[];
  readonly requestIdHeader?: string;
  readonly unprocessed?: StatusFact;
  readonly transient?: StatusFact;
  readonly wait?: Sourced & { readonly default: string };
}

export interface EnvelopeFact extends Sourced {
  readonly request?: string;
  readonly response?: BodyPath | readonly BodyPath[];
  readonly repeated?: string;
}

export interface PagingFact extends Sourced {
  readonly operations: readonly OperationPattern[];
  readonly except?: readonly OperationPattern[];
  readonly kind: 'cursor' | 'offset' | 'page';
  readonly in?: 'query' | 'body';
  readonly items: BodyPath;
  readonly next?: BodyPath;
  readonly more?: BodyPath;
  readonly total?: BodyPath;
  readonly send: string;
  readonly size?: string;
  readonly defaultSize?: number;
  readonly firstPage?: number;
}

/** How more of a record is asked for than comes by itself. */
export interface ProjectionFact extends Sourced {
  readonly operations: readonly OperationPattern[];
  readonly except?: readonly OperationPattern[];
  readonly in?: 'query' | 'body';
  readonly properties?: { readonly send: string; readonly at: string };
  readonly associations?: string;
  readonly relations?: { readonly send: string; readonly value: string | number | boolean };
}

export interface BatchFact extends Sourced {
  readonly operation?: OperationPattern;
  readonly fanOut?: OperationPattern;
  readonly method: string;
  readonly maxItems?: number;
  readonly sizes?: readonly number[];
  readonly body?: string;
  readonly items?: BodyPath;
  readonly failures?: {
    readonly at: BodyPath;
    readonly ids?: BodyPath;
    readonly fields?: Readonly<Record<BodyPath, BodyPath>>;
    readonly message?: BodyPath;
    readonly code?: BodyPath;
  };
  readonly correlate?: {
    readonly by: 'trace' | 'clientId' | 'fields' | 'position';
    readonly field?: string;
    readonly fields?: Readonly<Record<BodyPath, BodyPath>>;
  };
  readonly state?: {
    readonly at: BodyPath;
    readonly done: readonly string[];
    readonly pending?: readonly string[];
    readonly canceled?: readonly string[];
  };
  readonly atomic?: boolean;
  readonly repeatable?: boolean | 'byClientId';
}

/** Where the facts that every record has stand in it. */
export interface RecordPlaces {
  readonly id?: BodyPath;
  readonly createdAt?: BodyPath;
  readonly updatedAt?: BodyPath;
}

export interface RecordFact extends Sourced, RecordPlaces {
  readonly resources?: Readonly<Record<string, RecordPlaces>>;
}

export interface AssociationFact extends Sourced {
  readonly category: string;
  readonly type: number;
}

/** What counts as no value when read, and what is written to clear a field, or a part of a composite one. */
export interface EmptyFact extends Sourced {
  readonly read: readonly (string | null)[];
  readonly clear: string | null;
  readonly clearPart?: string | null;
}

/** The enumerations that the vendor adds values to, so that a client has to bear others than those listed. */
export interface OpenEnumsFact extends Sourced {
  /** `TaskStatus`, `Task.status`, `Task.*`, or `*` for all: types and properties by their names in the output. */
  readonly schemas: readonly string[];
}

/** What `vendor.yaml` says. */
export interface ManifestData {
  readonly name: string;
  readonly document: string;
  /** Operations that the document does not have, and others of the vendor do. */
  readonly elsewhere?: readonly string[];
  readonly auth?: Readonly<Record<string, AuthFact>>;
  readonly limits?: Readonly<Record<string, LimitFact>>;
  readonly errors?: ErrorFacts;
  readonly envelope?: EnvelopeFact;
  readonly repeatable?: Sourced & { readonly operations: readonly OperationPattern[] };
  readonly paging?: readonly PagingFact[];
  readonly projection?: readonly ProjectionFact[];
  readonly batch?: readonly BatchFact[];
  readonly record?: RecordFact;
  readonly empty?: EmptyFact;
  readonly associations?: Readonly<Record<string, AssociationFact>>;
  readonly openEnums?: OpenEnumsFact;
}

/** A manifest and the file it came from. */
export interface Manifest {
  readonly source: Source;
  readonly data: ManifestData;
}
