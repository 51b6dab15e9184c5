import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codes, severityOf, wordingOf } from '../../generator/diagnostics.js';

const cases = new URL('../cases/', import.meta.url);

/** What the documentation has on each code: its heading, the severity and the wording below it, and the advice. */
const documented = [
  ...readFileSync(new URL('../../generator/DIAGNOSTICS.md', import.meta.url), 'utf8').matchAll(
    /^### `(.+)`\n\n(error|warning): (.+)\n\n(.+)$/gm,
  ),
].map(([, code, severity, wording, advice]) => ({ code, severity, wording, advice }));

it('every diagnostic is documented in the order of the catalogue, as what it is and in its words', () => {
  expect(documented.map(({ code, severity, wording }) => `${code} ${severity}: ${wording}`)).toEqual(
    codes.map((code) => `${code} ${severityOf(code)}: ${wordingOf(code)}`),
  );
  expect(documented.filter(({ advice }) => advice!.startsWith('#'))).toEqual([]);
});

it('every diagnostic is what some case comes to', () => {
  const told = readdirSync(cases).flatMap((name) => {
    try {
      const text = readFileSync(new URL(`${name}/diagnostics.txt`, cases), 'utf8');
      return [...text.matchAll(/^(?:\S.*:\d+:\d+ {2})?(?:error|warning) (\S+\/\S+)$/gm)].map(
        (match) => match[1]!,
      );
    } catch {
      return [];
    }
  });
  expect(codes.filter((code) => !told.includes(code))).toEqual([]);
});
