import type { MethodDeclarationStructure, OptionalKind, ParameterDeclarationStructure } from 'ts-morph';
import type { Accept } from '../model/api.js';
import type { PlannedMethod } from '../model/plan.js';
import { pathParameters, readonlyList, typeText, type ResourceContext } from './context.js';
import { stringLiteral } from './quote.js';
import { runtime } from './symbols.js';

type Parameter = OptionalKind<ParameterDeclarationStructure>;

/** A union of more answers than this helps nobody. */
const MOST_ANSWERS = 8;

/** What a caller gets, without the promise: the union of what the successes answer with. */
export function answerText({ output, operation }: PlannedMethod, context: ResourceContext): string {
  const { more, empty } = operation.answer;
  if (output === undefined) return 'void';
  const schemas = operation.paging === undefined ? [output, ...more] : [output];
  const texts = [...new Set(schemas.map((schema) => typeText(schema, 'response', context)))];
  if (texts.includes('unknown') || texts.length > MOST_ANSWERS) return 'unknown';
  return [...texts, ...(empty && operation.paging === undefined ? ['undefined'] : [])].join(' | ');
}

/** What a call gives that is read in this way. */
export function resultType(accept: Accept, text: string, { file }: ResourceContext): string {
  switch (accept) {
    case 'events':
    case 'textEvents':
      return `${file.type(runtime('Events'))}<${text}>`;
    case 'lines':
    case 'sequence':
      return `AsyncIterable<${text}>`;
    default:
      return `Promise<${text}>`;
  }
}

/** The parameters of a method: those of the path, the input, the query, the options. */
function parametersOf(method: PlannedMethod, context: ResourceContext): Parameter[] {
  const { query, input } = method;
  const parameters = pathParameters(method, context);
  if (input !== undefined)
    parameters.push({
      name: 'input',
      type: inputText(method, context),
      hasQuestionToken: isOptional(method),
    });
  if (query !== undefined && !query.inOptions) {
    parameters.push({
      name: query.argument,
      type: query.typeName,
      ...(query.required ? {} : { initializer: '{}' }),
    });
  }
  parameters.push({ name: 'options', type: optionsText(method, context), hasQuestionToken: true });
  return parameters;
}

function isOptional({ operation, query }: PlannedMethod): boolean {
  return operation.body?.required === false && query?.required !== true;
}

function inputText({ operation, input }: PlannedMethod, context: ResourceContext): string {
  return operation.body!.bytes
    ? context.file.type(runtime('Bytes'))
    : readonlyList(typeText(input!, 'request', context));
}

function optionsText({ optionsType }: PlannedMethod, { file }: ResourceContext): string {
  return optionsType ?? file.type(runtime('CallOptions'));
}

/** Another way to call a method: what is chosen by the options, and what it changes. */
interface Alternative {
  readonly option: 'accept' | 'contentType';
  readonly values: readonly string[];
  /** The type of the input or of the result. */
  readonly type: string;
}

/** The other ways to call a method, those with the same type together. Pages come in one form, and so do projections. */
export function alternativesOf(method: PlannedMethod, context: ResourceContext): readonly Alternative[] {
  const { answer, body, paging, projection } = method.operation;
  if (paging !== undefined || projection !== undefined) return [];
  const found = new Map<string, Alternative>();
  const add = (option: Alternative['option'], value: string, type: string): void => {
    const key = `${option} ${type}`;
    found.set(key, { option, type, values: [...(found.get(key)?.values ?? []), value] });
  };
  for (const { mediaType, accept, schema } of answer.others)
    add('accept', mediaType, resultType(accept, typeText(schema, 'response', context), context));
  for (const { contentType, bytes, schema } of body?.others ?? []) {
    const given = bytes
      ? context.file.type(runtime('Bytes'))
      : readonlyList(typeText(schema, 'request', context));
    add('contentType', contentType, given);
  }
  return [...found.values()];
}

type Signature = Pick<MethodDeclarationStructure, 'parameters' | 'returnType' | 'overloads'>;

/** The signature of a method that can be called in several ways: one overload for each that has a type of its own. */
export function withAlternatives(
  method: PlannedMethod,
  returnType: string,
  alternatives: readonly Alternative[],
  context: ResourceContext,
): Signature {
  const parameters = parametersOf(method, context);
  const usual: Readonly<Record<Alternative['option'], string>> = {
    accept: returnType,
    contentType: method.input === undefined ? '' : inputText(method, context),
  };
  const same = alternatives.filter(({ option, type }) => type === usual[option]);
  const other = alternatives.filter((alternative) => !same.includes(alternative));
  const main = withOptions(parameters, same, true);
  if (other.length === 0) return { parameters: main, returnType };
  const chosen = other.map((alternative) => {
    const required = withOptions(parameters, [alternative], false).map(declared);
    return alternative.option === 'accept'
      ? { parameters: required, returnType: alternative.type }
      : { parameters: withInput(required, [alternative.type]), returnType };
  });
  const types = (option: Alternative['option']): readonly string[] =>
    other.flatMap((alternative) => (alternative.option === option ? [alternative.type] : []));
  return {
    overloads: [...chosen, { parameters: main.map(declared), returnType }],
    parameters: withInput(withAny(parameters, other), [usual.contentType, ...types('contentType')]),
    returnType: union([returnType, ...types('accept')]),
  };
}

/** In an overload a parameter has no initializer, and an optional one may not stand before one that is not. */
function declared(parameter: Parameter, index: number, all: readonly Parameter[]): Parameter {
  const { initializer, hasQuestionToken, type, ...rest } = parameter;
  const isLoose = initializer !== undefined || hasQuestionToken === true;
  if (!isLoose) return parameter;
  const isFollowed = all.slice(index + 1).some((next) => !next.initializer && next.hasQuestionToken !== true);
  return isFollowed
    ? { ...rest, type: `${type as string} | undefined` }
    : { ...rest, type: type as string, hasQuestionToken: true };
}

function withOptions(
  parameters: readonly Parameter[],
  alternatives: readonly Alternative[],
  isOptional: boolean,
): Parameter[] {
  const members = alternatives.map(
    ({ option, values }) =>
      `readonly ${option}${isOptional ? '?' : ''}: ${values.map(stringLiteral).join(' | ')}`,
  );
  if (members.length === 0) return [...parameters];
  return parameters.map((parameter) =>
    parameter.name === 'options'
      ? {
          ...parameter,
          type: `${parameter.type as string} & { ${members.join('; ')} }`,
          hasQuestionToken: isOptional,
        }
      : parameter,
  );
}

/** The options of the implementation, which takes every way to call it. */
function withAny(parameters: readonly Parameter[], alternatives: readonly Alternative[]): Parameter[] {
  const options = [...new Set(alternatives.map(({ option }) => option))].toSorted();
  const members = options.map((option) => `readonly ${option}?: string`);
  return parameters.map((parameter) =>
    parameter.name === 'options'
      ? { ...parameter, type: `${parameter.type as string} & { ${members.join('; ')} }` }
      : parameter,
  );
}

function withInput(parameters: readonly Parameter[], types: readonly string[]): Parameter[] {
  return parameters.map((parameter) =>
    parameter.name === 'input' ? { ...parameter, type: union(types) } : parameter,
  );
}

/** A union of types as texts; promises of several things are one promise. */
function union(types: readonly string[]): string {
  const promised = types.flatMap((type) => /^Promise<(.*)>$/s.exec(type)?.[1] ?? []);
  const others = types.filter((type) => !type.startsWith('Promise<'));
  const promise = promised.length === 0 ? [] : [`Promise<${[...new Set(promised)].join(' | ')}>`];
  return [...new Set([...promise, ...others])].join(' | ');
}
