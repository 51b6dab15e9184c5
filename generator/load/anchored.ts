import { isObject } from '../model/document.js';
import { fromLocation } from './location.js';
import { linksOf } from './references.js';

/**
 * What an overlay gives, to be put into a document: a reference to another file starts where the overlay is, and is made to lead there from
 * wherever the document is. Adds those files to `files`.
 */
export function anchored(value: unknown, location: string, files: Set<string>): unknown {
  const references = linksOf(value).references.filter(({ ref }) => !ref.startsWith('#'));
  if (references.length === 0) return value;
  const copy: unknown = structuredClone(value);
  for (const { ref, pointer } of references) {
    const [file, ...fragment] = ref.split('#');
    const target = fromLocation(location, file!);
    const holder = pointer.reduce<unknown>(
      (at, token) => (typeof at === 'object' && at !== null ? Reflect.get(at, token) : undefined),
      copy,
    );
    if (target === undefined || !isObject(holder)) continue;
    files.add(target);
    Object.assign(holder, { $ref: [target, ...fragment].join('#') });
  }
  return copy;
}
