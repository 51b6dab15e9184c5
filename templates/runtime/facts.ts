/**
 * What differs from vendor to vendor, as values. The generator writes them from the manifest and the document; the runtime holds the
 * behaviour and knows no vendor.
 */

/** Where something stands in a body: the names of the properties to go through. An item of a list is named by its index. */
export type Path = readonly string[];

/** What holds for every call to a vendor. */
export interface VendorFacts {
  /** The vendor in errors and references, such as `acme`. */
  readonly id: string;
  /** The vendor as people write it. */
  readonly name: string;
  /** Where the API is, without a slash at the end; empty where the document does not say. */
  readonly baseUrl: string;
  /** The ways to authenticate of all calls that name none; if not given, each call takes whatever the client has. */
  readonly security?: Security;
  readonly limits: readonly LimitRule[];
  readonly errors: ErrorFacts;
  /** A level of an answer that some servers send twice: `{data: {data: …}}`. */
  readonly repeated?: string;
}

/** At most `max` calls in any window of `perMs` milliseconds. */
export interface LimitRule {
  readonly name: string;
  readonly max: number;
  readonly perMs: number;
  /** It counts every call that names no rules; else only the calls that name it. */
  readonly shared: boolean;
}

/** How an error answer is read, and what its status says. Of several paths the first that leads to a text is taken. */
export interface ErrorFacts {
  readonly message: readonly Path[];
  readonly code: readonly Path[];
  readonly requestId: readonly Path[];
  readonly requestIdHeader?: string;
  /** Statuses by which the vendor says that nothing was stored: any call may be repeated. */
  readonly unprocessed: readonly number[];
  /** Statuses after which a repeatable call is repeated; whether anything was stored is unknown. */
  readonly transient: readonly number[];
  /** How long to wait, in milliseconds, when a 429 does not say. */
  readonly waitMs: number;
}

/** How one parameter is written where it departs from `form` with `explode` (query) or `simple` (header). */
export interface ParameterStyle {
  readonly style?: 'form' | 'simple' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'cookie';
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** The value is sent as JSON text. */
  readonly json?: boolean;
}

/** The parameters that need a word on how they are written. Where a query, a header and a cookie share a name: `header:name`. */
export type ParameterStyles = Readonly<Record<string, ParameterStyle>>;

/** How a member of a form is written where it departs from what forms do: texts as they are, objects as JSON, a list as its items. */
export interface PartStyle extends ParameterStyle {
  /** The content type of the part. */
  readonly contentType?: string;
}

/** The members of a body that need a word on how they are written, by the content type of the body. */
export type BodyStyles = Readonly<Record<string, Readonly<Record<string, PartStyle>>>>;

/** How an answer is read. `any` goes by what the answer says that it is. */
export type Reading = 'json' | 'text' | 'binary' | 'none' | 'any' | Streaming;

/**
 * An answer that comes piece by piece: server-sent events whose data is JSON or text, lines of JSON, or a sequence of JSON texts (RFC
 * 7464).
 */
export type Streaming = 'events' | 'textEvents' | 'lines' | 'sequence';

/** The ways to authenticate that a call takes: one of these lists, all of whose names belong together. None at all: it is sent bare. */
export type Security = readonly (readonly string[])[];

/** One HTTP call, as a generated method describes it. */
export interface Call {
  readonly method: string;
  /** Percent-encoded, starting with a slash, below the base URL. */
  readonly path: string;
  /** Where this call goes, unless the client was given a base URL. */
  readonly server?: string;
  readonly query?: object | undefined;
  /** The query as a whole, before what `query` adds. */
  readonly queryString?: unknown;
  readonly headers?: object | undefined;
  readonly cookies?: object | undefined;
  readonly styles?: ParameterStyles;
  /** Query parameters that the call must not go without: what they leave out may be everything. */
  readonly required?: readonly string[];
  readonly body?: unknown;
  /** JSON if not given. */
  readonly contentType?: string;
  readonly bodyStyles?: BodyStyles;
  /** The member that is put around the body. */
  readonly wrap?: string;
  /** JSON if not given; `none` for answers without a body. */
  readonly accept?: Reading;
  /** The media type that is asked for, where `accept` does not say it. */
  readonly mediaType?: string;
  /** The media types that a caller can ask for instead, and how each is read. */
  readonly also?: Readonly<Record<string, Reading>>;
  /** The ways to authenticate, where they are not those of the vendor. */
  readonly security?: Security;
  /** Where in the answer the value stands. */
  readonly unwrap?: Path;
  /** The limit rules that count this call; if not given, the shared ones do. */
  readonly limits?: readonly string[];
  /** It may be sent again without harm. If not given: GET, HEAD, QUERY, PUT, DELETE and OPTIONS may. */
  readonly repeatable?: boolean;
}

/** How a list comes in pages. */
export interface Paging {
  readonly kind: 'cursor' | 'offset' | 'page';
  /** Where the cursor, offset or page is sent. */
  readonly in: 'query' | 'body';
  readonly items: Path;
  /** Where the next cursor stands. */
  readonly next?: Path;
  /** A boolean that is true while there is more. */
  readonly more?: Path;
  readonly total?: Path;
  /** The parameter that takes the cursor, the offset or the page. */
  readonly send: string;
  /** The parameter for the number of records on a page. */
  readonly size?: string;
  /** How many records come when no size is asked for. A shorter page is the last (offset and page). */
  readonly defaultSize?: number;
  readonly firstPage?: number;
}

/** How a vendor's batch endpoint is used. */
export interface BatchCall {
  readonly call: Call;
  /** How many items a call takes, everywhere. An app may ask for less, or for one of `sizes`. */
  readonly maxItems: number;
  readonly sizes?: readonly number[];
  /** The property that holds the list; a bare array if not given. */
  readonly body?: string;
  /** Where the answers stand; none where the vendor answers without items. */
  readonly items?: Path;
  /** Items that failed inside an answer that succeeded. */
  readonly failures?: FailurePaths;
  readonly correlate: Correlation;
  /** The vendor's word on how far the batch got. */
  readonly state?: {
    readonly at: Path;
    readonly done: readonly string[];
    readonly pending: readonly string[];
    readonly canceled: readonly string[];
  };
  /** One bad item refuses the whole call, and nothing is stored. */
  readonly atomic: boolean;
  /** The call may be sent again without harm, the items having ids of the client's making. */
  readonly repeatable: boolean;
}

/** Where the failures stand, and how each names its items: by one or several ids, or by the values of fields. */
export interface FailurePaths {
  readonly at: Path;
  readonly ids?: Path;
  readonly fields?: readonly FieldPair[];
  readonly message?: Path;
  readonly code?: Path;
}

/** Where a value stands in the item, and where the same value stands in what answers it. */
export type FieldPair = readonly [item: Path, answer: Path];

/**
 * How an answer finds its item: by a trace id that the runtime puts into each item, by an id that the client makes (one is made where an
 * item has none), by the values of fields that item and answer share, or by its position.
 */
export type Correlation =
  | { readonly by: 'trace' | 'clientId'; readonly field: string }
  | { readonly by: 'fields'; readonly fields: readonly FieldPair[] }
  | { readonly by: 'position' };
