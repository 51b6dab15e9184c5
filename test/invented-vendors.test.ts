import { beforeAll, describe, expect, it } from 'vitest';
import { idsFrom, noIds } from '../templates/runtime/refs.js';
import {
  inventedVendors,
  vendor,
  type Chore,
  type Modules,
  type NewChore,
  type TidelineErrand,
} from './support/invented.js';

// Two vendors that nothing in the generator has heard of, mapped to a canonical model that nothing has heard of either.
let modules: Modules;
beforeAll(async () => void (modules = await inventedVendors()), 30_000);

const chore: Chore = {
  uid: 'q1',
  made: '2026-03-01T08:00:00Z',
  label: 'Sweep the pit',
  text: 'With a **broom**.',
  by: '2026-03-02T17:30:00.000Z',
  phase: 'HALTED',
  tags: 'dust,pit',
  crew: [
    { role: 'helper', hand: 'h1' },
    { role: 'boss', hand: 'b1' },
  ],
  depth: 12,
};

const ids = idsFrom([
  [{ vendor: 'quarry', type: 'Helper', id: 'h1' }, 't-9'],
  [{ vendor: 'tideline', type: 'Helper', id: 't-9' }, 'h1'],
]);

describe('a record of an invented vendor', () => {
  it('becomes canonical, with what is lost and what is left over', () => {
    const { value, losses, residue } = modules.ofQuarry.toErrand(chore);
    expect(value).toEqual({
      ref: { vendor: 'quarry', type: 'Errand', id: 'q1' },
      createdAt: '2026-03-01T08:00:00.000Z',
      subject: 'Sweep the pit',
      details: { format: 'markdown', text: 'With a **broom**.' },
      due: '2026-03-02T17:30:00.000Z',
      stage: 'paused',
      labels: ['dust', 'pit'],
      helpers: [{ vendor: 'quarry', type: 'Helper', id: 'h1' }],
    });
    expect(losses.map(({ field, kind, why }) => [field, kind, why])).toEqual([
      ['helpers', 'dropped', 'only helpers are canonical'],
    ]);
    expect(residue).toBeDefined();
    expect(modules.ofQuarry.refsOfErrand(chore)).toEqual([{ vendor: 'quarry', type: 'Helper', id: 'h1' }]);
  });

  it('and back is what it was, as far as it can be written', () => {
    const { value, residue } = modules.ofQuarry.toErrand(chore);
    const own = idsFrom([[{ vendor: 'quarry', type: 'Helper', id: 'h1' }, 'h1']]);
    const back = modules.ofQuarry.fromErrand(value, own, { residue });
    expect(back.value).toEqual({
      via: 'crosswalk',
      label: 'Sweep the pit',
      text: 'With a **broom**.',
      by: '2026-03-02T17:30:00.000Z',
      phase: 'HALTED',
      tags: 'dust,pit',
      crew: [{ role: 'helper', hand: 'h1' }],
      depth: 12,
    });
    expect(back.losses).toEqual([]);
  });

  it('with a value of its own keeps it, and loses it at another', () => {
    const { value } = modules.ofQuarry.toErrand({ ...chore, phase: 'FLOODED' });
    expect(value.stage).toBe('quarry:FLOODED');
    expect(modules.ofQuarry.fromErrand(value, noIds).value.phase).toBe('FLOODED');
    const alien = modules.ofQuarry.fromErrand({ ...value, stage: 'harbour:SUNK' }, noIds);
    expect(alien.value.phase).toBe('NEW');
    expect(alien.losses.map(({ field }) => field)).toContain('stage');
  });

  it('gets what its vendor requires where the canonical one has nothing, and says so', () => {
    const { value, losses } = modules.ofQuarry.fromErrand({ subject: null, stage: null }, noIds);
    expect(value).toEqual({ via: 'crosswalk', label: '(no label)', phase: 'NEW' });
    expect(losses.map(({ field, kind, why }) => [field, kind, why])).toEqual([
      ['subject', 'defaulted', 'a chore has to be called something'],
      ['stage', 'defaulted', 'a chore is new if nothing else is said'],
    ]);
  });

  it('is changed by what a patch says and by nothing else', () => {
    expect(modules.ofQuarry.patchErrand({ due: null, labels: [] }, noIds).value).toEqual({
      by: null,
      tags: '',
    });
    expect(modules.ofTideline.patchErrand({ stage: 'over' }, noIds).value).toEqual({
      attributes: { done: true },
    });
  });

  it('becomes one of the other vendor in a single step, the same as by way of the canonical one', () => {
    const { value, losses } = modules.errandFromQuarryToTideline(chore, ids);
    expect(value).toEqual({
      attributes: {
        until: '2026-03-02T17:30:00.000Z',
        done: false,
        helper: 't-9',
        summary: 'Sweep the pit\n\nWith a broom.',
      },
    });
    expect(losses.map(({ kind }) => kind)).toContain('narrowed');
    expect(losses.map(({ field }) => field)).toEqual(expect.arrayContaining(['helpers', 'labels', 'stage']));
    expect(modules.ofTideline.fromErrand(modules.ofQuarry.toErrand(chore).value, ids).value).toEqual(value);
  });

  it('comes back the other way', () => {
    const errand: TidelineErrand = {
      key: { id: 't1', realm: 'north' },
      written: '2026-03-01T08:00:00Z',
      attributes: {
        summary: 'Sweep the pit\n\nWith a broom.',
        until: '2026-03-02T17:30:00Z',
        done: true,
        helper: 't-9',
      },
    };
    const { value, losses } = modules.errandFromTidelineToQuarry(errand, ids);
    expect(value).toEqual({
      via: 'crosswalk',
      label: 'Sweep the pit',
      text: 'With a broom.',
      by: '2026-03-02T17:30:00.000Z',
      phase: 'OVER',
      crew: [{ role: 'helper', hand: 'h1' }],
    });
    expect(losses.map(({ kind }) => kind)).toContain('guessed');
    const canonical = modules.ofTideline.toErrand(errand).value;
    expect(modules.ofQuarry.fromErrand(canonical, ids).value).toEqual(value);
  });
});

describe('a client of an invented vendor', () => {
  it('sends its batches as its manifest says: header, member, size, and who is who', async () => {
    const stub = vendor((_url, body: { readonly records: readonly NewChore[] }) => ({
      body: {
        // In another order than they came, and one of them refused.
        stored: body.records
          .filter(({ label }) => label !== 'no')
          .map((record) => ({ ...chore, ...record }))
          .toReversed(),
        refused: body.records
          .filter(({ label }) => label === 'no')
          .map(({ uid }) => ({ uid, kind: 'TIRED', text: 'Not today.' })),
      },
    }));
    const quarry = new modules.Quarry({ auth: modules.key('secret'), fetch: stub.fetch });
    const labels = ['a', 'b', 'no', 'd', 'e'];
    const { outcomes, counts } = await quarry.chores.storeAll(
      labels.map((label) => ({ label, phase: 'NEW' })),
    );
    expect(stub.calls.map(({ call }) => call)).toEqual(Array(3).fill('POST /v9/chores/_store'));
    expect(stub.calls[0]!.headers.get('x-quarry-key')).toBe('secret');
    const sent = stub.calls.map(({ text }) => (JSON.parse(text) as { records: readonly NewChore[] }).records);
    expect(sent.map((records) => records.length)).toEqual([2, 2, 1]);
    expect(new Set(sent.flat().map(({ uid }) => uid)).size).toBe(5);
    expect(
      outcomes.map((outcome) => (outcome.status === 'ok' ? outcome.value.label : outcome.error.message)),
    ).toEqual(['a', 'b', expect.stringContaining('Not today.'), 'd', 'e']);
    expect(counts).toMatchObject({ ok: 4, rejected: 1 });
  });

  it('walks its pages from the first to the last', async () => {
    const pages = [['a', 'b'], ['c']];
    const stub = vendor((url) => {
      const sheet = Number(url.searchParams.get('sheet') ?? 0);
      const records = pages[sheet]!.map((label) => ({ ...chore, label }));
      return { body: { sheet: { records, more: sheet === 0 } } };
    });
    const quarry = new modules.Quarry({ auth: modules.key('secret'), fetch: stub.fetch });
    const labels: string[] = [];
    for await (const { label } of quarry.chores.all()) labels.push(label);
    expect(labels).toEqual(['a', 'b', 'c']);
    expect(stub.calls).toHaveLength(2);
  });

  it('wraps a body and unwraps an answer', async () => {
    const stub = vendor((_url, body: { readonly record: NewChore }) => ({
      status: 201,
      body: { record: { ...chore, ...body.record } },
    }));
    const quarry = new modules.Quarry({ auth: modules.key('secret'), fetch: stub.fetch });
    expect((await quarry.chores.store({ label: 'x', phase: 'NEW' })).label).toBe('x');
    expect(stub.calls[0]).toMatchObject({
      call: 'POST /v9/chores',
      text: '{"record":{"label":"x","phase":"NEW"}}',
    });
  });

  it('reads its errors where its manifest says they stand', async () => {
    const stub = vendor(() => ({ status: 422, body: { fault: { kind: 'MUDDY', text: 'Too wet.' } } }));
    const quarry = new modules.Quarry({ auth: modules.key('secret'), fetch: stub.fetch });
    const error: unknown = await quarry.chores
      .store({ label: 'x', phase: 'NEW' })
      .catch((fault: unknown) => fault);
    expect(modules.isQuarryError(error, 422)).toBe(true);
    expect(error).toMatchObject({ status: 422, code: 'MUDDY', vendor: 'quarry' });
    expect((error as Error).message).toContain('Too wet.');
  });

  it('fans out where there is no batch endpoint, and puts its key into the query', async () => {
    const stub = vendor((_url, body: object) => ({
      status: 201,
      body: { key: { id: 't1' }, written: '2026-03-01T08:00:00Z', ...body },
    }));
    const tideline = new modules.Tideline({ auth: modules.token('secret'), fetch: stub.fetch });
    const items = [1, 2, 3].map((number) => ({ attributes: { summary: `errand ${number}` } }));
    const { outcomes } = await tideline.errands.createMany(items);
    expect(outcomes.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    expect(stub.calls.map(({ call }) => call)).toEqual(Array(3).fill('POST /errands?api_key=secret'));
    expect(stub.calls.map(({ text }) => JSON.parse(text) as unknown)).toEqual(items);
  });

  it('skips on by offset until a page is short', async () => {
    const all = [1, 2, 3, 4].map((number) => ({
      key: { id: `t${number}` },
      written: '2026-03-01T08:00:00Z',
      attributes: {},
    }));
    const stub = vendor((url) => {
      const skip = Number(url.searchParams.get('skip') ?? 0);
      return { body: { results: all.slice(skip, skip + 3), count: all.length } };
    });
    const tideline = new modules.Tideline({ auth: modules.token('secret'), fetch: stub.fetch });
    const found: string[] = [];
    for await (const { key } of tideline.errands.list()) found.push(key.id);
    expect(found).toEqual(['t1', 't2', 't3', 't4']);
  });
});
