import { isAssignable } from './assignable.js';
import type { Member, Members, MemberView } from './members.js';
import {
  alternatives,
  documented,
  isUnknown,
  likeness,
  nameIn,
  refTo,
  UNKNOWN,
  type PortableSchema,
} from './portable.js';

/** What has to be known of the types to put objects together. */
export interface Composing {
  readonly members: MemberView;
  /** A named type. */
  get(name: string): PortableSchema | undefined;
  /** The more exact of two types; of two that have nothing in common the later one. */
  narrower(earlier: PortableSchema, later: PortableSchema): PortableSchema;
}

/** A named type that is extended. */
interface Base {
  readonly name: string;
  readonly members: Members;
  /** The members that are said anew, in a way that the base does not allow. */
  readonly without: Set<string>;
}

/** What is put together: the types that are extended, what is said beside them, and the choices that hold as well. */
interface Parts {
  bases: readonly Base[];
  readonly own: Map<string, Member>;
  readonly choices: readonly PortableSchema[];
  rest: PortableSchema | undefined;
}

/** All of several objects: named ones are extended, and members that are said twice are of the more exact type. */
export function extension(objects: readonly PortableSchema[], composer: Composing): PortableSchema {
  const parts = sorted(objects, composer);
  for (const name of repeated(parts)) sayAnew(parts, name, composer);
  for (const part of objects) for (const name of part.required ?? []) require(parts, name);
  for (const schema of parts.choices) giveWay(parts, schema, composer);
  flatten(parts, composer);
  const rest = restOf(parts, composer);
  const own = ownPart(parts, rest);
  const all = [...parts.bases.map(baseSchema), ...parts.choices, ...(own === undefined ? [] : [own])];
  return all.length === 1 ? all[0]! : { allOf: all };
}

function sorted(objects: readonly PortableSchema[], composer: Composing): Parts {
  const bases = new Map<string, Base>();
  const choices: PortableSchema[] = [];
  const parts: Parts = { bases: [], own: new Map(), choices, rest: undefined };
  const whole = objects.length;
  for (const schema of objects) {
    const members = composer.members.of(schema);
    const name = schema.type === 'omit' ? schema.base : nameIn(schema);
    if (members === undefined) choices.push(schema);
    else if (name === undefined || (whole > 1 && bindsOthers(members))) takeIn(parts, members, composer);
    else
      bases.set(name, {
        name,
        members: baseMembers(name, members, composer),
        without: new Set(schema.without),
      });
  }
  return { ...parts, bases: [...bases.values()] };
}

function baseMembers(name: string, members: Members, composer: Composing): Members {
  return composer.members.of({ $ref: refTo(name) }) ?? members;
}

/** A type that says what its other members are can't be extended with any that are something else. */
function bindsOthers({ rest }: Members): boolean {
  return rest !== undefined && !isUnknown(rest);
}

function takeIn(parts: Parts, { named, rest }: Members, composer: Composing): void {
  for (const [name, member] of named) {
    const known = parts.own.get(name);
    parts.own.set(name, known === undefined ? member : both(known, member, composer));
  }
  parts.rest ??= rest;
}

function both(earlier: Member, later: Member, composer: Composing): Member {
  const schema = composer.narrower(earlier.schema, later.schema);
  return {
    schema: documented(schema, later.schema, earlier.schema),
    required: earlier.required || later.required,
  };
}

/** The members that stand in more than one of the parts. */
function repeated({ bases, own }: Parts): readonly string[] {
  const names = [...own.keys(), ...bases.flatMap(({ members }) => [...members.named.keys()])];
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

/** Says a member of the bases anew, in the one type that they and the rest come to. A base that can't have it so goes without it. */
function sayAnew({ bases, own }: Parts, name: string, composer: Composing): void {
  const having = bases.filter(({ members, without }) => members.named.has(name) && !without.has(name));
  const said = [...having.map(({ members }) => members.named.get(name)!), own.get(name)];
  const all = said.filter((member) => member !== undefined);
  const [first, ...others] = all;
  if (first === undefined || others.length === 0 || (!own.has(name) && areAlike(all))) return;
  const one = others.reduce((earlier, later) => both(earlier, later, composer), first);
  own.set(name, one);
  for (const base of having) {
    const { schema } = base.members.named.get(name)!;
    if (!isAssignable(one.schema, schema, composer)) base.without.add(name);
  }
}

function areAlike([first, ...others]: readonly Member[]): boolean {
  const { schema, required } = first!;
  return others.every((other) => other.required === required && likeness(other.schema) === likeness(schema));
}

/** A member that only is required here is said anew as what it is. */
function require({ bases, own }: Parts, name: string): void {
  const known = own.get(name);
  if (known !== undefined) {
    own.set(name, { ...known, required: true });
    return;
  }
  const inherited = bases
    .map(({ members }) => members.named.get(name))
    .find((member) => member !== undefined);
  if (inherited !== undefined && !inherited.required) own.set(name, { ...inherited, required: true });
}

/** What an alternative of a choice says otherwise holds: the rest goes without such members, or nothing would be both. */
function giveWay({ bases, own }: Parts, schema: PortableSchema, composer: Composing): void {
  const seen = nameIn(schema) === undefined ? schema : (composer.get(nameIn(schema)!) ?? schema);
  const meet = (a: PortableSchema, b: PortableSchema): boolean =>
    isAssignable(a, b, composer) || isAssignable(b, a, composer);
  for (const part of alternatives(seen)) {
    for (const [name, { schema: theirs }] of composer.members.of(part)?.named ?? []) {
      const ours = own.get(name);
      if (ours !== undefined && !meet(ours.schema, theirs)) own.delete(name);
      for (const base of bases) {
        const inherited = base.members.named.get(name);
        if (inherited !== undefined && !meet(inherited.schema, theirs)) base.without.add(name);
      }
    }
  }
}

/** To go without a member of a type that holds any others besides would be to go without all. */
function flatten(parts: Parts, composer: Composing): void {
  const isFlat = ({ without, members }: Base): boolean => without.size > 0 && members.rest !== undefined;
  for (const { members, without } of parts.bases.filter(isFlat)) {
    const kept = [...members.named].filter(([name]) => !without.has(name) && !parts.own.has(name));
    takeIn(parts, { named: new Map(kept), rest: members.rest }, composer);
  }
  parts.bases = parts.bases.filter((base) => !isFlat(base));
}

function restOf({ bases, own, rest }: Parts, composer: Composing): PortableSchema | undefined {
  if (rest === undefined) return undefined;
  const members = [own, ...bases.map((base) => base.members.named)].flatMap((map) => [...map.values()]);
  return members.every(({ schema }) => isAssignable(schema, rest, composer)) ? rest : UNKNOWN;
}

function ownPart(
  { own, bases, choices }: Parts,
  rest: PortableSchema | undefined,
): PortableSchema | undefined {
  if (own.size === 0 && rest === undefined && bases.length + choices.length > 0) return undefined;
  const entries = [...own];
  return {
    type: 'object',
    ...(entries.length === 0
      ? {}
      : { properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])) }),
    required: entries.filter(([, { required }]) => required).map(([name]) => name),
    ...(rest === undefined ? {} : { additionalProperties: rest }),
  };
}

function baseSchema({ name, without }: Base): PortableSchema {
  return without.size === 0
    ? { $ref: refTo(name) }
    : { type: 'omit', base: name, without: [...without].toSorted() };
}
