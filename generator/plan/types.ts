import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { NamedType, TypeTable } from '../model/plan.js';
import { fragment, keyOf, type Place } from '../source.js';
import { capital, pascalCase } from '../words.js';
import { GLOBALS } from './globals.js';

/** Hands out names of types, each once. */
export class Names {
  readonly #taken = new Set<string>(GLOBALS);

  /** The wanted name, or with a number behind it if it is taken. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${wanted}${number}`;
    this.#taken.add(name);
    return name;
  }

  has(name: string): boolean {
    return this.#taken.has(name);
  }
}

/** Gathers the types that the output needs, and names them. */
export class TypeCollector {
  readonly #document: OpenApiDocument;
  readonly #found = new Map<string, Located>();
  readonly #names = new Map<string, string>();
  readonly #types: NamedType[] = [];
  readonly #queue: Located[] = [];

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** Takes in a schema and all that it refers to. */
  add(schema: Located): void {
    this.#queue.push(schema);
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop())
      this.#visit(next.value, next.place, 0);
  }

  /** Names all that was taken in. Schemas whose name can't stand as it is are reported. */
  settle(names: Names, apiName: string, report: Report): void {
    const order = [...this.#found].toSorted(
      ([, a], [, b]) => Number(isPlain(b)) - Number(isPlain(a)) || compare(a, b),
    );
    for (const [key, schema] of order) {
      const raw = rawName(schema);
      const wanted = isPlain(schema) ? raw : pascalCase(raw);
      const name = names.take(GLOBALS.has(wanted) ? capital(apiName) + wanted : wanted);
      this.#names.set(key, name);
      this.#types.push({ name, schema });
      if (name !== raw && isComponent(schema)) reportRename(schema, raw, wanted, name, report);
    }
  }

  /** Gives an inline schema, which was taken in before, a name of its own. */
  hoist(name: string, schema: Located): void {
    this.#names.set(keyFor(schema), name);
    this.#types.push({ name, schema });
  }

  /** The table of all types, in the order of their names. */
  table(): TypeTable {
    const types = this.#types.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { document: this.#document, types, nameOf: (target) => this.#names.get(keyFor(target)) };
  }

  #visit(value: unknown, place: Place, depth: number, names = false): void {
    if (depth > 200 || typeof value !== 'object' || value === null) return;
    if (!names && isObject(value) && typeof value['$ref'] === 'string') {
      const target = this.#document.follow(value['$ref'], place.source);
      if (target === undefined || this.#found.has(keyFor(target))) return;
      this.#found.set(keyFor(target), target);
      this.#queue.push(target);
      return;
    }
    for (const [key, member] of Object.entries(value))
      if (names || !DATA.has(key)) this.#visit(member, place, depth + 1, !names && NAMED.has(key));
  }
}

const DATA: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'discriminator',
  'description',
]);
/** Keywords whose members are called what the document calls them: `example` is no example there. */
const NAMED: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

function keyFor({ place }: Located): string {
  return place.source.path + fragment(place.pointer);
}

function compare(a: Located, b: Located): number {
  return keyFor(a) < keyFor(b) ? -1 : 1;
}

function isComponent({ place }: Located): boolean {
  return place.pointer.length === 3 && place.pointer[0] === 'components';
}

function isPlain(target: Located): boolean {
  return isComponent(target) && /^[A-Z][A-Za-z0-9]*$/.test(rawName(target));
}

/** A name from where the schema stands: the last part of a component's pointer, the telling parts of any other, the file's name. */
function rawName({ place }: Located): string {
  const { pointer, source } = place;
  if (pointer.length === 3 && pointer[0] === 'components') return pointer[2]!;
  const telling = pointer.filter((token) => !STRUCTURE.has(token));
  return telling.length > 0
    ? telling.slice(-3).join(' ')
    : source.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
}

const STRUCTURE: ReadonlySet<string> = new Set(
  'components schemas definitions $defs properties items paths responses content schema application/json allOf anyOf oneOf'.split(
    ' ',
  ),
);

function reportRename(target: Located, raw: string, wanted: string, name: string, report: Report): void {
  const reason = GLOBALS.has(wanted)
    ? `${wanted} is a global of TypeScript`
    : !/^[A-Za-z_$][\w$]*$/.test(raw)
      ? 'its name is no identifier'
      : name === wanted
        ? undefined
        : `${wanted} is taken`;
  if (reason !== undefined)
    report.add('document/renamed-schema', keyOf(target.place), { schema: raw, name, reason });
}

/** Whether a schema says so much that it deserves a name of its own. */
export function deservesName(schema: Located): boolean {
  if (!isObject(schema.value) || typeof schema.value['$ref'] === 'string') return false;
  const value: JsonObject = schema.value;
  if (value['type'] === 'array')
    return isObject(value['items']) && deservesName({ value: value['items'], place: schema.place });
  const composed = ['allOf', 'anyOf', 'oneOf'].some((keyword) => Array.isArray(value[keyword]));
  return composed || isObject(value['properties']) || Array.isArray(value['enum']);
}
