/** What follows from a row: its keys in the index, its search text, and how a condition on it is spelled. */

import { at, isObject, textOf, type JsonObject } from '../shared.js';
import type { ObjectType } from './objects.js';

/** A record without its relations, as it is read. Never changed in place: a new version takes its seat. */
export type TwentyRow = JsonObject & { id: string };

/** One key for each unique field that has a value. */
export function uniqueKeys(object: ObjectType, row: TwentyRow): string[] {
  return Object.entries(object.fields).flatMap(([name, { unique }]) => {
    const value = unique === undefined ? undefined : textOf(at(row[name], unique));
    return value === undefined || value === '' ? [] : [`${object.plural}/${name}/${value.toLowerCase()}`];
  });
}

/** `{domainName: {primaryLinkUrl: 'a.example'}}` as `domainNamePrimaryLinkUrl = a.example`. */
export function spelled(where: JsonObject): string {
  return Object.entries(where)
    .map(([name, value]) => {
      const [part, inner] = isObject(value) ? (Object.entries(value)[0] ?? ['', null]) : ['', value];
      return `${name}${part.charAt(0).toUpperCase()}${part.slice(1)} = ${String(inner)}`;
    })
    .join(', ');
}

/** The words of a record with their places, as the database's text search writes them. */
export function searchVector(object: ObjectType, row: TwentyRow): string {
  const texts = object.searched.flatMap((name) => {
    const value = row[name];
    return isObject(value)
      ? Object.values(value).filter((part) => typeof part === 'string')
      : [String(value ?? '')];
  });
  const words = texts
    .join(' ')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words
    .map((word, index) => `'${word.replaceAll("'", "''")}':${index + 1}`)
    .sort()
    .join(' ');
}
