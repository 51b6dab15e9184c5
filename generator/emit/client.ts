import { StructureKind } from 'ts-morph';
import type { OutputFile, PlannedApi } from '../model/plan.js';
import { FileBuilder, specifier, type ImportExtension } from './file.js';
import { docText } from './quote.js';
import { inResource, inVendor, runtime } from './symbols.js';

/** `client.ts`: the resources behind one constructor. */
export function emitClient(planned: PlannedApi, extension: ImportExtension): OutputFile {
  const { api, resources, clientName } = planned;
  const file = new FileBuilder(`${api.id}/client.ts`, api.origin, extension, [clientName]);
  const transport = file.value(runtime('Transport'));
  const options = file.type(runtime('ClientOptions'));
  file.add({
    kind: StructureKind.Class,
    name: clientName,
    isExported: true,
    docs: [`\n${docText(api.description || `A client of ${api.title || api.name}.`)}`],
    properties: [
      { name: '#transport', type: transport, isReadonly: true },
      ...resources.map((resource) => ({
        name: resource.property,
        isReadonly: true,
        type: file.value(inResource(planned, resource, resource.className)),
        docs: [
          docText(firstSentence(resource.resource.description)) || `The resource \`${resource.property}\`.`,
        ],
      })),
    ],
    ctors: [
      {
        parameters: [{ name: 'options', type: options }],
        statements: [
          `const transport = new ${transport}(${file.value(inVendor(planned, planned.factsName))}, options);`,
          'this.#transport = transport;',
          ...resources.map(
            (resource) =>
              `this.${resource.property} = new ${file.value(inResource(planned, resource, resource.className))}(transport);`,
          ),
        ],
      },
    ],
    methods: [
      {
        name: 'close',
        docs: [
          'Refuses new calls, waits for those under way up to the deadline (in milliseconds), and ends the rest.',
        ],
        parameters: [{ name: 'options', type: '{ readonly deadlineMs?: number }', hasQuestionToken: true }],
        returnType: 'Promise<void>',
        statements: ['return this.#transport.close(options);'],
      },
    ],
  });
  return file.print();
}

/** The class has the whole text; beside the property its first sentence will do. */
function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

const RUNTIME_TYPES = [
  'Bulk',
  'BulkReport',
  'CallOptions',
  'ClientOptions',
  'CrosswalkError',
  'Outcome',
  'Page',
  'Paged',
];

/** `index.ts`: the face of one vendor. */
export function emitIndex(
  planned: PlannedApi,
  extension: ImportExtension,
  more: readonly string[],
): OutputFile {
  const { api, resources } = planned;
  const file = new FileBuilder(`${api.id}/index.ts`, api.origin, extension);
  const client = resources.length === 0 ? [] : ['client', 'vendor'];
  const modules = [...client, ...resources.map((resource) => resource.file), ...more];
  // A schema of the vendor may have one of these names; the vendor's types go first.
  const own = new Set(
    [...planned.types.types, ...resources.map(({ className }) => ({ name: className }))].map(
      ({ name }) => name,
    ),
  );
  const wanted = streams(planned) ? [...RUNTIME_TYPES, 'Events'].toSorted() : RUNTIME_TYPES;
  const runtimeTypes = wanted.filter((name) => !own.has(name)).join(', ');
  const runtimePath = specifier('../runtime/index', extension);
  const lines = [
    ...modules.map((module) => `export * from '${specifier(`./${module}`, extension)}';`),
    `export type * from '${specifier('./types', extension)}';`,
    ...(isOpen(planned) ? [`export { noAuth } from '${runtimePath}';`] : []),
    ...(client.length === 0 ? [] : [`export type { ${runtimeTypes} } from '${runtimePath}';`]),
  ];
  file.add(lines.join('\n'));
  return file.print();
}

/** Whether an app can have use for a client without credentials: some call goes without, or nobody says that it does not. */
function isOpen({ api }: PlannedApi): boolean {
  const calls = api.resources.flatMap(({ operations }) => operations);
  return (
    api.manifest?.data.auth === undefined &&
    calls.some(({ security = [] }) => security.length === 0 || security.some((names) => names.length === 0))
  );
}

/** Whether some answer comes as server-sent events. */
function streams({ api }: PlannedApi): boolean {
  return api.resources.some(({ operations }) =>
    operations.some(({ answer }) => [answer, ...answer.others].some(({ accept }) => /events$/i.test(accept))),
  );
}
