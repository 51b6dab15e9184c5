import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
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
      '--strict',
      '--json',
      '--overlay',
      '--include',
      '--exclude',
      '--allow-host',
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
    ['generate --format tidy', '--format is prettier, none, auto, text, json or github, not "tidy".'],
    ['generate --format none --format prettier', 'Give one --format of prettier and none.'],
    ['generate --format text --format github', 'Give one --format of text and github.'],
    ['generate --include tag:a', '--include goes with --spec; elsewhere the configuration says it.'],
    ['generate --specs specs --out out --overlay a.yaml', '--overlay goes with --spec'],
    [
      'generate --spec acme.json --out out --name acme --include tags:a',
      '"tags:a" selects nothing. Did you mean "tag:a"?',
    ],
    [
      'generate --spec acme.json --out out --name acme --exclude resource:',
      '"resource:" selects nothing. Say which resource is meant: resource:…',
    ],
    ['generate --allow-host https://a.example', '--allow-host is a host such as example.com'],
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
    expect(stderr).not.toMatch(/^\s+at (?!#)/m);
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
    expect(some.stderr).toMatch(/\n2 more warnings: 2 document\/dangling-ref\. --all shows them\.\n$/);
    const all = await cli.run([...bySpec, '--all'], root);
    expect(all.stderr.match(/warning document\/dangling-ref/g)).toHaveLength(5);
    expect(all.stderr).not.toContain('more warnings');
  });
});

/** A document with one warning. */
const dangling = {
  ...api,
  components: {
    schemas: {
      ...api.components.schemas,
      NewTodo: { type: 'object', properties: { after: { $ref: '#/components/schemas/NewTodoo' } } },
    },
  },
};

describe('the outcome as JSON', TIME, () => {
  it.each([['--json'], ['--format=json']])(
    'is all that %s prints of a run that went well',
    async (option) => {
      const root = await folder({ 'acme.json': dangling });
      const { code, stdout, stderr } = await cli.run([...bySpec, '--format', 'none', option], root);
      expect([code, stderr]).toEqual([0, '']);
      const outcome = JSON.parse(stdout) as Told;
      const written = (await readdir(path.join(root, 'out'), { recursive: true })).filter((name) =>
        name.endsWith('.ts'),
      );
      expect(outcome).toMatchObject({
        version: 1,
        exitCode: 0,
        errors: 0,
        warnings: 1,
        result: { out: 'out', check: false, files: written.length, fresh: 0, rewritten: [], removed: [] },
      });
      expect(outcome.result!.written.toSorted()).toEqual(written.toSorted());
      expect(outcome.diagnostics).toEqual([
        expect.objectContaining({
          code: 'document/dangling-ref',
          severity: 'warning',
          file: 'acme.json',
          pointer: '#/components/schemas/NewTodo/properties/after/$ref',
          suggestions: ['#/components/schemas/NewTodo'],
        }),
      ]);
    },
  );

  it('has every diagnostic of a run with errors, and no result', async () => {
    const root = await folder({ 'crosswalk.config.yaml': 'vendors: { acmee: {} }\nmappings: [none]\n' });
    const { code, stdout, stderr } = await cli.run(['generate', '--json'], root);
    expect([code, stderr]).toEqual([1, '']);
    const { diagnostics, result, exitCode } = JSON.parse(stdout) as Told;
    expect([exitCode, result]).toEqual([1, undefined]);
    expect(diagnostics.map((one) => one.code)).toEqual(['config/unknown-vendor', 'source/unreadable']);
  });

  it('tells what --check found', async () => {
    const root = await folder({ 'acme.json': api });
    await cli.run(bySpec, root);
    await rm(path.join(root, 'out/acme/todos.ts'));
    const { code, stdout } = await cli.run([...bySpec, '--check', '--json'], root);
    expect(code).toBe(1);
    const { result, exitCode } = JSON.parse(stdout) as Told;
    expect([exitCode, result]).toMatchObject([1, { check: true, written: ['acme/todos.ts'], rewritten: [] }]);
    expect(result!.fresh).toBe(result!.files - 1);
  });

  it('tells wrong usage too', async () => {
    const { code, stdout, stderr } = await cli.run(['generate', '--json', '--spec', 'x'], await folder());
    expect([code, stderr]).toEqual([2, '']);
    const { failure, exitCode } = JSON.parse(stdout) as Told;
    const message = '--spec needs --out, the folder to write to.';
    expect([exitCode, failure]).toEqual([2, { kind: 'usage', message }]);
  });
});

interface Told {
  readonly exitCode: number;
  readonly diagnostics: readonly { readonly code: string }[];
  readonly result?: { readonly written: readonly string[]; readonly files: number; readonly fresh: number };
  readonly failure?: { readonly kind: string; readonly message: string };
}

describe('annotations of GitHub', TIME, () => {
  it('have paths from the root of the repository, errors first', async () => {
    const root = await folder({ 'apps/web/acme.json': dangling });
    const args = [...bySpec, '--format', 'github'];
    const env = { GITHUB_WORKSPACE: root };
    const good = await cli.run(args, path.join(root, 'apps/web'), { env });
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(
      /^::warning file=apps\/web\/acme\.json,line=\d+,col=\d+,endColumn=\d+,title=document\/dangling-ref::.+\nout: /,
    );
    const bad = await cli.run([...args, '--strict', '--out', 'other'], path.join(root, 'apps/web'), { env });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^::error file=apps[^\n]+\n$/);
    expect(bad.stderr).toBe('1 error. Nothing was written.\n');
  });
});

describe('--strict', TIME, () => {
  it('takes a warning for an error, and nothing is written', async () => {
    const root = await folder({ 'acme.json': dangling });
    const { code, stdout, stderr } = await cli.run([...bySpec, '--strict'], root);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error document/dangling-ref');
    expect(stderr).toMatch(/\n1 error\. Nothing was written\.\n$/);
    expect(await readdir(root)).toEqual(['acme.json']);
  });

  it('is nothing to input without warnings', async () => {
    const root = await folder({ 'acme.json': api });
    expect((await cli.run([...bySpec, '--strict'], root)).code).toBe(0);
  });
});

describe('who does not read to the end', TIME, () => {
  it.each([
    ['stdout', bySpec, 0],
    ['stderr', [...bySpec, '--strict'], 1],
  ] as const)('closes %s, and the work and its exit code are the same', async (stream, args, expected) => {
    const root = await folder({ 'acme.json': dangling });
    const { code } = await cli.run(args, root, { node: closed(stream) });
    expect(code).toBe(expected);
    expect((await readdir(root)).includes('out')).toBe(expected === 0);
  });

  /** Node whose output nobody reads any more. */
  function closed(stream: 'stdout' | 'stderr'): readonly string[] {
    const broken = `Object.assign(new Error('EPIPE'),{code:'EPIPE'})`;
    const code = `process.${stream}.write=()=>{setImmediate(()=>process.${stream}.emit('error',${broken}));return false}`;
    return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
  }
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
