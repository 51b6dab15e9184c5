import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import {
  EVERYTHING,
  type Filter,
  type NamedFile,
  type ProjectFiles,
  type VendorFiles,
} from '../model/project.js';
import type { Owned } from '../model/plan.js';
import { below, keyOf, type Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import { isVendorName } from '../words.js';
import { Files } from './files.js';
import { fromFolder, isUrl } from './location.js';
import { filterOf } from './selectors.js';
import { fits } from './shape.js';

/** What somebody asked for: the files to read and where the output goes. */
export interface GenerateRequest {
  readonly project: ProjectFiles;
  /** The output folder, absolute. */
  readonly out: string;
  readonly owned: Owned;
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
  readonly overlay?: boolean;
  readonly overlays?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

interface ConfigData {
  readonly out?: string;
  readonly importExtension?: 'js' | 'ts' | 'none';
  readonly vendors: Readonly<Record<string, VendorData | null>>;
  readonly mappings?: readonly string[];
  readonly allowHosts?: readonly string[];
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
    if (vendor === undefined) continue;
    if (!isVendorName(id))
      report?.add('config/invalid', undefined, { reason: `No vendor can be called "${id}"` }, NAME_HELP);
    else vendors.push(vendor);
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
    owned: 'everything',
    importExtension: 'js',
  };
}

const NAME_HELP =
  'The folder is named in small letters, digits and hyphens, and as no device or other part of the output is.';

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

const NO_CONFIG_HELP =
  'Without a configuration, name a document: crosswalk generate --spec openapi.yaml --name acme --out src/generated';

const SHIPPED_LABEL = 'crosswalk/specs';

/** What an app's configuration asks for. Undefined after diagnostics if it can't be understood. */
export async function requestFromConfig(
  file: string,
  root: string,
  shipped: Shipped,
  report: Report,
): Promise<GenerateRequest | undefined> {
  const source = await new Files(root, report).read(file, undefined, NO_CONFIG_HELP);
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
    project: {
      root,
      vendors,
      canonical,
      ownMappings,
      allowedHosts: data.allowHosts ?? [],
      templates: shipped.templates,
    },
    out: path.resolve(folder, data.out ?? 'src/generated'),
    owned: 'everything',
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
    return file === undefined ? undefined : { file: fromFolder(folder, file), from: below(place, name) };
  };
  const document = own('document');
  const shippedOverlay = wanted.overlay === false ? undefined : await overlayFor(document, base);
  const ownOverlays = (wanted.overlays ?? []).map((file, index): NamedFile => {
    return { file: fromFolder(folder, file), from: below(place, 'overlays', String(index)) };
  });
  return {
    id,
    document,
    manifest: own('manifest') ?? base?.manifest,
    mappings: wanted.mappings === false ? [] : (base?.mappings ?? []),
    overlays: [...(shippedOverlay === undefined ? [] : [shippedOverlay]), ...ownOverlays],
    filter: filterOf(wanted, place, report),
    origin: originOf(wanted.document ?? wanted.manifest ?? base!.origin),
  };
}

/** What may be done to a document before it is read: overlays, by their files or URLs, and a choice of operations. */
export interface DocumentOptions {
  readonly overlays?: readonly string[];
  readonly filter?: Filter;
}

/** The overlay of a shipped vendor, which is made for the vendor's own documents and not for the one that is shipped. */
async function overlayFor(
  document: NamedFile | undefined,
  base: VendorFiles | undefined,
): Promise<NamedFile | undefined> {
  if (document === undefined || base?.manifest === undefined) return undefined;
  const folder = path.dirname(base.manifest.file);
  const file = path.join(folder, 'overlay.yaml');
  return path.dirname(document.file) !== folder && (await exists(file)) ? { file } : undefined;
}

/** One document alone: a typed client, no manifest, no mappings. */
export function requestFromDocument(
  file: string,
  name: string,
  out: string,
  root: string,
  templates: string,
  { overlays = [], filter = EVERYTHING }: DocumentOptions = {},
): GenerateRequest {
  const document = { file: fromFolder('', file) };
  const origin = originOf(isUrl(file) ? file : path.basename(file));
  const rest = { overlays: overlays.map((name) => ({ file: fromFolder('', name) })), filter, origin };
  const vendor: VendorFiles = { id: name, document, manifest: undefined, mappings: [], ...rest };
  return {
    project: { root, vendors: [vendor], canonical: undefined, ownMappings: [], allowedHosts: [], templates },
    out,
    owned: [name, 'runtime'],
    importExtension: 'js',
  };
}

/** What the output says that it comes from: of a URL neither who asked nor for what, since both may be secret. */
function originOf(name: string): string {
  if (!isUrl(name) || !URL.canParse(name)) return path.posix.normalize(name);
  const { origin, pathname } = new URL(name);
  return origin + pathname;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
