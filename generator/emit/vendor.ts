import { StructureKind, type FunctionDeclarationStructure } from 'ts-morph';
import type { RefusalStatus } from '../model/api.js';
import type { ManifestData } from '../model/manifest.js';
import type { OutputFile, PlannedApi } from '../model/plan.js';
import { FileBuilder, type ImportExtension } from './file.js';
import { docText, jsonLiteral, propertyName, stringLiteral } from './quote.js';
import { SERVER_NAMES, serverParts } from './servers.js';
import { place, runtime } from './symbols.js';
import type { TypePrinter } from './types.js';
import type { PrintedType } from './writer.js';

/** `vendor.ts`: the facts as one value, the ways to authenticate, and the guard for the vendor's errors. */
export function emitVendor(planned: PlannedApi, types: TypePrinter, extension: ImportExtension): OutputFile {
  const { api, factsName, guardName, errorsName, clientName } = planned;
  const file = new FileBuilder(`${api.id}/vendor.ts`, api.origin, extension, [
    factsName,
    guardName,
    errorsName,
    ...Object.keys(api.auth),
    ...SERVER_NAMES,
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
    ...serverParts(planned, file),
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
    security: api.security,
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
      cookie: ['apiKeyCookie', `${stringLiteral(fact.name ?? 'api_key')}, token`] as const,
      scheme: ['httpScheme', `${stringLiteral(fact.name ?? 'Bearer')}, credentials`] as const,
      basic: ['basic', 'username, password'] as const,
    }[fact.kind];
    const parameters =
      fact.kind === 'basic'
        ? [
            { name: 'username', type: 'string | undefined' },
            { name: 'password', type: 'string', hasQuestionToken: true },
          ]
        : [
            {
              name: fact.kind === 'scheme' ? 'credentials' : 'token',
              type: `${file.type(runtime('Token'))} | undefined`,
            },
          ];
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
  return {
    kind: StructureKind.Interface,
    name: planned.errorsName,
    isExported: true,
    docs: ['The bodies of the refusals that are documented, by status.'],
    properties: [...planned.refusals]
      .toSorted(([a], [b]) => rank(a) - rank(b))
      .map(([status, bodies]) => ({
        name: propertyName(String(status)).replace(/^'(\d+)'$/, '$1'),
        type: union(
          bodies.map((body) => types.print(body, 'response')),
          (body) => place(file, body, planned),
        ),
      })),
  } as object & { kind: StructureKind.Interface; name: string };
}

/** What one of several bodies is. One that can be anything swallows the others, and then nothing is imported for them. */
function union(bodies: readonly PrintedType[], placed: (body: PrintedType) => string): string {
  if (bodies.some(({ text }) => text === 'unknown')) return 'unknown';
  return [...new Set(bodies.map(placed))].toSorted().join(' | ');
}

/** Statuses first, then their ranges, then what stands for all others. */
function rank(status: RefusalStatus): number {
  if (typeof status === 'number') return status;
  return { '4XX': 1000, '5XX': 1001, default: 1002 }[status];
}
