import { holesOf, type Parameter, type Security } from '../model/api.js';
import { isObject } from '../model/document.js';
import type { PlannedApi, PlannedMethod, PlannedParameter } from '../model/plan.js';
import { isInherited } from '../words.js';
import type { FileBuilder } from './file.js';
import { access, jsonLiteral, propertyName, stringLiteral, templateText } from './quote.js';
import { runtime } from './symbols.js';

/** The expression of a method's path: a plain text, or a template that encodes what is put in. A fragment is not sent. */
export function pathExpression(method: PlannedMethod, file: FileBuilder): string {
  const path = method.operation.path.split('#', 1)[0]!;
  if (method.path.length === 0) return stringLiteral(path);
  const values = new Map(method.path.map((planned) => [planned.parameter.name, valueOf(planned, file)]));
  const holes = new Map(holesOf(path).map((hole) => [hole.text, values.get(hole.name)]));
  const template = path
    .split(/(\{[^{}]+\})/)
    .map((part) => {
      const value = holes.get(part);
      return value === undefined ? templateText(part) : `\${${value}}`;
    })
    .join('');
  return `${file.value(runtime('path'))}\`${template}\``;
}

/** What stands in a hole: the argument, with a word on how it is written where that is not one segment. */
function valueOf({ name, parameter }: PlannedParameter, file: FileBuilder): string {
  const style = definedOnly({
    style: parameter.style === 'simple' ? undefined : parameter.style,
    explode: parameter.explode === true || undefined,
    allowReserved: parameter.allowReserved || undefined,
    json: parameter.json || undefined,
  });
  if (style === undefined) return name;
  return `${file.value(runtime('styled'))}(${name}, ${jsonLiteral({ name: parameter.name, ...style })})`;
}

function definedOnly<T extends object>(values: T): T | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}

/** What the printing of calls needs to know. */
export interface CallContext {
  readonly api: PlannedApi;
  readonly file: FileBuilder;
  readonly styles: StyleTable;
  readonly bodyStyles: StyleTable;
}

/** The styles of parameters or of bodies in one module, each kind once, as a constant. */
export class StyleTable {
  readonly #name: string;
  readonly #type: string;
  readonly #stylesOf: (method: PlannedMethod) => object;
  readonly #constants = new Map<string, string>();

  constructor(name: string, type: string, stylesOf: (method: PlannedMethod) => object) {
    this.#name = name;
    this.#type = type;
    this.#stylesOf = stylesOf;
  }

  /** The name of the constant with a method's styles, if it needs one. */
  constantOf(method: PlannedMethod): string | undefined {
    const styles = this.#stylesOf(method);
    if (Object.keys(styles).length === 0) return undefined;
    const literal = jsonLiteral(styles) + (namesInherited(styles) ? ' as const' : '');
    const name =
      this.#constants.get(literal) ??
      this.#name + (this.#constants.size === 0 ? '' : this.#constants.size + 1);
    this.#constants.set(literal, name);
    return name;
  }

  /** The declarations, when all calls are printed. */
  declarations(file: FileBuilder): readonly string[] {
    return [...this.#constants].map(
      ([literal, name]) => `const ${name}: ${file.type(runtime(this.#type))} = ${literal};`,
    );
  }
}

/** Whether some member is called like what every object has: TypeScript then looks there for its type, and takes `'form'` for any text. */
function namesInherited(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(value).some(([name, inner]) => isInherited(name) || namesInherited(inner))
  );
}

/** The styles of the parameters of one module. */
export function parameterStyleTable(): StyleTable {
  return new StyleTable('styles', 'ParameterStyles', ({ operation }) => stylesOf(operation.parameters));
}

/** The styles of the bodies of one module. */
export function bodyStyleTable(): StyleTable {
  return new StyleTable('bodyStyles', 'BodyStyles', ({ operation }) => {
    const { body } = operation;
    const forms = body === undefined ? [] : [body, ...body.others];
    return Object.fromEntries(
      forms.flatMap(({ contentType, styles }) =>
        Object.keys(styles).length === 0 ? [] : [[contentType, styles]],
      ),
    );
  });
}

/** Whether a call may be sent again, where that does not follow from its method. */
function repeatable(method: PlannedMethod): boolean | undefined {
  const byMethod = ['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE', 'OPTIONS'].includes(method.operation.httpMethod);
  return byMethod === method.operation.repeatable ? undefined : method.operation.repeatable;
}

/** What of a call is fixed: everything but the path, the query and the body. */
export function fixedMembers(
  method: PlannedMethod,
  { api, styles, bodyStyles }: Omit<CallContext, 'file'>,
): readonly string[] {
  const { operation } = method;
  const { answer, body } = operation;
  return members({
    contentType:
      body && body.contentType !== 'application/json' ? stringLiteral(body.contentType) : undefined,
    wrap: body?.wrap === undefined ? undefined : stringLiteral(body.wrap),
    unwrap: operation.paging || answer.unwrap.length === 0 ? undefined : jsonLiteral(answer.unwrap),
    accept: answer.accept === 'json' ? undefined : stringLiteral(answer.accept),
    mediaType: answer.mediaType === undefined ? undefined : stringLiteral(answer.mediaType),
    also: alsoAccepted(method),
    limits: operation.limits && jsonLiteral(operation.limits),
    repeatable: repeatable(method)?.toString(),
    required: requiredQuery(method),
    styles: styles.constantOf(method),
    bodyStyles: bodyStyles.constantOf(method),
    server: operation.server === undefined ? undefined : stringLiteral(operation.server),
    security: isUsual(operation.security, api) ? undefined : jsonLiteral(operation.security),
  });
}

function isUsual(security: Security | undefined, { api }: PlannedApi): boolean {
  return security === undefined || JSON.stringify(security) === JSON.stringify(api.security);
}

/** The forms of the answer that a caller can ask for instead. */
function alsoAccepted({ operation }: PlannedMethod): string | undefined {
  const { answer, paging, projection } = operation;
  if (answer.others.length === 0 || paging !== undefined || projection !== undefined) return undefined;
  return jsonLiteral(Object.fromEntries(answer.others.map(({ mediaType, accept }) => [mediaType, accept])));
}

/** The query parameters that a call that writes must not go without. */
function requiredQuery({ operation }: PlannedMethod): string | undefined {
  if (operation.httpMethod === 'GET' || operation.httpMethod === 'HEAD') return undefined;
  const names = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => name);
  return names.length === 0 ? undefined : jsonLiteral(names);
}

/** `{ method: 'GET', path: …, query, body: input, … }` */
export function callExpression(method: PlannedMethod, context: CallContext): string {
  const fixed = [
    `method: ${stringLiteral(method.operation.httpMethod)}`,
    `path: ${pathExpression(method, context.file)}`,
  ];
  const body = method.input === undefined ? [] : ['body: input'];
  return `{ ${[...fixed, ...queryMembers(method), ...body, ...fixedMembers(method, context)].join(', ')} }`;
}

/** Where the parameters of a call go: the query as it is, or split over query, headers and cookies. */
function queryMembers({ query }: PlannedMethod): readonly string[] {
  if (query === undefined) return [];
  const from = query.inOptions ? `options?.${query.argument}` : query.argument;
  if (query.argument === 'query') return [query.inOptions ? `query: ${from}` : 'query'];
  const read = (name: string): string => {
    const member = access(name);
    return query.inOptions ? from + (member.startsWith('.') ? `?${member}` : `?.${member}`) : from + member;
  };
  const inside = (location: Parameter['in']): string | undefined => {
    const own = query.parameters.filter(({ parameter }) => parameter.in === location);
    return own.length === 0
      ? undefined
      : `{ ${own.map(({ parameter, name }) => `${propertyName(parameter.name)}: ${read(name)}`).join(', ')} }`;
  };
  const whole = query.parameters.find(({ parameter }) => parameter.in === 'querystring');
  return members({
    queryString: whole && read(whole.name),
    query: inside('query'),
    headers: inside('header'),
    cookies: inside('cookie'),
  });
}

function members(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [name === value ? name : `${name}: ${value}`],
  );
}

/** The styles of parameters that depart from what the runtime assumes: `form` with `explode` in a query, `simple` elsewhere. */
function stylesOf(parameters: readonly Parameter[]): Readonly<Record<string, object>> {
  const named = parameters.filter((parameter) => parameter.in !== 'path');
  const isShared = ({ name }: Parameter): boolean => named.filter((other) => other.name === name).length > 1;
  const entries = named.flatMap((parameter): [string, object][] => {
    const style = styleOf(parameter);
    if (style === undefined) return [];
    if (parameter.in === 'querystring') return [['query:', style]];
    return [[isShared(parameter) ? `${parameter.in}:${parameter.name}` : parameter.name, style]];
  });
  return Object.fromEntries(entries);
}

function styleOf({ in: location, style, explode, allowReserved, json }: Parameter): object | undefined {
  const assumed = location === 'query' || location === 'cookie' ? 'form' : 'simple';
  // A list in a cookie is one cookie unless the document insists.
  const isAssumed = explode === (location !== 'cookie' && (style ?? assumed) === 'form');
  return definedOnly({
    style: style === assumed ? undefined : style,
    explode: isAssumed || style === 'deepObject' ? undefined : explode,
    allowReserved: allowReserved || undefined,
    json: json || undefined,
  });
}
