import type { PlannedApi, PlannedResource } from '../model/plan.js';
import type { FileBuilder, Exported } from './file.js';
import type { PrintedType } from './writer.js';

/** A symbol of the runtime. */
export function runtime(name: string): Exported {
  return { name, module: 'runtime/index', typeOnly: false };
}

/** A type of a vendor. */
export function typeOf({ api }: PlannedApi, name: string): Exported {
  return { name, module: `${api.id}/types`, typeOnly: true };
}

/** What a resource's module exports. */
export function inResource({ api }: PlannedApi, { file }: PlannedResource, name: string): Exported {
  return { name, module: `${api.id}/${file}`, typeOnly: false };
}

/** What a vendor's own module of facts and auth exports. */
export function inVendor({ api }: PlannedApi, name: string): Exported {
  return { name, module: `${api.id}/vendor`, typeOnly: false };
}

/** Sets a printed type into a file: its names are imported, and renamed where the file needs them for something else. */
export function place(file: FileBuilder, { text, names }: PrintedType, api: PlannedApi): string {
  return renamed(text, new Map([...names].map((name) => [name, file.type(typeOf(api, name))])));
}

/** A type with other names in it; strings, comments and the names of members stay as they are. */
export function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(TOKEN, (token: string, name: string | undefined, colon: string | undefined) =>
    name === undefined || colon !== undefined ? token : (names.get(name) ?? token),
  );
}

/** A comment, a string, or a name and the colon behind it if it is a member's. Read in one go, however long it is. */
const TOKEN = /\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|([A-Za-z_$][\w$]*)(\??:)?/g;
