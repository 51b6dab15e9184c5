import { isObject, type JsonObject } from '../model/document.js';
import { camelCase, pascalCase } from '../words.js';
import type { Report } from '../diagnostics.js';
import { below, type Place, type Pointer } from '../source.js';
import { partOf, type Edit } from './edit.js';
import { readPath, select } from './json-path.js';
import { capture, fill, holesOf } from './name-patterns.js';

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
  /** What a schema is called by itself. */
  readonly key?: string;
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
  const given = new Map<N, { readonly name: string; readonly place: Place }>();
  for (const { rule, place } of rules) {
    for (const nameable of nameless) {
      const name = nameOf(rule, nameable);
      if (name === undefined || taken.has(name)) continue;
      taken.add(name);
      nameless.delete(nameable);
      given.set(nameable, { name, place });
    }
  }
  dropClashes(given, all);
  for (const [{ pointer }, { name, place }] of given)
    edit.merge(pointer, partOf({ [NAME]: name }, place, [[NAME, below(place, 'name')]]));
}

/** A schema that no rule names keeps its own name, and no other gets it. */
function dropClashes<N extends Nameable>(given: Map<N, { readonly name: string }>, all: readonly N[]): void {
  for (let clashes = true; clashes;) {
    const kept = new Set(all.flatMap((one) => (given.has(one) || one.key === undefined ? [] : [one.key])));
    const losers = [...given].filter(([, { name }]) => kept.has(name));
    for (const [loser] of losers) given.delete(loser);
    clashes = losers.length > 0;
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

/** Reports a hole in the name of a rule that no pattern of it fills. */
function hasAllHoles({ rule, place }: Placed<AnyRule>, report: Report): boolean {
  const patterns = [rule.title, rule.schema, rule.path, rule.id, rule.tag].join(' ');
  const missing = holesOf(rule.name).find((hole) => !patterns.includes(`{${hole}}`));
  if (missing === undefined) return true;
  const reason = `No pattern of this rule has "{${missing}}"`;
  report.add(
    'overlay/invalid',
    below(place, 'name'),
    { reason },
    'A name is filled with what its patterns catch.',
  );
  return false;
}
