/** One document on its way: generated, type-checked, imported, called. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fault, run } from './child.mjs';

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const compiler = at('../../node_modules/typescript-7/bin/tsc');

/** The flags that the output has to compile under. TypeScript 7 is the fast one; the tests ask the others. */
const FLAGS = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: [],
  module: 'NodeNext',
  declaration: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
};

/**
 * What becomes of a document: `good`, `refused` with a diagnostic that has a place, or `failed` with the reasons. Beside it what
 * generating took, and how much there was to call.
 */
export async function tryDocument(file, folder, options) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const limits = { cwd: folder, seconds: options.seconds, heap: options.heap };
  const args = ['generate', '--spec', file, '--name', 'api', '--out', folder, '--format', options.format];
  const generated = await run([options.generator, ...args], limits);
  const cost = { seconds: generated.seconds, memory: generated.memory };
  const crashed = fault(generated, 'generate', [0, 1]);
  if (crashed !== undefined) return { file, ...cost, verdict: 'failed', reasons: [crashed] };
  if (generated.code === 1) return { file, ...cost, ...refusal(generated.stderr) };
  const errors = await typeErrors(folder, limits);
  if (errors.length > 0) return { file, ...cost, verdict: 'failed', reasons: errors };
  const called = await callAll(file, folder, limits);
  return { file, ...cost, ...called, verdict: called.reasons.length === 0 ? 'good' : 'failed' };
}

/** A refusal is one with a code and a place; else nobody can do anything about it. */
function refusal(stderr) {
  const placed = [...stderr.matchAll(/^\S.*:(\d+:\d+)\s+error (\S+)\n\s+(.*)/gm)];
  if (placed.length === 0)
    return { verdict: 'failed', reasons: [`refused without a place: ${stderr.trim().slice(0, 200)}`] };
  return { verdict: 'refused', reasons: placed.map(([, place, code, text]) => `${code} ${place} ${text}`) };
}

async function typeErrors(folder, limits) {
  const config = path.join(folder, 'tsconfig.json');
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }\n');
  await writeFile(config, JSON.stringify({ compilerOptions: FLAGS, include: ['api', 'runtime'] }));
  const checked = await run([compiler, '-p', config, '--pretty', 'false'], limits);
  const crashed = fault(checked, 'compile', [0, 1, 2]);
  if (crashed !== undefined) return [crashed];
  const errors = checked.stdout.split('\n').filter((line) => line.includes('error TS'));
  return checked.code === 0 || errors.length > 0 ? errors : [`compile: ${checked.stdout.slice(0, 200)}`];
}

async function callAll(file, folder, limits) {
  const called = await run([at('call.mjs'), folder, file], limits);
  const crashed = fault(called, 'import', [0]);
  if (crashed !== undefined) return { reasons: [crashed] };
  const { methods, calls, wrong } = JSON.parse(called.stdout);
  return { methods, calls, reasons: wrong };
}
