import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import configSchema from '../../specs/config.schema.json' with { type: 'json' };
import mappingSchema from '../../specs/mapping.schema.json' with { type: 'json' };
import vendorSchema from '../../specs/vendor.schema.json' with { type: 'json' };
import type { Report } from '../diagnostics.js';
import { below, keyOf, parseFragment, type Place, type Source } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';

/** The kinds of files that this project invented. Each has a JSON Schema in specs/, for the loader and for editors. */
export type Kind = 'config' | 'manifest' | 'mapping';

const SCHEMAS: Readonly<Record<Kind, object>> = {
  config: configSchema,
  manifest: vendorSchema,
  mapping: mappingSchema,
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
  const told = errors.filter(({ keyword }) => !ALTERNATIVES.has(keyword));
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
    kept.push(...inside.filter((error) => depth(error) === deepest));
  }
  return [...new Set(kept.map(({ instancePath }) => instancePath))].map((path) =>
    merge(kept.filter(({ instancePath }) => instancePath === path)),
  );
}

const ALTERNATIVES: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'if']);

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}

function depth({ instancePath, keyword }: ErrorObject): number {
  return instancePath.split('/').length + (keyword === 'additionalProperties' ? 0.5 : 0);
}

/** Of several faults of one place the most telling; several types that would do become one sentence. */
function merge(errors: readonly ErrorObject[]): ErrorObject {
  const other = errors.find(({ keyword }) => keyword !== 'type');
  if (other !== undefined) return other;
  return {
    ...errors[0]!,
    params: {
      type: [...new Set(errors.flatMap(({ params }) => (params as { type: string | string[] }).type))],
    },
  };
}

interface Description {
  readonly place: Place;
  readonly reason: string;
  readonly help?: string;
}

function describe(error: ErrorObject, source: Source): Description {
  const place: Place = { source, pointer: parseFragment(error.instancePath) };
  const name = place.pointer.at(-1) === undefined ? 'This file' : `"${place.pointer.at(-1)}"`;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      const help = didYouMean(nearest(key, known)) ?? `Known here: ${known.join(', ')}.`;
      return { place: keyOf(below(place, key)), reason: `"${key}" is not known here`, help };
    }
    case 'required':
      return { place: keyOf(place), reason: `${name} needs a "${String(params['missingProperty'])}"` };
    case 'propertyNames':
      return {
        place: keyOf(below(place, String(params['propertyName']))),
        reason: `"${String(params['propertyName'])}" is no name that can stand here`,
      };
    case 'enum':
      return {
        place,
        reason: `${name} should be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`,
      };
    case 'type':
      return { place, reason: `${name} should be ${[params['type']].flat().join(' or ')}` };
    default:
      return { place, reason: `${name} ${error.message ?? 'does not fit'}` };
  }
}
