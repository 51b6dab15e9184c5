import type { Report } from '../diagnostics.js';
import { isObject } from '../model/document.js';
import { below, fragment, type Place, type Pointer, type Source } from '../source.js';
import { anchored } from './anchored.js';
import { Edit, partOf, type Part } from './edit.js';
import { Growth } from './growth.js';
import { advice, places, readPath, select, type JsonPath, type Match } from './json-path.js';
import { DEEPEST, MOST_UNFOLDED } from './limits.js';
import { applyNames, type NamingRules } from './names.js';

/** An overlay as its schema has it. */
interface OverlayData {
  readonly actions?: readonly Action[];
  readonly 'x-crosswalk-names'?: NamingRules;
}

interface Action {
  readonly target: string;
  readonly update?: unknown;
  readonly copy?: string;
  readonly remove?: boolean;
  /** At how many places the target has to be. */
  readonly 'x-expect'?: number;
  /** The action is for documents only where this is something. */
  readonly 'x-when'?: string;
}

/** An overlay that was read, and where. */
export interface Overlay {
  readonly source: Source;
  readonly location: string;
}

/** A document after its overlays. */
export interface Overlaid {
  readonly source: Source;
  /** The files that the overlays refer to, and not the document. */
  readonly files: ReadonlySet<string>;
}

/**
 * Applies OpenAPI Overlays (1.0 and 1.1) to a document, in order, each to the result of the one before. An action that changes nothing,
 * or more or less than it says, is reported. The source that comes out knows of each part whether document or overlay has written it.
 */
export function applyOverlays(document: Source, overlays: readonly Overlay[], report: Report): Overlaid {
  const files = new Set<string>();
  if (overlays.length === 0) return { source: document, files };
  const edit = new Edit(document);
  const growth = new Growth();
  for (const { source, location } of overlays) {
    const { actions = [] } = source.data as OverlayData;
    for (const [index, action] of actions.entries()) {
      const place: Place = { source, pointer: ['actions', String(index)] };
      applyAction({ action, place, location, files, edit, growth, document: document.path, report });
    }
  }
  // The last overlay has the last word: what it names is named already when those before it come.
  for (const { source } of overlays.toReversed()) {
    const rules = (source.data as OverlayData)['x-crosswalk-names'];
    if (rules !== undefined) applyNames(rules, { source, pointer: ['x-crosswalk-names'] }, edit, report);
  }
  return { source: edit.toSource(), files };
}

interface Applying {
  readonly action: Action;
  readonly place: Place;
  /** Where the overlay is. */
  readonly location: string;
  /** The files that overlays refer to. */
  readonly files: Set<string>;
  readonly edit: Edit;
  readonly growth: Growth;
  /** How the document is called in messages. */
  readonly document: string;
  readonly report: Report;
}

function applyAction(applying: Applying): void {
  const { action, place, edit, report } = applying;
  const when = action['x-when'];
  // A condition that is the target itself is looked for once.
  const isTarget = when === action.target;
  if (when !== undefined && !isTarget) {
    const condition = readPath(when, below(place, 'x-when'), report);
    if (condition === undefined || select(condition, edit.data).length === 0) return;
  }
  const target = readPath(action.target, below(place, 'target'), report);
  if (target === undefined) return;
  const found = isTarget ? select(target, edit.data) : find(action.target, target, 'target', applying);
  if (found.length === 0) return;
  const expected = action['x-expect'];
  if (expected !== undefined && expected !== found.length)
    reportCount('target', found.length, expected, applying);
  if (action.remove === true) remove(found, applying);
  else merge(found, applying);
}

/** All that a path of the action means; nothing is a fault. */
function find(text: string, path: JsonPath, field: 'target' | 'copy', applying: Applying): readonly Match[] {
  const { place, edit, document, report } = applying;
  const found = select(path, edit.data);
  if (found.length === 0)
    report.add('overlay/no-match', below(place, field), { document, path: text }, advice(path, edit.data));
  return found;
}

function reportCount(field: 'target' | 'copy', count: number, expected: number, applying: Applying): void {
  const { action, place, document, report } = applying;
  const values = { path: action[field]!, count: places(count), expected: String(expected), document };
  const help =
    field === 'copy'
      ? 'What is copied has to be at one place.'
      : 'Say the number that is right in "x-expect", or a target that means fewer or more.';
  report.add('overlay/unexpected-count', below(place, field), values, help);
}

function remove(found: readonly Match[], { place, edit, report }: Applying): void {
  const byHolder = new Map<string, { readonly holder: Pointer; readonly tokens: Set<string> }>();
  for (const { pointer } of found) {
    const last = pointer.at(-1);
    if (last === undefined) {
      report.add('overlay/removed-root', below(place, 'target'), {});
      return;
    }
    const holder = pointer.slice(0, -1);
    const key = JSON.stringify(holder);
    if (!byHolder.has(key)) byHolder.set(key, { holder, tokens: new Set() });
    byHolder.get(key)!.tokens.add(last);
  }
  // What is deeper goes first: nothing of it is moved by what goes after it.
  const order = [...byHolder.values()].toSorted((a, b) => b.holder.length - a.holder.length);
  for (const { holder, tokens } of order) edit.remove(holder, tokens);
}

function merge(found: readonly Match[], applying: Applying): void {
  const { action, place, edit, report } = applying;
  const kinds = new Set(found.map(({ value }) => kindOf(value)));
  if (kinds.size > 1) {
    const values = { path: action.target, kinds: [...kinds].map((kind) => NAMES[kind]).join(' and ') };
    report.add('overlay/mixed-targets', below(place, 'target'), values, 'Use one action for each.');
    return;
  }
  const part = action.copy === undefined ? given(applying) : copied(action.copy, applying);
  if (part === undefined || isTooMuch(part, found, applying)) return;
  const told = new Set<string>();
  for (const { pointer } of found) {
    for (const clash of edit.merge(pointer, part)) {
      const key = JSON.stringify(clash);
      if (!told.has(key)) reportClash(part, [...pointer, ...clash], clash, applying);
      told.add(key);
    }
  }
}

function given({ action, place, location, files }: Applying): Part {
  return partOf(anchored(action.update, location, files), below(place, 'update'));
}

function copied(text: string, applying: Applying): Part | undefined {
  const { place, edit, report } = applying;
  const path = readPath(text, below(place, 'copy'), report);
  const found = path === undefined ? [] : find(text, path, 'copy', applying);
  if (found.length > 1) reportCount('copy', found.length, 1, applying);
  return found.length === 1 ? edit.at(found[0]!.pointer) : undefined;
}

/** Whether a part may not be put everywhere it should go, after a diagnostic. */
function isTooMuch({ value }: Part, found: readonly Match[], applying: Applying): boolean {
  const { action, place, growth, document, report } = applying;
  const places = found.map(({ pointer }) => pointer);
  const excess = growth.exceeds(value, places);
  const at = below(place, action.copy === undefined ? 'update' : 'copy');
  if (excess === 'depth') report.add('source/too-deep', at, { levels: String(DEEPEST) });
  if (excess === 'values') report.add('overlay/too-much', at, { document, most: String(MOST_UNFOLDED) });
  return excess !== undefined;
}

function reportClash(
  part: Part,
  there: Pointer,
  clash: Pointer,
  { place, edit, action, report }: Applying,
): void {
  const value = clash.reduce<unknown>(
    (holder, token) => (isObject(holder) ? holder[token] : undefined),
    part.value,
  );
  const values = {
    part: ONE[kindOf(value)],
    there: ONE[kindOf(edit.at(there).value)],
    where: `"${fragment(there)}"`,
  };
  const at = action.copy === undefined ? below(place, 'update', ...clash) : below(place, 'copy');
  report.add('overlay/incompatible', at, values, 'Remove what is there by an action before this one.');
}

type Kind = 'object' | 'list' | 'primitive';

const NAMES: Readonly<Record<Kind, string>> = {
  object: 'objects',
  list: 'lists',
  primitive: 'single values',
};

const ONE: Readonly<Record<Kind, string>> = {
  object: 'an object',
  list: 'a list',
  primitive: 'a single value',
};

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'object' : 'primitive';
}
