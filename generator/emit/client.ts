import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { ManifestData } from '../model/manifest.js';
import type { OutputFile, PlannedApi } from '../model/plan.js';
import { FileBuilder, specifier, type ImportExtension } from './file.js';
import { docText, jsonLiteral, stringLiteral } from './quote.js';
import { inResource, inVendor, place, runtime } from './symbols.js';
import type { TypePrinter } from './types.js';

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

/** `vendor.ts`: the facts as one value, the ways to authenticate, and the guard for the vendor's errors. */
export function emitVendor(planned: PlannedApi, types: TypePrinter, extension: ImportExtension): OutputFile {
  const { api, factsName, guardName, errorsName, clientName } = planned;
  const file = new FileBuilder(`${api.id}/vendor.ts`, api.origin, extension, [
    factsName,
    guardName,
    errorsName,
    ...Object.keys(api.auth),
  ]);
  const facts = factsOf(planned, api.manifest?.data);
  file.add(
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      declarationKind: 'const' as never,
      docs: [`What holds for every call to ${docText(clientName)}.`],
      declarations: [
        { name: factsName, type: file.type(runtime('VendorFacts')), initializer: jsonLiteral(facts) },
      ],
    },
    ...authFactories(planned, file),
    errorsInterface(planned, types, file),
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      declarationKind: 'const' as never,
      docs: [`Whether an error came from ${clientName}; with a status, what is known of the answer's body.`],
      declarations: [
        {
          name: guardName,
          type: `${file.type(runtime('ErrorGuard'))}<${errorsName}>`,
          initializer: `${file.value(runtime('errorGuard'))}<${errorsName}>(${stringLiteral(api.id)})`,
        },
      ],
    },
  );
  return file.print();
}

function factsOf({ api }: PlannedApi, data: ManifestData | undefined): object {
  const paths = (
    list: readonly string[] | undefined,
    fallback: readonly string[],
  ): readonly (readonly string[])[] => (list ?? fallback).map((text) => text.split('.'));
  const errors = data?.errors;
  return {
    id: api.id,
    name: api.name,
    baseUrl: api.baseUrl,
    limits: Object.entries(data?.limits ?? {}).map(([name, { max, per, operations }]) => ({
      name,
      max,
      perMs: milliseconds(per),
      shared: operations === undefined,
    })),
    errors: {
      message: paths(errors?.message, [
        'message',
        'error.message',
        'error_description',
        'error',
        'detail',
        'title',
      ]),
      code: paths(errors?.code, ['code', 'error.code', 'error']),
      requestId: paths(errors?.requestId, []),
      requestIdHeader: errors?.requestIdHeader ?? 'x-request-id',
      unprocessed: errors?.unprocessed?.statuses ?? [429],
      transient: errors?.transient?.statuses ?? [502, 503, 504],
      waitMs: errors?.wait === undefined ? 1000 : milliseconds(errors.wait.default),
    },
    repeated: data?.envelope?.repeated,
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(duration: string): number {
  const [, number, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(duration)!;
  return Number(number) * UNITS[unit!]!;
}

function authFactories(planned: PlannedApi, file: FileBuilder): readonly FunctionDeclarationStructure[] {
  return Object.entries(planned.api.auth).map(([name, fact]): FunctionDeclarationStructure => {
    const [helper, args] = {
      bearer: ['bearer', 'token'] as const,
      header: ['apiKeyHeader', `${stringLiteral(fact.name ?? 'authorization')}, token`] as const,
      query: ['apiKeyQuery', `${stringLiteral(fact.name ?? 'api_key')}, token`] as const,
      basic: ['basic', 'username, password'] as const,
    }[fact.kind];
    const parameters =
      fact.kind === 'basic'
        ? [
            { name: 'username', type: 'string | undefined' },
            { name: 'password', type: 'string', hasQuestionToken: true },
          ]
        : [{ name: 'token', type: `${file.type(runtime('Token'))} | undefined` }];
    return {
      kind: StructureKind.Function,
      name,
      isExported: true,
      docs: [
        `\n${docText(fact.description)}\n\nThrows at once, naming the argument, if it is missing. A function is asked again for each call.`,
      ],
      parameters,
      returnType: file.type(runtime('Auth')),
      statements: [`return ${file.value(runtime(helper))}(${stringLiteral(name)}, ${args});`],
    };
  });
}

function errorsInterface(
  planned: PlannedApi,
  types: TypePrinter,
  file: FileBuilder,
): object & { kind: StructureKind.Interface; name: string } {
  const byStatus = new Map<number, Set<string>>();
  for (const { operations } of planned.api.resources) {
    for (const { status, schema } of operations.flatMap(({ refusals }) => refusals)) {
      const texts = byStatus.get(status) ?? new Set();
      byStatus.set(status, texts.add(place(file, types.print(schema, 'response'), planned)));
    }
  }
  return {
    kind: StructureKind.Interface,
    name: planned.errorsName,
    isExported: true,
    docs: ['The bodies of the refusals that are documented, by status.'],
    properties: [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, texts]) => ({ name: String(status), type: [...texts].toSorted().join(' | ') })),
  } as object & { kind: StructureKind.Interface; name: string };
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
  const modules = ['client', 'vendor', ...resources.map((resource) => resource.file), ...more];
  // A schema of the vendor may have one of these names; the vendor's types go first.
  const own = new Set(
    [...planned.types.types, ...resources.map(({ className }) => ({ name: className }))].map(
      ({ name }) => name,
    ),
  );
  const runtimeTypes = RUNTIME_TYPES.filter((name) => !own.has(name)).join(', ');
  const lines = [
    ...modules.map((module) => `export * from '${specifier(`./${module}`, extension)}';`),
    `export type * from '${specifier('./types', extension)}';`,
    `export type { ${runtimeTypes} } from '${specifier('../runtime/index', extension)}';`,
  ];
  file.add(lines.join('\n'));
  return file.print();
}
