import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, type Texts } from './generator/support.js';
import { api, bySpec } from './support/app.js';
import { bundled, type Cli } from './support/cli.js';

let cli: Cli;
beforeAll(async () => void (cli = await bundled()), 60_000);
afterAll(() => cli.remove());

const TIME = { timeout: 60_000 };

describe('help', TIME, () => {
  it.each([['--help'], ['-h'], ['help']])('%s tells the commands', async (...args) => {
    const { code, stdout, stderr } = await cli.run(args, await folder());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('crosswalk generate [options]');
  });

  it.each([
    ['generate', '--help'],
    ['generate', '-h'],
    ['generate', '--check', '--help'],
  ])('%s %s tells the options and the exit codes', async (...args) => {
    const { code, stdout, stderr } = await cli.run(args, await folder());
    expect([code, stderr]).toEqual([0, '']);
    for (const option of [
      '--config',
      '--spec',
      '--specs',
      '--name',
      '--out',
      '--check',
      '--format',
      '--imports',
      '--all',
    ])
      expect(stdout).toContain(option);
    expect(stdout).toContain('Exit codes');
  });

  it('without a command is wrong usage', async () => {
    const { code, stdout } = await cli.run([], await folder());
    expect(code).toBe(2);
    expect(stdout).toContain('Usage');
  });

  it('tells the version of the package', async () => {
    const text = await readFile(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(await cli.run(['--version'], await folder())).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
});

describe('wrong usage', TIME, () => {
  it.each([
    ['genrate', 'There is no command "genrate".'],
    ['generate --chek', '--chek'],
    ['generate acme.json', 'acme.json'],
    ['generate --spec', '--spec'],
    ['generate --spec acme.json --name acme', '--spec needs --out'],
    ['generate --spec acme.json --out out', '--spec needs --name'],
    ['generate --spec acme.json --out out --name Acme', '--spec needs --name, in small letters'],
    ['generate --spec acme.json --out out --name ../acme', '--spec needs --name, in small letters'],
    ['generate --spec acme.json --out out --name runtime', '--name can\'t be "runtime"'],
    ['generate --spec acme.json --specs specs --out out', 'Give one of --spec, --specs and --config.'],
    ['generate --specs specs', '--specs needs --out'],
    ['generate --specs specs --out out --name acme', '--name goes with --spec.'],
    ['generate --out out', '--out, --name and --imports go with --spec or --specs'],
    [
      'generate --imports mjs --spec acme.json --out out --name acme',
      '--imports is js, ts or none, not "mjs".',
    ],
    ['generate --format tidy', '--format is prettier, none or auto, not "tidy".'],
  ])('%s is told in a line, with exit code 2 and nothing written', async (line, message) => {
    const root = await folder({ 'acme.json': api });
    const { code, stdout, stderr } = await cli.run(line.split(' '), root);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^crosswalk: .*\nRun "crosswalk generate --help"\.\n$/);
    expect(await readdir(root)).toEqual(['acme.json']);
  });
});

describe('input with errors', TIME, () => {
  it.each<[string, string[], Texts, string]>([
    [
      'a document that does not parse',
      bySpec,
      { 'acme.json': '{ "openapi": }' },
      'acme.json:1:14  error source/syntax',
    ],
    ['a document that is not there', bySpec, {}, 'error source/unreadable'],
    ['a configuration that is not there', ['generate'], {}, 'error source/unreadable'],
    [
      'an unknown key of the configuration',
      ['generate'],
      { 'crosswalk.config.yaml': 'vendors: { attio: {} }\nouput: x\n' },
      'crosswalk.config.yaml:2:1  error config/invalid',
    ],
    [
      'a folder of vendors that is not there',
      ['generate', '--specs', 'specs', '--out', 'out'],
      {},
      'error source/no-vendors',
    ],
    [
      'a folder without vendors',
      ['generate', '--specs', 'specs', '--out', 'out'],
      { 'specs/acme/openapi.json': api },
      'error source/no-vendors',
    ],
  ])('%s: exit code 1, and nothing written', async (_, args, files, message) => {
    const root = await folder(files);
    const before = await readdir(root, { recursive: true });
    const { code, stdout, stderr } = await cli.run(args, root);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/\n1 error\. Nothing was written\.\n$/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it('shows three warnings of a kind, or all with --all, and writes', async () => {
    const properties = Object.fromEntries(
      [1, 2, 3, 4, 5].map((number) => [`p${number}`, { $ref: `#/none/${number}` }]),
    );
    const odd = {
      ...api,
      components: { schemas: { ...api.components.schemas, NewTodo: { type: 'object', properties } } },
    };
    const root = await folder({ 'acme.json': odd });
    const some = await cli.run(bySpec, root);
    expect(some.code).toBe(0);
    expect(some.stderr.match(/warning document\/dangling-ref/g)).toHaveLength(3);
    expect(some.stderr).toContain('2 more warnings; --all shows them.');
    const all = await cli.run([...bySpec, '--all'], root);
    expect(all.stderr.match(/warning document\/dangling-ref/g)).toHaveLength(5);
    expect(all.stderr).not.toContain('more warnings');
  });
});

describe('colours', TIME, () => {
  const bad: Texts = { 'acme.json': '{ "openapi": }' };
  /** Node that takes its error output for a terminal. */
  const terminal = [
    '--import',
    'data:text/javascript,Object.defineProperty(process.stderr,"isTTY",{value:true})',
  ];
  const escape = '\u001b[';

  it('are on a terminal', async () => {
    const { stderr } = await cli.run(bySpec, await folder(bad), { node: terminal, env: { TERM: 'xterm' } });
    expect(stderr).toContain(`${escape}31;1merror${escape}0m`);
  });

  it.each([
    ['off a terminal', [], { TERM: 'xterm' }],
    ['off a terminal, whatever is forced', [], { TERM: 'xterm', FORCE_COLOR: '1' }],
    ['under NO_COLOR', terminal, { TERM: 'xterm', NO_COLOR: '1' }],
    ['on a dumb terminal', terminal, { TERM: 'dumb' }],
  ])('are not %s', async (_, node, env) => {
    const { code, stderr } = await cli.run(bySpec, await folder(bad), { node, env });
    expect(code).toBe(1);
    expect(stderr).toContain('error source/syntax');
    expect(stderr).not.toContain(escape);
  });
});
