import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import type { ProjectFiles, VendorFiles } from '../model/project.js';
import type { Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import { Files } from './files.js';
import { fits } from './shape.js';

/** What somebody asked for: the files to read and where the output goes. */
export interface GenerateRequest {
  readonly project: ProjectFiles;
  /** The output folder, absolute. */
  readonly out: string;
  readonly importExtension: 'js' | 'ts' | 'none';
}

/** The folders of this package. */
export interface Shipped {
  readonly specs: string;
  readonly templates: string;
}

interface ConfigData {
  readonly out?: string;
  readonly importExtension?: 'js' | 'ts' | 'none';
  readonly vendors: Readonly<
    Record<
      string,
      { readonly document?: string; readonly manifest?: string; readonly mappings?: boolean } | null
    >
  >;
  readonly mappings?: readonly string[];
}

/** Every vendor of a folder like `specs/`: a folder with a manifest is a vendor, `canonical` holds the canonical model. */
export async function requestFromSpecs(
  specs: string,
  out: string,
  root: string,
  templates: string,
): Promise<GenerateRequest> {
  const names = (await readdir(specs, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const vendors: VendorFiles[] = [];
  for (const id of names.toSorted()) {
    const vendor = await vendorFolder(specs, id);
    if (vendor !== undefined) vendors.push(vendor);
  }
  return {
    project: { root, vendors, canonical: await canonicalOf(specs), ownMappings: [], templates },
    out,
    importExtension: 'js',
  };
}

async function vendorFolder(specs: string, id: string): Promise<VendorFiles | undefined> {
  const folder = path.join(specs, id);
  const manifest = path.join(folder, 'vendor.yaml');
  if (!(await exists(manifest))) return undefined;
  return { id, document: undefined, manifest, mappings: [path.join(folder, 'mappings')] };
}

async function canonicalOf(specs: string): Promise<string | undefined> {
  const file = path.join(specs, 'canonical', 'openapi.yaml');
  return (await exists(file)) ? file : undefined;
}

/** What an app's configuration asks for. Undefined after diagnostics if it can't be understood. */
export async function requestFromConfig(
  file: string,
  root: string,
  shipped: Shipped,
  report: Report,
): Promise<GenerateRequest | undefined> {
  const source = await new Files(root, report).read(file);
  if (source === undefined || !fits('config', source, report)) return undefined;
  const data = source.data as ConfigData;
  const folder = path.dirname(path.resolve(file));
  const known = (await readdir(shipped.specs, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const vendors: VendorFiles[] = [];
  for (const [id, wanted] of Object.entries(data.vendors)) {
    const base = known.includes(id) && id !== 'canonical' ? await vendorFolder(shipped.specs, id) : undefined;
    if (base === undefined && wanted?.document === undefined) {
      const place: Place = { source, pointer: ['vendors', id], part: 'key' };
      const names = known.filter((name) => name !== 'canonical');
      const help =
        didYouMean(nearest(id, names)) ?? `Shipped are ${names.join(', ')}. For any other give "document:".`;
      report.add('config/unknown-vendor', place, { vendor: id }, help);
      continue;
    }
    vendors.push({
      id,
      document: wanted?.document === undefined ? undefined : path.resolve(folder, wanted.document),
      manifest: wanted?.manifest === undefined ? base?.manifest : path.resolve(folder, wanted.manifest),
      mappings: wanted?.mappings === false ? [] : (base?.mappings ?? []),
    });
  }
  const ownMappings = (data.mappings ?? []).map((name) => path.resolve(folder, name));
  const canonical = await canonicalOf(shipped.specs);
  return {
    project: { root, vendors, canonical, ownMappings, templates: shipped.templates },
    out: path.resolve(folder, data.out ?? 'src/generated'),
    importExtension: data.importExtension ?? 'js',
  };
}

/** One document alone: a typed client, no manifest, no mappings. */
export function requestFromDocument(
  file: string,
  name: string,
  out: string,
  root: string,
  templates: string,
): GenerateRequest {
  const vendor: VendorFiles = { id: name, document: path.resolve(file), manifest: undefined, mappings: [] };
  return {
    project: { root, vendors: [vendor], canonical: undefined, ownMappings: [], templates },
    out,
    importExtension: 'js',
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
