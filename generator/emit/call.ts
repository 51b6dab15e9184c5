import type { Parameter } from '../model/api.js';
import type { PlannedMethod } from '../model/plan.js';
import type { FileBuilder } from './file.js';
import { access, jsonLiteral, propertyName, stringLiteral, templateText } from './quote.js';
import { runtime } from './symbols.js';

/** The expression of a method's path: a plain text, or a template that encodes what is put in. */
export function pathExpression(method: PlannedMethod, file: FileBuilder): string {
  const { path } = method.operation;
  if (method.path.length === 0) return stringLiteral(path);
  const holes = new Map(method.path.map(({ parameter, name }) => [parameter.name, name]));
  const template = path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const hole = holes.get(/^\{([^}]+)\}$/.exec(part)?.[1] ?? '');
      return hole === undefined ? templateText(part) : `\${${hole}}`;
    })
    .join('');
  return `${file.value(runtime('path'))}\`${template}\``;
}

/** What the printing of calls needs to know. */
export interface CallContext {
  readonly file: FileBuilder;
  readonly styles: StyleTable;
}

/** The styles of parameters in one module, each kind once, as a constant. */
export class StyleTable {
  readonly #constants = new Map<string, string>();

  /** The name of the constant with a method's styles, if it needs one. */
  constantOf({ operation }: PlannedMethod): string | undefined {
    const styles = stylesOf(operation.parameters);
    if (Object.keys(styles).length === 0) return undefined;
    const literal = jsonLiteral(styles);
    const name =
      this.#constants.get(literal) ?? `styles${this.#constants.size === 0 ? '' : this.#constants.size + 1}`;
    this.#constants.set(literal, name);
    return name;
  }

  /** The declarations, when all calls are printed. */
  declarations(file: FileBuilder): readonly string[] {
    return [...this.#constants].map(
      ([literal, name]) => `const ${name}: ${file.type(runtime('ParameterStyles'))} = ${literal};`,
    );
  }
}

/** Whether a call may be sent again, where that does not follow from its method. */
function repeatable(method: PlannedMethod): boolean | undefined {
  const byMethod = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'].includes(method.operation.httpMethod);
  return byMethod === method.operation.repeatable ? undefined : method.operation.repeatable;
}

/** What of a call is fixed: everything but the path, the query and the body. */
export function fixedMembers(method: PlannedMethod, styles: StyleTable): readonly string[] {
  const { operation } = method;
  const { answer, body } = operation;
  return members({
    contentType:
      body && body.contentType !== 'application/json' ? stringLiteral(body.contentType) : undefined,
    wrap: body?.wrap === undefined ? undefined : stringLiteral(body.wrap),
    unwrap: operation.paging || answer.unwrap.length === 0 ? undefined : jsonLiteral(answer.unwrap),
    accept: answer.accept === 'json' ? undefined : stringLiteral(answer.accept),
    limits: operation.limits && jsonLiteral(operation.limits),
    repeatable: repeatable(method)?.toString(),
    required: requiredQuery(method),
    styles: styles.constantOf(method),
  });
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
export function callExpression(method: PlannedMethod, { file, styles }: CallContext): string {
  const fixed = [
    `method: ${stringLiteral(method.operation.httpMethod)}`,
    `path: ${pathExpression(method, file)}`,
  ];
  const body = method.input === undefined ? [] : ['body: input'];
  return `{ ${[...fixed, ...queryMembers(method), ...body, ...fixedMembers(method, styles)].join(', ')} }`;
}

/** Where the parameters of a call go: the query as it is, or split over query, headers and cookies. */
function queryMembers({ query }: PlannedMethod): readonly string[] {
  if (query === undefined) return [];
  const from = query.inOptions ? `options?.${query.argument}` : query.argument;
  if (query.argument === 'query') return [query.inOptions ? `query: ${from}` : 'query'];
  const inside = (location: Parameter['in']): string | undefined => {
    const own = query.parameters.filter(({ parameter }) => parameter.in === location);
    const optional = query.inOptions ? '?.' : '';
    const read = (name: string): string => {
      const member = access(name);
      return optional === '' ? from + member : from + (member.startsWith('.') ? `?${member}` : `?.${member}`);
    };
    return own.length === 0
      ? undefined
      : `{ ${own.map(({ parameter, name }) => `${propertyName(parameter.name)}: ${read(name)}`).join(', ')} }`;
  };
  return members({ query: inside('query'), headers: inside('header'), cookies: inside('cookie') });
}

function members(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
}

/** The styles of parameters that depart from what the runtime assumes: `form` with `explode` in a query, `simple` elsewhere. */
function stylesOf(parameters: readonly Parameter[]): Readonly<Record<string, object>> {
  const entries = parameters.flatMap((parameter): [string, object][] => {
    if (parameter.in === 'path') return [];
    const assumed = parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple';
    const { style, explode } = parameter;
    const set = {
      style: style === assumed ? undefined : style,
      explode:
        explode === undefined || explode === (style ?? assumed).startsWith('form') || style === 'deepObject'
          ? undefined
          : explode,
      allowReserved: parameter.allowReserved || undefined,
      json: parameter.json || undefined,
    };
    return Object.values(set).some((value) => value !== undefined) ? [[parameter.name, set]] : [];
  });
  return Object.fromEntries(entries);
}
