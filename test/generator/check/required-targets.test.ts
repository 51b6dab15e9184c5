import { describe, expect, it } from 'vitest';
import { said, type Change } from '../mapping.js';

describe('what the vendor requires', () => {
  it('is written whatever the record holds', async () => {
    expect(
      await said(['{ at: name, missing: { use: none, why: it has to be called something } }', 'name']),
    ).toEqual([
      [
        'mapping/missing-target',
        'name',
        'jobs.create requires "name", and nothing is written there.',
        'A field is mapped to it, but the canonical value may be missing. Say "missing: ask", "missing: refuse" or "missing: { use: …, why: … }".',
      ],
    ]);
    for (const missing of ['ask', 'refuse']) {
      expect(
        await said(['missing: { use: none, why: it has to be called something }', `missing: ${missing}`]),
      ).toEqual([]);
    }
  });

  it('may be a constant', async () => {
    expect(await said(['required: [name]', 'required: [name, source]'])).toEqual([]);
  });

  it('and nobody writes is told', async () => {
    expect(await said(['required: [name]', 'required: [name, owner]'])).toEqual([
      [
        'mapping/missing-target',
        'Job',
        'jobs.create requires "owner", and nothing is written there.',
        'Map a field to it, or write a constant under "set".',
      ],
    ]);
  });

  it('and only is read is not written', async () => {
    const owner: Change = [
      '        owner: { type: string }\n        source',
      '        owner: { type: string, readOnly: true }\n        source',
    ];
    expect(await said(['required: [name]', 'required: [name, owner]'], owner)).toEqual([]);
    const hot: Change = [
      "        hot: { type: boolean }\n        crew: { type: array, items: { $ref: '#/components/schemas/Member' } }\n        owner: { type: string }\n        source",
      '        hot: { type: boolean, readOnly: true }\n        owner: { type: string }\n        source',
    ];
    expect((await said(hot)).map(([code, pointed]) => [code, pointed])).toContainEqual([
      'mapping/not-writable',
      'hot',
    ]);
  });

  it('may be null where the record has nothing', async () => {
    expect(await said(['required: [name]', 'required: [name, due]'])).toEqual([]);
    expect(
      (await said(['required: [name]', 'required: [name, note]'])).map(([code, pointed]) => [code, pointed]),
    ).toEqual([['mapping/missing-target', '{ at: note, as: richtext.plain }']]);
  });

  it('may be a list, which is empty at least', async () => {
    expect(await said(['required: [name]', 'required: [name, crew]'])).toEqual([]);
  });

  it('of a change is a constant, since a change says only what changes', async () => {
    const start = '    JobUpdate:\n      type: object\n';
    const [fault, ...more] = await said([start, `${start}      required: [name]\n`]);
    expect(fault!.slice(0, 3)).toEqual([
      'mapping/missing-target',
      '{ at: name, missing: { use: none, why: it has to be called something } }',
      'jobs.update requires "name", and nothing is written there.',
    ]);
    expect([fault![3]!.startsWith('A change leaves out'), more]).toEqual([true, []]);
    const phase: Change = [
      '        phase: { type: string }',
      '        phase: { type: string }\n        source: { type: string }',
    ];
    const required: Change = [start, `${start}      required: [source]\n`];
    const messages = (await said(required, phase)).map(([, , message]) => message);
    expect(messages).toEqual(['jobs.update requires "source", and nothing is written there.']);
    const set: Change = [
      '  create: { source: crosswalk }',
      '  create: { source: crosswalk }\n  update: { source: crosswalk }',
    ];
    expect(await said(required, phase, set)).toEqual([]);
  });

  it('inside a required object is written inside it', async () => {
    const nested: Change = [
      '      required: [name]\n      properties:\n        name: { type: string, maxLength: 80 }',
      '      required: [text]\n      properties:\n        text: { type: object, required: [name], properties: { name: { type: string } } }',
    ];
    const title = 'title: { at: name, missing: { use: none, why: it has to be called something } }';
    const at = 'at: { read: name, create: text.name, update: name }';
    expect(await said(nested, [title, `title: { ${at}, missing: refuse }`])).toEqual([]);
    expect(
      (await said(nested, [title, `title: { ${at} }`])).map(([code, , message]) => `${code} ${message}`),
    ).toEqual(['mapping/missing-target jobs.create requires "text.name", and nothing is written there.']);
  });
});
