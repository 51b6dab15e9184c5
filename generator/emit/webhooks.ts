import { StructureKind, type OptionalKind, type PropertySignatureStructure } from 'ts-morph';
import type { Parameter, ParameterIn, Webhook } from '../model/api.js';
import type { OutputFile, PlannedApi, PlannedWebhooks } from '../model/plan.js';
import { FileBuilder, type ImportExtension } from './file.js';
import { docCode, docText, propertyName, stringLiteral } from './quote.js';
import { place } from './symbols.js';
import type { TypePrinter } from './types.js';

/** `webhooks.ts`: what the vendor calls, by its name, and what operations ask it to call, by the operation. */
export function emitWebhooks(
  planned: PlannedApi,
  { file: name, webhooksName, callbacksName }: PlannedWebhooks,
  types: TypePrinter,
  extension: ImportExtension,
): OutputFile {
  const { api } = planned;
  const file = new FileBuilder(`${api.id}/${name}.ts`, api.origin, extension, [webhooksName, callbacksName]);
  const printer: Printer = { planned, types, file };
  const free = api.webhooks.filter(({ operation }) => operation === undefined);
  if (free.length > 0) {
    const docs = `What ${docText(api.name)} calls of its own accord, by name. Names of headers are in lower case.`;
    file.add({
      kind: StructureKind.Interface,
      name: webhooksName,
      isExported: true,
      docs: [docs],
      properties: members(free, printer),
    });
  }
  const operations = new Set(api.webhooks.flatMap(({ operation }) => operation ?? []));
  if (operations.size > 0) {
    const docs = `What ${docText(api.name)} calls when an operation has asked for it, by operation and name.`;
    const properties = [...operations].map((operation) => {
      const own = api.webhooks.filter((webhook) => webhook.operation === operation);
      return { name: propertyName(operation), type: literal(members(own, printer)) };
    });
    file.add({
      kind: StructureKind.Interface,
      name: callbacksName,
      isExported: true,
      docs: [docs],
      properties,
    });
  }
  return file.print();
}

interface Printer {
  readonly planned: PlannedApi;
  readonly types: TypePrinter;
  readonly file: FileBuilder;
}

type Member = Omit<OptionalKind<PropertySignatureStructure>, 'docs'> & { readonly docs?: string[] };

/** A member for each name. What has several methods is a choice among them, told apart by `method`. */
function members(webhooks: readonly Webhook[], printer: Printer): Member[] {
  return [...new Set(webhooks.map(({ name }) => name))].map((name) => {
    const calls = webhooks.filter((webhook) => webhook.name === name);
    return {
      name: propertyName(name),
      type: calls.map((call) => callType(call, printer)).join(' | '),
      docs: calls.map(describeCall),
    };
  });
}

function describeCall({ summary, description, httpMethod, deprecated }: Webhook): string {
  const parts = [
    docText(summary),
    description === summary ? '' : docText(description),
    docCode(httpMethod),
    deprecated ? '@deprecated' : '',
  ];
  return `\n${parts.filter((part) => part !== '').join('\n\n')}`;
}

function callType({ httpMethod, parameters, body }: Webhook, printer: Printer): string {
  const group = (name: string, location: ParameterIn): Member[] => {
    const own = parameters.filter((parameter) => parameter.in === location);
    return own.length === 0 ? [] : [{ name, type: literal(own.map((one) => parameterMember(one, printer))) }];
  };
  const forms = body === undefined ? [] : [body, ...body.others];
  const texts = [...new Set(forms.map(({ schema }) => typeText(schema, printer)))];
  return literal([
    { name: 'method', type: stringLiteral(httpMethod) },
    ...group('headers', 'header'),
    ...group('query', 'query'),
    ...(texts.length === 0
      ? []
      : [
          {
            name: 'body',
            type: texts.includes('unknown') ? 'unknown' : texts.join(' | '),
            hasQuestionToken: !body!.required,
          },
        ]),
  ]);
}

function parameterMember(parameter: Parameter, printer: Printer): Member {
  const { name, required, description, deprecated } = parameter;
  const docs = [docText(description), deprecated ? '@deprecated' : '']
    .filter((part) => part !== '')
    .join('\n\n');
  return {
    name: propertyName(parameter.in === 'header' ? name.toLowerCase() : name),
    type: typeText(parameter.schema, printer),
    hasQuestionToken: !required,
    docs: docs === '' ? [] : [docs],
  };
}

function typeText(schema: Parameter['schema'], { planned, types, file }: Printer): string {
  return place(file, types.print(schema, 'response'), planned);
}

/** An object type in place. */
function literal(properties: readonly Member[]): string {
  const lines = properties.flatMap(({ name, type, hasQuestionToken, docs = [] }) => [
    ...docs.map(comment),
    `readonly ${name}${hasQuestionToken === true ? '?' : ''}: ${type as string};`,
  ]);
  return `{\n${lines.join('\n')}\n}`;
}

function comment(text: string): string {
  const rows = text.trim().split('\n');
  return rows.length === 1
    ? `/** ${rows[0]!} */`
    : ['/**', ...rows.map((row) => ` * ${row}`.trimEnd()), ' */'].join('\n');
}
