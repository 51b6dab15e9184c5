import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import configSchema from '../../specs/config.schema.json' with { type: 'json' };
import mappingSchema from '../../specs/mapping.schema.json' with { type: 'json' };
import overlaySchema from '../../specs/overlay.schema.json' with { type: 'json' };
import vendorSchema from '../../specs/vendor.schema.json' with { type: 'json' };
import type { Report } from '../diagnostics.js';
import { below, keyOf, parseFragment, type Place, type Source } from '../source.js';
import { didYouMean, nearest, type Help } from '../suggest.js';

/** The kinds of files that this project invented. Each has a JSON Schema in specs/, for the loader and for editors. */
export type Kind = 'config' | 'manifest' | 'mapping' | 'overlay';

const SCHEMAS: Readonly<Record<Kind, object>> = {
  config: configSchema,
  manifest: vendorSchema,
  mapping: mappingSchema,
  overlay: overlaySchema,
};

const validators = new Map<Kind, ValidateFunction>();

function validator(kind: Kind): ValidateFunction {
  let validate = validators.get(kind);
  if (validate === undefined) {
    validate = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: true,
      strictRequired: false,
      allowUnionTypes: true,
    }).compile(SCHEMAS[kind]);
    validators.set(kind, validate);
  }
  return validate;
}

/** Holds a file against the schema of its kind; every departure is a diagnostic at its place. Returns whether it fits. */
export function fits(kind: Kind, source: Source, report: Report): boolean {
  const validate = validator(kind);
  if (validate(source.data)) return true;
  const deepest = mostSpecific(validate.errors ?? []);
  for (const error of deepest) {
    const { place, reason, help } = describe(error, source);
    report.add(`${kind}/invalid`, place, { reason }, help);
  }
  return false;
}

/** Alternatives fail all together. Of what is wrong inside one only the deepest is worth telling, and of one place only one thing. */
function mostSpecific(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  // What makes a name unfit is told by the error about the name.
  const told = errors.filter(
    ({ keyword, propertyName }) => !ALTERNATIVES.has(keyword) && propertyName === undefined,
  );
  const alternatives = errors
    .filter(({ keyword }) => ALTERNATIVES.has(keyword))
    .map(({ instancePath }) => instancePath);
  const outermost = alternatives.filter(
    (path) => !alternatives.some((other) => other !== path && path.startsWith(`${other}/`)),
  );
  const kept = told.filter(({ instancePath }) => !outermost.some((path) => isWithin(instancePath, path)));
  for (const path of new Set(outermost)) {
    const inside = told.filter(({ instancePath }) => isWithin(instancePath, path));
    const deepest = Math.max(...inside.map(depth));
    const telling = inside.filter((error) => depth(error) === deepest);
    // Each alternative misses something else: the first one's word is enough.
    kept.push(...(telling[0]?.keyword === 'required' ? telling.slice(0, 1) : telling));
  }
  const spots = new Set(kept.map(spot));
  return [...spots].map((place) => merge(kept.filter((error) => spot(error) === place)));
}

const ALTERNATIVES: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'if']);

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}

/** What is wrong in an object that is there tells more than that something else than an object could be. */
function depth({ instancePath, keyword }: ErrorObject): number {
  const inside = keyword === 'additionalProperties' ? 0.5 : keyword === 'required' ? 0.25 : 0;
  return instancePath.split('/').length + inside;
}

/** Errors of one spot are told once. Every unknown or missing key is a spot of its own. */
function spot({ instancePath, keyword, params }: ErrorObject): string {
  const { additionalProperty, propertyName, missingProperty } = params as Readonly<Record<string, unknown>>;
  const key = additionalProperty ?? propertyName ?? missingProperty;
  return key === undefined ? instancePath : `${instancePath}/${keyword} ${String(key)}`;
}

/** Several alternatives to one thing become one sentence: the types that would do, the keys that are known. */
function merge(errors: readonly ErrorObject[]): ErrorObject {
  const other = errors.find(({ keyword }) => keyword !== 'type') ?? errors[0]!;
  if (other.keyword === 'type') {
    const types = errors.flatMap(({ params }) => (params as { type: string | string[] }).type);
    return { ...other, params: { type: [...new Set(types)] } };
  }
  const schemas = errors.map(({ parentSchema }) => parentSchema?.['properties'] as object | undefined);
  return { ...other, parentSchema: { ...other.parentSchema, properties: Object.assign({}, ...schemas) } };
}

interface Description {
  readonly place: Place;
  readonly reason: string;
  readonly help?: Help;
}

function describe(error: ErrorObject, source: Source): Description {
  const place: Place = { source, pointer: parseFragment(error.instancePath) };
  const name = nameOf(place.pointer);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      const help = didYouMean(nearest(key, known)) ?? `Known here: ${known.join(', ')}.`;
      return { place: keyOf(below(place, key)), reason: `"${key}" is not known here`, help };
    }
    case 'required': {
      const key = String(params['missingProperty']);
      const article = /^[aeiou]/.test(key) ? 'an' : 'a';
      return { place: keyOf(place), reason: `${name} needs ${article} "${key}"` };
    }
    case 'propertyNames':
      return {
        place: keyOf(below(place, String(params['propertyName']))),
        reason: `"${String(params['propertyName'])}" is no name that can stand here`,
      };
    case 'false schema':
      return { place: keyOf(place), reason: `${name} can't stand here, beside what else is there` };
    default:
      return { place, reason: `${name} ${unfit(error, params)}`, ...purpose(error) };
  }
}

/** What is wrong with a value, as the end of a sentence. */
function unfit({ keyword, message }: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case 'enum':
      return `should be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
    case 'type': {
      const types = [params['type']].flat().map(String);
      return `should be ${types.map((type) => TYPES[type] ?? type).join(' or ')}`;
    }
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return params['limit'] === 1 ? 'is empty' : `is too short: ${String(params['limit'])} are the least`;
    default:
      return message ?? 'does not fit';
  }
}

/** The types of JSON Schema in plain words. */
const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

/** What our schema says of a value helps whoever gave another one. */
function purpose({ parentSchema }: ErrorObject): { readonly help?: string } {
  const description: unknown = parentSchema?.['description'];
  return typeof description === 'string' ? { help: description } : {};
}

/** What the sentence is about: a key, or an item of a list by the list's key. */
function nameOf(pointer: readonly string[]): string {
  const last = pointer.at(-1);
  if (last === undefined) return 'This file';
  return /^\d+$/.test(last) ? `"${pointer.slice(-2).join('.')}"` : `"${last}"`;
}
