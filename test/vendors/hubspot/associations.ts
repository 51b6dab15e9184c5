/** Who is linked with whom, and as what. Every link is kept in both directions, under the two ids of its kind. */

import { at, listOf, textOf, type Json, type JsonObject } from '../shared.js';
import { invalid } from './errors.js';
import { associationTypes, kindsBetween, type AssociationType, type HubSpotType } from './objects.js';

export interface Link {
  to: HubSpotType;
  id: string;
  types: AssociationType[];
}

export class Associations {
  /** From `type/id` to the links of that record, by `type/id` of the other end. */
  readonly #links = new Map<string, Map<string, Set<number>>>();

  add(id: string, toId: string, type: AssociationType): void {
    this.#add(`${type.from}/${id}`, `${type.to}/${toId}`, type.id);
    this.#add(`${type.to}/${toId}`, `${type.from}/${id}`, type.reverse);
  }

  #add(from: string, to: string, type: number): void {
    const links = this.#links.get(from) ?? new Map<string, Set<number>>();
    this.#links.set(from, links);
    links.set(to, (links.get(to) ?? new Set()).add(type));
  }

  /** Takes one kind away, or the whole link if none is named. What is not there is no fault. */
  remove(from: HubSpotType, id: string, to: HubSpotType, toId: string, type?: AssociationType): void {
    this.#remove(`${from}/${id}`, `${to}/${toId}`, type?.id);
    this.#remove(`${to}/${toId}`, `${from}/${id}`, type?.reverse);
  }

  #remove(from: string, to: string, type: number | undefined): void {
    const links = this.#links.get(from);
    const types = links?.get(to);
    if (type !== undefined) types?.delete(type);
    if (type === undefined || types?.size === 0) links?.delete(to);
  }

  /** Ends all links of a record. */
  clear(from: HubSpotType, id: string): void {
    for (const link of this.all(from, id)) this.remove(from, id, link.to, link.id);
  }

  /** The links of a record to a type, in the order in which they were made. */
  of(from: HubSpotType, id: string, to: HubSpotType): Link[] {
    return this.all(from, id).filter((link) => link.to === to);
  }

  all(from: HubSpotType, id: string): Link[] {
    return [...(this.#links.get(`${from}/${id}`) ?? [])].map(([key, types]) => {
      const [to = '', toId = ''] = key.split('/');
      const kinds = [...types].map((type) => associationTypes.get(type)).filter((kind) => kind !== undefined);
      return { to: to as HubSpotType, id: toId, types: kinds };
    });
  }
}

/** A link that a create asks for: the id of the other end, and the kinds, each of which must lead from the new record's type. */
export function requestedLinks(
  from: HubSpotType,
  sent: Json | undefined,
): { id: string; type: AssociationType }[] {
  return listOf(sent).flatMap((item) => {
    const id = textOf(at(item, 'to', 'id'));
    if (id === undefined) throw invalid('An association names no record.');
    return requestedTypes(from, undefined, at(item, 'types')).map((type) => ({ id, type }));
  });
}

/** The kinds of a list of `{associationCategory, associationTypeId}`; a number of the other direction is refused. */
export function requestedTypes(
  from: HubSpotType,
  to: HubSpotType | undefined,
  sent: Json | undefined,
): AssociationType[] {
  const types = listOf(sent).map((item) => {
    const id = at(item, 'associationTypeId');
    const type = typeof id === 'number' ? associationTypes.get(id) : undefined;
    const fits = type?.from === from && (to === undefined || type.to === to);
    if (type === undefined || !fits || at(item, 'associationCategory') !== 'HUBSPOT_DEFINED') {
      const code = 'INVALID_ASSOCIATION_TYPE';
      const message = `No association type ${JSON.stringify(item)} leads from ${from} to ${to ?? 'anything'}.`;
      throw invalid(message, [{ message, code }]);
    }
    return type;
  });
  if (types.length === 0) throw invalid('An association names no type.');
  return types;
}

/** The kind that is made when none is asked for. */
export function defaultType(from: HubSpotType, to: HubSpotType): AssociationType {
  const type = kindsBetween(from, to).find((kind) => kind.label === null);
  if (type === undefined) throw invalid(`There are no associations from ${from} to ${to}.`);
  return type;
}

/** A kind as the v4 reads show it. */
export function shown(type: AssociationType): JsonObject {
  return { category: 'HUBSPOT_DEFINED', typeId: type.id, label: type.label };
}
