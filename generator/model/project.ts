import type { Place, Source } from '../source.js';
import type { OpenApiDocument } from './document.js';
import type { Manifest } from './manifest.js';
import type { OutputFile } from './plan.js';

/** A file or a folder, and the place that names it, if one does. */
export interface NamedFile {
  readonly file: string;
  readonly from?: Place;
}

/** Where a vendor's files are. */
export interface VendorFiles {
  readonly id: string;
  /** The document; without one the manifest names it. */
  readonly document: NamedFile | undefined;
  readonly manifest: NamedFile | undefined;
  readonly mappings: readonly NamedFile[];
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
  readonly manifest: Manifest | undefined;
  readonly mappings: readonly MappingFile[];
}

/** A project with everything read. */
export interface LoadedProject {
  readonly vendors: readonly LoadedVendor[];
  readonly canonical: { readonly document: OpenApiDocument; readonly origin: string } | undefined;
  /** The runtime's files: names and texts. */
  readonly runtime: readonly OutputFile[];
}
