/**
 * Types of records that were read with a projection. In a record `undefined` means "not asked for"; a call that names its fields knows
 * better, and so does the compiler.
 */

/** A record of a call that asked for fields by name: in the member that holds them those are there, though perhaps null. */
export type Projected<T, Holder extends keyof T, Name extends string> = [Name] extends [never]
  ? T
  : string extends Name
    ? T
    : T & { [Member in Holder]: Asked<T[Member], Name> };

/** The fields of these names, each there, though perhaps null. */
export type Asked<Fields, Name extends PropertyKey> = {
  [Field in Name & keyof Fields]-?: Exclude<Fields[Field], undefined>;
};

/** A record of a call that asked for the records it is linked to, by sending `Value`. */
export type Related<T, Members extends keyof T, Sent, Value> = [Sent] extends [Value]
  ? T & Asked<T, Members>
  : T;
