/**
 * A program: imports a generated client and calls every operation with a fake fetch. Prints a JSON object: how many methods there are, how
 * many calls went out, and what was wrong. Its arguments are the folder and the document.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { keyOf, methodsOf, operationsOf } from './operations.mjs';

const [folder, file] = process.argv.slice(2);
const wrong = [];
let sent = [];
let calls = 0;

const { api, noAuth, isCrosswalkError } = await bundled();
const facts = Object.values(api).find((value) => typeof value?.baseUrl === 'string');
const base = facts?.baseUrl || 'https://api.example';
const instances = api.Api === undefined ? [] : [...instancesOf(await client())];
const described = operationsOf(await readFile(file, 'utf8'));
const methods = await methodsOf(path.join(folder, 'api'));
for (const method of methods) await call(method);
const known = new Set(methods.map(keyOf));
for (const [key] of described) if (!known.has(key)) wrong.push(`no method for ${key}`);
if (calls === 0 && methods.length > 0 && wrong.length === 0) wrong.push('no call went out');
process.stdout.write(JSON.stringify({ methods: methods.length, calls, wrong }));

async function bundled() {
  const outfile = path.join(folder, 'bundle.mjs');
  await build({
    stdin: {
      contents: `export * as api from './api/index.ts';
        export { isCrosswalkError, noAuth } from './runtime/index.ts';`,
      resolveDir: folder,
    },
    outfile,
    bundle: true,
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

/** A client with all the ways to authenticate that there are, after one with each of them. */
async function client() {
  const text = await readFile(path.join(folder, 'api/vendor.ts'), 'utf8');
  const factories = [...text.matchAll(/^export function ([\w$]+)\([^)]*\): Auth\b/gm)];
  const each = factories.map(([, name]) => api[name]('user', 'secret'));
  const wanted = each.length === 0 ? [noAuth()] : [...each, each];
  const options = { baseUrl: base, retry: false, limits: false, fetch: answer };
  return wanted.map((auth) => new api.Api({ ...options, auth })).at(-1);
}

async function answer(url, { method }) {
  sent.push({ url, method });
  return new Response('{}', { headers: { 'content-type': 'application/json' } });
}

/** A client's resources, and theirs. */
function* instancesOf(object) {
  for (const value of Object.values(object)) {
    if (typeof value !== 'object' || value === null) continue;
    yield value;
    yield* instancesOf(value);
  }
}

/** Parameters are texts. Whether the body comes before the others, and whether there is one, is nothing that this knows. */
async function call(method) {
  const name = `${method.className}.${method.name}`;
  const { httpMethod, template, required = [] } = described.get(keyOf(method)) ?? method;
  const owner = instances.find((instance) => instance instanceof api[method.className]);
  if (typeof owner?.[method.name] !== 'function') return wrong.push(`the client has no ${name}`);
  const others = Object.fromEntries(required.map((parameter) => [parameter, 'v']));
  const values = holesOf(template).map((_, index) => `v${index}`);
  sent = [];
  for (const body of [others, 'text']) {
    if (sent.length > 0) break;
    try {
      await consume(owner[method.name](...values, body, others, {}));
    } catch (error) {
      // A call may lack what it needs, and an empty object be no answer; a fault of the code is neither.
      if (!isCrosswalkError(error)) return wrong.push(`${name}: ${error}`);
    }
  }
  if (sent.length === 0) return;
  calls += 1;
  if (sent[0].method !== httpMethod || !expected(template).test(new URL(sent[0].url).href))
    wrong.push(`${name}: ${sent[0].method} ${sent[0].url} was sent for ${httpMethod} ${template}`);
}

/** One answer, or the first of what comes in pieces. */
async function consume(result) {
  if (typeof result?.then === 'function') return result;
  for await (const _piece of result) return;
}

/** The names in a path, each once. */
function holesOf(template) {
  return [...new Set(template.match(/\{[^}]+\}/g))];
}

/** The URL of a path: a style puts something before a value, JSON puts it in quotes, and a fragment is not sent. */
function expected(template) {
  const holes = holesOf(template);
  const filled = template.split('#', 1)[0].replace(/\{[^}]+\}/g, (hole) => `v${holes.indexOf(hole)}`);
  const { href } = new URL(`${base}${filled.startsWith('/') ? '' : '/'}${filled}`);
  const pattern = href.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/v\d+/g, '[^/?#]*$&(%22)?');
  return new RegExp(`^${pattern}($|[?&#])`);
}
