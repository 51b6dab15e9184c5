import type { PlannedApi, PlannedResource } from '../model/plan.js';
import type { FileBuilder, Exported } from './file.js';
import type { PrintedType } from './types.js';

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
  let placed = text;
  for (const name of names) {
    const local = file.type(typeOf(api, name));
    if (local !== name)
      placed = placed.replace(new RegExp(`(?<![\\w$.'"\`])${name}(?![\\w$'"\`])`, 'g'), local);
  }
  return placed;
}
