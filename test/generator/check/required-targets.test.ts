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

  it('may be null where the record has nothing', async () => {
    expect(await said(['required: [name]', 'required: [name, due]'])).toEqual([]);
    expect(
      (await said(['required: [name]', 'required: [name, note]'])).map(([code, pointed]) => [code, pointed]),
    ).toEqual([['mapping/missing-target', '{ at: note, as: richtext.plain }']]);
  });

  it('may be a list, which is empty at least', async () => {
    expect(await said(['required: [name]', 'required: [name, crew]'])).toEqual([]);
  });

  it('of a change has to be in every change', async () => {
    const update: Change = [
      '    JobUpdate:\n      type: object\n',
      '    JobUpdate:\n      type: object\n      required: [owner]\n',
    ];
    const codes = (
      await said(update, [
        '        phase: { type: string }',
        '        phase: { type: string }\n        owner: { type: string }',
      ])
    ).map(([code, , message]) => `${code} ${message}`);
    expect(codes).toEqual([
      'mapping/missing-target jobs.update requires "owner", and nothing is written there.',
    ]);
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
