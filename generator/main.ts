#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  GENERATE_HELP,
  HELP,
  parseGenerate,
  UsageError,
  wantsJson,
  type GenerateArguments,
} from './arguments.js';
import { Report, type Diagnostic } from './diagnostics.js';
import {
  requestFromConfig,
  requestFromDocument,
  requestFromSpecs,
  type GenerateRequest,
} from './load/request.js';
import type { OutputFile } from './model/plan.js';
import { inGitHub, inJson, inText, type Outcome, type Printed, type Telling } from './outcome.js';
import { plain, type Paint } from './render.js';

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
  const options = parseGenerate(rest);
  if (options.help) {
    process.stdout.write(GENERATE_HELP);
    return 0;
  }
  const outcome = await generateCommand(options);
  print(tell(outcome, options));
  return outcome.exitCode;
}

async function generateCommand(options: GenerateArguments): Promise<Outcome> {
  const report = new Report();
  const request = await requestFor(options, report);
  const { generate } = await import('./generate.js');
  const { project, importExtension } = request ?? {};
  const files =
    project &&
    (await generate(project, { importExtension: importExtension!, format: options.layout }, report));
  const diagnostics = options.strict ? report.diagnostics.map(asError) : report.diagnostics;
  if (
    request === undefined ||
    files === undefined ||
    diagnostics.some(({ severity }) => severity === 'error')
  )
    return { exitCode: 1, diagnostics };
  return { diagnostics, ...(await settle(files, request, options.check)) };
}

/** Under --strict a warning is an error. */
function asError(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'error' };
}

/** Brings the output folder to the output, or says what there would be to do. */
async function settle(
  files: readonly OutputFile[],
  { out, owned }: GenerateRequest,
  check: boolean,
): Promise<Pick<Outcome, 'exitCode' | 'result' | 'failure'>> {
  const { compare, isFresh, OutputError, write } = await import('./write.js');
  try {
    const difference = await (check ? compare(files, out, owned) : write(files, out, owned));
    const { missing, stale, superfluous } = difference;
    const shown = path.relative(process.cwd(), out) || '.';
    const names = { written: missing, rewritten: stale, removed: superfluous };
    const result = { out: shown, check, files: files.length, ...names };
    return { exitCode: check && !isFresh(difference) ? 1 : 0, result };
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    return { exitCode: 1, failure: { kind: 'output', message: error.message } };
  }
}

async function requestFor(
  { wanted, allowedHosts }: GenerateArguments,
  report: Report,
): Promise<GenerateRequest | undefined> {
  const root = process.cwd();
  const request = await requestBy(wanted, root, report);
  if (request === undefined) return undefined;
  const hosts = [...request.project.allowedHosts, ...allowedHosts];
  return { ...request, project: { ...request.project, allowedHosts: hosts } };
}

async function requestBy(
  wanted: GenerateArguments['wanted'],
  root: string,
  report: Report,
): Promise<GenerateRequest | undefined> {
  if (wanted.by === 'config') return requestFromConfig(path.resolve(wanted.file), root, shipped, report);
  const out = path.resolve(wanted.out);
  const { imports: importExtension } = wanted;
  if (wanted.by === 'specs') {
    const folder = path.resolve(wanted.folder);
    return { ...(await requestFromSpecs(folder, out, root, shipped.templates, report)), importExtension };
  }
  const { document, name, overlays, filter } = wanted;
  const more = { filter, overlays };
  return { ...requestFromDocument(document, name, out, root, shipped.templates, more), importExtension };
}

const TELLERS: Readonly<Record<GenerateArguments['telling'], (outcome: Outcome, how: Telling) => Printed>> = {
  text: inText,
  json: inJson,
  github: inGitHub,
};

function tell(outcome: Outcome, { telling, all }: Pick<GenerateArguments, 'telling' | 'all'>): Printed {
  return TELLERS[telling](outcome, { all, paint: painter(), base: baseOf(process.env['GITHUB_WORKSPACE']) });
}

/** GitHub names files from the root of the repository, wherever in it we run. */
function baseOf(workspace: string | undefined): string {
  const below = workspace && path.relative(workspace, process.cwd()).split(path.sep).join('/');
  return below === undefined || below === '' || below.startsWith('..') ? '' : `${below}/`;
}

function print({ stdout, stderr }: Printed): void {
  if (stderr !== '') process.stderr.write(stderr);
  if (stdout !== '') process.stdout.write(stdout);
}

const STYLES: Readonly<Record<Parameters<Paint>[0], string>> = {
  error: '31;1',
  warning: '33;1',
  code: '36',
  gutter: '2',
  pointer: '2',
  help: '32',
};

/** Colours only on a terminal, and never under NO_COLOR. */
function painter(): Paint {
  const wanted = process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return wanted ? (role, text) => `\u001b[${STYLES[role]}m${text}\u001b[0m` : plain;
}

/** A fault of the usage, or of ours. The stack of ours says where; the bundle's own text would only bury it. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof UsageError)
    return { exitCode: 2, diagnostics: [], failure: { kind: 'usage', message: error.message } };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 70, diagnostics: [], failure: { kind: 'internal', message } };
}

// Who reads along may go away early, as `head` does. That changes nothing about the work, nor about the exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  const outcome = outcomeOf(error);
  print(tell(outcome, { telling: wantsJson(args) ? 'json' : 'text', all: false }));
  process.exitCode = outcome.exitCode;
}
