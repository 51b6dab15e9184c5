import { describe, expect, it } from 'vitest';
import type { OutputFile } from '../../generator/model/plan.js';
import { payloads } from './payloads.js';
import { positionsOf, random, renamedThroughout, textsOf, withText, type Position } from './positions.js';
import { compileAll, runAll } from './run.js';
import { attempt, projects, type Project } from './trial.js';

/*
 * Payloads in positions. As a rule a share of them, the same each time; CROSSWALK_FUZZ=<number> takes another share, and
 * CROSSWALK_FUZZ=all each payload in each position, for which hours pass.
 */
const wanted = process.env['CROSSWALK_FUZZ'];
const ALL = wanted === 'all';
const SHARE = { document: 50, overlay: 25, vendors: 20, conversions: 20 };
const all = await projects();
const names = Object.keys(payloads);

/** A payload that was put somewhere. */
interface Trial {
  readonly title: string;
  readonly project: Project;
}

/** What of a project is put to the test, one payload in one position at a time. */
function* trialsOf(name: keyof typeof SHARE): Generator<Trial> {
  const project = all[name]!;
  const positions = positionsOf(project).filter(
    ({ pointer }) => pointer.length > 1 && !(name === 'overlay' && pointer[0] === 'api.json'),
  );
  const count = positions.length * names.length;
  const next = random(Number(wanted) || 1);
  const share = ALL ? count : SHARE[name];
  for (let index = 0; index < share; index += 1) {
    const pick = ALL ? index : Math.floor(next() * count);
    const payload = names[pick % names.length]!;
    const position = positions[Math.floor(pick / names.length)]!;
    yield {
      title: `${payload} as the ${position.part} of ${position.pointer.join(' / ')}`,
      project: withText(project, position, payloads[payload]!) as Project,
    };
  }
}

/** What is renamed throughout a project, so that what hangs together still does. */
function* renamings(name: keyof typeof SHARE): Generator<Trial> {
  const project = all[name]!;
  const files = new Set(Object.keys(project));
  const texts = textsOf(project).filter((text) => !files.has(text));
  const count = texts.length * names.length;
  const next = random((Number(wanted) || 1) + 1);
  const share = ALL ? count : SHARE[name];
  for (let index = 0; index < share; index += 1) {
    const pick = ALL ? index : Math.floor(next() * count);
    const payload = names[pick % names.length]!;
    const text = texts[Math.floor(pick / names.length)]!;
    const renamed = Object.entries(project).map(([file, data]) => [
      file,
      renamedThroughout(data, text, payloads[payload]!),
    ]);
    yield {
      title: `${payload} for ${text} throughout ${name}`,
      project: Object.fromEntries(renamed) as Project,
    };
  }
}

/** The names of the canonical model, which mappers call functions, variables and types after. */
function* ofTheModel(): Generator<Trial> {
  const project = all['conversions']!;
  const model = project['specs/canonical/openapi.yaml'] as Model;
  const { schemas } = model.components;
  const called = [
    ...Object.keys(schemas),
    ...Object.values(schemas).flatMap(({ properties = {} }) => Object.keys(properties)),
  ];
  const worst = ['semicolon', 'comment end', 'class', 'Record', '__proto__'];
  for (const [index, name] of [...new Set(called)].entries())
    for (const payload of worst.filter((_, at) => ALL || (at + index) % worst.length < 2)) {
      const renamed = Object.entries(project).map(([file, data]) => [
        file,
        renamedThroughout(data, name, payloads[payload]!),
      ]);
      yield { title: `${payload} for ${name} of the model`, project: Object.fromEntries(renamed) as Project };
    }
}

interface Model {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

const FREE =
  /^(description|title|summary|termsOfService|email|bearerFormat|pattern|default|example|version|x-enum-descriptions)$/;

/** Whether a position takes any text, so that the document stays what it is. */
function isFree({ pointer, part }: Position): boolean {
  const names = pointer.filter((token) => typeof token === 'string');
  return part === 'value' && FREE.test(names.at(-1)!) && !pointer.includes('servers');
}

/** One payload in all free texts of the document; of a very long one the beginning. */
function inAllTexts(payload: string): Trial {
  const text = payloads[payload]!.slice(0, 3000);
  const free = positionsOf(all['document']).filter(isFree);
  const project = free.reduce<unknown>((data, position) => withText(data, position, text), all['document']);
  return { title: `${payload} in all texts`, project: project as Project };
}

interface Made {
  readonly title: string;
  readonly files: readonly OutputFile[];
}

/** Generates each and looks at what came of it, then imports and calls what was made, a hundred at a time. */
async function test(trials: Iterable<Trial>): Promise<readonly Made[]> {
  const some: Made[] = [];
  let batch: Made[] = [];
  for (const { title, project } of trials) {
    const { files, faults, milliseconds } = await attempt(project);
    expect.soft(faults, title).toEqual([]);
    expect.soft(milliseconds, title).toBeLessThan(10_000);
    if (files.length > 0 && faults.length === 0) batch.push({ title, files });
    if (batch.length < 100) continue;
    await run(batch);
    if (some.length < 200) some.push(...batch);
    batch = [];
  }
  await run(batch);
  return [...some, ...batch];
}

async function run(batch: readonly Made[]): Promise<void> {
  const ran = await runAll(batch.map(({ files }) => files));
  expect(ran).toHaveLength(batch.length);
  for (const [index, { faults }] of ran.entries()) expect.soft(faults, batch[index]!.title).toEqual([]);
}

/** Type-checks outputs all at once, and tells for each fault which payload it was. */
async function compiles(made: readonly Made[]): Promise<void> {
  const faults = await compileAll(made.map(({ files }) => files));
  const titled = faults.map((fault) => {
    const index = /^p(\d+)\//.exec(fault)?.[1];
    return index === undefined ? fault : `${made[Number(index)]!.title}: ${fault}`;
  });
  expect(titled).toEqual([]);
}

/**
 * Whether what is made of a project has to compile when a name is another one throughout. Where fields of records are called `constructor`,
 * TypeScript takes the one that every object inherits for a value of the wrong type.
 */
const isChecked = (name: string): boolean => name !== 'conversions';

const TIME = ALL ? 24 * 3_600_000 : 120_000;

describe('a hostile text', () => {
  it(
    'in any position of a document comes to nothing',
    async () => {
      const made = await test(trialsOf('document'));
      expect(made.length).toBeGreaterThan(25);
      await compiles(made.slice(0, 40));
    },
    TIME,
  );

  it(
    'in all texts of a document at once comes to nothing',
    async () => {
      const made = await test(names.map(inAllTexts));
      expect(made).toHaveLength(names.length);
      await compiles(made.slice(0, 40));
    },
    TIME,
  );

  it.each(['overlay', 'vendors', 'conversions'] as const)(
    'in any position of overlays, manifests, mappings and the model (%s) comes to nothing',
    async (name) => {
      const made = await test(trialsOf(name));
      await compiles(made);
    },
    TIME,
  );

  it(
    'in the place of any name of the canonical model comes to nothing',
    async () => {
      const made = await test(ofTheModel());
      expect(made.length).toBeGreaterThan(10);
      await compiles(made.slice(0, 40));
    },
    TIME,
  );

  it.each(['document', 'overlay', 'vendors', 'conversions'] as const)(
    'throughout a project (%s) comes to nothing',
    async (name) => {
      const made = await test(renamings(name));
      if (isChecked(name)) await compiles(made.slice(0, 40));
    },
    TIME,
  );
});

it(
  'what is called is called: without payloads each project sends calls and refuses none',
  async () => {
    for (const [name, project] of Object.entries(all)) {
      const { files, faults } = await attempt(project);
      expect([name, faults]).toEqual([name, []]);
      const [ran] = await runAll([files]);
      expect(ran!.faults).toEqual([]);
      expect(ran!.calls).toBeGreaterThan(10);
    }
  },
  TIME,
);
