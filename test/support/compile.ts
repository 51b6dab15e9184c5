import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The flags that generated code has to compile under. Declarations are wanted, so that isolatedDeclarations has its say. */
const STRICT = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: [],
  module: 'NodeNext',
  declaration: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
};

export type Compiler = 'typescript' | 'typescript-6' | 'typescript-7';

/** Compiles every TypeScript file of a folder; gives the errors, with paths relative to the folder. TypeScript 7 is the fast one. */
export async function compile(
  folder: string,
  options: Readonly<Record<string, unknown>> = {},
  compiler: Compiler = 'typescript-7',
): Promise<readonly string[]> {
  const tsc = fileURLToPath(new URL(`../../node_modules/${compiler}/bin/tsc`, import.meta.url));
  const config = path.join(folder, 'tsconfig.json');
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }\n');
  await writeFile(config, JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include: ['.'] }));
  const output = await new Promise<string>((resolve, reject) => {
    const args = [tsc, '-p', config, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve(stdout + stderr);
    });
  });
  return output.split('\n').filter((line) => /error/.test(line));
}
