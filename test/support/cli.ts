import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a run of the command line came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, bundled apart from the checkout's dist/. */
export interface Cli {
  /** The bundle. */
  readonly main: string;
  /** Runs it in a folder. `node` are options of Node itself, `env` replaces parts of the environment. */
  run(args: readonly string[], cwd: string, more?: Partial<Around>): Promise<Ran>;
  remove(): Promise<void>;
}

interface Around {
  readonly node: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles the generator by the script that ships it, in a copy of the layout that it expects around it. */
export async function bundled(): Promise<Cli> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-cli-'));
  await cp(path.join(checkout, 'generator'), path.join(root, 'generator'), { recursive: true });
  await cp(path.join(checkout, 'package.json'), path.join(root, 'package.json'));
  for (const name of ['specs', 'templates', 'node_modules'])
    await symlink(path.join(checkout, name), path.join(root, name));
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { bundle: string };
  };
  const bin = path.join(root, 'node_modules/.bin');
  const made = await execute('sh', ['-c', scripts.bundle], root, {
    PATH: `${bin}${path.delimiter}${process.env['PATH']}`,
  });
  if (made.code !== 0) throw new Error(made.stderr);
  const main = path.join(root, 'dist/main.js');
  return {
    main,
    run: (args, cwd, { node = [], env = {} } = {}) =>
      execute(process.execPath, [...node, main, ...args], cwd, env),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function execute(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  // What a developer's terminal says of colours is nothing to these tests.
  const {
    NO_COLOR: _noColor,
    FORCE_COLOR: _forceColor,
    NODE_OPTIONS: _nodeOptions,
    ...inherited
  } = process.env;
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd, env: { ...inherited, ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}
