/** How much code comes out, and how much of it reaches an app. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Files, lines and bytes of each part of generated/. */
export async function output(root) {
  const folder = path.join(root, 'generated');
  const parts = new Map();
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const text = await readFile(path.join(folder, name), 'utf8');
    const part = name.includes(path.sep) ? `${name.split(path.sep)[0]}/` : name;
    const sum = parts.get(part) ?? { files: 0, lines: 0, bytes: 0 };
    sum.files += 1;
    sum.lines += text.split('\n').length - 1;
    sum.bytes += Buffer.byteLength(text);
    parts.set(part, sum);
  }
  return parts;
}

/** Apps, and what of the package they bundle: minified by esbuild, and then by gzip. */
export async function apps(root) {
  const sizes = new Map();
  for (const [what, code] of await samples(root)) sizes.set(what, await bundled(root, code));
  return sizes;
}

async function samples(root) {
  const names = await readdir(path.join(root, 'dist/lib'));
  const vendors = names
    .filter((name) => existsSync(path.join(root, 'dist/lib', name, 'client.js')))
    .toSorted();
  const pairs = (await readdir(path.join(root, 'dist/lib/map')))
    .filter((name) => name.endsWith('.js'))
    .toSorted();
  return [
    ...vendors.map((vendor) => [`the whole client of ${vendor}`, `export * from 'crosswalk/${vendor}';`]),
    ...(await Promise.all(vendors.map((vendor) => client(root, vendor)))),
    ...vendors.map((vendor) => [
      `Tasks of ${vendor}, with a transport`,
      `import { Tasks, ${vendor}Facts } from 'crosswalk/${vendor}';
       import { bearer, Transport } from 'crosswalk/runtime';
       export const tasks = (token) => new Tasks(new Transport(${vendor}Facts, { auth: bearer('token', token) }));`,
    ]),
    ...pairs.map((file) => [
      `map/${file.slice(0, -3)}`,
      `export * from 'crosswalk/map/${file.slice(0, -3)}';`,
    ]),
  ];
}

/** An app that makes a client and uses whatever it likes of its methods, but none of the mappers. */
async function client(root, vendor) {
  const text = await readFile(path.join(root, 'dist/lib', vendor, 'client.js'), 'utf8');
  const name = /^export class (\w+)/m.exec(text)[1];
  return [
    `new ${name}(…), without mappers`,
    `import { ${name} } from 'crosswalk/${vendor}';
     export const connect = (auth) => new ${name}({ auth });`,
  ];
}

async function bundled(root, contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, sourcefile: 'app.js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  const [{ contents: code }] = outputFiles;
  return { minified: code.length, gzip: gzipSync(code, { level: 9 }).length };
}
