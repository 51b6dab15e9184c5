import { isObject, type JsonObject } from '../model/document.js';
import { parseFragment, type Pointer } from '../source.js';

/** What the parts of `components` were called in Swagger 2.0. */
const SECTIONS: Readonly<Record<string, string>> = {
  schemas: 'definitions',
  parameters: 'parameters',
  requestBodies: 'parameters',
  responses: 'responses',
  securitySchemes: 'securityDefinitions',
};

/** Where a part of a converted document stands in the document that it was made of. */
export function originalPointer(pointer: Pointer, original: JsonObject): Pointer {
  const [first, second, third, ...rest] = pointer;
  if (first === 'openapi') return ['swagger'];
  if (first === 'servers') return ['host' in original ? 'host' : 'basePath'];
  if (first === 'components') {
    const section = second === undefined ? undefined : SECTIONS[second];
    if (section === undefined) return [];
    if (third === undefined) return [section];
    return [section, third, ...(section === 'definitions' ? rest : withoutContent(rest))];
  }
  if (first !== 'paths' || second === undefined || third === undefined) return pointer;
  if (third === 'parameters') return [first, second, ...parameterOf(original, [first, second], rest)];
  const operation = [first, second, third];
  const [part, ...below] = rest;
  if (part === 'parameters') return [...operation, ...parameterOf(original, operation, below)];
  if (part === 'requestBody') return bodyOf(original, operation, below);
  if (part === 'responses')
    return [...operation, part, ...below.slice(0, 1), ...withoutContent(below.slice(1))];
  return pointer;
}

/** Without the steps that were put between a response, a header or a parameter and its schema. */
function withoutContent(rest: Pointer): Pointer {
  const [first, second, ...below] = rest;
  if (first === 'content') return below;
  if (first === 'headers' && second !== undefined) return [first, second, ...withoutContent(below)];
  return first === 'schema' ? rest.slice(1) : rest;
}

/** The pointer below an owner of parameters. Those that became a body are gone from the list. */
function parameterOf(original: JsonObject, owner: Pointer, [index, ...rest]: Pointer): Pointer {
  if (index === undefined) return ['parameters'];
  const kept = [...listOf(at(original, owner)).entries()].filter(([, parameter]) =>
    isKept(parameter, original),
  );
  return ['parameters', String(kept[Number(index)]?.[0] ?? index), ...withoutContent(rest)];
}

/** The parameter that a body was made of: of the operation, or of its path; of a form the one of the field that is meant. */
function bodyOf(original: JsonObject, operation: Pointer, rest: Pointer): Pointer {
  const [, , ...inside] = rest;
  const [schema, properties, field, ...below] = inside;
  const isOfField = schema === 'schema' && properties === 'properties';
  for (const owner of [operation, operation.slice(0, -1)]) {
    const parameters = [...listOf(at(original, owner)).entries()].map(([index, parameter]) =>
      target(original, parameter, [...owner, 'parameters', String(index)]),
    );
    const whole = parameters.find(({ value }) => isObject(value) && value['in'] === 'body');
    if (whole !== undefined) return [...whole.pointer, ...inside];
    const one = parameters.find(({ value }) => isObject(value) && isBody(value) && value['name'] === field);
    if (one !== undefined && isOfField) return [...one.pointer, ...below];
  }
  return [...operation, 'parameters'];
}

/**
 * Where a part of a Swagger document stands once it is converted: the sections were renamed already, what remains are the steps
 * between a response or a parameter and its schema.
 */
export function convertedPointer(pointer: Pointer, original: JsonObject, converted: JsonObject): Pointer {
  let found: Pointer = [];
  let node: unknown = converted;
  for (const [index, token] of pointer.entries()) {
    found = stepped(found, token, node, original);
    node = at(converted, found);
    if (node === undefined) return [...found, ...pointer.slice(index + 1)];
  }
  return found;
}

function stepped(before: Pointer, token: string, node: unknown, original: JsonObject): Pointer {
  if (before.at(-1) === 'parameters' && /^\d+$/.test(token)) {
    const list = listOf(at(original, before.slice(0, -1)));
    const meant = followed(original, list[Number(token)]);
    if (isObject(meant) && isBody(meant)) return [...before.slice(0, -1), 'requestBody'];
    const earlier = list.slice(0, Number(token)).filter((parameter) => isKept(parameter, original));
    return [...before, String(earlier.length)];
  }
  if (!isObject(node) || Object.hasOwn(node, token) || token === 'parameters') return [...before, token];
  if (token === 'schema' && isObject(node['content'])) {
    const media = Object.keys(node['content'])[0];
    if (media !== undefined) return [...before, 'content', media, 'schema'];
  }
  // A parameter that is no body says outright what its value is.
  return isObject(node['schema']) ? [...before, 'schema', token] : [...before, token];
}

/** Whether a parameter becomes the body, or a part of it. */
export function isBody({ in: location }: JsonObject): boolean {
  return location === 'body' || /^form(data)?$/i.test(String(location));
}

/** Whether a parameter stays one. */
function isKept(parameter: unknown, original: JsonObject): boolean {
  if (!isObject(parameter)) return false;
  if (typeof parameter['$ref'] !== 'string') return !isBody(parameter) && isPlace(parameter['in']);
  const target = followed(original, parameter);
  return !isObject(target) || !isBody(target);
}

/** Whether something says where a parameter goes. */
export function isPlace(location: unknown): location is string {
  return typeof location === 'string' && location !== '';
}

const LONGEST_CHAIN = 100;

/** What a reference within the document leads to; anything else is itself. */
export function followed(root: JsonObject, value: unknown): unknown {
  return target(root, value, []).value;
}

/** The same with where it stands. */
function target(root: JsonObject, value: unknown, pointer: Pointer): { value: unknown; pointer: Pointer } {
  let found = { value, pointer };
  for (let steps = 0; isObject(found.value) && typeof found.value['$ref'] === 'string'; steps += 1) {
    const ref = found.value['$ref'];
    if (steps > LONGEST_CHAIN || !ref.startsWith('#/')) return { value: undefined, pointer };
    const next = parseFragment(ref);
    found = { value: at(root, next), pointer: next };
  }
  return found;
}

function listOf(owner: unknown): readonly unknown[] {
  const list = isObject(owner) ? owner['parameters'] : undefined;
  return Array.isArray(list) ? list : [];
}

function at(value: unknown, pointer: Pointer): unknown {
  let node = value;
  for (const token of pointer) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, token)) return undefined;
    node = (node as JsonObject)[token];
  }
  return node;
}
