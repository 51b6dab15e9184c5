import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { Edit, partOf } from '../../../generator/load/edit.js';
import { readJson } from '../../../generator/load/json.js';
import type { Pointer, Source } from '../../../generator/source.js';

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 99 }),
    fc.constantFrom(null, true, 'text', '', '__proto__'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'x/y~z'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('merge', 'copy', 'remove'),
    at: fc.nat(),
    from: fc.nat(),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 8 },
);

function sourceOf(name: string, value: unknown): Source {
  return readJson(name, JSON.stringify(value), new Report())!;
}

/** Everything in some data: its pointer and its value, holders before what they hold. */
function everything(value: unknown, pointer: Pointer = []): readonly (readonly [Pointer, unknown])[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[pointer, value], ...members.flatMap(([key, item]) => everything(item, [...pointer, key]))];
}

/** What the text at a pointer says. */
function read(source: Source, pointer: Pointer): unknown {
  if (pointer.length === 0) return source.data;
  const { start, end } = source.locate(pointer, 'value');
  return JSON.parse(source.text.slice(start, end));
}

function pick(data: unknown, number: number): Pointer {
  const all = everything(data).slice(0, 200);
  return all[number % all.length]![0];
}

it('an edit knows of every value where it was written, and leaves the source as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), json), json, steps, (data, more, actions) => {
      const source = sourceOf('document.json', data);
      const overlay = sourceOf('overlay.json', more);
      const edit = new Edit(source);
      for (const { kind, at, from, count } of actions) {
        const pointer = pick(edit.data, at);
        if (kind === 'merge') {
          const part = pick(overlay.data, from);
          edit.merge(pointer, partOf(read(overlay, part), { source: overlay, pointer: part }));
        } else if (kind === 'copy') {
          // What is copied can hold the place it goes to; a few of these make more than a test can look at.
          if (everything(edit.data).length < 300) edit.merge(pointer, edit.at(pick(edit.data, from)));
        } else {
          const [, value] = everything(edit.data).find(([one]) => one.join('/') === pointer.join('/'))!;
          if (typeof value === 'object' && value !== null) {
            const keys = Object.keys(value).slice(0, count);
            edit.remove(pointer, new Set(keys));
          }
        }
      }
      const result = edit.toSource();
      for (const [pointer, value] of everything(result.data)) {
        if (typeof value === 'object' && value !== null) continue;
        const place = result.trace(pointer);
        expect(read(place.source, place.pointer)).toEqual(value);
      }
      expect(JSON.stringify(source.data)).toBe(source.text);
      expect(JSON.stringify(overlay.data)).toBe(overlay.text);
    }),
    { numRuns: 20000 },
  );
});
