import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { Report } from '../../../generator/diagnostics.js';
import { loadDocument } from '../../../generator/load/document.js';
import { Files } from '../../../generator/load/files.js';
import { planApi } from '../../../generator/plan/api.js';
import { answers, ref, text } from '../openapi.js';
import { folder, only, told, where } from '../support.js';

/** Paths whose operations answer with nothing that matters; each is written as its methods and their ids. */
type Paths = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Given {
  readonly title?: string;
  readonly paths?: Paths;
  readonly schemas?: readonly string[];
  readonly tag?: string;
}

/** The names that an overlay gives: of the operations by method and path, and all those of the types. */
async function named({ title = 'Boats', paths = {}, schemas = [], tag }: Given, ...overlays: object[]) {
  const properties = Object.fromEntries(schemas.map((name, index) => [`p${index}`, ref(name)]));
  const call = (operationId: string): object => ({
    operationId,
    ...(tag === undefined ? {} : { tags: [tag] }),
    responses: answers({ type: 'object', properties }),
  });
  const content = {
    openapi: '3.1.0',
    info: { title, version: '1' },
    paths: Object.fromEntries(
      Object.entries(paths).map(([at, methods]) => [
        at,
        Object.fromEntries(Object.entries(methods).map(([method, id]) => [method, call(id)])),
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        schemas.map((name) => [name, { type: 'object', properties: { of: { ...text, const: name } } }]),
      ),
    },
  };
  const files = overlays.map((_, index) => `overlay${index}.json`);
  const head = { overlay: '1.1.0', info: { title: 'Names', version: '1' } };
  const root = await folder({
    'api.json': content,
    ...Object.fromEntries(files.map((file, index) => [file, { ...head, ...overlays[index] }])),
  });
  const report = new Report();
  const places = files.map((file) => ({ file: path.join(root, file) }));
  const document = await loadDocument(
    path.join(root, 'api.json'),
    new Files(root, report),
    report,
    undefined,
    places,
  );
  const api = buildApi({ id: 'acme', origin: 'x', document: document!, manifest: undefined }, report);
  const { types } = planApi(api, report).types;
  return {
    report,
    operations: Object.fromEntries(
      api.resources.flatMap(({ operations }) =>
        operations.map((operation) => [`${operation.httpMethod} ${operation.path}`, operation.key]),
      ),
    ),
    types: types.map(({ name }) => name),
  };
}

const operations = (...rules: readonly object[]): object => ({
  'x-crosswalk-names': { operations: rules.map((rule) => ({ why: 'a test', ...rule })) },
});

const schemas = (...rules: readonly object[]): object => ({
  'x-crosswalk-names': { schemas: rules.map((rule) => ({ why: 'a test', ...rule })) },
});

const boats: Paths = {
  '/v2/boats': { get: 'a', post: 'b' },
  '/v2/boats/{id}': { get: 'c' },
  '/v2/batch/boats': { post: 'd' },
};

describe('a rule for operations', () => {
  it('goes by path and method, and repeats steps of the path', async () => {
    const rules = operations(
      { path: '/*/{resource}', method: 'get', name: '{resource}.list' },
      { path: '/*/{resource}/{}', method: 'get', name: '{resource}.read' },
      { path: '/**/batch/{resource}', name: '{resource}.batchCreate' },
      { path: '/*/{resource}', method: 'post', name: '{resource}.add{resource:one}' },
    );
    const { operations: names, report } = await named({ paths: boats }, rules);
    expect(told(report)).toEqual([]);
    expect(names).toEqual({
      'GET /v2/boats': 'boats.list',
      'POST /v2/boats': 'boats.addBoat',
      'GET /v2/boats/{id}': 'boats.read',
      'POST /v2/batch/boats': 'boats.batchCreate',
    });
  });

  it('takes no parameter for a step, and no step for a parameter', async () => {
    const paths: Paths = { '/boats/{id}': { post: 'x' }, '/boats/sink': { post: 'y' } };
    const rules = operations(
      { path: '/boats/{action}', name: 'fleet.{action}' },
      { path: '/boats/{}', name: 'fleet.touch' },
    );
    expect((await named({ paths }, rules)).operations).toEqual({
      'POST /boats/{id}': 'fleet.touch',
      'POST /boats/sink': 'fleet.sink',
    });
  });

  it('goes by id, tag and title as well; of several patterns all have to fit', async () => {
    const paths: Paths = { '/a': { get: 'findManyBoats' }, '/b': { get: 'findOneBoat' } };
    const rules = operations(
      { id: 'findMany*', tag: '{tag}', title: 'Big {title}', name: '{title}.list{tag}' },
      { id: 'findOne*', tag: 'other', name: 'no.no' },
      { id: 'findOne{type}', title: '{title}', name: '{title}.get{type}' },
    );
    expect((await named({ paths, title: 'Big Harbour', tag: 'old ships' }, rules)).operations).toEqual({
      'GET /a': 'harbour.listOldShips',
      'GET /b': 'bigHarbour.getBoat',
    });
  });

  it('is for those documents only where "when" is something', async () => {
    const rule = { path: '/v2/boats', method: 'get', name: 'fleet.list' };
    const when = async (query: string) =>
      (await named({ paths: boats }, operations({ ...rule, when: query }))).operations['GET /v2/boats'];
    expect(await when("$.info[?@ == 'Boats']")).toBe('fleet.list');
    expect(await when("$.info[?@ == 'Ships']")).toBe('boats.a');
  });

  it('gives a name once: whoever comes later goes on to the next rule', async () => {
    const rules = operations(
      { path: '/v2/boats/{}', name: 'fleet.list' },
      { path: '/v2/boats', method: 'get', name: 'fleet.list' },
      { path: '/v2/*', method: 'get', name: 'fleet.listAll' },
    );
    const { operations: names, report } = await named({ paths: boats }, rules);
    expect(told(report)).toEqual([]);
    expect([names['GET /v2/boats'], names['GET /v2/boats/{id}']]).toEqual(['fleet.listAll', 'fleet.list']);
  });

  it('comes after what an action names, by name or by id', async () => {
    const action = (at: string, update: object): object => ({ target: `$.paths['${at}'].get`, update });
    const overlay = {
      ...operations({ path: '/**', method: 'get', name: 'by.rule' }),
      actions: [
        action('/v2/boats', { 'x-crosswalk-name': 'fleet.list' }),
        action('/v2/boats/{id}', { operationId: 'fleet.get' }),
      ],
    };
    const { operations: names } = await named({ paths: boats }, overlay);
    expect([names['GET /v2/boats'], names['GET /v2/boats/{id}']]).toEqual(['fleet.list', 'fleet.get']);
  });

  it('of a later overlay goes before those of the first', async () => {
    const first = operations({ path: '/v2/boats', method: 'get', name: 'first.list' });
    const last = operations({ path: '/v2/boats', method: 'get', name: 'last.list' });
    expect((await named({ paths: boats }, first, last)).operations['GET /v2/boats']).toBe('last.list');
  });

  it('that makes a name with a meaning of its own, or none at all, is passed over', async () => {
    const paths: Paths = { '/boats/then': { post: 'x' }, '/boats/船': { post: 'y' } };
    const rules = operations({ path: '/boats/{action}', name: 'fleet.{action}' });
    const { operations: names, report } = await named({ paths }, rules);
    expect(told(report)).toEqual([]);
    expect(Object.values(names).filter((name) => name.startsWith('fleet'))).toEqual([]);
  });

  it('that means nothing in this document is no fault', async () => {
    const { report } = await named({ paths: boats }, operations({ path: '/ships', name: 'ships.list' }));
    expect(told(report)).toEqual([]);
  });
});

describe('a rule for schemas', () => {
  const paths: Paths = { '/boats': { get: 'boats.get' } };

  it('goes by name and title', async () => {
    const given = { paths, schemas: ['SimpleThing', 'SimpleThing for Response'] };
    const rules = schemas(
      { schema: 'SimpleThing', title: '{title}', name: '{title:one}Create' },
      { schema: 'SimpleThing for Response', title: '{title}', name: '{title:one}' },
    );
    const { types, report } = await named(given, rules);
    expect(told(report)).toEqual([]);
    expect(types).toContain('Boat');
    expect(types).toContain('BoatCreate');
  });

  it('changes names among each other, and takes none from a schema that keeps its own', async () => {
    const swap = schemas(
      { schema: '{type}Out', name: '{type}' },
      { schema: 'Boat', name: 'BoatIn' },
      { schema: 'Raw{type}', name: '{type}' },
    );
    const { types, report } = await named(
      { paths, schemas: ['Boat', 'BoatOut', 'RawMast', 'Mast', 'RawSail'] },
      swap,
    );
    expect(told(report)).toEqual([]);
    expect(types).toEqual(expect.arrayContaining(['Boat', 'BoatIn', 'RawMast', 'Mast', 'Sail']));
    expect(types).not.toContain('BoatOut');
  });
});

describe('a rule that is wrong', () => {
  it('has a hole that no pattern fills', async () => {
    const { report } = await named({ paths: boats }, operations({ path: '/v2/boats', name: '{tag}.list' }));
    const fault = only(report, 'overlay/invalid');
    expect(fault.message).toBe('No pattern of this rule has "{tag}".');
    expect(where(fault)).toMatch(/^overlay0\.json:/);
  });

  it('has a "when" that is no JSONPath', async () => {
    const rule = { path: '/v2/boats', name: 'a.b', when: '$.[' };
    const { report } = await named({ paths: boats }, operations(rule));
    expect(only(report, 'overlay/invalid-path').message).toContain('"$.["');
  });

  it.each([
    [{ name: 'a.b' }],
    [{ path: '/x', name: 'a' }],
    [{ path: 'x', name: 'a.b' }],
    [{ path: '/x', name: 'a.b', verb: 'get' }],
  ])('has not the shape of one: %j', async (rule) => {
    const { report } = await named({ paths: boats }, operations(rule));
    expect(report.diagnostics.map(({ code }) => code)).toContain('overlay/invalid');
  });
});
