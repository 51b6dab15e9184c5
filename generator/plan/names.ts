import type { Report } from '../diagnostics.js';
import { isObject, type Located } from '../model/document.js';
import { fragment, keyOf } from '../source.js';
import { pascalCase } from '../words.js';
import { GLOBALS } from './globals.js';

/** Hands out names of types, each once. */
export class Names {
  readonly #taken = new Set<string>(GLOBALS);
  /** The last number behind each name that was wanted more than once. */
  readonly #numbers = new Map<string, number>();

  /** The wanted name, or with a number behind it if it is taken. */
  take(wanted: string): string {
    let name = wanted;
    let number = this.#numbers.get(wanted) ?? 1;
    for (; this.#taken.has(name); name = `${wanted}${number}`) number += 1;
    this.#numbers.set(wanted, number);
    this.#taken.add(name);
    return name;
  }

  has(name: string): boolean {
    return this.#taken.has(name);
  }
}

/** What tells a schema from all others: where it stands. */
export function keyFor({ place }: Located): string {
  return place.source.path + fragment(place.pointer);
}

/** Whether a schema is one of the components, which the document itself has named. */
function isComponent({ place }: Located): boolean {
  return place.pointer.length === 3 && place.pointer[0] === 'components';
}

/** Whether the document's own name can stand as it is. Such names are given first, so that no other schema takes them. */
export function isPlain(target: Located): boolean {
  return isComponent(target) && /^[A-Z][A-Za-z0-9]{0,149}$/.test(rawName(target));
}

/** The name of a type as the schema would have it: what it says itself, or what is made of where it stands. */
export function wantedName(target: Located): string {
  return givenName(target) ?? (isPlain(target) ? rawName(target) : pascalCase(rawName(target)));
}

/** The name that a schema gives itself outright. */
export function givenName({ value }: Located): string | undefined {
  const given = isObject(value) ? value['x-crosswalk-name'] : undefined;
  return typeof given === 'string' && /^[A-Z]\w{0,149}$/.test(given) ? given : undefined;
}

/** A name from where the schema stands: the last part of a component's pointer, the telling parts of any other, the file's name. */
function rawName({ place }: Located): string {
  const { pointer, source } = place;
  if (pointer.length === 3 && pointer[0] === 'components') return pointer[2]!;
  const telling = pointer.filter((token) => !STRUCTURE.has(token));
  return telling.length > 0
    ? telling.slice(-3).join(' ')
    : source.path.replace(/^.*\//, '').replace(/\.\w+$/, '');
}

const STRUCTURE: ReadonlySet<string> = new Set(
  'components schemas definitions $defs properties items paths responses content schema application/json allOf anyOf oneOf'.split(
    ' ',
  ),
);

/** Warns of a component that is called something else in the output, unless only the spelling changes. */
export function reportRename(target: Located, name: string, report: Report): void {
  if (!isComponent(target) || givenName(target) === name) return;
  const raw = rawName(target);
  const wanted = wantedName(target);
  const reason = GLOBALS.has(wanted)
    ? `${wanted} is a global of TypeScript`
    : name !== wanted
      ? `${wanted} is taken`
      : letters(raw) === letters(name)
        ? undefined
        : 'its name is no identifier';
  if (reason !== undefined)
    report.add('document/renamed-schema', keyOf(target.place), { schema: raw, name, reason });
}

/** What is left of a name in any spelling: `colour-code` and `ColourCode` are one. */
const letters = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
