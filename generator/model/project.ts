import type { Place, Source } from '../source.js';
import type { OpenApiDocument } from './document.js';
import type { Manifest } from './manifest.js';
import type { OutputFile } from './plan.js';

/** A file, a folder or an http(s) URL, and the place that names it, if one does. */
export interface NamedFile {
  readonly file: string;
  readonly from?: Place;
}

/** What an operation is chosen by: one of its tags, its path, its `resource.method`, its resource. `*` stands for any run of characters. */
export interface Selector {
  readonly by: 'tag' | 'path' | 'operation' | 'resource';
  readonly pattern: string;
  /** Where it is said, if in a file. */
  readonly from?: Place;
}

/** Which operations of a document are wanted: those that an `include` means (all if there is none), without those that an `exclude` means. */
export interface Filter {
  readonly include: readonly Selector[];
  readonly exclude: readonly Selector[];
}

/** Where a vendor's files are. */
export interface VendorFiles {
  readonly id: string;
  /** The document; without one the manifest names it. */
  readonly document: NamedFile | undefined;
  readonly manifest: NamedFile | undefined;
  readonly mappings: readonly NamedFile[];
  /** Overlays, applied to the document in this order. */
  readonly overlays: readonly NamedFile[];
  readonly filter: Filter;
  /** Where the output says that it comes from: the same on every machine and in every working directory. */
  readonly origin: string;
}

/** What is to be generated, before anything is read. */
export interface ProjectFiles {
  /** The folder that shown paths are relative to. */
  readonly root: string;
  readonly vendors: readonly VendorFiles[];
  readonly canonical: { readonly file: string; readonly origin: string } | undefined;
  /** Mappings of the app's own, which extend those of the vendors. */
  readonly ownMappings: readonly NamedFile[];
  /** Hosts (`example.com`, `localhost:3000`) from which documents may draw further documents, beside those that are named outright. */
  readonly allowedHosts: readonly string[];
  /** The folder of the runtime's templates. */
  readonly templates: string;
}

/** A mapping file that was read and has the shape of one. */
export interface MappingFile {
  readonly source: Source;
  readonly vendor: string;
}

/** A vendor with everything read. */
export interface LoadedVendor {
  readonly id: string;
  /** Where the output says that it comes from. */
  readonly origin: string;
  readonly document: OpenApiDocument;
  /** Whether the document is another one than the manifest names: another version, or what one account of the vendor has. */
  readonly ownDocument: boolean;
  readonly manifest: Manifest | undefined;
  readonly mappings: readonly MappingFile[];
  readonly filter: Filter;
}

/** The filter that lets everything through. */
export const EVERYTHING: Filter = { include: [], exclude: [] };

/** A project with everything read. */
export interface LoadedProject {
  readonly vendors: readonly LoadedVendor[];
  readonly canonical: { readonly document: OpenApiDocument; readonly origin: string } | undefined;
  /** The runtime's files: names and texts. */
  readonly runtime: readonly OutputFile[];
}
