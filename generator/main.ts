#!/usr/bin/env node
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { plain, render, Report, type Diagnostic, type Paint } from './diagnostics.js';
import {
  requestFromConfig,
  requestFromDocument,
  requestFromSpecs,
  type GenerateRequest,
} from './load/request.js';
import type { FormatMode } from './format.js';

const HELP = `crosswalk: compiles vendors' OpenAPI documents into typed clients and checked mappers

Usage
  crosswalk generate [options]      writes clients, mappers and the runtime
  crosswalk --help | --version

Run "crosswalk generate --help" for its options.
`;

const GENERATE_HELP = `crosswalk generate: writes typed clients, mappers and the runtime they need

Usage
  crosswalk generate                                          by crosswalk.config.yaml in this folder
  crosswalk generate --config <file>                          by another configuration
  crosswalk generate --spec <document> --name <name> --out <folder>
                                                              a typed client of any one OpenAPI document
  crosswalk generate --specs <folder> --out <folder>          every vendor of a folder like the shipped specs/

Options
  --check              write nothing; exit 1 and list what is stale, missing or superfluous
  --format <mode>      prettier, none or auto (none for a --spec with over 256 kB of output)
  --imports <ending>   how imports end: js, ts or none (with --spec and --specs)
  --all                show every warning, not only the first of each kind
  --help               this text

Exit codes
  0 done   1 the input has errors, or --check found differences   2 wrong usage
`;

const OPTIONS = {
  config: { type: 'string' },
  spec: { type: 'string' },
  specs: { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  imports: { type: 'string' },
  check: { type: 'boolean' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Arguments = {
  readonly [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]['type'] extends 'string'
    ? string
    : boolean;
};

/** Wrong usage: exit code 2. */
class UsageError extends Error {}

const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const shipped = {
  specs: path.join(packageRoot, 'specs'),
  templates: path.join(packageRoot, 'templates', 'runtime'),
};

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(HELP);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version' || command === '-v') {
    const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
    process.stdout.write(`${manifest.version}\n`);
    return 0;
  }
  if (command !== 'generate') throw new UsageError(`There is no command "${command}".`);
  return generateCommand(parse(rest));
}

function parse(args: readonly string[]): Arguments {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. To ', 1)[0]! : String(error));
  }
}

async function generateCommand(args: Arguments): Promise<number> {
  if (args.help) {
    process.stdout.write(GENERATE_HELP);
    return 0;
  }
  const report = new Report();
  const mode = formatMode(args);
  const request = await requestFor(args, report);
  const [{ generate }, { compare, isFresh, OutputError, write }] = await Promise.all([
    import('./generate.js'),
    import('./write.js'),
  ]);
  const files =
    request &&
    (await generate(request.project, { importExtension: request.importExtension, format: mode }, report));
  printDiagnostics(report.diagnostics, args.all === true);
  if (request === undefined || files === undefined || report.failed) return 1;
  const shown = path.relative(process.cwd(), request.out) || '.';
  if (args.check) {
    const difference = await compare(files, request.out);
    for (const [kind, names] of Object.entries(difference))
      for (const name of names) process.stdout.write(`${kind.padEnd(11)} ${path.join(shown, name)}\n`);
    if (isFresh(difference)) process.stdout.write(`${shown} is fresh: ${files.length} files\n`);
    else process.stdout.write(`${shown} is not what the input gives; generate again\n`);
    return isFresh(difference) ? 0 : 1;
  }
  const difference = await write(files, request.out).catch((error: unknown) => {
    if (error instanceof OutputError) return error;
    throw error;
  });
  if (difference instanceof OutputError) {
    process.stderr.write(`crosswalk: ${difference.message}\nNothing was written.\n`);
    return 1;
  }
  const { missing, stale, superfluous } = difference;
  const changes = [
    count(missing, 'written'),
    count(stale, 'rewritten'),
    count(superfluous, 'removed'),
  ].filter((text) => text !== '');
  const summary =
    changes.length === 0 ? 'nothing to write, all files are as they should be' : changes.join(', ');
  process.stdout.write(`${shown}: ${summary} (${files.length} files)\n`);
  return 0;
}

function count(names: readonly string[], what: string): string {
  return names.length === 0 ? '' : `${names.length} ${what}`;
}

function formatMode({ format, spec }: Arguments): FormatMode {
  if (format === undefined) return spec === undefined ? 'prettier' : 'auto';
  if (format === 'prettier' || format === 'none' || format === 'auto') return format;
  throw new UsageError(`--format is prettier, none or auto, not "${format}".`);
}

async function requestFor(args: Arguments, report: Report): Promise<GenerateRequest | undefined> {
  const root = process.cwd();
  const { spec, specs, name, out, config, imports } = args;
  if ([spec, specs, config].filter((way) => way !== undefined).length > 1)
    throw new UsageError('Give one of --spec, --specs and --config.');
  if (spec === undefined && specs === undefined) {
    if (out ?? name ?? imports)
      throw new UsageError(
        '--out, --name and --imports go with --spec or --specs; else the configuration says them.',
      );
    return requestFromConfig(path.resolve(config ?? 'crosswalk.config.yaml'), root, shipped, report);
  }
  if (out === undefined)
    throw new UsageError(`--${spec === undefined ? 'specs' : 'spec'} needs --out, the folder to write to.`);
  const importExtension = imports ?? 'js';
  if (importExtension !== 'js' && importExtension !== 'ts' && importExtension !== 'none') {
    throw new UsageError(`--imports is js, ts or none, not "${importExtension}".`);
  }
  if (spec === undefined) {
    if (name !== undefined) throw new UsageError('--name goes with --spec.');
    return {
      ...(await requestFromSpecs(path.resolve(specs!), path.resolve(out), root, shipped.templates, report)),
      importExtension,
    };
  }
  if (name === undefined || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new UsageError(
      '--spec needs --name, in small letters, digits and hyphens: the folder, and the client class in Pascal case.',
    );
  }
  if (name === 'runtime' || name === 'map' || name === 'canonical') {
    throw new UsageError(`--name can't be "${name}": the output has something else of that name.`);
  }
  return { ...requestFromDocument(spec, name, path.resolve(out), root, shipped.templates), importExtension };
}

const SHOWN_WARNINGS = 3;

function printDiagnostics(diagnostics: readonly Diagnostic[], all: boolean): void {
  const paint = painter();
  const shown = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const times = (shown.get(diagnostic.code) ?? 0) + 1;
    shown.set(diagnostic.code, times);
    if (diagnostic.severity === 'error' || all || times <= SHOWN_WARNINGS)
      process.stderr.write(`${render(diagnostic, paint)}\n`);
  }
  const hidden =
    diagnostics.length -
    [...shown].reduce(
      (sum, [code, times]) => sum + (isError(code) || all ? times : Math.min(times, SHOWN_WARNINGS)),
      0,
    );
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (hidden > 0) process.stderr.write(`${hidden} more warnings; --all shows them.\n`);
  if (errors > 0)
    process.stderr.write(`${errors} ${errors === 1 ? 'error' : 'errors'}. Nothing was written.\n`);

  function isError(code: string): boolean {
    return diagnostics.find((diagnostic) => diagnostic.code === code)!.severity === 'error';
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const STYLES: Readonly<Record<Parameters<Paint>[0], string>> = {
  error: '31;1',
  warning: '33;1',
  code: '36',
  gutter: '2',
  help: '32',
};

/** Colours only on a terminal, and never under NO_COLOR. */
function painter(): Paint {
  const wanted = process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return wanted ? (role, text) => `\u001b[${STYLES[role]}m${text}\u001b[0m` : plain;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`crosswalk: ${error.message}\nRun "crosswalk generate --help".\n`);
    process.exitCode = 2;
  } else {
    // A fault of ours, not of the input. The stack says where; the bundle's own text would only bury it.
    process.stderr.write(
      `crosswalk failed, and nothing was written. This is a fault of crosswalk.\n${stackOf(error)}\n`,
    );
    process.exitCode = 70;
  }
}
