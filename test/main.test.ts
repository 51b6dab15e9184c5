import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, put, type Texts } from './generator/support.js';
import { bundled, type Cli } from './support/cli.js';
import { compile } from './support/compile.js';

let cli: Cli;
beforeAll(async () => void (cli = await bundled()), 60_000);
afterAll(() => cli.remove());

const TIME = { timeout: 60_000 };

/** A document of one operation. */
const api = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://acme.test' }],
  paths: {
    '/todos/{id}': {
      get: {
        operationId: 'todos.get',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'x',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Todo' } } },
          },
        },
      },
    },
    '/todos': {
      post: {
        operationId: 'todos.create',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewTodo' } } },
        },
        responses: {
          201: {
            description: 'x',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Todo' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Todo: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          until: { type: ['string', 'null'], format: 'date-time' },
        },
      },
      NewTodo: {
        type: 'object',
        properties: { name: { type: 'string' }, until: { type: ['string', 'null'], format: 'date-time' } },
      },
    },
  },
};

/** An app of its own: a shipped vendor, one of its own with a manifest, mappings for it, and one that extends a shipped mapping. */
const app: Texts = {
  'crosswalk.config.yaml': `out: src/made
vendors:
  attio: {}
  acme: { document: vendor/acme.json, manifest: vendor/acme.vendor.yaml }
mappings: [mappings]
`,
  'vendor/acme.json': api,
  'vendor/acme.vendor.yaml': 'name: AcmeCorp\ndocument: acme.json\n',
  'mappings/acme/task.yaml': `entity: Task
resource: todos
fields: { title: name, dueAt: { at: until, as: instant } }
absent:
  body: no text
  status: not said
  completedAt: not said
  priority: not said
  type: not said
  assignees: nobody
  links: nothing
  reminders: none
  queues: none
`,
  'mappings/attio/task.yaml': 'entity: Task\nabsent: { priority: our workspace has no such thing }\n',
};

/** The texts of all files of a folder. */
async function texts(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  return new Map(
    await Promise.all(
      files.map(async (file) => [path.relative(root, file), await readFile(file, 'utf8')] as const),
    ),
  );
}

async function times(root: string): Promise<readonly number[]> {
  return Promise.all(
    [...(await texts(root)).keys()].map(async (file) => (await stat(path.join(root, file))).mtimeMs),
  );
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

const bySpec = ['generate', '--spec', 'acme.json', '--name', 'acme', '--out', 'out'];

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

describe('one document', TIME, () => {
  it('becomes a client that compiles under every flag', async () => {
    const root = await folder({ 'acme.json': api });
    const { code, stdout, stderr } = await cli.run(bySpec, root);
    expect([code, stderr]).toEqual([0, '']);
    const files = await texts(path.join(root, 'out'));
    expect(stdout).toBe(`out: ${files.size} written (${files.size} files)\n`);
    expect(files.get('acme/todos.ts')).toContain('export class Todos');
    expect(await compile(path.join(root, 'out'))).toEqual([]);
  });

  it.each([
    ['ts', { rewriteRelativeImportExtensions: true, allowImportingTsExtensions: true }],
    ['none', { module: 'ESNext', moduleResolution: 'bundler' }],
  ])('with --imports %s compiles for those who want that', async (ending, options) => {
    const root = await folder({ 'acme.json': api });
    await cli.run([...bySpec, '--imports', ending], root);
    for (const text of (await texts(path.join(root, 'out'))).values())
      expect(text).not.toMatch(/from '[^']*\.js'/);
    expect(await compile(path.join(root, 'out'), options)).toEqual([]);
  });

  it('with --format none comes without the last coat, and compiles all the same', async () => {
    const root = await folder({ 'acme.json': api });
    await cli.run([...bySpec, '--format', 'none'], root);
    expect((await texts(path.join(root, 'out'))).get('acme/todos.ts')).toContain('    readonly #transport');
    expect(await compile(path.join(root, 'out'))).toEqual([]);
  });

  it('is the same byte for byte on every run, to every folder and from every working directory', async () => {
    const root = await folder({ 'acme.json': api, 'elsewhere/deep/x.txt': '' });
    await cli.run(bySpec, root);
    await cli.run(
      ['generate', '--spec', '../../acme.json', '--name', 'acme', '--out', '../../again'],
      path.join(root, 'elsewhere/deep'),
    );
    expect(await texts(path.join(root, 'again'))).toEqual(await texts(path.join(root, 'out')));
  });
});

describe('an app', TIME, () => {
  it('gets what its configuration asks for, and it compiles', async () => {
    const root = await folder(app);
    const { code, stdout, stderr } = await cli.run(['generate'], root);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^src\/made: \d+ written/);
    const files = await texts(path.join(root, 'src/made'));
    for (const name of [
      'attio/client.ts',
      'acme/client.ts',
      'acme/mappers.ts',
      'canonical.ts',
      'map/acme-attio.ts',
      'map/attio-acme.ts',
      'runtime/index.ts',
    ]) {
      expect([...files.keys()]).toContain(name);
    }
    expect(files.get('acme/client.ts')).toContain('export class AcmeCorp');
    expect(files.get('acme/client.ts')).toMatch(/^\/\/ Generated by crosswalk from vendor\/acme\.json\./);
    expect(files.get('attio/mappers.ts')).toContain('our workspace has no such thing');
    expect(await compile(path.join(root, 'src/made'))).toEqual([]);
  });

  it('gets the same from another working directory, and from another folder altogether', async () => {
    const root = await folder(app);
    await cli.run(['generate'], root);
    const first = await texts(path.join(root, 'src/made'));
    await rm(path.join(root, 'src'), { recursive: true });
    await cli.run(['generate', '--config', path.join(root, 'crosswalk.config.yaml')], await folder());
    expect(await texts(path.join(root, 'src/made'))).toEqual(first);
    const other = await folder(app);
    await cli.run(['generate'], other);
    expect(await texts(path.join(other, 'src/made'))).toEqual(first);
  });

  it('may want other endings of its imports', async () => {
    const root = await folder({
      ...app,
      'crosswalk.config.yaml': 'importExtension: ts\nvendors: { acme: { document: vendor/acme.json } }\n',
    });
    expect((await cli.run(['generate'], root)).code).toBe(0);
    const files = await texts(path.join(root, 'src/generated'));
    expect(files.get('acme/index.ts')).toContain(`export * from './client.ts'`);
    expect(files.get('runtime/index.ts')).toContain(`from './bulk.ts'`);
  });

  it('is told of its own faults at their places, and what was there stays as it was', async () => {
    const root = await folder(app);
    await cli.run(['generate'], root);
    const before = await texts(path.join(root, 'src/made'));
    await put(root, {
      'mappings/acme/task.yaml':
        'entity: Task\nresource: todos\nfields: { title: nam, dueAt: { at: until, as: instnat } }\n',
    });
    const { code, stdout, stderr } = await cli.run(['generate'], root);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^mappings\/acme\/task\.yaml:3:18 {2}error mapping\/unknown-path$/m);
    expect(stderr).toMatch(/^mappings\/acme\/task\.yaml:3:47 {2}error mapping\/unknown-codec$/m);
    expect(stderr).toMatch(/\n\d+ errors\. Nothing was written\.\n$/);
    expect(await texts(path.join(root, 'src/made'))).toEqual(before);
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

describe('an output that is there already', TIME, () => {
  async function made(): Promise<string> {
    const root = await folder({ 'acme.json': api });
    await cli.run(bySpec, root);
    return root;
  }

  it('and is fresh is left untouched, and that is said', async () => {
    const root = await made();
    const before = await times(path.join(root, 'out'));
    const { code, stdout } = await cli.run(bySpec, root);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^out: nothing to write, all files are as they should be \(\d+ files\)\n$/);
    expect(await times(path.join(root, 'out'))).toEqual(before);
  });

  it('is brought up to date, and that is said; files that are not ours stay', async () => {
    const root = await made();
    const fresh = await texts(path.join(root, 'out'));
    await put(path.join(root, 'out'), {
      'mine.ts': '// mine\n',
      'old/gone.ts': '// Generated by crosswalk from x.\n',
    });
    await rm(path.join(root, 'out/acme/todos.ts'));
    await writeFile(path.join(root, 'out/acme/types.ts'), `${fresh.get('acme/types.ts')}\n`);
    const { code, stdout } = await cli.run(bySpec, root);
    expect([code, stdout]).toEqual([0, `out: 1 written, 1 rewritten, 1 removed (${fresh.size} files)\n`]);
    expect(await texts(path.join(root, 'out'))).toEqual(
      new Map([...fresh, ['mine.ts', '// mine\n']].toSorted() as [string, string][]),
    );
    expect(await exists(path.join(root, 'out/old'))).toBe(false);
  });

  it('is fresh to --check', async () => {
    const root = await made();
    const { code, stdout, stderr } = await cli.run([...bySpec, '--check'], root);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^out is fresh: \d+ files\n$/);
  });

  it('that is not fresh is listed by --check, and left as it is', async () => {
    const root = await made();
    await rm(path.join(root, 'out/acme/todos.ts'));
    await writeFile(path.join(root, 'out/acme/types.ts'), '// Generated by crosswalk from acme.json.\n');
    await put(path.join(root, 'out'), {
      'old.ts': '// Generated by crosswalk from x.\n',
      'mine.ts': '// mine\n',
    });
    const before = await texts(path.join(root, 'out'));
    const { code, stdout } = await cli.run([...bySpec, '--check'], root);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'missing     out/acme/todos.ts',
      'stale       out/acme/types.ts',
      'superfluous out/old.ts',
      'out is not what the input gives; generate again',
      '',
    ]);
    expect(await texts(path.join(root, 'out'))).toEqual(before);
  });

  it('that is not there at all is missing to --check, and is not made by it', async () => {
    const root = await folder({ 'acme.json': api });
    const { code, stdout } = await cli.run([...bySpec, '--check'], root);
    expect(code).toBe(1);
    expect(stdout).toContain('missing     out/acme/client.ts');
    expect(await exists(path.join(root, 'out'))).toBe(false);
  });

  it('and is somebody else’s is not written over', async () => {
    const root = await folder({ 'acme.json': api, 'out/acme/client.ts': '// mine\n' });
    const { code, stdout, stderr } = await cli.run(bySpec, root);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/client\.ts is there already, and crosswalk did not write it\./);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await texts(path.join(root, 'out'))).toEqual(new Map([['acme/client.ts', '// mine\n']]));
  });

  it('and is a file and no folder is told', async () => {
    const root = await folder({ 'acme.json': api, out: 'a file' });
    const { code, stderr } = await cli.run(bySpec, root);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^crosswalk: .*out can't be written: .*\nNothing was written\.\n$/);
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
