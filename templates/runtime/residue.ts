import type { Residue } from './convert.js';

type Fields = Record<string, unknown>;

/** What the canonical model can't say of a record; undefined where that is nothing. `known` are the members that the document names. */
export function residueOf(
  vendor: string,
  entity: string,
  named: Readonly<Record<string, unknown>>,
  custom?: { readonly prefix: string; readonly members: object; readonly known: readonly string[] },
): Residue | undefined {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(named)) keep(fields, name, value);
  if (custom !== undefined) {
    for (const [name, value] of Object.entries(custom.members)) {
      if (!custom.known.includes(name)) keep(fields, custom.prefix + name, value);
    }
  }
  return Object.keys(fields).length === 0 ? undefined : { vendor, entity, fields };
}

function keep(fields: Fields, name: string, value: unknown): void {
  if (value !== undefined && value !== null) fields[name] = value;
}

/** Puts back what a residue of the vendor's own holds and a new record takes. `paths` are names joined by dots. */
export function putBack(
  residue: Residue | undefined,
  vendor: string,
  paths: readonly string[],
  target: object,
): void {
  if (residue?.vendor !== vendor) return;
  for (const path of paths) {
    const value = fieldAt(residue.fields, path);
    if (value !== undefined && value !== null) setAt(target as Fields, path.split('.'), value);
  }
}

/** Puts the account's own fields of a residue back. */
export function putBackCustom(
  residue: Residue | undefined,
  vendor: string,
  prefix: string,
  known: readonly string[],
  target: Fields,
): void {
  if (residue?.vendor !== vendor) return;
  for (const [field, value] of Object.entries(residue.fields)) {
    const name = field.slice(prefix.length);
    const isCustom = field.startsWith(prefix) && !known.includes(name.split('.', 1)[0]!);
    if (isCustom && !Object.hasOwn(target, name)) target[name] = value;
  }
}

/** A residue names a field by its path; the path of a part of that field is longer. */
function fieldAt(fields: unknown, path: string): unknown {
  if (typeof fields !== 'object' || fields === null) return undefined;
  const found = Object.entries(fields).find(([name]) => path === name || path.startsWith(`${name}.`));
  if (found === undefined || found[0] === path) return found?.[1];
  return fieldAt(found[1], path.slice(found[0].length + 1));
}

function setAt(target: Fields, [name = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) target[name] ??= value;
  else setAt((target[name] ??= {}) as Fields, below, value);
}
