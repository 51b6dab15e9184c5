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
  /** Whether the manifest was made for another document than this one. */
  readonly ownDocument: boolean;
  /** The keys of the document's operations that a filter leaves out. */
  readonly leftOut: ReadonlySet<string>;
  readonly manifest: Manifest | undefined;
  /** Every server that the document lists for all of the API. */
  readonly servers: readonly Server[];
  /** The ways to authenticate, by the names of their factories. */
  readonly auth: Readonly<Record<string, AuthWay>>;
  /** The ways that most operations take; undefined where the manifest or nobody says. */
  readonly security: Security | undefined;
  readonly resources: readonly Resource[];
  /** What the vendor calls of its own accord. */
  readonly webhooks: readonly Webhook[];
}

/** A way to authenticate. */
export interface AuthWay {
  readonly kind: 'bearer' | 'basic' | 'header' | 'query' | 'cookie' | 'scheme';
  /** The header, the query parameter, the cookie or the HTTP scheme, for those kinds. */
  readonly name?: string;
  readonly description: string;
}

/** Lists of ways to authenticate, by the names of their factories: all of one list are needed. No list at all: none is. */
export type Security = readonly (readonly string[])[];

/** A server, with holes in its URL where it has variables. */
export interface Server {
  readonly url: string;
  readonly description: string;
  readonly variables: readonly ServerVariable[];
}

/** A hole in the URL of a server. */
export interface ServerVariable {
  readonly name: string;
  readonly default: string | undefined;
  readonly values: readonly string[];
  readonly description: string;
}

/** A group of operations: a property of the client. */
export interface Resource {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Operation[];
  readonly bulk: readonly BulkMethod[];
}

export type ParameterIn = 'path' | 'query' | 'header' | 'cookie' | 'querystring';

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

/** A hole in a path. */
export interface Hole {
  /** As it stands in the path. */
  readonly text: string;
  readonly name: string;
  /** `{+name}`: what goes in may hold slashes. */
  readonly reserved: boolean;
}

/** The holes of a path in the order they stand in it. */
export function holesOf(path: string): readonly Hole[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([text, inside]) => {
    const [, mark = '', name = inside!] = /^([+#]?)(.+?)\*?$/.exec(inside!) ?? [];
    return { text, name, reserved: mark !== '' };
  });
}

/** How a member of a form is written. */
export interface PartStyle {
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly contentType?: string;
}

/** One of the forms that a body can be sent in. */
export interface BodyForm {
  readonly contentType: string;
  readonly schema: Located;
  /** It is given as bytes and not as what the schema says. */
  readonly bytes: boolean;
  readonly styles: Readonly<Record<string, PartStyle>>;
}

export interface Body extends BodyForm {
  readonly required: boolean;
  readonly description: string;
  /** The member that the manifest wraps around what the caller gives. */
  readonly wrap: string | undefined;
  /** The forms that it can be sent in instead. */
  readonly others: readonly BodyForm[];
}

/** How an answer is read. `any` goes by what the answer says that it is; the last four come piece by piece. */
export type Accept =
  'json' | 'text' | 'binary' | 'none' | 'any' | 'events' | 'textEvents' | 'lines' | 'sequence';

/** One of the forms that an answer can come in. */
export interface AnswerForm {
  readonly mediaType: string;
  readonly accept: Accept;
  /** What the caller gets: of what comes piece by piece, a piece. */
  readonly schema: Located;
}

export interface Answer {
  readonly accept: Accept;
  /** The media type to ask for, where `accept` does not say it. */
  readonly mediaType: string | undefined;
  /** What the caller gets: the schema below the envelope. */
  readonly schema: Located | undefined;
  readonly unwrap: readonly string[];
  /** The whole body of the answer. */
  readonly whole: Located | undefined;
  /** What the caller gets instead, where the vendor answers with another status. */
  readonly more: readonly Located[];
  /** One of the successes has no content. */
  readonly empty: boolean;
  /** The forms that can be asked for instead. */
  readonly others: readonly AnswerForm[];
}

/** A status, a range of them, or all others. */
export type RefusalStatus = number | '4XX' | '5XX' | 'default';

/** An answer that is an error, by status. */
export interface Refusal {
  readonly status: RefusalStatus;
  readonly schema: Located;
}

/** Where an answer leads: which operation takes what of it. */
export interface Link {
  readonly name: string;
  readonly description: string;
  /** The operation: its id, or a reference to it. */
  readonly target: string;
  /** What goes where: parameters, or the body, and the expression for its value. */
  readonly values: readonly (readonly [name: string, value: string])[];
}

/** A call that the vendor makes to the app. */
export interface Webhook {
  readonly name: string;
  /** The operation that asks for it; undefined for what comes without being asked for. */
  readonly operation: string | undefined;
  readonly httpMethod: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
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
  readonly links: readonly Link[];
  /** The ways to authenticate that it takes; undefined where the manifest or nobody says. */
  readonly security: Security | undefined;
  /** What a token must be allowed, as the document names it. */
  readonly scopes: readonly string[];
  /** Its own server, where it has one. */
  readonly server: string | undefined;
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
