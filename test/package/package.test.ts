/** The package, packed, installed into an empty app without a network, and used there. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHubSpot } from '../vendors/hubspot.js';
import { kept } from '../vendors/support.js';
import { install, output, run, tools, type Installed, type Ran } from './support.js';

const MEGABYTE = 1_000_000;
const SLOW = { timeout: 120_000 };

let installed: Installed;
let paths: readonly string[];

beforeAll(async () => {
  installed = await install();
  paths = installed.packed.files.map((file) => file.path);
}, 300_000);

afterAll(() => installed?.remove());

/** Every name that an app can import from. */
function subpaths(): string[] {
  const modules = paths.flatMap((file) => /^dist\/lib\/(.*)\.js$/.exec(file)?.[1] ?? []);
  const vendors = modules.flatMap((name) => /^(\w+)\/client$/.exec(name)?.[1] ?? []);
  const pairs = modules.filter((name) => name.startsWith('map/'));
  return ['canonical', 'runtime', ...vendors, ...pairs].map((name) => `./${name}`);
}

test('The package holds the bin, the library with its types, specs and templates, and no more', () => {
  const rooms = new Set(paths.map((file) => file.split('/', 1)[0]));
  expect([...rooms].toSorted()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
    'specs',
    'templates',
  ]);
  expect(paths).toEqual(
    expect.arrayContaining(['dist/main.js', 'specs/hubspot/vendor.yaml', 'templates/runtime/index.ts']),
  );
  const modules = paths.filter((file) => /^dist\/lib\/.*\.js$/.test(file));
  expect(modules.length).toBeGreaterThan(50);
  for (const file of modules) expect(paths).toContain(file.replace(/\.js$/, '.d.ts'));
});

test('All pairs of vendors have a mapper to import', () => {
  const vendors = ['attio', 'hubspot', 'twenty'];
  const pairs = vendors.flatMap((a) => vendors.filter((b) => b !== a).map((b) => `./map/${a}-${b}`));
  expect(subpaths()).toEqual(expect.arrayContaining(['./attio', './hubspot', './twenty', ...pairs]));
});

test('The package is small: TypeScript is in it once', () => {
  const large = installed.packed.files.filter(({ size }) => size > 2 * MEGABYTE);
  expect(large.map((file) => file.path)).toEqual([expect.stringMatching(/^dist\/chunks\/emit-\w+\.js$/)]);
  expect(installed.packed.size).toBeLessThan(3 * MEGABYTE);
  expect(installed.packed.unpackedSize).toBeLessThan(14 * MEGABYTE);
});

test('The package depends on nothing', async () => {
  const modules = await readdir(path.join(installed.app, 'node_modules'));
  expect(modules.filter((name) => !name.startsWith('.'))).toEqual(['crosswalk']);
});

test('The licences of what is bundled come along', async () => {
  const file = path.join(installed.app, 'node_modules/crosswalk/dist/THIRD_PARTY_LICENSES.txt');
  const text = await readFile(file, 'utf8');
  for (const name of ['typescript', 'ts-morph', 'openapi-typescript', 'prettier', 'yaml', 'ajv']) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([\\w.-]+\\)\\n-+\\n\\n.*\\w`, 'm'));
  }
  expect(text).toContain('Apache License');
  expect(text).not.toContain('undefined');
});

test('publint finds nothing', async () => {
  const { status, stdout } = await run(tools.publint, ['run', installed.tarball, '--strict'], installed.app);
  expect(stdout).toContain('All good!');
  expect(status).toBe(0);
});

test('attw finds nothing in any subpath', SLOW, async () => {
  const asked = ['--profile', 'esm-only', '--no-emoji', '--format', 'ascii', '--entrypoints', ...subpaths()];
  const { status, stdout } = await run(tools.attw, [installed.tarball, ...asked], installed.app);
  expect(stdout.match(/^"crosswalk\/.*"$/gm)).toHaveLength(subpaths().length);
  expect(status, stdout).toBe(0);
});

describe('In the app', () => {
  const crosswalk = (...args: string[]): Promise<string> =>
    output('npx', ['crosswalk', ...args], installed.app);
  const tsc = (...args: string[]): Promise<Ran> => run(process.execPath, [tools.tsc, ...args], installed.app);
  let first: string;

  beforeAll(async () => {
    first = await crosswalk('generate');
  }, 120_000);

  test('the bin tells its version', async () => {
    expect(await crosswalk('--version')).toBe(`${installed.packed.version}\n`);
  });

  test('the bin generates by the configuration, and a second run writes nothing', SLOW, async () => {
    expect(first).toMatch(/^src\/generated: \d+ written/);
    const folders = await readdir(path.join(installed.app, 'src/generated'));
    expect(folders.toSorted()).toEqual(['acme', 'canonical.ts', 'hubspot', 'runtime']);
    expect(await crosswalk('generate')).toMatch(/^src\/generated: nothing to write/);
  });

  test.each(['bundler', 'nodenext'])('all type-checks under %s', SLOW, async (resolution) => {
    const { status, stdout } = await tsc('-p', `tsconfig.${resolution}.json`, '--noEmit');
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('its own client and the prebuilt ones work side by side, and so does a mapper', SLOW, async () => {
    const hubspot = kept(await startHubSpot());
    await tsc('-p', 'tsconfig.nodenext.json', '--noCheck');
    const script = `import { run } from './built/main.js'; console.log(JSON.stringify(await run(process.argv[1])));`;
    const node = ['--input-type=module', '-e', script, hubspot.url];
    expect(JSON.parse(await output(process.execPath, node, installed.app))).toEqual({
      title: 'Ring',
      content: 'Ring',
      losses: ['priority dropped'],
      guarded: true,
      parcel: { id: 'p 1', state: 'packed', url: 'https://api.acme.example/parcels/p%201' },
      others: 2,
    });
    expect(hubspot.requests.map(({ method, path: asked, status }) => `${method} ${asked} ${status}`)).toEqual(
      [
        'POST /crm/v3/objects/tasks 201',
        expect.stringMatching(/^GET \/crm\/v3\/objects\/tasks\/\d+ 200$/),
        'GET /crm/v3/objects/tasks/404404 404',
      ],
    );
  });
});
