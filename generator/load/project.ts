import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../diagnostics.js';
import { isObject } from '../model/document.js';
import type { Manifest, ManifestData } from '../model/manifest.js';
import type { OutputFile } from '../model/plan.js';
import type {
  LoadedProject,
  LoadedVendor,
  MappingFile,
  NamedFile,
  ProjectFiles,
  VendorFiles,
} from '../model/project.js';
import type { Place } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import { loadDocument } from './document.js';
import { Files } from './files.js';
import { fromLocation } from './location.js';
import { fits } from './shape.js';

/** Reads all files of a project. What can't be read, or has not the shape it should have, is reported and left out. */
export async function loadProject(project: ProjectFiles, report: Report): Promise<LoadedProject> {
  const files = new Files(project.root, report, project.allowedHosts);
  const own = await readMappings(project.ownMappings, undefined, files, report);
  const vendors: LoadedVendor[] = [];
  for (const vendor of project.vendors) {
    const loaded = await loadVendor(vendor, own, files, report);
    if (loaded !== undefined) vendors.push(loaded);
  }
  checkVendors(own, project.vendors, report);
  const canonical = project.canonical && (await loadDocument(project.canonical.file, files, report));
  return {
    vendors,
    canonical: canonical && { document: canonical, origin: project.canonical!.origin },
    runtime: await readRuntime(project.templates),
  };
}

async function loadVendor(
  vendor: VendorFiles,
  own: readonly MappingFile[],
  files: Files,
  report: Report,
): Promise<LoadedVendor | undefined> {
  const manifest = vendor.manifest && (await loadManifest(vendor.manifest, files, report));
  const named = manifest && documentOf(manifest, vendor.manifest!);
  const { file, from } = vendor.document ?? named ?? {};
  const document = file && (await loadDocument(file, files, report, from, vendor.overlays));
  const shipped = await readMappings(vendor.mappings, vendor.id, files, report);
  // Whatever is wrong with one of the files, the others have been looked at as well: all faults are told at once.
  if (!document || (vendor.manifest !== undefined && manifest === undefined)) return undefined;
  return {
    id: vendor.id,
    origin: vendor.origin,
    document,
    ownDocument: named !== undefined && named.file !== file,
    manifest,
    mappings: [...shipped, ...own.filter((mapping) => mapping.vendor === vendor.id)],
    filter: vendor.filter,
  };
}

async function loadManifest(
  { file, from }: NamedFile,
  files: Files,
  report: Report,
): Promise<Manifest | undefined> {
  const source = await files.read(file, from);
  if (source === undefined || !fits('manifest', source, report)) return undefined;
  return { source, data: source.data as ManifestData };
}

/** The document that a manifest names. */
function documentOf({ source, data }: Manifest, { file }: NamedFile): NamedFile {
  return {
    file: fromLocation(file, data.document) ?? data.document,
    from: { source, pointer: ['document'] },
  };
}

async function readMappings(
  places: readonly NamedFile[],
  vendor: string | undefined,
  files: Files,
  report: Report,
): Promise<readonly MappingFile[]> {
  const found: MappingFile[] = [];
  for (const file of (await Promise.all(places.map((place) => yamlFiles(place, files, report)))).flat()) {
    const source = await files.read(file);
    if (source === undefined || !fits('mapping', source, report) || !isObject(source.data)) continue;
    const named = source.data['vendor'];
    const owner = typeof named === 'string' ? named : (vendor ?? path.basename(path.dirname(file)));
    found.push({ source, vendor: owner });
  }
  return found;
}

/** The YAML files of a folder, or the one file. A place that somebody names has to be there; a vendor's folder need not. */
async function yamlFiles(
  { file, from }: NamedFile,
  files: Files,
  report: Report,
): Promise<readonly string[]> {
  try {
    const entries = await readdir(file, { recursive: true });
    const names = entries.filter((name) => /\.ya?ml$/.test(name));
    return names.toSorted().map((name) => path.join(file, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [file];
    if (from === undefined) return [];
    const reason = 'there is no such file or folder';
    report.add('source/unreadable', from, { path: files.shown(file), reason });
    return [];
  }
}

function checkVendors(own: readonly MappingFile[], vendors: readonly VendorFiles[], report: Report): void {
  const known = vendors.map(({ id }) => id);
  for (const { source, vendor } of own) {
    if (known.includes(vendor)) continue;
    const place: Place = {
      source,
      pointer: isObject(source.data) && 'vendor' in source.data ? ['vendor'] : ['entity'],
    };
    const help = didYouMean(nearest(vendor, known)) ?? `The vendors of this project are ${known.join(', ')}.`;
    report.add('mapping/unknown-vendor', place, { vendor }, help);
  }
}

async function readRuntime(folder: string): Promise<readonly OutputFile[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.ts'))
    .toSorted();
  return Promise.all(
    names.map(async (name) => ({
      path: name.split(path.sep).join('/'),
      text: await readFile(path.join(folder, name), 'utf8'),
    })),
  );
}
