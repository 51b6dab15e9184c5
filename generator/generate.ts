import { buildApi } from './build/api.js';
import { buildCanonical } from './build/canonical.js';
import { buildMappings } from './build/mapping/mapping.js';
import { checkDocument } from './check/document/document.js';
import { rules } from './check/rules.js';
import type { Report } from './diagnostics.js';
import { format, type FormatMode } from './format.js';
import { loadProject } from './load/project.js';
import type { OutputFile } from './model/plan.js';
import type { ProjectFiles } from './model/project.js';
import { planApi, planCanonical } from './plan/api.js';

/** How the output is written. */
export interface GenerateOptions {
  readonly importExtension: 'js' | 'ts' | 'none';
  readonly format: FormatMode;
}

/**
 * The compiler on one screen. Reads files, and writes none: gives the whole output, or nothing if the report has an error. A fault of
 * the input is a diagnostic in the report; what is thrown is a fault of ours.
 */
export async function generate(
  files: ProjectFiles,
  options: GenerateOptions,
  report: Report,
): Promise<readonly OutputFile[]> {
  const project = await loadProject(files, report);
  const apis = project.vendors.map((vendor) => buildApi(vendor, report));
  for (const api of apis) checkDocument(api, report);
  const canonical = project.canonical && buildCanonical(project.canonical.document, project.canonical.origin);
  const mappings = apis.flatMap((api, index) =>
    buildMappings(api, project.vendors[index]!.mappings, canonical, report),
  );
  for (const mapping of mappings) for (const rule of rules) rule(mapping, report);
  if (report.failed) return [];
  const planned = apis.map((api) => planApi(api, report));
  if (report.failed) return [];
  const { copyRuntime, emit } = await import('./emit/index.js');
  const printed = emit({
    apis: planned,
    canonical: canonical && planCanonical(canonical, report),
    mappings,
    importExtension: options.importExtension,
  });
  return [
    ...(await format(printed, options.format)),
    ...copyRuntime(project.runtime, options.importExtension),
  ];
}
