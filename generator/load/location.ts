import path from 'node:path';
import { unescapePercent } from '../source.js';

/** Whether a text names something on the network, not a file. */
export function isUrl(text: string): boolean {
  return /^https?:/i.test(text);
}

/** The place that a text means when it stands in a configuration, or in a command line given from a folder: a URL stays what it is. */
export function fromFolder(folder: string, file: string): string {
  return isUrl(file) ? file : path.resolve(folder, file);
}

/** A URL as it may be shown: without who asks and without the query, since both may be secret. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return text.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
  const { origin, pathname } = new URL(text);
  return origin + pathname;
}

/**
 * Where a reference leads from a place that is a file or a URL; undefined for anything that is neither, such as a `file:` URL. From a
 * URL every reference is one.
 */
export function fromLocation(location: string, reference: string): string | undefined {
  if (isUrl(reference) || isUrl(location)) {
    const base = isUrl(location) ? location : undefined;
    const target = URL.canParse(reference, base) ? new URL(reference, base) : undefined;
    return target !== undefined && isUrl(target.href) ? withoutFragment(target) : undefined;
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) return undefined;
  return path.resolve(path.dirname(location), unescapePercent(reference).replaceAll('\\', '/'));
}

function withoutFragment(url: URL): string {
  const bare = new URL(url);
  bare.hash = '';
  return bare.href;
}
