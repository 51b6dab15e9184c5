import { expect, it } from 'vitest';
import { format, type FormatMode } from '../../generator/format.js';

const untidy = { path: 'a.ts', text: 'export   const a = "x"' };
const large = { path: 'b.ts', text: `/*${'x'.repeat(300 * 1024)}*/ export   const b = 1` };

async function texts(
  mode: FormatMode,
  ...files: readonly { readonly path: string; readonly text: string }[]
): Promise<readonly string[]> {
  return (await format(files, mode)).map(({ text }) => text.slice(-30));
}

it('puts on the last coat', async () => {
  expect(await texts('prettier', untidy)).toEqual([`export const a = 'x';\n`]);
});

it('leaves it off when it is told to', async () => {
  expect(await texts('none', untidy)).toEqual([untidy.text]);
});

it('leaves it off by itself where there is much', async () => {
  expect(await texts('auto', untidy)).toEqual([`export const a = 'x';\n`]);
  expect(await texts('auto', untidy, large)).toEqual([untidy.text, large.text.slice(-30)]);
});

it('keeps the names and the order', async () => {
  const names = (await format([untidy, { ...untidy, path: 'c/d.ts' }], 'prettier')).map(({ path }) => path);
  expect(names).toEqual(['a.ts', 'c/d.ts']);
});
