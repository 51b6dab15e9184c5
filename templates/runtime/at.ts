import type { Path } from './facts.js';

/** What stands at a path in a body; undefined where the way ends early. Inherited properties are not seen. */
export function at(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (!has(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

/**
 * What stands at a path in an answer. `repeated` is a level that some servers send twice, `{data: {data: …}}`: where the next key is
 * missing, the way goes through that level once more.
 */
export function unwrap(body: unknown, path: Path, repeated?: string): unknown {
  let here = body;
  let spare = repeated;
  for (const key of path) {
    if (!has(here, key) && spare !== undefined && has(here, spare)) {
      here = here[spare];
      spare = undefined;
    }
    if (!has(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

function has(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
