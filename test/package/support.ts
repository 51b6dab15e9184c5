/** What a stranger does with the package: packs it, installs it elsewhere, and runs what is in it. */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout: string = fileURLToPath(new URL('../..', import.meta.url));

/** Tools of the checkout, by path: the app has none of its own. */
export const tools = {
  tsc: path.join(checkout, 'node_modules/typescript/bin/tsc'),
  publint: path.join(checkout, 'node_modules/.bin/publint'),
  attw: path.join(checkout, 'node_modules/.bin/attw'),
};

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program's run; a status other than 0 is no exception. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  const env = environment(path.join(cwd, '..', 'npm-cache'));
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** The output of a run that has to succeed. */
export async function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, cwd);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Nothing of the npm that runs these tests reaches the npm in them, and that one has no network and an empty cache. */
function environment(cache: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^(NODE_OPTIONS|VITEST.*)$/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    NO_COLOR: '1',
    npm_config_cache: cache,
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

/** What `npm pack` says of the package. */
export interface Packed {
  readonly filename: string;
  readonly version: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

export interface Installed {
  /** The package as npm packed it. */
  readonly packed: Packed;
  /** The tarball, absolute. */
  readonly tarball: string;
  /** The app that has it installed. */
  readonly app: string;
  remove(): Promise<void>;
}

const shipped = [
  'generator',
  'generated',
  'specs',
  'templates',
  'CHANGELOG.md',
  'LICENSE',
  'package.json',
  'README.md',
];

/** Builds and packs a copy of the checkout, so that the checkout's own dist/ stays as it is, and installs it into an app. */
export async function install(): Promise<Installed> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-package-'));
  const [copy, app] = [path.join(root, 'copy'), path.join(root, 'app')];
  await mkdir(copy);
  for (const name of [...shipped, 'tsconfig.json']) {
    await cp(path.join(checkout, name), path.join(copy, name), { recursive: true });
  }
  await symlink(path.join(checkout, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  const [packed] = JSON.parse(await output('npm', ['pack', '--json', '--pack-destination', root], copy)) as [
    Packed,
  ];
  const tarball = path.join(root, packed.filename);
  await cp(fileURLToPath(new URL('app', import.meta.url)), app, { recursive: true });
  await output('npm', ['install', tarball], app);
  return { packed, tarball, app, remove: () => rm(root, { recursive: true, force: true }) };
}
