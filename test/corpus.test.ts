import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled, type Cli } from './support/cli.js';

const at = (name: string): string => fileURLToPath(new URL(`corpus/${name}`, import.meta.url));

let cli: Cli;
let folder: string;

beforeAll(async () => {
  [cli, folder] = await Promise.all([bundled(), mkdtemp(path.join(tmpdir(), 'crosswalk-corpus-test-'))]);
});

afterAll(() => Promise.all([cli.remove(), rm(folder, { recursive: true, force: true })]));

interface Result {
  readonly file: string;
  readonly verdict: string;
  readonly calls?: number;
  readonly reasons: readonly string[];
}

/** Runs over our few documents. */
async function corpus(generator: string, ...options: readonly string[]): Promise<[number, string]> {
  const args = [at('run.mjs'), at('documents'), '--generator', generator, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, stdout) => resolve([Number(error?.code ?? 0), stdout]));
  });
}

/** What becomes of the good document when a program goes over what the generator wrote into `out`. */
async function spoiled(program: string): Promise<Result> {
  const generator = path.join(folder, 'generator.mjs');
  const before = `import * as fs from 'node:fs'; await import(${JSON.stringify(cli.main)});
    const out = process.argv[process.argv.indexOf('--out') + 1];`;
  await writeFile(generator, `${before}\n${program}`);
  const [code, stdout] = await corpus(generator, '--only', 'good', '--json');
  expect(code).toBe(1);
  return JSON.parse(stdout) as Result;
}

describe('a run over a folder of documents', { timeout: 60_000 }, () => {
  it('tells good documents from refused ones, and leaves out what is none', async () => {
    const [code, stdout] = await corpus(cli.main, '--json');
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Result)
      .toSorted((a, b) => a.file.localeCompare(b.file));
    expect(results).toMatchObject([
      { file: 'good.yaml', verdict: 'good', calls: 2, reasons: [] },
      { file: 'refused.json', verdict: 'refused' },
    ]);
    expect(results[1]!.reasons).toEqual([expect.stringMatching(/^document\/unsupported-version 1:\d+ /)]);
    expect(code).toBe(0);
  });

  it('ends its table with counts and reasons', async () => {
    const [, stdout] = await corpus(cli.main, '--only', 'refused');
    expect(stdout).toContain('1 documents: 0 good, 1 refused with a place, 0 crashed or do not compile');
    expect(stdout).toMatch(/^ +1 {2}refused {2}document\/unsupported-version OpenAPI … /m);
  });

  it('fails for a generator that crashes', async () => {
    expect(await spoiled(`console.error('RangeError: too deep'); process.exitCode = 70;`)).toMatchObject({
      verdict: 'failed',
      reasons: ['generate: ended with 70: RangeError: too deep'],
    });
  });

  it('fails for output that does not compile', async () => {
    const { verdict, reasons } = await spoiled(
      `fs.appendFileSync(out + '/api/client.ts', 'let unused = 1;');`,
    );
    expect(verdict).toBe('failed');
    expect(reasons).toEqual([expect.stringMatching(/^api\/client\.ts\(\d+,\d+\): error TS6133: /)]);
  });

  it('fails for a call to another place than the document says', async () => {
    const { verdict, reasons } = await spoiled(`const file = out + '/api/lights.ts';
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace("path: '/lights'", "path: '/lamps'"));`);
    expect(verdict).toBe('failed');
    expect(reasons).toEqual([expect.stringMatching(/\/lamps\?dry%20run=v was sent for POST \/lights$/)]);
  });
});
