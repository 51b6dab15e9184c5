import type { Report } from '../diagnostics.js';
import { isObject, type JsonObject } from '../model/document.js';
import { below, type Place } from '../source.js';
import { followed, isBody, isPlace } from './swagger-places.js';

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
/** The media types of forms. */
export const FORMS: readonly string[] = ['multipart/form-data', 'application/x-www-form-urlencoded'];

/** Members of a parameter that say what its value is. */
const OF_SCHEMA: readonly string[] = ['type', 'format', 'items', 'enum', 'properties', 'required', 'allOf'];

type Data = Record<string, unknown>;

/** Puts a copy of a document in the order that the converter expects. What it could not bear is told, and left out. */
export class Tidy {
  readonly #original: JsonObject;
  readonly #root: Place;
  readonly #report: Report;

  constructor(original: JsonObject, root: Place, report: Report) {
    this.#original = original;
    this.#root = root;
    this.#report = report;
  }

  document(): JsonObject {
    const root = copy(this.#original) as Data;
    root['swagger'] = '2.0';
    this.#mediaTypes(root, this.#root);
    // A server that is reached both ways is better reached safely.
    if (Array.isArray(root['schemes'])) root['schemes'] = root['schemes'].filter(isText).toSorted().reverse();
    for (const name of ['definitions', 'securityDefinitions']) this.#objects(root, this.#root, name);
    for (const [name, response] of this.#objects(root, this.#root, 'responses'))
      this.#response(response, below(this.#root, 'responses', name));
    for (const [name, parameter] of this.#objects(root, this.#root, 'parameters'))
      if (!this.#isParameter(parameter, below(this.#root, 'parameters', name)))
        delete (root['parameters'] as Data)[name];
    for (const [name, item] of this.#objects(root, this.#root, 'paths'))
      this.#pathItem(item, below(this.#root, 'paths', name));
    return root;
  }

  /** Those members of an object's member that are objects; all others are taken out. */
  #objects(owner: Data, place: Place, name: string): readonly (readonly [string, Data])[] {
    const value = owner[name];
    if (value === undefined) return [];
    if (!isObject(value)) {
      this.#malformed(below(place, name), `"${name}"`, 'an object');
      delete owner[name];
      return [];
    }
    const found: [string, Data][] = [];
    for (const [key, member] of Object.entries(value as Data)) {
      if (isObject(member)) found.push([key, member as Data]);
      else {
        if (!key.startsWith('x-')) this.#malformed(below(place, name, key), `"${key}"`, 'an object');
        delete (value as Data)[key];
      }
    }
    return found;
  }

  #pathItem(item: Data, place: Place): void {
    const shared = this.#parameters(item, place);
    // The converter sees a body of the path only in operations that come behind it, and then in all of them.
    const bodies = shared.filter(isBody);
    if (item['parameters'] !== undefined) item['parameters'] = shared.filter((each) => !isBody(each));
    for (const method of Object.keys(item)) {
      const operation = item[method];
      if (!METHODS.has(method.toLowerCase())) {
        if (operation === null) delete item[method];
      } else if (isObject(operation)) {
        this.#operation(operation as Data, bodies, below(place, method));
      } else {
        this.#malformed(below(place, method), `"${method}"`, 'an object');
        delete item[method];
      }
    }
  }

  #operation(operation: Data, shared: readonly Data[], place: Place): void {
    this.#mediaTypes(operation, place);
    const own = this.#parameters(operation, place);
    const all = own.some(isBody) ? own : [...own, ...shared.map((parameter) => copy(parameter) as Data)];
    if (all.length > 0 || operation['parameters'] !== undefined) operation['parameters'] = all;
    const fields = all.filter((parameter) => parameter['in'] === 'formData');
    const consumes = (operation['consumes'] ?? this.#original['consumes'] ?? []) as readonly unknown[];
    if (
      fields.length > 0 &&
      !(Array.isArray(consumes) && consumes.some((type) => FORMS.includes(String(type))))
    )
      operation['consumes'] = [fields.some(({ type }) => type === 'file') ? FORMS[0] : FORMS[1]];
    const produces = operation['produces'] ?? this.#original['produces'];
    for (const [status, response] of this.#objects(operation, place, 'responses')) {
      this.#response(response, below(place, 'responses', status));
      const { schema } = response;
      if (isObject(schema) && schema['type'] === 'file' && produces === undefined)
        operation['produces'] = ['application/octet-stream'];
    }
  }

  #response(response: Data, place: Place): void {
    // Examples make the converter drop media types that have none.
    delete response['examples'];
    this.#objects(response, place, 'headers');
    if (response['schema'] !== undefined && !isObject(response['schema'])) {
      this.#malformed(below(place, 'schema'), '"schema"', 'an object');
      delete response['schema'];
    }
  }

  /** The parameters of an operation or a path, with those that become a body in place of references to them. */
  #parameters(owner: Data, place: Place): readonly Data[] {
    const list = owner['parameters'];
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      this.#malformed(below(place, 'parameters'), '"parameters"', 'a list');
      delete owner['parameters'];
      return [];
    }
    return (list as unknown[])
      .map((parameter) => this.#bodyAt(parameter) ?? parameter)
      .filter((parameter, index): parameter is Data =>
        this.#isParameter(parameter, below(place, 'parameters', String(index))),
      );
  }

  /** A copy of the parameter that a reference leads to, if that becomes a body. */
  #bodyAt(parameter: unknown): Data | undefined {
    const target = followed(this.#original, parameter);
    return target !== parameter && isObject(target) && isBody(target) ? (copy(target) as Data) : undefined;
  }

  #isParameter(parameter: unknown, place: Place): boolean {
    if (!isObject(parameter)) {
      this.#malformed(place, 'A parameter', 'an object');
      return false;
    }
    if (typeof parameter['$ref'] === 'string') return true;
    if (!isPlace(parameter['in'])) {
      this.#malformed(place, 'The "in" of a parameter', 'path, query, header, body or formData');
      return false;
    }
    toldOutright(parameter as Data);
    return true;
  }

  /** Lists of media types that hold none say nothing. */
  #mediaTypes(owner: Data, place: Place): void {
    for (const name of ['consumes', 'produces']) {
      const value = owner[name];
      if (value === undefined) continue;
      const types = [value].flat().filter(isText);
      if (types.length === 0) delete owner[name];
      else owner[name] = types;
      if (!Array.isArray(value)) this.#malformed(below(place, name), `"${name}"`, 'a list');
    }
  }

  #malformed(place: Place, what: string, expected: string): void {
    this.#report.add('document/malformed', place, { what, expected });
  }
}

/** Spells a parameter as Swagger has it: what its value is in a body stands in `schema`, elsewhere beside its name. */
function toldOutright(parameter: Data): void {
  if (/^form(data)?$/i.test(String(parameter['in']))) parameter['in'] = 'formData';
  const { in: location, schema } = parameter;
  if (location === 'body' && schema === undefined) {
    const told = OF_SCHEMA.filter((name) => typeof parameter[name] !== 'boolean' && name in parameter);
    parameter['schema'] = Object.fromEntries(told.map((name) => [name, parameter[name]]));
    for (const name of told) delete parameter[name];
  }
  if (location !== 'formData') return;
  if (isObject(schema)) Object.assign(parameter, schema);
  if (parameter['type'] === 'array') parameter['collectionFormat'] ??= 'csv';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A copy that shares nothing, not even what aliases of YAML had shared. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
}
