/** Mappers of vendors that do not exist, for what no real mapping does yet: written, compiled and loaded. */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import ts from 'typescript';
import { afterAll } from 'vitest';
import type { Task } from '../../generated/canonical.js';
import type { Converted, Ids, Residue } from '../../generated/runtime/index.js';
import { Report } from '../../generator/diagnostics.js';
import { render } from '../../generator/render.js';
import { generate } from '../../generator/generate.js';
import { requestFromSpecs } from '../../generator/load/request.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A vendor: the schemas of its document as YAML, its mapping, and more of its manifest. */
export interface Invented {
  readonly schemas: string;
  readonly mapping: string;
  readonly manifest?: string;
  /** More operations, below `paths`. */
  readonly paths?: string;
}

/** The functions of a generated `mappers.ts`. */
export interface Mappers {
  toTask(record: object): Converted<Task>;
  fromTask(
    task: Task,
    ids: Ids,
    given?: { readonly residue?: Residue | undefined },
  ): Converted<Record<string, unknown>>;
  patchTask(patch: Task, ids: Ids): Converted<Record<string, unknown>>;
}

/** What the compiler makes of some vendors. */
export interface Invention {
  /** The text of a file. */
  text(file: string): string;
  /** A file as a module. */
  load<Module = Mappers>(file: string): Promise<Module>;
  /** What TypeScript says of all files together, under the strictest flags. */
  complaints(): readonly string[];
}

/** Compiles vendors, in a folder that goes when the tests of this file are over. */
export async function invent(vendors: Readonly<Record<string, Invented>>): Promise<Invention> {
  const folder = await mkdtemp(path.join(tmpdir(), 'crosswalk-mappers-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const specs = path.join(folder, 'specs');
  await cp(path.join(root, 'specs', 'canonical'), path.join(specs, 'canonical'), { recursive: true });
  for (const [id, vendor] of Object.entries(vendors)) await write(path.join(specs, id), id, vendor);
  const report = new Report();
  const { project } = await requestFromSpecs(specs, folder, folder, path.join(root, 'templates', 'runtime'));
  const files = await generate(project, { importExtension: 'js', format: 'none' }, report);
  if (report.failed) throw new Error(report.diagnostics.map((diagnostic) => render(diagnostic)).join('\n'));
  const out = path.join(folder, 'out');
  await Promise.all(files.map((file) => compile(path.join(out, file.path), file.text)));
  await writeFile(path.join(out, 'package.json'), '{ "type": "module" }');
  const names = files.map((file) => path.join(out, file.path));
  return {
    text: (file) => files.find((each) => each.path === file)?.text ?? '',
    load: async <Module>(file: string) => (await import(pathToFileURL(path.join(out, file)).href)) as Module,
    complaints: () => check(names.filter((name) => /mappers\.ts$|[\\/]map[\\/]/.test(name))),
  };
}

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
};

function check(files: readonly string[]): readonly string[] {
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, STRICT));
  return found.map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${path.basename(file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

async function write(
  folder: string,
  id: string,
  { schemas, mapping, manifest = '', paths = '' }: Invented,
): Promise<void> {
  const body = (name: string): string =>
    `{ content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }`;
  const answer = (name: string): string => `'200': { description: done, ${body(name).slice(2)}`;
  const document = `
openapi: 3.1.0
info: { title: ${id}, version: '1' }
servers: [{ url: 'https://${id}.example' }]
paths:
  /tasks:
    post: { operationId: tasks.create, tags: [tasks], requestBody: ${body('TaskCreate')}, responses: { ${answer('Task')} } }
  /tasks/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: tasks.get, tags: [tasks], responses: { ${answer('Task')} } }
    patch: { operationId: tasks.update, tags: [tasks], requestBody: ${body('TaskUpdate')}, responses: { ${answer('Task')} } }
${paths}
components:
  schemas:
${schemas.replace(/^/gm, '    ')}
`;
  await mkdir(path.join(folder, 'mappings'), { recursive: true });
  await writeFile(path.join(folder, 'openapi.yaml'), document);
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  await writeFile(path.join(folder, 'vendor.yaml'), `name: ${name}\ndocument: openapi.yaml\n${manifest}`);
  await writeFile(path.join(folder, 'mappings', 'task.yaml'), `entity: Task\nresource: tasks\n${mapping}`);
}

async function compile(file: string, text: string): Promise<void> {
  const { code } = await transform(text, { loader: 'ts', format: 'esm' });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  await writeFile(file.replace(/\.ts$/, '.js'), code);
}
