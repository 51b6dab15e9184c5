/**
 * Bundles the generator into dist/: what ships is what runs. Beside it go the licences of all that the bundle holds.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS inside the bundle asks for these three. */
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL('.', import.meta.url));`;

/**
 * ts-morph carries the texts of all of TypeScript's lib.*.d.ts files, for a `Project` that type-checks. Declarations are printed
 * without one, so the package does without a fifth of its size.
 */
const withoutLibTexts = {
  name: 'without-lib-texts',
  setup({ onLoad }) {
    onLoad({ filter: /ts-morph-common\.js$/ }, async (file) => {
      const text = await readFile(file.path, 'utf8');
      const contents = text.replace(/^const libFiles = \[\{.*?^\s*\}\];$/ms, 'const libFiles = [];');
      if (contents === text) throw new Error(`${file.path} holds its lib texts in another way than it did.`);
      return { contents };
    });
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['generator/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Names stay as they are: a stack trace of ours should tell something. Without them the package were a seventh smaller.
  minifySyntax: true,
  minifyWhitespace: true,
  // One TypeScript serves ts-morph and openapi-typescript.
  alias: { typescript: '@ts-morph/common/dist/typescript.js' },
  banner: { js: banner },
  plugins: [withoutLibTexts],
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
});

/** The folders of the packages that went into the bundle; TypeScript is inside another package, and has a licence of its own. */
function packages() {
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = used
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0])
    .filter(Boolean);
  return [...new Set([...folders, 'node_modules/typescript'])].map((folder) => path.resolve(root, folder));
}

/** What a package says of itself, and every licence and notice that comes with it. */
async function licencesOf(folder) {
  const { name, version, license, contributors } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(folder))
    .filter((file) => /^(licen[cs]e|notice|copying|third-?party)/i.test(file))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  if (texts.length === 0) texts.push(`By ${contributors}. The package comes without a text of its licence.`);
  return { title: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join('\n\n') };
}

const licences = await Promise.all(packages().map(licencesOf));
const sections = new Map(licences.map(({ title, text }) => [title, text]));
const titles = [...sections.keys()].toSorted();
const rule = '-'.repeat(80);
await writeFile(
  path.join(root, 'dist', 'THIRD_PARTY_LICENSES.txt'),
  [
    `crosswalk's generator is bundled with these packages:\n\n${titles.map((title) => `  ${title}`).join('\n')}`,
    ...titles.map((title) => `${rule}\n${title}\n${rule}\n\n${sections.get(title)}`),
  ].join('\n\n') + '\n',
);
