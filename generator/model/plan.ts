import type { Api, BulkMethod, Operation, Parameter, RefusalStatus, Resource } from './api.js';
import type { Canonical } from './mapping.js';
import type { JsonObject, Located, OpenApiDocument } from './document.js';
import type { Direction } from './subschemas.js';

/** A type of the output that has a name. */
export interface NamedType {
  readonly name: string;
  readonly schema: Located;
  /** The way its values go: what is only read is not sent, and the reverse. */
  readonly direction: Direction;
}

/** All named types of a document, with the names they have in the output. */
export interface TypeTable {
  readonly document: OpenApiDocument;
  readonly types: readonly NamedType[];
  /** The name of what stands at a place, if it has one: what is sent may have another than what is answered. */
  nameOf(target: Located, direction: Direction): string | undefined;
  /** Whether an enumeration lets other texts through than those it lists. */
  isOpen(schema: JsonObject): boolean;
}

/** A position in a signature: the type there, and what a person calls it. */
export interface PlannedParameter {
  readonly name: string;
  readonly parameter: Parameter;
}

/** The parameters that are no path parameters, gathered in one object. */
export interface PlannedQuery {
  /** The interface. */
  readonly typeName: string;
  /** `query` when all stand in the query, else `params`. */
  readonly argument: 'query' | 'params';
  readonly parameters: readonly PlannedParameter[];
  readonly required: boolean;
  /** It is a member of the options and not an argument of its own. */
  readonly inOptions: boolean;
}

/** A method of a resource class. */
export interface PlannedMethod {
  readonly name: string;
  readonly operation: Operation;
  readonly path: readonly PlannedParameter[];
  readonly input: Located | undefined;
  readonly output: Located | undefined;
  readonly query: PlannedQuery | undefined;
  readonly optionsType: string | undefined;
}

/** A bulk method and the constant that describes its call. */
export interface PlannedBulk {
  readonly bulk: BulkMethod;
  readonly constant: string;
  readonly single: PlannedMethod;
  /** The interface of an item where it needs one of its own. */
  readonly itemName: string | undefined;
  /** The body has more members than the list: they hold for the whole call. */
  readonly shared: boolean;
  readonly optionsType: string | undefined;
}

export interface PlannedResource {
  readonly resource: Resource;
  /** The property of the client. */
  readonly property: string;
  readonly className: string;
  /** The module, without its ending. */
  readonly file: string;
  readonly methods: readonly PlannedMethod[];
  readonly bulk: readonly PlannedBulk[];
}

/** The names of what the vendor calls. */
export interface PlannedWebhooks {
  /** The module, without its ending. */
  readonly file: string;
  readonly webhooksName: string;
  readonly callbacksName: string;
}

/** A vendor's part of the output, with final names. */
export interface PlannedApi {
  readonly api: Api;
  readonly types: TypeTable;
  readonly resources: readonly PlannedResource[];
  readonly clientName: string;
  readonly factsName: string;
  readonly guardName: string;
  readonly errorsName: string;
  /** The bodies of the documented refusals, by status. */
  readonly refusals: ReadonlyMap<RefusalStatus, readonly Located[]>;
  /** Undefined where the vendor calls nothing. */
  readonly webhooks: PlannedWebhooks | undefined;
}

/** The canonical model with the names of its types. */
export interface PlannedCanonical {
  readonly canonical: Canonical;
  readonly types: TypeTable;
}

/** A file of the output. */
export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What of the output folder a run answers for: all of it, or what lies in these folders. What we wrote elsewhere is another run's. */
export type Owned = 'everything' | readonly string[];
