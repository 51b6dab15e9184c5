import { parseArgs } from 'node:util';
import type { FormatMode } from './format.js';
import { parseSelector } from './load/selectors.js';
import { EVERYTHING, type Filter, type Selector } from './model/project.js';
import { isVendorName } from './words.js';

export const HELP = `crosswalk: compiles vendors' OpenAPI documents into typed clients and checked mappers

Usage
  crosswalk generate [options]      writes clients, mappers and the runtime
  crosswalk --help | --version

Run "crosswalk generate --help" for its options.
`;

export const GENERATE_HELP = `crosswalk generate: writes typed clients, mappers and the runtime they need

Usage
  crosswalk generate                                          by crosswalk.config.yaml in this folder
  crosswalk generate --config <file>                          by another configuration
  crosswalk generate --spec <document> --name <name> --out <folder>
                                                              a typed client of any one OpenAPI document,
                                                              a file or an http(s) URL
  crosswalk generate --specs <folder> --out <folder>          every vendor of a folder like the shipped specs/

Options
  --check              write nothing; exit 1 and list what is stale, missing or superfluous
  --strict             take every warning for an error
  --all                show every warning, not only the first of each kind
  --format <format>    of the code: prettier, none or auto (none for a --spec with over 256 kB of output);
                       of what is said: text, json or github (annotations of GitHub Actions);
                       one of each may be given
  --json               the same as --format json: one JSON document on standard output, and nothing else
  --imports <ending>   how imports end: js, ts or none (with --spec and --specs)
  --allow-host <host>  a host from which documents may draw further documents; may be repeated
  --help               this text

Options with --spec, each of which may be repeated
  --overlay <file>     an OpenAPI Overlay to apply to the document
  --include <select>   only these operations: tag:Tasks, path:/v2/tasks*, operation:tasks.create, resource:tasks
  --exclude <select>   all but these

Exit codes
  0 done   1 the input has errors, or --check found differences   2 wrong usage   70 a fault of crosswalk
`;

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

const OPTIONS = {
  config: { type: 'string' },
  spec: { type: 'string' },
  specs: { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  imports: { type: 'string' },
  overlay: { type: 'string', multiple: true },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  'allow-host': { type: 'string', multiple: true },
  check: { type: 'boolean' },
  strict: { type: 'boolean' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** How imports of the output end. */
export type ImportExtension = 'js' | 'ts' | 'none';

/** What is to be generated, and where to. */
export type Wanted =
  | { readonly by: 'config'; readonly file: string }
  | {
      readonly by: 'specs';
      readonly folder: string;
      readonly out: string;
      readonly imports: ImportExtension;
    }
  | {
      readonly by: 'spec';
      readonly document: string;
      readonly name: string;
      readonly out: string;
      readonly imports: ImportExtension;
      readonly overlays: readonly string[];
      readonly filter: Filter;
    };

/** How the outcome is told. */
export type Telling = 'text' | 'json' | 'github';

/** The arguments of `generate`, understood. */
export interface GenerateArguments {
  readonly help: boolean;
  readonly check: boolean;
  readonly strict: boolean;
  readonly all: boolean;
  readonly telling: Telling;
  readonly layout: FormatMode;
  readonly allowedHosts: readonly string[];
  readonly wanted: Wanted;
}

/** Whether the outcome is wanted as JSON, asked of arguments that may not be sound. */
export function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (argument, index) =>
      argument === '--json' ||
      argument === '--format=json' ||
      (argument === 'json' && args[index - 1] === '--format'),
  );
}

/** Reads the arguments of `generate`. Throws a `UsageError` that says what is wrong with them. */
export function parseGenerate(args: readonly string[]): GenerateArguments {
  const values = parsed(args);
  const help = values.help === true;
  return {
    help,
    check: values.check === true,
    strict: values.strict === true,
    all: values.all === true,
    ...formats(values),
    allowedHosts: (values['allow-host'] ?? []).map(host),
    wanted: help ? { by: 'config', file: '' } : wanted(values),
  };
}

function parsed(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. To ', 1)[0]! : String(error));
  }
}

const LAYOUTS: readonly FormatMode[] = ['prettier', 'none', 'auto'];
const TELLINGS: readonly Telling[] = ['text', 'json', 'github'];

function formats({ format = [], json, spec }: Values): {
  readonly layout: FormatMode;
  readonly telling: Telling;
} {
  const given = json === true ? [...format, 'json'] : format;
  const layouts = LAYOUTS.filter((layout) => given.includes(layout));
  const tellings = TELLINGS.filter((telling) => given.includes(telling));
  const odd = given.find((name) => ![...LAYOUTS, ...TELLINGS].some((known) => known === name));
  if (odd !== undefined)
    throw new UsageError(`--format is prettier, none, auto, text, json or github, not "${odd}".`);
  for (const several of [layouts, tellings])
    if (several.length > 1) throw new UsageError(`Give one --format of ${several.join(' and ')}.`);
  return {
    layout: layouts[0] ?? (spec === undefined ? 'prettier' : 'auto'),
    telling: tellings[0] ?? 'text',
  };
}

function host(text: string): string {
  if (/^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:.]+\](:\d+)?$/i.test(text)) return text;
  throw new UsageError(`--allow-host is a host such as example.com or localhost:3000, not "${text}".`);
}

function wanted(values: Values): Wanted {
  const { spec, specs, config } = values;
  if ([spec, specs, config].filter((way) => way !== undefined).length > 1)
    throw new UsageError('Give one of --spec, --specs and --config.');
  if (spec === undefined)
    for (const option of ['overlay', 'include', 'exclude'] as const)
      if (values[option] !== undefined)
        throw new UsageError(`--${option} goes with --spec; elsewhere the configuration says it.`);
  if (spec !== undefined) return wantedDocument(spec, values);
  if (specs !== undefined) return wantedSpecs(specs, values);
  if (values.out ?? values.name ?? values.imports)
    throw new UsageError(
      '--out, --name and --imports go with --spec or --specs; else the configuration says them.',
    );
  return { by: 'config', file: config ?? 'crosswalk.config.yaml' };
}

function wantedSpecs(folder: string, values: Values): Wanted {
  const [out, imports] = [outOf('specs', values), importsOf(values)];
  if (values.name !== undefined) throw new UsageError('--name goes with --spec.');
  return { by: 'specs', folder, out, imports };
}

function wantedDocument(document: string, values: Values): Wanted {
  const [out, imports] = [outOf('spec', values), importsOf(values)];
  const { name, overlay, include = [], exclude = [] } = values;
  if (name === undefined || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new UsageError(
      '--spec needs --name, in small letters, digits and hyphens: the folder, and the client class in Pascal case.',
    );
  }
  if (!isVendorName(name))
    throw new UsageError(
      `--name can't be "${name}": the output, or a system, has something else of that name.`,
    );
  const filter =
    include.length + exclude.length === 0
      ? EVERYTHING
      : { include: include.map(selector), exclude: exclude.map(selector) };
  return { by: 'spec', document, name, out, imports, overlays: overlay ?? [], filter };
}

function outOf(way: 'spec' | 'specs', { out }: Values): string {
  if (out === undefined) throw new UsageError(`--${way} needs --out, the folder to write to.`);
  return out;
}

function importsOf({ imports = 'js' }: Values): ImportExtension {
  if (imports === 'js' || imports === 'ts' || imports === 'none') return imports;
  throw new UsageError(`--imports is js, ts or none, not "${imports}".`);
}

function selector(text: string): Selector {
  const found = parseSelector(text);
  if ('by' in found) return found;
  throw new UsageError(`${found.reason}. ${found.help.toString()}`);
}
