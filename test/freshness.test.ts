import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Report } from '../generator/diagnostics.js';
import { generate } from '../generator/generate.js';
import { requestFromSpecs } from '../generator/load/request.js';
import { compare } from '../generator/write.js';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

it(
  'generated/ is what specs/ and templates/ give, and they give no diagnostic',
  { timeout: 60_000 },
  async () => {
    const report = new Report();
    const request = await requestFromSpecs(at('specs'), at('generated'), at('.'), at('templates/runtime'));
    const files = await generate(request.project, { importExtension: 'js', format: 'prettier' }, report);
    expect(report.diagnostics).toEqual([]);
    expect(await compare(files, at('generated'))).toEqual({ missing: [], stale: [], superfluous: [] });
  },
);
