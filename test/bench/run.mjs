/**
 * Prints what the project measures of itself. `npm run bench` builds first. With CROSSWALK_DOCUMENTS=<folder> real documents are taken in;
 * BENCH_ROUNDS says how often each is run (default 5).
 */
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apps, output } from './sizes.mjs';
import { document, specs } from './speed.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const documents = process.env.CROSSWALK_DOCUMENTS;
const real = {
  'HubSpot tasks v3': 'specs/hubspot/tasks.v3.json',
  Stripe: 'corpus/stripe-spec3.json',
  GitHub: 'corpus/github-api.json',
};

const number = (value, digits = 0) =>
  Number.isNaN(value)
    ? ''
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ');
  console.log(`${all.map(line).join('\n')}\n`);
}

const cost = ({ cpu, wall, memory }) => [number(cpu, 2), number(wall, 2), number(memory)];

function speedTable(rows) {
  const head = ['CPU s', 'wall s', 'MB'];
  table(
    ['', 'format', 'CPU ratio', 'wall ratio', ...head, ...head.map((unit) => `their ${unit}`)],
    rows.map(({ what, mode, ours, theirs }) => {
      const ratios = [number(ours.cpu / theirs.cpu, 2), number(ours.wall / theirs.wall, 2)];
      return [what, mode, ...ratios, ...cost(ours), ...cost(theirs)];
    }),
  );
}

const scratch = await mkdtemp(path.join(tmpdir(), 'crosswalk-bench-'));
try {
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores; the median of ${rounds} runs, taken by turns.`,
  );
  console.log(
    'Ratios are to the command line of openapi-typescript 7.13 on the same documents, which writes types alone.\n',
  );
  const rows = await specs(root, scratch, rounds);
  for (const [name, file] of documents === undefined ? [] : Object.entries(real)) {
    const found = path.resolve(documents, file);
    if (!existsSync(found)) continue;
    const size = number(statSync(found).size / 1e6, 1);
    rows.push(...(await document(root, scratch, found, `${name}, ${size} MB`, rounds)));
  }
  speedTable(rows);
  const parts = [...(await output(root))];
  const sum = (name) => parts.reduce((total, [, part]) => total + part[name], 0);
  parts.push(['all of it', { files: sum('files'), lines: sum('lines'), bytes: sum('bytes') }]);
  table(
    ['generated/', 'files', 'lines', 'bytes'],
    parts.map(([name, { files, lines, bytes }]) => [name, number(files), number(lines), number(bytes)]),
  );
  table(
    ['an app with', 'minified', 'gzip'],
    [...(await apps(root))].map(([what, { minified, gzip }]) => [what, number(minified), number(gzip)]),
  );
} finally {
  await rm(scratch, { recursive: true, force: true });
}
