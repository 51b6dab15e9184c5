import type { Report } from '../../diagnostics.js';
import { isObject, type JsonObject, type Located, type OpenApiDocument } from '../../model/document.js';
import type { Target, Verb, VerbShape } from '../../model/mapping.js';
import { follow, properties, schemaObject, typesOf, type Property } from '../../model/schema.js';
import type { Direction } from '../../model/subschemas.js';
import { below } from '../../source.js';
import { didYouMean, nearest, type Suggestion } from '../../suggest.js';
import type { Written } from './layers.js';

/** Looks up the paths of a mapping in the shapes of the vendor's verbs. */
export class PathFinder {
  readonly document: OpenApiDocument;
  readonly shapes: Readonly<Partial<Record<Verb, VerbShape>>>;
  readonly under: readonly string[];
  readonly #report: Report;

  constructor(
    document: OpenApiDocument,
    shapes: Readonly<Partial<Record<Verb, VerbShape>>>,
    under: readonly string[],
    report: Report,
  ) {
    this.document = document;
    this.shapes = shapes;
    this.under = under;
    this.#report = report;
  }

  /** The tokens of a path from the record down. With a slash before it, it does not stand below `under`. */
  tokens(path: string): readonly string[] {
    return path.startsWith('/') ? path.slice(1).split('.') : [...this.under, ...path.split('.')];
  }

  /** The field at a path in the shape of a verb. */
  find(verb: Verb, path: string): Target | undefined {
    const shape = this.shapes[verb];
    const direction = verb === 'read' ? 'response' : 'request';
    return shape && target(this.document, shape.schema, this.tokens(path), direction);
  }

  /**
   * The targets that an `at` names, by verb. A path that a verb's shape does not have is reported, with what it may have been meant to
   * be: fields of a fitting type come first.
   */
  targets(
    at: Written,
    field: string,
    skip: ReadonlySet<Verb>,
    wanted: Located | undefined,
    optional: boolean,
  ): Readonly<Partial<Record<Verb, Target>>> {
    const found: Partial<Record<Verb, Target>> = {};
    const plain = isPlain(at);
    const lacking: (readonly [Verb, readonly Written<string>[]])[] = [];
    for (const verb of ['read', 'create', 'update'] as const) {
      const written = plain ? at : this.#forVerb(at, verb);
      if (written === undefined || this.shapes[verb] === undefined || skip.has(verb)) continue;
      const candidates = alternatives(written);
      const target = candidates
        .map(({ value }) => this.find(verb, value))
        .find((candidate) => candidate !== undefined);
      if (target !== undefined) found[verb] = target;
      else if (!optional) lacking.push([verb, candidates]);
    }
    // One path that no verb has is one fault, and not one for each verb.
    const told = plain && lacking.some(([verb]) => verb === 'read') ? lacking.slice(0, 1) : lacking;
    for (const [verb, candidates] of told) {
      this.#reportUnknown(candidates.at(-1)!, verb, field, wanted, plain && verb !== 'read');
    }
    return found;
  }

  /** Whether an `at` has a path for a verb, be it in the document or not. */
  names(at: Written, verb: Verb): boolean {
    return isPlain(at) || this.#forVerb(at, verb) !== undefined;
  }

  #forVerb(at: Written, verb: Verb): Written | undefined {
    if (!isObject(at.value)) return undefined;
    const key =
      verb in at.value ? verb : verb === 'read' ? undefined : 'write' in at.value ? 'write' : undefined;
    return key === undefined ? undefined : { value: at.value[key], place: below(at.place, key) };
  }

  #reportUnknown(
    { value, place }: Written<string>,
    verb: Verb,
    field: string,
    wanted: Located | undefined,
    writable: boolean,
  ): void {
    const shape = this.shapes[verb]!;
    if (writable && this.find('read', value) !== undefined) {
      const help = `Say what holds for this verb: "${verb}: { absent: … }", or give "at" a path for each verb.`;
      this.#report.add('mapping/not-writable', place, { path: value, schema: shape.operation }, help);
      return;
    }
    this.#report.add(
      'mapping/unknown-path',
      place,
      { field, path: value, schema: shape.operation },
      this.advice(shape, value, wanted),
    );
  }

  /** What a path that a shape does not have may have been meant to be: fields of the wanted type come first. */
  advice(shape: VerbShape, path: string, wanted?: Located): Suggestion | undefined {
    const tokens = this.tokens(path);
    const parent = follow(this.document, shape.schema, tokens.slice(0, -1))?.schema ?? shape.schema;
    const known = [...properties(this.document, parent).values()];
    const near = nearest(
      tokens.at(-1)!,
      known.map(({ name }) => name),
    );
    const fitting =
      wanted === undefined
        ? []
        : known.filter((property) => sameType(this.document, property, wanted)).map(({ name }) => name);
    const best = [
      ...near.filter((name) => fitting.includes(name)),
      ...(isSpecific(wanted) ? fitting : []),
      ...near,
    ];
    return didYouMean([...new Set(best)].slice(0, 3));
  }
}

/** One path for all verbs. */
function isPlain({ value }: Written): boolean {
  return typeof value === 'string' || (isObject(value) && 'firstOf' in value);
}

function alternatives({ value, place }: Written): readonly Written<string>[] {
  if (typeof value === 'string') return [{ value, place }];
  const list = isObject(value) && Array.isArray(value['firstOf']) ? value['firstOf'] : [];
  return list.map((path, index) => ({ value: String(path), place: below(place, 'firstOf', String(index)) }));
}

/** The field at a path, or undefined. */
export function target(
  document: OpenApiDocument,
  schema: Located,
  path: readonly string[],
  direction: Direction,
): Target | undefined {
  const parent = follow(document, schema, path.slice(0, -1), direction);
  const property = parent && properties(document, parent.schema, direction).get(path.at(-1)!);
  if (property === undefined) return undefined;
  const types = typesOf(document, property.schema);
  return {
    path,
    schema: property.schema,
    required: property.required,
    nullable: types === undefined || types.has('null'),
  };
}

/** A type that few fields share, so that it tells more than a name: a format, or no text. */
function isSpecific(wanted: Located | undefined): boolean {
  if (wanted === undefined || !isObject(wanted.value)) return false;
  return (
    typeof wanted.value['format'] === 'string' ||
    ['boolean', 'array', 'number', 'integer'].includes(String(wanted.value['type']))
  );
}

function sameType(document: OpenApiDocument, property: Property, wanted: Located): boolean {
  const mine = schemaObject(document, property.schema)?.value;
  const format = (schema: JsonObject | undefined): unknown => schema?.['format'];
  const theirs = isObject(wanted.value) ? wanted.value : undefined;
  if (format(theirs) !== undefined) return formats(document, property.schema).has(String(format(theirs)));
  const a = typesOf(document, property.schema);
  const b = typesOf(document, wanted);
  return (
    mine !== undefined &&
    a !== undefined &&
    b !== undefined &&
    [...a].some((type) => type !== 'null' && b.has(type))
  );
}

function formats(document: OpenApiDocument, schema: Located): ReadonlySet<string> {
  const resolved = schemaObject(document, schema);
  if (resolved === undefined) return new Set();
  const found = new Set<string>(
    typeof resolved.value['format'] === 'string' ? [resolved.value['format']] : [],
  );
  const parts = resolved.value['anyOf'] ?? resolved.value['oneOf'];
  for (const part of Array.isArray(parts) ? parts : []) {
    for (const format of formats(document, { value: part, place: resolved.place })) found.add(format);
  }
  return found;
}
