import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Report } from '../../generator/diagnostics.js';
import { generate } from '../../generator/generate.js';
import { requestFromDocument, requestFromSpecs } from '../../generator/load/request.js';
import type { OutputFile } from '../../generator/model/plan.js';
import { render } from '../../generator/render.js';
import { put } from '../generator/support.js';
import { everything } from './document.js';
import { faultsOf, faultsOfNames } from './inspect.js';
import { overlay, parts } from './overlay.js';

/** The files of a project as data, by their paths: one document alone, or a folder of vendors. */
export type Project = Readonly<Record<string, unknown>>;

/** What a project came to. */
export interface Outcome {
  /** The output; nothing where the project was refused. */
  readonly files: readonly OutputFile[];
  /** Everything that must not be. */
  readonly faults: readonly string[];
  readonly milliseconds: number;
}

const at = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const templates = at('templates/runtime');

const OVERLAY = 'overlay.json';

/** The projects that payloads are put into. */
export async function projects(): Promise<Readonly<Record<string, Project>>> {
  return {
    document: { 'api.json': everything },
    overlay: { 'api.json': everything, [OVERLAY]: overlay, 'parts.json': parts },
    vendors: await projectOf('invented-vendors'),
    conversions: await projectOf('every-conversion'),
  };
}

/** The input of a case as data. Its files are written as JSON, which is YAML as well. */
async function projectOf(name: string): Promise<Project> {
  const root = at(`test/cases/${name}/specs`);
  const names = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.yaml'));
  const entries = names.toSorted().map(async (file) => {
    return [`specs/${file}`, parse(await readFile(path.join(root, file), 'utf8'))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Generates a project and looks at everything that came of it. It may be refused; it may not crash, and nothing may be broken. */
export async function attempt(project: Project): Promise<Outcome> {
  const root = await mkdtemp(path.join(tmpdir(), 'crosswalk-hostile-'));
  const started = performance.now();
  try {
    const texts = Object.entries(project).map(([name, data]) => [name, JSON.stringify(data)] as const);
    await put(root, Object.fromEntries(texts));
    const report = new Report();
    const files = await outputOf(project, root, report);
    const told = report.diagnostics.map((diagnostic) => render(diagnostic));
    const milliseconds = performance.now() - started;
    const own = files.filter((file) => !file.path.startsWith('runtime/'));
    const silent = files.length === 0 && !report.failed ? ['nothing came, and nothing was said'] : [];
    const faults = [
      ...silent,
      ...faultsOfNames(files),
      ...own.flatMap(faultsOf),
      ...told.flatMap(faultsOfTold),
    ];
    return { files, faults, milliseconds };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { files: [], faults: [`it crashed: ${stack.slice(0, 1500)}`], milliseconds: 0 };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function outputOf(project: Project, root: string, report: Report): Promise<readonly OutputFile[]> {
  const out = path.join(root, 'out');
  const overlays = Object.hasOwn(project, OVERLAY) ? [path.join(root, OVERLAY)] : [];
  const request = Object.hasOwn(project, 'api.json')
    ? requestFromDocument(path.join(root, 'api.json'), 'acme', out, root, templates, { overlays })
    : await requestFromSpecs(path.join(root, 'specs'), out, root, templates, report);
  return generate(request.project, { importExtension: 'js', format: 'none' }, report);
}

/** What is wrong with a diagnostic: it would steer a terminal, or fill it. */
function faultsOfTold(text: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex
  const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(
    text,
  );
  return [
    ...(steers ? [`a diagnostic steers the terminal: ${JSON.stringify(text.slice(0, 400))}`] : []),
    ...(text.length > 5000 ? [`a diagnostic of ${text.length} characters: ${text.slice(0, 300)}`] : []),
  ];
}
