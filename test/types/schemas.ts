/** The types of schemas at work: what the case `every-schema` expects, used as an app would use it. */

import type {
  Adult,
  Child,
  Exhibit,
  ExhibitInput,
  JsonValue,
  Maps,
  Narrower,
  Otherwise,
  Room,
  Shape,
  Values,
} from '../cases/every-schema/expected/museum/types.js';
import { same } from './proof.js';

/** Unions narrow by the property that tells their members apart, whether a mapping, a name or a constant gives the value. */
export function area(shape: Shape): number {
  switch (shape.kind) {
    case 'round':
      return shape.radius ** 2;
    case 'Square':
      return shape.side ** 2;
    case 'straight':
      return Math.min(shape.length, 0);
  }
}

export function ticketOf(visitor: Adult | Child): string | undefined {
  same<typeof visitor.type, 'adult' | 'child'>(true);
  return visitor.type === 'adult' ? visitor.ticket : undefined;
}

export function directions(read: Exhibit): ExhibitInput {
  same<Exhibit['id'], string>(true);
  // @ts-expect-error -- what is only written is not read
  void read.secret;
  // @ts-expect-error -- what is only read is not written
  const sent: ExhibitInput = { id: 'x', title: 'Vase', secret: 'behind glass' };
  // @ts-expect-error -- what is required of what is written
  const short: ExhibitInput = { title: 'Vase' };
  // What it holds goes the same way.
  const lent: ExhibitInput = { ...sent, loan: { exhibit: { title: 'Vase', secret: 'x' } } };
  return short.loan === undefined ? lent : short;
}

/** An enumeration that the manifest opens takes what it does not list, and its values are known all the same. */
export function rooms(room: Room): string {
  const unlisted: Room = 'roof';
  const state: NonNullable<Exhibit['state']> = 'sold';
  // @ts-expect-error -- a number is no room
  const number: Room = 1;
  // @ts-expect-error -- an enumeration that nobody opens is closed
  const closed: Values['twice'] = 'c';
  return room === 'hall' ? unlisted + state : String(number) + String(closed);
}

export function composed(narrower: Narrower, otherwise: Otherwise): void {
  same<Narrower['name'], 'Ann' | 'Bob'>(true);
  same<Otherwise['name'], number>(true);
  same<NonNullable<Values['constantObject']>, { unit: 'mm'; sizes: [1, 2] }>(true);
  same<NonNullable<Maps['namedKeys']>, { width?: number; height?: number }>(true);
  void [narrower, otherwise];
}

/** A type that holds itself in every way. */
export const json: JsonValue = { a: [1, 'x', null, { b: [true, {}] }] };
// @ts-expect-error -- a function is no JSON
export const notJson: JsonValue = { a: () => 1 };
