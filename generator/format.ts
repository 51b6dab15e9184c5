import type { OutputFile } from './model/plan.js';

/** `auto` leaves out what is too large for a formatter's pace: over 256 kB of output of a single document. */
export type FormatMode = 'prettier' | 'none' | 'auto';

const AUTO_LIMIT = 256 * 1024;

/** The last coat. */
export async function format(files: readonly OutputFile[], mode: FormatMode): Promise<readonly OutputFile[]> {
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (mode === 'none' || (mode === 'auto' && size > AUTO_LIMIT)) return files;
  const [prettier, typescript, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/typescript'),
    import('prettier/plugins/estree'),
  ]);
  const options = {
    parser: 'typescript',
    plugins: [typescript, estree as never],
    singleQuote: true,
    printWidth: 100,
  };
  return Promise.all(
    files.map(async ({ path, text }) => ({ path, text: await prettier.format(text, options) })),
  );
}
