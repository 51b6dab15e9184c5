import type { Report } from '../diagnostics.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { NamedFile } from '../model/project.js';
import { parseFragment, type Place, type Pointer, type Source } from '../source.js';
import { reportDangling } from './dangling.js';
import type { Files, Neighbour } from './files.js';
import { fromLocation } from './location.js';
import { applyOverlays, type Overlay } from './overlay.js';
import { linksOf, type Links } from './references.js';
import { fits } from './shape.js';
import { withParts } from './swagger-parts.js';
import { asOpenApi } from './version.js';

/**
 * Reads an OpenAPI document and everything it refers to. A `$ref` that leads nowhere is a warning at its place; the type there
 * becomes unknown. Overlays change the root before anything is followed. Returns undefined, after diagnostics, if the root is no
 * document of a version that is read.
 */
export async function loadDocument(
  file: string,
  files: Files,
  report: Report,
  from?: Place,
  overlays: readonly NamedFile[] = [],
): Promise<OpenApiDocument | undefined> {
  const opened = await files.open(file, from);
  const changes = await loadOverlays(overlays, files, report);
  const read = opened && asOpenApi(await withParts(opened.source, opened.location, files), report);
  if (opened === undefined || read === undefined) return undefined;
  const { source: root, files: foreign } = applyOverlays(read, changes, report);
  const linked = await draw({ root, opened, foreign }, files);
  const document = new LoadedDocument(root, linked);
  for (const [source, { links, neighbours }] of linked)
    reportDangling(source, links, neighbours, document, report);
  return document;
}

/** The overlays that can be read and have the shape of one. */
async function loadOverlays(
  named: readonly NamedFile[],
  files: Files,
  report: Report,
): Promise<readonly Overlay[]> {
  const overlays: Overlay[] = [];
  for (const { file, from } of named) {
    const opened = await files.open(file, from);
    if (opened !== undefined && fits('overlay', opened.source, report)) overlays.push(opened);
  }
  return overlays;
}

/** What a source refers to, with the documents that its references name. */
interface Linked {
  readonly links: Links;
  readonly neighbours: ReadonlyMap<string, Neighbour>;
}

interface Drawing {
  readonly root: Source;
  /** The root as it was read, and where. */
  readonly opened: { readonly source: Source; readonly location: string };
  /** Files that overlays refer to. They are named in full, and may be where the document itself can't lead. */
  readonly foreign: ReadonlySet<string>;
}

/** Reads everything that a document refers to, and what that refers to. */
async function draw({ root, opened, foreign }: Drawing, files: Files): Promise<ReadonlyMap<Source, Linked>> {
  const linked = new Map<Source, Linked>();
  // Files of a Swagger document refer to its parts by the names that these had.
  const isConverted = isObject(opened.source.data) && 'swagger' in opened.source.data;
  const queue = [{ source: root, bases: basesOf(root, opened.location) }];
  const known = new Set([root]);
  for (const { source, bases } of queue) {
    const links = linksOf(source.data);
    const neighbours = new Map<string, Neighbour>();
    linked.set(source, { links, neighbours });
    for (const { ref } of links.references) {
      const target = fileOf(ref);
      if (target === '' || neighbours.has(target) || links.ids.has(target)) continue;
      const isForeign = source === root && foreign.has(target);
      const found = await (isForeign ? files.neighbour(target) : neighbourAt(target, bases, files));
      const isRoot = 'source' in found && found.source === opened.source && !isConverted;
      const neighbour = isRoot ? { ...found, source: root } : found;
      neighbours.set(target, neighbour);
      if (!('source' in neighbour) || known.has(neighbour.source)) continue;
      known.add(neighbour.source);
      queue.push({ source: neighbour.source, bases: [neighbour.location] });
    }
  }
  return linked;
}

/** Where relative references start: at the place of a document, and, since 3.2, where it says that it belongs. */
function basesOf({ data }: Source, location: string): readonly string[] {
  const self =
    isObject(data) && typeof data['$self'] === 'string' ? fromLocation(location, data['$self']) : undefined;
  return self === undefined || self === location ? [location] : [location, self];
}

async function neighbourAt(target: string, bases: readonly string[], files: Files): Promise<Neighbour> {
  let last: Neighbour = { reason: 'it is neither a file nor a URL' };
  for (const base of bases) {
    const location = fromLocation(base, target);
    // A document that is asked for by the name it gives itself is at hand already.
    if (location !== undefined && location === bases[1]) return files.neighbour(bases[0]!);
    if (location !== undefined) last = await files.neighbour(location);
    if ('source' in last) break;
  }
  return last;
}

/** The part of a reference that names a document. */
function fileOf(ref: string): string {
  return ref.split('#', 1)[0]!;
}

class LoadedDocument implements OpenApiDocument {
  readonly root: Source;
  readonly #linked: ReadonlyMap<Source, Linked>;
  readonly #followed = new Map<Source, Map<string, Located | undefined>>();
  readonly #resolved = new Map<unknown, Located | undefined>();

  constructor(root: Source, linked: ReadonlyMap<Source, Linked>) {
    this.root = root;
    this.#linked = linked;
  }

  resolve(node: Located): Located | undefined {
    const passed = new Set<unknown>();
    let current: Located | undefined = node;
    while (current !== undefined && isObject(current.value) && typeof current.value['$ref'] === 'string') {
      const { value, place }: Located = current;
      if (passed.has(value)) current = undefined;
      else if (this.#resolved.has(value)) current = this.#resolved.get(value);
      else current = this.follow(current.value['$ref'], place.source);
      passed.add(value);
    }
    // Long chains are gone through once.
    for (const value of passed) this.#resolved.set(value, current);
    return current;
  }

  follow(ref: string, from: Source): Located | undefined {
    let known = this.#followed.get(from);
    if (known === undefined) {
      known = new Map();
      this.#followed.set(from, known);
    }
    if (!known.has(ref)) known.set(ref, this.#follow(ref, from));
    return known.get(ref);
  }

  #follow(ref: string, from: Source): Located | undefined {
    const file = fileOf(ref);
    const fragment = ref.slice(file.length + 1);
    const linked = this.#linked.get(from);
    const own = file === '' ? [] : linked?.links.ids.get(file);
    if (own !== undefined) return this.#at(from, own, fragment);
    const neighbour = linked?.neighbours.get(file);
    return neighbour !== undefined && 'source' in neighbour
      ? this.#at(neighbour.source, [], fragment)
      : undefined;
  }

  /** What a fragment means below a part of a source. */
  #at(source: Source, base: Pointer, fragment: string): Located | undefined {
    const anchor = this.#linked.get(source)?.links.anchors.get(fragment);
    const pointer = anchor ?? [...base, ...parseFragment(fragment)];
    return (
      located(source, pointer) ?? (pointer.at(-1) === '' ? located(source, pointer.slice(0, -1)) : undefined)
    );
  }
}

function located(source: Source, pointer: Pointer): Located | undefined {
  let value: unknown = source.data;
  for (const token of pointer) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    if (Array.isArray(value) && token === 'length') return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  return { value, place: { source, pointer } };
}
