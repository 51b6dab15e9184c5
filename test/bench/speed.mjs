/** How long the generator takes, against openapi-typescript's command line on the same documents. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { byTurns, inTurn, measure, measureAll } from './measure.mjs';

/**
 * All of specs/: the command alone and `npm run generate`, which bundles the generator first; each with nothing there yet, and again. And
 * openapi-typescript on the same documents, one by one.
 */
export async function specs(root, scratch, rounds) {
  const out = path.join(scratch, 'specs');
  const copy = path.join(scratch, 'copy');
  await copyOf(root, copy);
  const command = () => measure(['dist/main.js', 'generate', '--specs', 'specs', '--out', out], root);
  const script = () => measureAll('npm run generate', copy);
  const cold =
    (run, ...folders) =>
    async () => {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
      return run();
    };
  const made = ['dist', 'generated'].map((name) => path.join(copy, name));
  const documents = (await readdir(path.join(root, 'specs'))).map((name) =>
    path.join(root, 'specs', name, 'openapi.yaml'),
  );
  const each = documents
    .filter((file) => existsSync(file))
    .map((file) => theirs(root, file, path.join(scratch, 'theirs.ts')));
  const runs = {
    'npm run generate, cold': cold(script, ...made),
    'npm run generate, again': script,
    'generate, specs/, cold': cold(command, out),
    'generate, specs/, again': command,
  };
  const [baseline, ...ours] = await byTurns([() => inTurn(each), ...Object.values(runs)], rounds);
  return Object.keys(runs).map((what, index) => ({
    what,
    mode: 'prettier',
    ours: ours[index],
    theirs: baseline,
  }));
}

/** What `npm run generate` reads, in a folder of its own. */
async function copyOf(root, copy) {
  await mkdir(copy);
  for (const name of ['generator', 'specs', 'templates', 'package.json']) {
    await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
}

/** `--spec` on one document, cold, unformatted and formatted. */
export async function document(root, scratch, file, name, rounds) {
  const out = path.join(scratch, 'spec');
  const run = (mode) => async () => {
    await rm(out, { recursive: true, force: true });
    const asked = ['generate', '--spec', file, '--name', 'bench', '--out', out, '--format', mode];
    return measure([path.join(root, 'dist/main.js'), ...asked], scratch);
  };
  const baseline = theirs(root, file, path.join(scratch, 'theirs.ts'));
  const [none, prettier, typed] = await byTurns([run('none'), run('prettier'), baseline], rounds);
  const row = (mode, ours) => ({ what: `--spec ${name}`, mode, ours, theirs: typed });
  return [row('none', none), row('prettier', prettier)];
}

function theirs(root, file, out) {
  return () =>
    measure([path.join(root, 'node_modules/openapi-typescript/bin/cli.js'), file, '-o', out], root);
}
