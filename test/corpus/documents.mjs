/** Which files of a folder are OpenAPI documents. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The documents below a folder, in order. No document: what says neither `openapi` nor `swagger` at its root, and what another file
 * refers to and has no paths of its own.
 */
export async function documentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  const referred = new Set();
  const found = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    for (const target of referencesOf(text)) referred.add(path.resolve(path.dirname(file), target));
    const keys = rootKeys(text);
    if (keys.has('openapi') || keys.has('swagger')) found.push({ file, whole: hasPaths(text) });
  }
  return found
    .filter(({ file, whole }) => whole || !referred.has(path.resolve(file)))
    .map(({ file }) => file);
}

/** The members at the root, as far as a look at the text can tell: a broken file has them as well. */
function rootKeys(text) {
  if (/^\s*\{/.test(text)) {
    try {
      return new Set(Object.keys(JSON.parse(text)));
    } catch {
      const first = /^\s*\{\s*"(openapi|swagger)"\s*:/.exec(text);
      return new Set(first === null ? [] : [first[1]]);
    }
  }
  return new Set([...text.matchAll(/^(['"]?)([\w-]+)\1\s*:/gm)].map(([, , key]) => key));
}

function hasPaths(text) {
  return /(^|[{,\s"'])paths["']?\s*:\s*(\{\s*["']|\s*\n\s+["']?\/)/.test(text);
}

function referencesOf(text) {
  const targets = [...text.matchAll(/\$ref["']?\s*:\s*["']?([^"'#\s]+)/g)].map(([, target]) => target);
  return new Set(targets.filter((target) => !/^[a-z]+:/i.test(target)));
}
