import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Report } from '../generator/diagnostics.js';
import { generate } from '../generator/generate.js';
import { requestFromDocument } from '../generator/load/request.js';
import { write } from '../generator/write.js';

const at = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** A folder of vendors' own documents, which this project does not hold: `specs/<vendor>/*.json` below it. */
const documents = process.env['CROSSWALK_DOCUMENTS'] ?? '';
const specs = path.join(documents, 'specs');
const vendors = documents !== '' && existsSync(specs) ? readdirSync(specs).toSorted() : [];
const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-documents-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FLAGS = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  module: 'NodeNext',
  types: [],
  noEmit: true,
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
};

/** What a compiler says of a folder, a line each. */
function compile(out: string): Promise<readonly string[]> {
  writeFileSync(path.join(out, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(out, 'tsconfig.json'), JSON.stringify({ compilerOptions: FLAGS, include: ['.'] }));
  const compiler = at('node_modules/typescript-7/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', out], { maxBuffer: 1 << 26 }, (_error, stdout) =>
      resolve(stdout.split('\n').filter((line) => line.includes('error TS'))),
    );
  });
}

describe.skipIf(vendors.length === 0).each(vendors.length > 0 ? vendors : ['no vendor'])(
  'the documents of %s, as the vendor publishes them',
  (vendor) => {
    const folderOfVendor = path.join(specs, vendor);
    const names = existsSync(folderOfVendor) ? readdirSync(folderOfVendor) : [];
    const files = names.filter((name) => name.endsWith('.json') && name !== 'MANIFEST.json');
    const out = path.join(folder, vendor);

    it.each(files)('%s gives a client, and no error', { timeout: 120_000 }, async (file) => {
      const name = `d-${file
        .replace(/\.json$/, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')}`;
      const request = requestFromDocument(
        path.join(specs, vendor, file),
        name,
        out,
        out,
        at('templates/runtime'),
      );
      const report = new Report();
      const output = await generate(request.project, { importExtension: 'js', format: 'none' }, report);
      expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(output.some(({ path }) => path === `${name}/client.ts`)).toBe(true);
      await write(output, path.join(out, name));
    });

    it('compile under every strict flag', { timeout: 600_000 }, async () => {
      expect(readdirSync(out)).toHaveLength(files.length);
      expect(await compile(out)).toEqual([]);
    });
  },
);
