import type { Server, ServerVariable } from '../model/api.js';
import type { PlannedApi } from '../model/plan.js';
import type { FileBuilder } from './file.js';
import { docCode, docText, lineComment, propertyName, stringLiteral } from './quote.js';
import { runtime } from './symbols.js';

/** What `vendor.ts` may declare about servers: a factory with such a name makes way. */
export const SERVER_NAMES: readonly string[] = ['servers', 'serverUrl', 'ServerVariables'];

/** The servers of an API, where there is a choice: those that are fixed as a list, those with variables as functions. */
export function serverParts({ api }: PlannedApi, file: FileBuilder): readonly string[] {
  const fixed = api.servers.filter(({ variables }) => variables.length === 0);
  const open = api.servers.filter(({ variables }) => variables.length > 0);
  const isChoice = fixed.length > 1 || (fixed.length === 1 && open.length > 0);
  const list = isChoice ? [serverList(fixed, api.servers[0] === fixed[0])] : [];
  return [...list, ...open.flatMap((server, index) => serverFunction(server, index, file))];
}

function serverList(servers: readonly Server[], isUsual: boolean): string {
  const unique = [...new Map(servers.map((server) => [server.url, server])).values()];
  const rows = unique.map(({ url, description }) => {
    const comment = description === '' ? '' : `  // ${lineComment(description)}\n`;
    return `${comment}  ${stringLiteral(url)},`;
  });
  return [
    `/** The servers that the document lists, to be given as \`baseUrl\`.${isUsual ? ' The first one is used if none is given.' : ''} */`,
    `export const servers = [\n${rows.join('\n')}\n] as const;`,
  ].join('\n');
}

/** An interface of the variables, and a function that puts them into the URL. */
function serverFunction(server: Server, index: number, file: FileBuilder): readonly string[] {
  const number = index === 0 ? '' : String(index + 1);
  const interfaceName = `ServerVariables${number}`;
  const defaults = server.variables.flatMap((variable) =>
    variable.default === undefined
      ? []
      : [`${propertyName(variable.name)}: ${stringLiteral(variable.default)}`],
  );
  const isOptional = defaults.length === server.variables.length;
  const fill = file.value(runtime('fillServer'));
  const about = docText(server.description).split('\n').join('\n * ');
  return [
    `/** The variables of \`serverUrl${number}\`. */\nexport interface ${interfaceName} {\n${server.variables.map(member).join('\n')}\n}`,
    [
      '/**',
      ` * A server of the app's choice, to be given as \`baseUrl\`: ${docCode(server.url)}.`,
      ...(about === '' ? [] : [' *', ` * ${about}`]),
      ' */',
      `export function serverUrl${number}(variables: ${interfaceName}${isOptional ? ' = {}' : ''}): string {`,
      `  return ${fill}(${stringLiteral(server.url)}, { ${[...defaults, '...variables'].join(', ')} });`,
      '}',
    ].join('\n'),
  ];
}

function member(variable: ServerVariable): string {
  const { name, values, description } = variable;
  const type = values.length === 0 ? 'string' : [...new Set(values)].map(stringLiteral).join(' | ');
  const initial = variable.default === undefined ? '' : `${docCode(variable.default)} if not given.`;
  const words = [docText(description), initial].filter((part) => part !== '').join(' ');
  const docs = words === '' ? '' : `  /** ${words.replaceAll('\n', '\n   * ')} */\n`;
  return `${docs}  readonly ${propertyName(name)}${variable.default === undefined ? '' : '?'}: ${type};`;
}
