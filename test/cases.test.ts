import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Report } from '../generator/diagnostics.js';
import { render } from '../generator/render.js';
import { generate } from '../generator/generate.js';
import {
  requestFromConfig,
  requestFromDocument,
  requestFromSpecs,
  type GenerateRequest,
} from '../generator/load/request.js';
import { folder } from './generator/support.js';
import { compile } from './support/compile.js';

/*
 * Each folder of test/cases holds what goes in and what has to come out. In: `specs/`, or what `input.yaml` says:
 * a `config`, or a `spec` with its `name`; and `extends`, another case whose files lie beneath its own. Out: `expected/`, the output
 * without the runtime, and `diagnostics.txt`, all that is said; where one is not there, nothing must come. UPDATE_CASES=1 writes them.
 */
const cases = fileURLToPath(new URL('cases', import.meta.url));
const repository = fileURLToPath(new URL('..', import.meta.url));
const templates = path.join(repository, 'templates/runtime');
const names = (await readdir(cases)).toSorted();
const update = process.env['UPDATE_CASES'] === '1';

interface Input {
  readonly extends?: string;
  readonly config?: string;
  readonly spec?: string;
  readonly name?: string;
}

async function inputOf(name: string): Promise<Input> {
  const text = await readFile(path.join(cases, name, 'input.yaml'), 'utf8').catch(() => '{}');
  return parse(text) as Input;
}

/** A copy of the case's input, with the files of the case that it extends beneath. */
async function layOut(name: string, root: string): Promise<Input> {
  const input = await inputOf(name);
  if (input.extends !== undefined) await layOut(input.extends, root);
  const isInput = (file: string): boolean =>
    !/^(expected|diagnostics\.txt)/.test(path.relative(path.join(cases, name), file));
  await cp(path.join(cases, name), root, { recursive: true, filter: isInput });
  return input;
}

async function requestOf(input: Input, root: string, report: Report): Promise<GenerateRequest | undefined> {
  const out = path.join(root, 'out');
  if (input.spec !== undefined)
    return requestFromDocument(path.join(root, input.spec), input.name!, out, root, templates);
  if (input.config === undefined)
    return requestFromSpecs(path.join(root, 'specs'), out, root, templates, report);
  const shipped = { specs: path.join(repository, 'specs'), templates };
  return requestFromConfig(path.join(root, input.config), root, shipped, report);
}

async function run(name: string) {
  const root = await folder();
  const report = new Report();
  const request = await requestOf(await layOut(name, root), root, report);
  const output =
    request && (await generate(request.project, { importExtension: 'js', format: 'prettier' }, report));
  const own = (output ?? []).filter((file) => !file.path.startsWith('runtime/'));
  return {
    report,
    files: Object.fromEntries(own.map(({ path: file, text }) => [file, text])),
    runtime: (output ?? []).length - own.length,
    diagnostics: report.diagnostics.map((diagnostic) => render(diagnostic)).join('\n'),
  };
}

async function expectedFiles(name: string): Promise<Readonly<Record<string, string>>> {
  const root = path.join(cases, name, 'expected');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return Object.fromEntries(
    files.map((file, index) => [path.relative(root, file).split(path.sep).join('/'), texts[index]!]),
  );
}

async function rewrite(
  name: string,
  files: Readonly<Record<string, string>>,
  diagnostics: string,
): Promise<void> {
  const expected = path.join(cases, name, 'expected');
  await rm(expected, { recursive: true, force: true });
  await rm(path.join(cases, name, 'diagnostics.txt'), { force: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(expected, file)), { recursive: true });
    await writeFile(path.join(expected, file), text);
  }
  if (diagnostics !== '') await writeFile(path.join(cases, name, 'diagnostics.txt'), diagnostics);
}

describe('the case', () => {
  it.each(names)('%s comes out as it should', async (name) => {
    const { report, files, runtime, diagnostics } = await run(name);
    if (update) await rewrite(name, files, diagnostics);
    const told = await readFile(path.join(cases, name, 'diagnostics.txt'), 'utf8').catch(() => '');
    expect(diagnostics).toBe(told);
    expect(files).toEqual(await expectedFiles(name));
    // Nothing comes of input with errors, not even the runtime; and a case without output is one with errors.
    expect([Object.keys(files).length > 0, runtime > 0]).toEqual([!report.failed, !report.failed]);
  });
});

it('every output that is expected compiles under every flag', async () => {
  const root = await folder();
  for (const name of names) {
    const expected = await expectedFiles(name);
    if (Object.keys(expected).length === 0) continue;
    await cp(path.join(cases, name, 'expected'), path.join(root, name), { recursive: true });
    await cp(templates, path.join(root, name, 'runtime'), { recursive: true });
  }
  expect(await compile(root)).toEqual([]);
}, 120_000);
