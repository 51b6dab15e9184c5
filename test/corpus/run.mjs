/**
 * `npm run corpus -- <folder>`: what becomes of each OpenAPI document of a folder. A child generates, another type-checks, a third imports
 * and calls; each has a limit of time and memory, and each document its turn, so that one that takes all ends alone.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documentsOf } from './documents.mjs';
import { line, summary } from './table.mjs';
import { tryDocument } from './try.mjs';

const HELP = `npm run corpus -- <folder> [options]

  --only <text>       only documents with this text in their path
  --jobs <number>     how many at once; as many as there are processors if not given
  --json              one JSON object a line instead of the table
  --keep <folder>     where to generate, and leave what came out
  --format <mode>     of the generator: none if not given
  --generator <file>  another bundle of the generator than dist/main.js
  --seconds <number>  how long each step may take: 120
  --heap <megabytes>  how much memory each step may take: 4096
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
    keep: { type: 'string' },
    format: { type: 'string', default: 'none' },
    generator: { type: 'string', default: fileURLToPath(new URL('../../dist/main.js', import.meta.url)) },
    seconds: { type: 'string', default: '120' },
    heap: { type: 'string', default: '4096' },
  },
});
if (positionals.length !== 1 || !existsSync(values.generator)) {
  console.error(positionals.length === 1 ? `There is no ${values.generator}.` : HELP);
  process.exit(2);
}

const root = path.resolve(positionals[0]);
const documents = (await documentsOf(root)).filter((file) => path.relative(root, file).includes(values.only));
const scratch =
  values.keep === undefined
    ? await mkdtemp(path.join(tmpdir(), 'crosswalk-corpus-'))
    : path.resolve(values.keep);
const options = {
  generator: path.resolve(values.generator),
  format: values.format,
  seconds: Number(values.seconds),
  heap: Number(values.heap),
};
const results = [];

/** Takes the next document until there is none. */
async function work(waiting) {
  for (const [index, file] of waiting) {
    const name = path.relative(root, file);
    const folder = path.join(scratch, `${index}-${name.replace(/[^A-Za-z0-9]+/g, '-')}`);
    const result = { ...(await tryDocument(file, folder, options)), file: name };
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
    results.push(result);
    console.log(values.json ? JSON.stringify(result) : line(result));
  }
}

try {
  const waiting = documents.entries();
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, () => work(waiting)));
} finally {
  if (values.keep === undefined) await rm(scratch, { recursive: true, force: true });
}
if (!values.json) console.log(`\n${summary(results)}`);
process.exitCode = results.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
