import type { Source } from '../source.js';
import type { OpenApiDocument } from './document.js';
import type { Manifest } from './manifest.js';
import type { OutputFile } from './plan.js';

/** Where a vendor's files are. */
export interface VendorFiles {
  readonly id: string;
  /** The document; without one the manifest names it. */
  readonly document: string | undefined;
  readonly manifest: string | undefined;
  readonly mappings: readonly string[];
}

/** What is to be generated, before anything is read. */
export interface ProjectFiles {
  /** The folder that shown paths are relative to. */
  readonly root: string;
  readonly vendors: readonly VendorFiles[];
  readonly canonical: string | undefined;
  /** Mappings of the app's own, which extend those of the vendors. */
  readonly ownMappings: readonly string[];
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
