import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { buildApi } from '../../generator/build/api.js';
import { Report, type Code, type Diagnostic } from '../../generator/diagnostics.js';
import { emit } from '../../generator/emit/index.js';
import { format } from '../../generator/format.js';
import { loadDocument } from '../../generator/load/document.js';
import { Files } from '../../generator/load/files.js';
import type { OpenApiDocument } from '../../generator/model/document.js';
import { planApi } from '../../generator/plan/api.js';
import { compile } from '../support/compile.js';

/** Files of a temporary folder: a text, or data that is written as JSON. */
export type Texts = Readonly<Record<string, string | object>>;

/** A temporary folder with some files, which goes when the test is over. */
export async function folder(texts: Texts = {}): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await put(root, texts);
  return root;
}

/** Writes files into a folder. */
export async function put(root: string, texts: Texts): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, typeof text === 'string' ? text : `${JSON.stringify(text, null, 2)}\n`);
  }
}

/** A document that was read, with all that was reported on the way. The first of the files is the document. */
export async function read(texts: Texts): Promise<{ document: OpenApiDocument | undefined; report: Report }> {
  const root = await folder(texts);
  const report = new Report();
  const file = path.join(root, Object.keys(texts)[0]!);
  return { document: await loadDocument(file, new Files(root, report), report), report };
}

/** A document of this content, which must be sound. */
export async function documentOf(content: object): Promise<OpenApiDocument> {
  const { document, report } = await read({
    'api.json': { openapi: '3.1.0', info: { title: 'Test', version: '1' }, ...content },
  });
  if (document === undefined) throw new Error(report.diagnostics.map(({ message }) => message).join('\n'));
  return document;
}

/** Where a diagnostic stands: `file:line:column`. */
export function where({ place }: Diagnostic): string {
  if (place === undefined) return 'nowhere';
  const { source, range, pointer, part } = place;
  const { line, column } = source.position((range ?? source.locate(pointer, part ?? 'value')).start);
  return `${source.path}:${line}:${column}`;
}

/** What was reported, each as `place code`. */
export function told(report: Report): readonly string[] {
  return report.diagnostics.map((diagnostic) => `${where(diagnostic)} ${diagnostic.code}`);
}

/** The one diagnostic of a code. */
export function only(report: Report, code: Code): Diagnostic {
  const found = report.diagnostics.filter((diagnostic) => diagnostic.code === code);
  if (found.length !== 1) throw new Error(`There are ${found.length} of ${code}: ${told(report).join('; ')}`);
  return found[0]!;
}

/** The text that a diagnostic points at. */
export function pointedAt({ place }: Diagnostic): string {
  const { source, range, pointer, part } = place!;
  const { start, end } = range ?? source.locate(pointer, part ?? 'value');
  return source.text.slice(start, end);
}

/** The plan of one document without a manifest, and what was reported. */
export async function plan(content: object, name = 'acme') {
  const document = await documentOf(content);
  const report = new Report();
  const api = buildApi({ id: name, origin: 'a test', document, manifest: undefined }, report);
  return { planned: planApi(api, report), report };
}

/** What comes out of one document without a manifest: the files of the client by their names, and what was reported. */
export async function client(content: object, name = 'acme') {
  const { planned, report } = await plan(content, name);
  const printed = emit({ apis: [planned], canonical: undefined, mappings: [], importExtension: 'js' });
  const files = await format(printed, 'prettier');
  return {
    planned,
    report,
    files: new Map(files.map(({ path: file, text }) => [file.replace(`${name}/`, ''), text])),
  };
}

/** The errors of generated files under every strict flag, with the runtime they need beside them. */
export async function faultsOfCode(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const root = await folder();
  await cp(fileURLToPath(new URL('../../templates/runtime', import.meta.url)), path.join(root, 'runtime'), {
    recursive: true,
  });
  await put(root, Object.fromEntries([...files].map(([name, text]) => [`acme/${name}`, text])));
  return compile(root);
}

/** Code without the white space and the commas that the last coat moves. */
export function folded(code: string): string {
  return code.replace(/\s+/g, ' ').replace(/,(?= [)}\]])/g, '');
}
