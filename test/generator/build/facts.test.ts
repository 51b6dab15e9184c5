import { describe, expect, it } from 'vitest';
import { buildApi } from '../../../generator/build/api.js';
import { Report } from '../../../generator/diagnostics.js';
import { api, components, faults, paths, sourced } from '../manifest.js';
import { ref } from '../openapi.js';
import { documentOf, pointedAt, told } from '../support.js';

describe('an envelope', () => {
  it('is taken off bodies and answers that have it, and off no others', async () => {
    const { at, report } = await api({ envelope: { request: 'data', response: 'data', ...sourced } });
    expect(told(report)).toEqual([]);
    expect(at('tasks.create').body).toMatchObject({ wrap: 'data', schema: { value: ref('Task') } });
    expect(at('tasks.create').answer).toMatchObject({ unwrap: ['data'], schema: { value: ref('Task') } });
    expect(at('tasks.search').body!.wrap).toBeUndefined();
    expect(at('self.get').answer.unwrap).toEqual([]);
    expect(at('tasks.delete').answer.unwrap).toEqual([]);
  });

  it('may be one of several, and a star is the only member there', async () => {
    const { at } = await api({ envelope: { response: ['data.*', 'data'], ...sourced } });
    expect(at('tasks.batchCreate').answer.unwrap).toEqual(['data', 'createTasks']);
    expect(at('tasks.get').answer.unwrap).toEqual(['data']);
    expect(at('tasks.get').answer.schema!.value).toEqual(ref('Task'));
  });
});

describe('limits', () => {
  it('name the rules of a call only where they are not those of every call', async () => {
    const rule = { max: 1, per: '1s', ...sourced };
    const { at } = await api({
      limits: {
        all: rule,
        search: { ...rule, operations: ['*.search'] },
        writes: { ...rule, except: ['*.get', '*.list'] },
      },
    });
    expect(at('tasks.create').limits).toBeUndefined();
    expect(at('tasks.get').limits).toEqual(['all']);
    expect(at('tasks.search').limits).toEqual(['all', 'search', 'writes']);
  });

  it('that count nothing of an operation leave it none', async () => {
    const { at } = await api({
      limits: { search: { max: 1, per: '1s', operations: ['tasks.search'], ...sourced } },
    });
    expect(at('tasks.search').limits).toEqual(['search']);
    expect(at('tasks.get').limits).toBeUndefined();
  });
});

it('says what may be repeated: by its method, or by the manifest', async () => {
  const { at } = await api({ repeatable: { operations: ['*.search'], ...sourced } });
  const repeatable = ['tasks.get', 'tasks.delete', 'tasks.search', 'tasks.create'].map(
    (key) => at(key).repeatable,
  );
  expect(repeatable).toEqual([true, true, true, false]);
});

it('takes rules about operations that only other documents of the vendor have', async () => {
  const { report } = await api({
    elsewhere: ['notes.find', 'notes.create'],
    repeatable: { operations: ['*.find'], ...sourced },
    batch: [{ fanOut: 'notes.create', method: 'createMany', ...sourced }],
  });
  expect(told(report)).toEqual([]);
});

describe('paging', () => {
  const rule = {
    operations: ['*.list'],
    kind: 'cursor',
    items: 'data',
    next: 'page.next',
    send: 'cursor',
    size: 'limit',
    ...sourced,
  } as const;

  it('finds the items of the operations that it names', async () => {
    const { at, report } = await api({ paging: [rule], envelope: { response: 'data', ...sourced } });
    expect(told(report)).toEqual([]);
    expect(at('tasks.list').paging).toMatchObject({ items: ['data'], item: { value: ref('Task') } });
    expect(at('tasks.get').paging).toBeUndefined();
  });

  it('of several rules takes the first', async () => {
    const { at } = await api({ paging: [{ ...rule, operations: ['tasks.list'], kind: 'page' }, rule] });
    expect(at('tasks.list').paging!.fact.kind).toBe('page');
  });

  it('passes over what it excepts', async () => {
    const { at, report } = await api({
      paging: [{ ...rule, operations: ['*.*'], except: ['tasks.*', 'self.*'] }],
    });
    expect([at('tasks.list').paging, told(report)]).toEqual([undefined, []]);
  });

  it('of a document that it was not made for means by a star only what answers in such pages', async () => {
    const star = { ...rule, operations: ['*.list', '*.get'] };
    const { at, report } = await api({ paging: [star] }, {}, true);
    expect([at('tasks.list').paging?.items, at('tasks.get').paging, told(report)]).toEqual([
      ['data'],
      undefined,
      [],
    ]);
    const named = await api({ paging: [{ ...star, operations: ['tasks.get'] }] }, {}, true);
    expect(faults(named.report).map(([, code]) => code)).toContain('manifest/not-applied');
  });

  it('may send in the body', async () => {
    const { at, report } = await api({
      paging: [
        {
          operations: ['tasks.search'],
          kind: 'offset',
          in: 'body',
          items: 'data',
          send: 'after',
          ...sourced,
        },
      ],
    });
    expect(told(report)).toEqual([]);
    expect(at('tasks.search').paging).toBeDefined();
  });

  it('that looks for what the document does not have is told, each part at its place', async () => {
    const { report } = await api({
      paging: [{ ...rule, items: 'dta', next: 'page.nxt', more: 'pag.more', total: 'totl', send: 'crsor' }],
    });
    expect(faults(report)).toEqual([
      ['"dta"', 'manifest/unknown-path', 'Did you mean "data"?'],
      ['"page.nxt"', 'manifest/unknown-path', expect.any(String)],
      ['"crsor"', 'manifest/unknown-path', 'Did you mean "cursor"?'],
      ['"pag.more"', 'manifest/unknown-path', 'Did you mean "page"?'],
      ['"totl"', 'manifest/unknown-path', 'Did you mean "total"?'],
    ]);
  });

  it('whose size goes to a parameter that is not there is told', async () => {
    const { report } = await api({ paging: [{ ...rule, size: 'limt' }] });
    expect(faults(report)).toEqual([['"limt"', 'manifest/unknown-path', 'Did you mean "limit"?']]);
  });
});

it('tells of every pattern that means no operation', async () => {
  const { report } = await api({
    limits: { all: { max: 1, per: '1s', operations: ['tsks.create'], except: ['*.none'], ...sourced } },
    repeatable: { operations: ['tasks.serch'], ...sourced },
    paging: [{ operations: ['nots.list'], kind: 'page', items: 'a', send: 'b', ...sourced }],
    projection: [{ operations: ['*.read'], ...sourced }],
    batch: [
      { operation: 'tasks.batchCrate', method: 'a', maxItems: 1, correlate: { by: 'position' }, ...sourced },
      { fanOut: 'notes.create', method: 'b', ...sourced },
    ],
  });
  expect(report.diagnostics.every(({ code }) => code === 'manifest/unknown-operation')).toBe(true);
  expect(new Set(report.diagnostics.map(pointedAt))).toEqual(
    new Set([
      '"tsks.create"',
      '"*.none"',
      '"tasks.serch"',
      '"nots.list"',
      '"*.read"',
      '"tasks.batchCrate"',
      '"notes.create"',
    ]),
  );
});

describe('an API', () => {
  it('without a manifest is named after its folder', async () => {
    const report = new Report();
    const document = await documentOf({ paths, components });
    const built = buildApi({ id: 'acme-crm', origin: 'x', document, manifest: undefined }, report);
    expect([built.name, told(report)]).toEqual(['AcmeCrm', []]);
    expect(built.resources.map(({ name }) => name)).toEqual(['tasks', 'self']);
  });

  it('has the descriptions of its tags', async () => {
    const { api: built } = await api({}, { tags: [{ name: 'Tasks', description: 'What is to be done. ' }] });
    expect(built.resources.map(({ description }) => description)).toEqual(['What is to be done.', '']);
  });

  it('without operations is a fault', async () => {
    const { report } = await api({}, { paths: {} });
    expect(told(report)).toEqual(['api.json:1:1 document/no-operations']);
  });

  it.each([
    [[{ url: 'https://api.acme.test/' }], 'https://api.acme.test'],
    [
      [
        {
          url: 'https://{region}.acme.test/{v}',
          variables: { region: { default: 'eu' }, v: { default: 2 } },
        },
      ],
      'https://eu.acme.test/2',
    ],
    [[{ url: '/v1' }], ''],
    [[{ url: 'ftp://acme.test' }], ''],
    [[], ''],
    [undefined, ''],
    ['nothing', ''],
  ])('with the servers %j is at %j', async (servers, expected) => {
    expect((await api({}, { servers })).api.baseUrl).toBe(expected);
  });
});
