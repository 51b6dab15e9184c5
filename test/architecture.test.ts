import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The source files below a folder, relative to the root. */
function sources(folder: string): readonly string[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** What a file imports: files of the project by their path from the root, packages by name. */
function imports(file: string): readonly string[] {
  const found = read(file).matchAll(/(?:\bfrom|\bimport\(|^import)\s*'([^']+)'/gm);
  return [...found].map(([, name]) => {
    if (!name!.startsWith('.')) return name!;
    return path.posix.join(path.posix.dirname(file), name!).replace(/\.js$/, '.ts');
  });
}

const generator = sources('generator');
const runtime = sources('templates/runtime');
const ROOMS = ['load', 'build', 'check', 'plan', 'emit'];
const COMMON = ['diagnostics', 'source', 'suggest', 'words'].map((name) => `generator/${name}.ts`);

/** The room a file is in: the folder below generator/, or its own name where it stands at the top. */
const roomOf = (file: string): string => file.replace(/^generator\//, '').replace(/\.ts$|\/.*$/g, '');

describe('the rooms', () => {
  it.each(ROOMS)('%s imports itself, the model and what is common, and no other room', (room) => {
    for (const file of generator.filter((name) => roomOf(name) === room)) {
      const strangers = imports(file).filter((name) => {
        const ours = name.startsWith('generator/');
        return ours && ![room, 'model'].includes(roomOf(name)) && !COMMON.includes(name);
      });
      expect([file, strangers]).toEqual([file, []]);
    }
  });

  it('model imports nothing but itself and what is common', () => {
    for (const file of generator.filter((name) => roomOf(name) === 'model')) {
      const strangers = imports(file).filter((name) => roomOf(name) !== 'model' && !COMMON.includes(name));
      expect([file, strangers]).toEqual([file, []]);
    }
  });

  it('main knows the pipeline, the requests, the outcome and the writer, and nothing behind them', () => {
    const ours = imports('generator/main.ts').filter((name) => name.startsWith('generator/'));
    const doors = [
      'arguments',
      'diagnostics',
      'generate',
      'load/request',
      'model/plan',
      'outcome',
      'render',
      'write',
    ].map((name) => `generator/${name}.ts`);
    expect(ours.filter((name) => !doors.includes(name))).toEqual([]);
  });

  it('nothing imports in a circle', () => {
    const files = [...generator, ...runtime];
    const graph = new Map(files.map((file) => [file, imports(file).filter((name) => files.includes(name))]));
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'open') circles.push([...trail, file].join(' -> '));
      if (state.has(file)) return;
      state.set(file, 'open');
      for (const next of graph.get(file)!) visit(next, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('packages stay where they belong', () => {
  const CONFINED: readonly (readonly [name: string, place: RegExp])[] = [
    ['yaml', /^generator\/load\//],
    ['ajv', /^generator\/load\//],
    ['json-p3', /^generator\/load\/json-path\.ts$/],
    ['@scalar/openapi-upgrader', /^generator\/load\/swagger\.ts$/],
    ['ts-morph', /^generator\/emit\//],
    ['openapi-typescript', /^generator\/emit\//],
    ['typescript', /^generator\/emit\//],
    ['prettier', /^generator\/format\.ts$/],
    ['node:fs', /^generator\/(load\/|(write|disk)\.ts$)/],
  ];

  it.each(CONFINED)('%s', (name, place) => {
    const users = generator.filter((file) =>
      imports(file).some((used) => used === name || used.startsWith(`${name}/`)),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !place.test(file))).toEqual([]);
  });

  it('only main knows the process and the console', () => {
    const users = generator.filter((file) =>
      /\b(process|console)\./.test(read(file).replace(/^\s*(\/\/|\*).*$/gm, '')),
    );
    expect(users).toEqual(['generator/main.ts']);
  });

  it('the runtime imports nothing but itself', () => {
    for (const file of runtime) {
      expect([file, imports(file).filter((name) => !name.startsWith('templates/runtime/'))]).toEqual([
        file,
        [],
      ]);
    }
  });
});

it("no vendor's name stands in the generator or in the templates", () => {
  const vendors = readdirSync(path.join(root, 'specs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'canonical')
    .map(({ name }) => name);
  expect(vendors.length).toBeGreaterThan(2);
  const names = new RegExp(vendors.join('|'), 'i');
  expect([...generator, ...runtime].filter((file) => names.test(read(file)))).toEqual([]);
});
