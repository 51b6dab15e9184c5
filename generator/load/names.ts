import { isObject, type JsonObject } from '../model/document.js';
import { camelCase, pascalCase, singular, words } from '../words.js';
import type { Report } from '../diagnostics.js';
import { below, type Place, type Pointer } from '../source.js';
import { partOf, type Edit } from './edit.js';
import { readPath, select } from './json-path.js';

/** What names many operations or schemas at once, as the schema of overlays has it. */
export interface NamingRules {
  readonly operations?: readonly OperationRule[];
  readonly schemas?: readonly SchemaRule[];
}

interface Rule {
  readonly name: string;
  /** The rule is for documents only where this is something. */
  readonly when?: string;
  /** What the document has to be called. */
  readonly title?: string;
}

interface OperationRule extends Rule {
  readonly path?: string;
  readonly method?: string;
  readonly id?: string;
  readonly tag?: string;
}

interface SchemaRule extends Rule {
  readonly schema: string;
}

type AnyRule = Rule & Partial<OperationRule & SchemaRule>;

/** What the holes of a name are filled with. */
type Holes = ReadonlyMap<string, string>;

const NAME = 'x-crosswalk-name';

/**
 * Names operations and schemas by the rules of an overlay, after its actions: each by the first rule that means it and gives a name that is
 * free. What an action has named keeps its name. A rule that means nothing is no fault: one overlay serves many documents.
 */
export function applyNames(rules: NamingRules, place: Place, edit: Edit, report: Report): void {
  const root = isObject(edit.data) ? edit.data : {};
  const title = isObject(root['info']) ? String(root['info']['title'] ?? '') : '';
  const inUse = <R extends Rule>(kind: keyof NamingRules, all: readonly R[] = []): readonly Placed<R>[] =>
    all
      .map((rule, index) => ({ rule, place: below(place, kind, String(index)) }))
      .filter((placed) => hasAllHoles(placed, report) && isMeant(placed, edit, report));
  nameAll(operationsOf(root), inUse('operations', rules.operations), edit, (rule, operation) =>
    operationName(rule, operation, title),
  );
  nameAll(schemasOf(root), inUse('schemas', rules.schemas), edit, ({ name, ...rule }, { key }) => {
    const holes = capture([
      [rule.title, title],
      [rule.schema, key],
    ]);
    const text = holes && fill(name, holes);
    return text === undefined ? undefined : pascalCase(text);
  });
}

interface Placed<R> {
  readonly rule: R;
  readonly place: Place;
}

function isMeant({ rule, place }: Placed<Rule>, edit: Edit, report: Report): boolean {
  if (rule.when === undefined) return true;
  const condition = readPath(rule.when, below(place, 'when'), report);
  return condition !== undefined && select(condition, edit.data).length > 0;
}

/** Something that can be given a name. */
interface Nameable {
  readonly pointer: Pointer;
  readonly value: JsonObject;
}

/** Goes by the rules, not by the document: who comes first in that takes no name away. */
function nameAll<R extends Rule, N extends Nameable>(
  all: readonly N[],
  rules: readonly Placed<R>[],
  edit: Edit,
  nameOf: (rule: R, nameable: N) => string | undefined,
): void {
  const taken = new Set(all.map(({ value }) => value[NAME]));
  const nameless = new Set(all.filter((nameable) => !isNamed(nameable, edit)));
  for (const { rule, place } of rules) {
    for (const nameable of nameless) {
      const name = nameOf(rule, nameable);
      if (name === undefined || taken.has(name)) continue;
      taken.add(name);
      nameless.delete(nameable);
      edit.merge(nameable.pointer, partOf({ [NAME]: name }, place, [[NAME, below(place, 'name')]]));
    }
  }
}

/** An overlay that gives an operation its name or its id has the last word. */
function isNamed({ pointer, value }: Nameable, edit: Edit): boolean {
  if (value[NAME] !== undefined) return true;
  return value['operationId'] !== undefined && edit.isAdded([...pointer, 'operationId']);
}

interface FoundOperation extends Nameable {
  readonly path: string;
  readonly method: string;
}

const METHODS: ReadonlySet<string> = new Set('get put post delete options head patch query'.split(' '));

function operationsOf(root: JsonObject): readonly FoundOperation[] {
  const paths = isObject(root['paths']) ? root['paths'] : {};
  return Object.keys(paths)
    .toSorted()
    .flatMap((path) => {
      const item = paths[path];
      return Object.entries(isObject(item) ? item : {}).flatMap(([method, value]): FoundOperation[] =>
        METHODS.has(method) && isObject(value)
          ? [{ path, method, value, pointer: ['paths', path, method] }]
          : [],
      );
    });
}

interface FoundSchema extends Nameable {
  readonly key: string;
}

function schemasOf(root: JsonObject): readonly FoundSchema[] {
  const components = isObject(root['components']) ? root['components'] : {};
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  return Object.keys(schemas)
    .toSorted()
    .flatMap((key): FoundSchema[] => {
      const value = schemas[key];
      return isObject(value) ? [{ key, value, pointer: ['components', 'schemas', key] }] : [];
    });
}

/** `tasks.batchCreate`; undefined where the rule does not mean the operation, or what comes out can be no name. */
function operationName(
  rule: OperationRule,
  { path, method, value }: FoundOperation,
  title: string,
): string | undefined {
  if (rule.method !== undefined && rule.method !== method) return undefined;
  const tags = Array.isArray(value['tags']) ? value['tags'].map(String) : [];
  const holes = capture([
    [rule.title, title],
    [rule.id, String(value['operationId'] ?? '')],
    [rule.tag, tags[0] ?? ''],
    [rule.path, path],
  ]);
  if (holes === undefined) return undefined;
  const parts = rule.name.split('.').map((part) => fill(part, holes));
  if (parts.includes(undefined)) return undefined;
  const name = parts.map((part) => camelCase(part!)).join('.');
  return /^[a-z]\w{0,98}\.(?!(?:constructor|then)$)[a-z]\w{0,98}$/.test(name) ? name : undefined;
}

/**
 * Holds texts against patterns: `*` is any run of characters, in a path within one step and `**` over several; `{name}` is a run that is
 * remembered, in a path a step that is no parameter; `{}` is a parameter. Undefined where one does not fit.
 */
function capture(
  pairs: readonly (readonly [pattern: string | undefined, text: string])[],
): Holes | undefined {
  const holes = new Map<string, string>();
  for (const [pattern, text] of pairs) {
    if (pattern === undefined) continue;
    const found = expressionOf(pattern).exec(text);
    if (found === null) return undefined;
    for (const [name, value] of Object.entries(found.groups ?? {})) holes.set(name, value);
  }
  return holes;
}

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
function fill(name: string, holes: Holes): string | undefined {
  let isSayable = true;
  const text = name.replace(HOLE, (_, hole: string, one?: string) => {
    const said = words(holes.get(hole) ?? '');
    isSayable &&= said.length > 0;
    return ` ${[...said.slice(0, -1), ...said.slice(-1).map(one === undefined ? String : singular)].join(' ')} `;
  });
  return isSayable ? text : undefined;
}

/** Reports a hole in the name of a rule that no pattern of it fills. */
function hasAllHoles({ rule, place }: Placed<AnyRule>, report: Report): boolean {
  const patterns = [rule.title, rule.schema, rule.path, rule.id, rule.tag].join(' ');
  const missing = [...rule.name.matchAll(HOLE)].find(([, hole]) => !patterns.includes(`{${hole}}`));
  if (missing === undefined) return true;
  const reason = `No pattern of this rule has "{${missing[1]}}"`;
  report.add(
    'overlay/invalid',
    below(place, 'name'),
    { reason },
    'A name is filled with what its patterns catch.',
  );
  return false;
}
