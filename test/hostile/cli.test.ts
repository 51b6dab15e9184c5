import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, put } from '../generator/support.js';
import { bundled, type Cli } from '../support/cli.js';
import { everything } from './document.js';

let cli: Cli;
beforeAll(async () => void (cli = await bundled()), 60_000);
afterAll(() => cli.remove());

const TIME = { timeout: 60_000 };
const bySpec = (name: string, out = 'out', document = 'api.json'): readonly string[] => {
  return ['generate', '--spec', document, '--name', name, '--out', out, '--format', 'none'];
};

/** Every name in a folder. */
async function namesIn(root: string): Promise<readonly string[]> {
  return (await readdir(root, { recursive: true })).toSorted();
}

// oxlint-disable-next-line no-control-regex
const STEERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('a name', TIME, () => {
  it.each([
    '../x',
    '..',
    '.',
    '/x',
    'a/b',
    'a\\b',
    'con',
    'nul',
    'com1',
    '__proto__',
    'runtime',
    'map',
    'canonical',
    '',
    ' ',
    'A',
    'é',
    'a'.repeat(65),
  ])('of a client can not be %j', async (name) => {
    const root = await folder({ 'api.json': everything });
    const { code, stderr } = await cli.run(bySpec(name), root);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^crosswalk: --(spec needs --name|name can't be)/),
    ]);
    expect(await namesIn(root)).toEqual(['api.json']);
  });

  it.each(['../x', 'con', '__proto__', 'runtime', 'a b', "a'b"])(
    'of a vendor in a configuration can not be %j',
    async (name) => {
      const config = `{ "vendors": { ${JSON.stringify(name)}: { "document": "api.json" } } }`;
      const root = await folder({ 'api.json': everything, 'crosswalk.config.yaml': config });
      const { code, stderr } = await cli.run(['generate'], root);
      expect([code, stderr]).toEqual([1, expect.stringContaining('error config/invalid')]);
      expect(await namesIn(root)).toEqual(['api.json', 'crosswalk.config.yaml']);
    },
  );

  it.each(['con', "a'b", 'a b', '-x'])('of a folder of a vendor can not be %j', async (name) => {
    const root = await folder();
    const manifest = { name: 'Acme', document: 'openapi.yaml' };
    await put(root, { [`specs/${name}/vendor.yaml`]: manifest, [`specs/${name}/openapi.yaml`]: everything });
    const { code, stderr } = await cli.run(['generate', '--specs', 'specs', '--out', 'out'], root);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`No vendor can be called "${name}"`)]);
    expect(await namesIn(root)).not.toContain('out');
  });
});

describe('what is told', TIME, () => {
  it('does not steer the terminal, whatever a file is called and holds', async () => {
    const name = 'a\u001b[2J\u202eb\n.json';
    const root = await folder({ [name]: '{ "openapi": "\u009b31m\u202e9\\u001b[2J" }' });
    const { code, stdout, stderr } = await cli.run(bySpec('acme', 'out', name), root);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(STEERS);
    const { stderr: missing } = await cli.run(bySpec('acme', 'out', `no${name}`), root);
    expect(missing).not.toMatch(STEERS);
    expect(missing).toContain('source/unreadable');
  });
});

describe('an output folder', TIME, () => {
  it('takes several clients, each of which is a run of its own', async () => {
    const root = await folder({ 'api.json': everything });
    for (const name of ['one', 'two']) expect((await cli.run(bySpec(name), root)).code).toBe(0);
    for (const name of ['one', 'two']) {
      const { code, stdout } = await cli.run([...bySpec(name), '--check'], root);
      expect([code, stdout]).toEqual([0, expect.stringContaining('fresh')]);
    }
    expect(await readdir(path.join(root, 'out'))).toEqual(['one', 'runtime', 'two']);
  });

  it('loses the client of a vendor that a configuration no longer names', async () => {
    const config = (...names: readonly string[]): string =>
      JSON.stringify({
        out: 'out',
        vendors: Object.fromEntries(names.map((name) => [name, { document: 'api.json' }])),
      });
    const root = await folder({ 'api.json': everything, 'crosswalk.config.yaml': config('one', 'two') });
    expect((await cli.run(['generate'], root)).code).toBe(0);
    await put(root, { 'crosswalk.config.yaml': config('one') });
    expect((await cli.run(['generate'], root)).code).toBe(0);
    expect(await readdir(path.join(root, 'out'))).toEqual(['one', 'runtime']);
  });

  it('is not left through a link', async () => {
    const root = await folder({ 'api.json': everything, 'elsewhere/types.ts': 'theirs' });
    await mkdir(path.join(root, 'out'));
    await symlink(path.join(root, 'elsewhere'), path.join(root, 'out/acme'));
    const { code, stderr } = await cli.run(bySpec('acme'), root);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/out\/acme is there already[\s\S]*Nothing was written/),
    ]);
    expect(await readdir(path.join(root, 'elsewhere'))).toEqual(['types.ts']);
    expect(await readFile(path.join(root, 'elsewhere/types.ts'), 'utf8')).toBe('theirs');
  });
});

describe('a document that is too much', TIME, () => {
  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const lists = Array.from(
    { length: 9 },
    (_, index) => `x${index + 1}: &x${index + 1} [${`*x${index}, `.repeat(9)}]\n`,
  );
  const documents: Readonly<Record<string, string>> = {
    'deep.json': nested(100_000),
    'deep.yaml': nested(100_000),
    'bomb.yaml': `x0: &x0 [a, a]\n${lists.join('')}openapi: 3.1.0\npaths: *x9\n`,
    'self.json':
      '{ "openapi": "3.1.0", "info": { "title": "x", "version": "1" }, "paths": { "$ref": "#/paths" } }',
    'binary.json': '\u0000\u0001\u0002',
    'empty.yaml': '',
  };

  it.each(Object.entries(documents))('%s is refused, in time and with its place', async (name, text) => {
    const root = await folder({ [name]: text });
    const start = performance.now();
    const { code, stderr } = await cli.run(bySpec('acme', 'out', name), root, {
      node: ['--max-old-space-size=512'],
    });
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^${name}:\\d+:\\d+ +error `))]);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await namesIn(root)).toEqual([name]);
  });
});
