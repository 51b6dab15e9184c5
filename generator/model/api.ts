import type { Place } from '../source.js';
import type { Located, OpenApiDocument } from './document.js';
import type { BatchFact, Manifest, PagingFact } from './manifest.js';

/** A vendor's API as the compiler sees it: the document and the manifest brought together. */
export interface Api {
  /** The folder of the output, and the `vendor` of references and errors. */
  readonly id: string;
  /** The client class. */
  readonly name: string;
  /** Where the output says that it comes from. */
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  readonly baseUrl: string;
  readonly document: OpenApiDocument;
  readonly manifest: Manifest | undefined;
  /** The ways to authenticate, by the names of their factories. */
  readonly auth: Readonly<Record<string, AuthWay>>;
  readonly resources: readonly Resource[];
}

/** A way to authenticate. */
export interface AuthWay {
  readonly kind: 'bearer' | 'basic' | 'header' | 'query';
  /** The header or the query parameter, for those kinds. */
  readonly name?: string;
  readonly description: string;
}

/** A group of operations: a property of the client. */
export interface Resource {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Operation[];
  readonly bulk: readonly BulkMethod[];
}

export type ParameterIn = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  readonly description: string;
  readonly deprecated: boolean;
  readonly schema: Located;
  /** Set where it departs from what OpenAPI assumes. */
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: boolean;
  /** The parameter holds JSON (`content: application/json`). */
  readonly json: boolean;
}

export interface Body {
  readonly required: boolean;
  readonly contentType: string;
  readonly description: string;
  readonly schema: Located;
  /** The member that the manifest wraps around what the caller gives. */
  readonly wrap: string | undefined;
}

export type Accept = 'json' | 'text' | 'binary' | 'none';

export interface Answer {
  readonly accept: Accept;
  /** What the caller gets: the schema below the envelope. */
  readonly schema: Located | undefined;
  readonly unwrap: readonly string[];
  /** The whole body of the answer. */
  readonly whole: Located | undefined;
}

/** An answer that is an error, by status; `default` and ranges are not listed. */
export interface Refusal {
  readonly status: number;
  readonly schema: Located;
}

export interface Operation {
  /** `resource.method`, the name in manifests and mappings. */
  readonly key: string;
  readonly resource: string;
  readonly method: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly place: Place;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly answer: Answer;
  readonly refusals: readonly Refusal[];
  /** The limit rules that count it, where they are not those that count every call. */
  readonly limits: readonly string[] | undefined;
  readonly repeatable: boolean;
  readonly paging: Paging | undefined;
  readonly projection: Projecting | undefined;
}

/** How a call asks for more of a record, and what it then gets. */
export type Projecting =
  | { readonly by: 'names'; readonly send: string; readonly at: string }
  | {
      readonly by: 'relations';
      readonly send: string;
      readonly value: string | number | boolean;
      readonly members: readonly string[];
    };

/** A paging rule of the manifest as it applies to one operation. */
export interface Paging {
  readonly fact: PagingFact;
  readonly items: readonly string[];
  readonly item: Located;
}

/** A method over many items. */
export interface BulkMethod {
  readonly name: string;
  readonly operation: Operation;
  readonly fact: BatchFact;
  /** Over the vendor's batch endpoint; a fan-out over single calls has none. */
  readonly batch: Batch | undefined;
}

export interface Batch {
  readonly maxItems: number;
  readonly items: readonly string[] | undefined;
  /** The body has members beside the list, which hold for the whole call. */
  readonly shared: boolean;
  readonly input: Located;
  readonly output: Located | undefined;
}
