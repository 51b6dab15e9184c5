import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import { EVERYTHING, type NamedFile, type ProjectFiles, type VendorFiles } from '../model/project.js';
import { below, keyOf, type Place } from '../source.js';
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

interface VendorData {
  readonly document?: string;
  readonly manifest?: string;
  readonly mappings?: boolean;
}

interface ConfigData {
  readonly out?: string;
  readonly importExtension?: 'js' | 'ts' | 'none';
  readonly vendors: Readonly<Record<string, VendorData | null>>;
  readonly mappings?: readonly string[];
}

/** Every vendor of a folder like `specs/`: a folder with a manifest is a vendor, `canonical` holds the canonical model. */
export async function requestFromSpecs(
  specs: string,
  out: string,
  root: string,
  templates: string,
  report?: Report,
): Promise<GenerateRequest> {
  const label = path.basename(specs);
  const vendors: VendorFiles[] = [];
  for (const id of await foldersOf(specs)) {
    const vendor = await vendorFolder(specs, id, label);
    if (vendor !== undefined) vendors.push(vendor);
  }
  if (vendors.length === 0)
    report?.add(
      'source/no-vendors',
      undefined,
      { path: new Files(root, report).shown(specs) },
      NO_VENDORS_HELP,
    );
  return {
    project: {
      root,
      vendors,
      canonical: await canonicalOf(specs, label),
      ownMappings: [],
      allowedHosts: [],
      templates,
    },
    out,
    importExtension: 'js',
  };
}

const NO_VENDORS_HELP = 'A vendor is a folder with a vendor.yaml in it.';

async function foldersOf(specs: string): Promise<readonly string[]> {
  const entries = await readdir(specs, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** `label` is what the folder with all vendors is called in the output. */
async function vendorFolder(specs: string, id: string, label: string): Promise<VendorFiles | undefined> {
  const folder = path.join(specs, id);
  const manifest = path.join(folder, 'vendor.yaml');
  if (!(await exists(manifest))) return undefined;
  const mappings = [{ file: path.join(folder, 'mappings') }];
  const rest = { overlays: [], filter: EVERYTHING, origin: `${label}/${id}` };
  return { id, document: undefined, manifest: { file: manifest }, mappings, ...rest };
}

async function canonicalOf(specs: string, label: string): Promise<ProjectFiles['canonical']> {
  const file = path.join(specs, 'canonical', 'openapi.yaml');
  return (await exists(file)) ? { file, origin: `${label}/canonical` } : undefined;
}

const SHIPPED_LABEL = 'crosswalk/specs';

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
  const vendors: VendorFiles[] = [];
  for (const [id, wanted] of Object.entries(data.vendors)) {
    const place: Place = { source, pointer: ['vendors', id] };
    const vendor = await vendorOf(id, wanted ?? {}, place, folder, shipped, report);
    if (vendor !== undefined) vendors.push(vendor);
  }
  const ownMappings = (data.mappings ?? []).map((name, index): NamedFile => {
    return { file: path.resolve(folder, name), from: { source, pointer: ['mappings', String(index)] } };
  });
  const canonical = await canonicalOf(shipped.specs, SHIPPED_LABEL);
  return {
    project: { root, vendors, canonical, ownMappings, allowedHosts: [], templates: shipped.templates },
    out: path.resolve(folder, data.out ?? 'src/generated'),
    importExtension: data.importExtension ?? 'js',
  };
}

/** A vendor of a configuration: the shipped files of that name, with the app's own in place of them. */
async function vendorOf(
  id: string,
  wanted: VendorData,
  place: Place,
  folder: string,
  shipped: Shipped,
  report: Report,
): Promise<VendorFiles | undefined> {
  const names = (await foldersOf(shipped.specs)).filter((name) => name !== 'canonical');
  const base = names.includes(id) ? await vendorFolder(shipped.specs, id, SHIPPED_LABEL) : undefined;
  if (base === undefined && wanted.document === undefined && wanted.manifest === undefined) {
    const help =
      didYouMean(nearest(id, names)) ?? `Shipped are ${names.join(', ')}. For any other give "document:".`;
    report.add('config/unknown-vendor', keyOf(place), { vendor: id }, help);
    return undefined;
  }
  const own = (name: 'document' | 'manifest'): NamedFile | undefined => {
    const file = wanted[name];
    return file === undefined ? undefined : { file: path.resolve(folder, file), from: below(place, name) };
  };
  return {
    id,
    document: own('document'),
    manifest: own('manifest') ?? base?.manifest,
    mappings: wanted.mappings === false ? [] : (base?.mappings ?? []),
    overlays: [],
    filter: EVERYTHING,
    origin: path.posix.normalize(wanted.document ?? wanted.manifest ?? base!.origin),
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
  const document = { file: path.resolve(file) };
  const origin = path.basename(file);
  const rest = { overlays: [], filter: EVERYTHING, origin };
  const vendor: VendorFiles = { id: name, document, manifest: undefined, mappings: [], ...rest };
  return {
    project: { root, vendors: [vendor], canonical: undefined, ownMappings: [], allowedHosts: [], templates },
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
