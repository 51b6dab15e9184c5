import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { OutputFile } from '../../generator/model/plan.js';
import { compile } from '../support/compile.js';

/** What came of a module that was imported and called. */
export interface Ran {
  readonly calls: number;
  readonly faults: readonly string[];
}

const templates = fileURLToPath(new URL('../../templates/runtime', import.meta.url));
const calls = fileURLToPath(new URL('calls.mjs', import.meta.url));

/** Writes each output into a folder of its own, all beside one runtime. */
async function laidOut<T>(
  outputs: readonly (readonly OutputFile[])[],
  use: (folders: readonly string[], root: string) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-hostile-'));
  try {
    const folders = outputs.map((_, index) => path.join(root, `p${index}`));
    for (const [index, files] of outputs.entries()) {
      for (const { path: name, text } of files) {
        if (name.startsWith('runtime/')) continue;
        await mkdir(path.dirname(path.join(folders[index]!, name)), { recursive: true });
        const shared = text.replace(/(?<=['"])(\.\.?)\/runtime\//g, (_, dots: string) =>
          dots === '.' ? '../runtime/' : '../../runtime/',
        );
        await writeFile(path.join(folders[index]!, name), shared);
      }
    }
    await symlink(templates, path.join(root, 'runtime'));
    return await use(folders, root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Imports each output and calls everything in it, in a process that may make no code out of texts. */
export async function runAll(outputs: readonly (readonly OutputFile[])[]): Promise<readonly Ran[]> {
  return laidOut(outputs, async (folders, root) => {
    const entries = await Promise.all(folders.map((folder, index) => entryOf(folder, outputs[index]!)));
    const outdir = path.join(root, 'built');
    await build({
      entryPoints: Object.fromEntries(entries.map((entry, index) => [`p${index}`, entry])),
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir,
      outExtension: { '.js': '.mjs' },
      logLevel: 'silent',
    });
    const modules = folders.map((_, index) => pathToFileURL(path.join(outdir, `p${index}.mjs`)).href);
    const lines = await execute(['--disallow-code-generation-from-strings', calls, ...modules]);
    return lines.map((line) => JSON.parse(line) as Ran);
  });
}

/** A module with all that an output exports from its vendors and its pairs. */
async function entryOf(folder: string, files: readonly OutputFile[]): Promise<string> {
  const faces = files.filter(({ path: name }) =>
    /^(?!runtime\/)[^/]+\/(index|mappers)\.ts$|^map\//.test(name),
  );
  const lines = faces.map(({ path: name }, index) => `export * as m${index} from './${name}';`);
  const entry = path.join(folder, 'entry.ts');
  await writeFile(entry, `${lines.join('\n')}\n`);
  return entry;
}

function execute(args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 28, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(`${stderr}${stdout}`.slice(-3000), { cause: error }));
      else resolve(stdout.trim().split('\n'));
    });
  });
}

/** The errors of outputs under every strict flag. */
export function compileAll(outputs: readonly (readonly OutputFile[])[]): Promise<readonly string[]> {
  return laidOut(outputs, (_folders, root) => compile(root));
}
