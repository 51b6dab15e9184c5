/**
 * The generated code, and the calls beside this file that must and must not compile, under each TypeScript that apps use and every flag
 * that the output promises to bear. A call that must not compile stands under `@ts-expect-error`, which is an error itself where it does.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

const compilers = { '5.9': 'typescript', '6': 'typescript-6', '7': 'typescript-7' } as const;
const modules = {
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
} as const;

const matrix = Object.keys(compilers).flatMap((version) =>
  Object.keys(modules).map((resolution) => ({ version, resolution }) as Run),
);

interface Run {
  readonly version: keyof typeof compilers;
  readonly resolution: keyof typeof modules;
}

/** What a compiler says of a project. */
function tsc({ version, resolution }: Run, project: string): Promise<{ failed: boolean; said: string }> {
  const bin = join(root, 'node_modules', compilers[version], 'bin', 'tsc');
  const args = [bin, '-p', project, '--pretty', 'false', ...modules[resolution]];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: (stdout + stderr).trim() }),
    );
  });
}

interface Config {
  compilerOptions: Record<string, unknown>;
}

function config(): Config {
  return JSON.parse(readFileSync(join(here, 'tsconfig.json'), 'utf8')) as Config;
}

describe('the generated code', () => {
  it('is compiled with every flag that it promises to bear, and with nothing but web standards', () => {
    expect(config().compilerOptions).toMatchObject({
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      isolatedDeclarations: true,
      erasableSyntaxOnly: true,
      skipLibCheck: false,
      lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      types: [],
    });
  });

  it.each(Object.keys(compilers) as Run['version'][])(
    'is compiled by TypeScript %s itself',
    async (version) => {
      const manifest = join(root, 'node_modules', compilers[version], 'package.json');
      const installed = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
      expect(installed.startsWith(`${version}.`)).toBe(true);
      const folder = mkdtempSync(join(tmpdir(), 'crosswalk-types-'));
      try {
        const { compilerOptions } = config();
        writeFileSync(
          join(folder, 'tsconfig.json'),
          JSON.stringify({ compilerOptions, files: ['wrong.ts'] }),
        );
        writeFileSync(
          join(folder, 'wrong.ts'),
          '// @ts-expect-error -- nothing is wrong\nexport const right = 1;\n',
        );
        const { failed, said } = await tsc({ version, resolution: 'bundler' }, folder);
        expect([failed, said]).toEqual([true, expect.stringContaining('TS2578')]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );

  it.each(matrix)(
    'and the calls beside it compile under TypeScript $version with $resolution',
    async (run) => {
      const { said, failed } = await tsc(run, here);
      expect(said).toBe('');
      expect(failed).toBe(false);
    },
    120_000,
  );
});
