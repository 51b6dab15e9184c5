import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { taskFromHubSpotToAttio } from '../generated/map/hubspot-attio.js';
import { refsOfTask, type Task } from '../generated/hubspot/index.js';
import { idsFrom } from '../generated/runtime/index.js';
import { Report } from '../generator/diagnostics.js';
import { render } from '../generator/render.js';
import { generate } from '../generator/generate.js';
import { requestFromSpecs } from '../generator/load/request.js';

const root = new URL('..', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');

/** The fenced block that follows a marker comment. */
function block(marker: string): string {
  const found = new RegExp(`<!-- ${marker} -->\\s*\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (found === undefined) throw new Error(`README.md has no block marked ${marker}`);
  return found;
}

/** Text without the white space that formatters move. */
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What the compiler says about a copy of specs/ in which one text of a mapping is another. */
async function complaints(file: string, right: string, wrong: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-readme-'));
  try {
    const specs = path.join(folder, 'specs');
    cpSync(new URL('specs', root), specs, { recursive: true });
    const text = readFileSync(path.join(folder, file), 'utf8');
    writeFileSync(path.join(folder, file), text.replace(right, wrong));
    const report = new Report();
    const { project } = await requestFromSpecs(
      specs,
      folder,
      folder,
      fileURLToPath(new URL('templates/runtime', root)),
    );
    await generate(project, { importExtension: 'js', format: 'none' }, report);
    return report.diagnostics.map((diagnostic) => render(diagnostic)).join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the README', () => {
  it('shows what the compiler says of a wrong path', async () => {
    const said = await complaints('specs/hubspot/mappings/task.yaml', 'at: hs_timestamp', 'at: hs_due_date');
    expect(said).toContain(block('diagnostics').trim());
  });

  it('shows what the compiler says of a document with a local fault', () => {
    expect(read('test/cases/local-faults/diagnostics.txt')).toContain(block('local faults').trim());
  });

  it('shows what the compiler says of an overlay that hits another number of places', () => {
    expect(read('test/cases/bad-overlay-target/diagnostics.txt')).toContain(block('overlay').trim());
  });

  it('shows the names that operations get', () => {
    for (const row of block('names').trim().split('\n')) {
      const [verb, route, name] = row.split(/\s+/);
      const [resource, method] = name!.split('.');
      const code = read(`test/cases/names-from-paths/expected/ferry/${resource}.ts`);
      const [, below] = code.split(`\`${verb} ${route}\``);
      expect(/\*\/\s+(\w+)\(/.exec(below ?? '')?.[1], row).toBe(method);
    }
  });

  it.each([
    'generated/hubspot/tasks.ts',
    'generated/twenty/mappers.ts',
    'specs/twenty/mappings/task.yaml',
    'test/cases/overlaid/overlay.yaml',
  ])('shows what stands in %s', (path) => {
    expect(folded(read(path))).toContain(folded(block(path)));
  });

  it('shows call sites that compile, as they do with the types of this project', () => {
    const compiled = folded(read('test/readme/call-sites.ts'));
    const shown = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!).slice(0, 2);
    for (const code of shown) {
      const here = code
        .replaceAll('./generated/', '../../generated/')
        .replace(/process\.env\.(\w+)/g, "process.env['$1']");
      expect(compiled).toContain(folded(here));
    }
  });

  it('counts the files of generated/ rightly', () => {
    const files = readdirSync(new URL('generated', root), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts'),
    );
    expect(readme).toContain(`all files are as they should be (${files.length} files)`);
  });

  it('shows the losses that the second sample of a task has', () => {
    const samples = JSON.parse(read('specs/hubspot/samples/tasks.json')) as { readonly record: Task }[];
    const task = samples[1]!.record as Parameters<typeof taskFromHubSpotToAttio>[0];
    const known = refsOfTask(task).map((ref) => [ref, crypto.randomUUID()] as const);
    const { value, losses } = taskFromHubSpotToAttio(task, idsFrom(known));
    const rows = losses.map(({ field, kind, why }) => folded(`${field} ${kind} ${why}`));
    expect(rows.toSorted()).toEqual(block('losses').trim().split('\n').map(folded).toSorted());
    expect(value.content).toMatch(/^Prepare the proposal for Nordlicht Logistik\n\nBefore Thursday/);
    expect(value.linked_records).toHaveLength(4);
    expect(value.assignees).toHaveLength(1);
  });
});
