import { singular, words } from '../words.js';

/** What the holes of a name are filled with. */
export type Holes = ReadonlyMap<string, string>;

/**
 * Holds texts against patterns: `*` is any run of characters, in a path within one step and `**` over several; `{name}` is a run that is
 * remembered, in a path a step that is no parameter; `{}` is a parameter. Undefined where one does not fit.
 */
export function capture(
  pairs: readonly (readonly [pattern: string | undefined, text: string])[],
): Holes | undefined {
  const holes = new Map<string, string>();
  for (const [pattern, text] of pairs) {
    if (pattern === undefined) continue;
    // Patterns with several holes take long on long texts, and no name is that long.
    const found = text.length > LONGEST ? null : expressionOf(pattern).exec(text);
    if (found === null) return undefined;
    for (const [name, value] of Object.entries(found.groups ?? {})) holes.set(name, value);
  }
  return holes;
}

const LONGEST = 1000;

const known = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let expression = known.get(pattern);
  if (expression === undefined) {
    const run = pattern.startsWith('/') ? '[^/{}]+' : '.+';
    const star = pattern.startsWith('/') ? '[^/]*' : '.*';
    const names = new Set<string>();
    const source = pattern.replace(PARTS, (part, name?: string) => {
      if (part === '**') return '.*';
      if (part === '*') return star;
      if (part === '{}') return '\\{[^/{}]*\\}';
      if (name === undefined) return `\\${part}`;
      if (names.has(name)) return `\\k<${name}>`;
      names.add(name);
      return `(?<${name}>${run})`;
    });
    expression = new RegExp(`^${source}$`, 's');
    known.set(pattern, expression);
  }
  return expression;
}

const PARTS = /\{([a-z][A-Za-z]*)?\}|\*\*|[\\^$.*+?()[\]{}|]/g;
const HOLE = /\{([a-z][A-Za-z]*)(:one)?\}/g;

/** A name with its holes filled: `{resource}`, and `{resource:one}` for one of many. Undefined if a hole is filled with nothing sayable. */
export function fill(name: string, holes: Holes): string | undefined {
  let isSayable = true;
  const text = name.replace(HOLE, (_, hole: string, one?: string) => {
    const said = words(holes.get(hole) ?? '');
    isSayable &&= said.length > 0;
    return ` ${[...said.slice(0, -1), ...said.slice(-1).map(one === undefined ? String : singular)].join(' ')} `;
  });
  return isSayable ? text : undefined;
}

/** The holes of a name. */
export function holesOf(name: string): readonly string[] {
  return [...name.matchAll(HOLE)].map(([, hole]) => hole!);
}
