import path from 'node:path';
import type { Report } from '../diagnostics.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import { below, parseFragment, unescapePercent, type Place, type Source } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import type { Files } from './files.js';

/**
 * Reads an OpenAPI document and every local file it refers to. A `$ref` that leads nowhere is a warning at its place; the type there
 * becomes unknown. Returns undefined, after diagnostics, if the root is no document of a version that is read.
 */
export async function loadDocument(
  file: string,
  files: Files,
  report: Report,
  from?: Place,
): Promise<OpenApiDocument | undefined> {
  const root = await files.read(file, from);
  if (root === undefined || !isOpenApi(root, report)) return undefined;
  const sources = new Map<Source, Map<string, Source>>();
  const located = new Map<Source, string>([[root, path.resolve(file)]]);
  const queue = [root];
  for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
    const neighbours = new Map<string, Source>();
    sources.set(source, neighbours);
    for (const { target, place } of externalFiles(source)) {
      if (neighbours.has(target)) continue;
      const absolute = path.resolve(path.dirname(located.get(source)!), target);
      const neighbour = (await files.isThere(absolute)) ? await files.read(absolute, place) : undefined;
      if (neighbour === undefined) continue;
      neighbours.set(target, neighbour);
      located.set(neighbour, absolute);
      if (!sources.has(neighbour) && !queue.includes(neighbour)) queue.push(neighbour);
    }
  }
  const document = new LoadedDocument(root, sources);
  for (const source of sources.keys()) reportDangling(source, document, report);
  return document;
}

const VERSION_HELP =
  'Versions 3.0 and 3.1 are read. A Swagger 2.0 document has to be converted to 3.0 first.';

function isOpenApi(source: Source, report: Report): boolean {
  const place = { source, pointer: [] };
  if (!isObject(source.data)) {
    report.add('document/not-openapi', place, { reason: 'it does not hold an object' });
    return false;
  }
  const version = source.data['openapi'] ?? source.data['swagger'];
  if (version === undefined) {
    report.add(
      'document/not-openapi',
      place,
      { reason: 'it has no "openapi" field' },
      'Its first line usually reads: openapi: 3.1.0',
    );
    return false;
  }
  if (typeof source.data['openapi'] === 'string' && /^3\.[01](\.|$)/.test(source.data['openapi']))
    return true;
  const field = source.data['openapi'] === undefined ? 'swagger' : 'openapi';
  const help =
    typeof version === 'string' ? VERSION_HELP : `It has to be a text, such as "3.1.0" or '3.0.4'.`;
  report.add('document/unsupported-version', below(place, field), { version: String(version) }, help);
  return false;
}

class LoadedDocument implements OpenApiDocument {
  readonly root: Source;
  readonly #neighbours: ReadonlyMap<Source, ReadonlyMap<string, Source>>;

  constructor(root: Source, neighbours: ReadonlyMap<Source, ReadonlyMap<string, Source>>) {
    this.root = root;
    this.#neighbours = neighbours;
  }

  resolve(node: Located): Located | undefined {
    const seen = new Set<unknown>();
    let current: Located | undefined = node;
    while (current !== undefined && isObject(current.value) && typeof current.value['$ref'] === 'string') {
      if (seen.has(current.value)) return undefined;
      seen.add(current.value);
      current = this.follow(current.value['$ref'], current.place.source);
    }
    return current;
  }

  follow(ref: string, from: Source): Located | undefined {
    const [file = '', pointer = ''] = ref.split('#', 2) as [string, string?];
    const source = file === '' ? from : this.#neighbours.get(from)?.get(unescapePercent(file));
    if (source === undefined) return undefined;
    const tokens = parseFragment(pointer);
    let value: unknown = source.data;
    for (const token of tokens) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[token];
    }
    return { value, place: { source, pointer: tokens } };
  }
}

interface Reference {
  readonly ref: string;
  readonly pointer: readonly string[];
}

/** Every `$ref` of a source. Names of properties, examples and the like, where a `$ref` is data, are passed over. */
function* references(value: unknown, pointer: string[] = [], names = false): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object' || item === null) continue;
      pointer.push(String(index));
      yield* references(item, pointer);
      pointer.pop();
    }
  } else if (isObject(value)) {
    if (!names && typeof value['$ref'] === 'string') yield { ref: value['$ref'], pointer: [...pointer] };
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== 'object' || member === null || (!names && DATA.has(key))) continue;
      pointer.push(key);
      yield* references(member, pointer, !names && NAMED.has(key));
      pointer.pop();
    }
  }
}

const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'mapping']);
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'paths',
]);

function* externalFiles(source: Source): Generator<{ readonly target: string; readonly place: Place }> {
  if (!source.text.includes('$ref')) return;
  for (const { ref, pointer } of references(source.data)) {
    const file = ref.split('#', 1)[0]!;
    if (file !== '' && !/^[a-z][a-z0-9+.-]+:/i.test(file)) {
      yield { target: unescapePercent(file), place: { source, pointer: [...pointer, '$ref'] } };
    }
  }
}

function reportDangling(source: Source, document: OpenApiDocument, report: Report): void {
  if (!source.text.includes('$ref')) return;
  const known = new Set<string>();
  for (const { ref, pointer } of references(source.data)) {
    if (known.has(ref)) continue;
    const target = document.follow(ref, source);
    if (target !== undefined && document.resolve(target) !== undefined) {
      known.add(ref);
      continue;
    }
    const help = target === undefined ? advice(ref, source, document) : 'References run in a circle here.';
    report.add('document/dangling-ref', { source, pointer: [...pointer, '$ref'] }, { ref }, help);
  }
}

function advice(ref: string, source: Source, document: OpenApiDocument): string | undefined {
  if (/^https?:/.test(ref)) return 'Only files are followed; fetch it first.';
  const file = ref.split('#', 1)[0]!;
  if (file !== '' && document.follow(file, source) === undefined) return `"${file}" can't be read from here.`;
  const cut = ref.lastIndexOf('/');
  const parent = document.follow(ref.slice(0, cut), source)?.value;
  if (cut === -1 || !isObject(parent)) return undefined;
  return didYouMean(
    nearest(ref.slice(cut + 1), Object.keys(parent)).map((name) => ref.slice(0, cut + 1) + name),
  );
}
