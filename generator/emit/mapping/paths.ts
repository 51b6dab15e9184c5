import type { Row, Target } from '../../model/mapping.js';
import { properties, typesOf } from '../../model/schema.js';
import { access, isIdentifier, jsonLiteral, stringLiteral } from '../quote.js';
import { baseLocal, helper, ofMappers, recordName, shape, type Scope, type Side } from './context.js';

/** How a field of a record is read. */
export interface Read {
  readonly expression: string;
  /** It comes only when it is asked for, or not from every server. */
  readonly mayBeAbsent: boolean;
  /** It may be null, or a step on the way to it. */
  readonly nullable: boolean;
}

/** The expression that reads a path of a record; a step that may be missing is stepped over. */
export function readPath({ mapping }: Side, from: string, path: readonly string[]): Read {
  const { document } = mapping.api;
  let schema = shape(mapping, 'read');
  let expression = from;
  let mayBeAbsent = false;
  let nullable = false;
  for (const name of path) {
    const property = properties(document, schema).get(name);
    expression += step(name, mayBeAbsent || nullable);
    if (property === undefined) break;
    mayBeAbsent ||= !property.required;
    nullable ||= typesOf(document, property.schema)?.has('null') === true;
    schema = property.schema;
  }
  return { expression, mayBeAbsent, nullable };
}

/** `.name`, `?.name`, `['na me']` or `?.['na me']`. */
export function step(name: string, stepOver: boolean): string {
  const text = access(name);
  if (!stepOver) return text;
  return text.startsWith('[') ? `?.${text}` : `?${text}`;
}

/** Fields that come only when they are asked for, and the path of the object that holds them: the record, or the member for its fields. */
export interface Demand {
  readonly owner: readonly string[];
  readonly fields: readonly string[];
}

/** What a record must have been asked for, so that these rows can be read. */
export function demands(side: Side, rows: readonly Row[]): readonly Demand[] {
  const { under, projection } = side.mapping;
  if (projection === undefined) return [];
  const owners = under.length === 0 ? [under] : [[], under];
  return owners.flatMap((owner): Demand[] => {
    const targets = rows.flatMap(({ targets: { read }, omittedIsEmpty, optional }) =>
      read === undefined || omittedIsEmpty || optional ? [] : [read],
    );
    const own = targets.filter(({ path }) => path.slice(0, -1).join('\0') === owner.join('\0'));
    const fields = own
      .filter(({ path }) => readPath(side, '', path).mayBeAbsent)
      .map(({ path }) => path.at(-1)!);
    return fields.length === 0 || readPath(side, '', owner).mayBeAbsent ? [] : [{ owner, fields }];
  });
}

/** Reads the fields of some rows in one function: first the check that they were asked for, then each by itself. */
export class FieldReader {
  /** The statements of the check. */
  readonly statements: readonly string[];
  readonly #side: Side;
  readonly #scope: Scope;
  readonly #demands: readonly Demand[];
  readonly #base: string;

  /** `base` is what the object that holds the fields is called, where the record itself does not. */
  constructor(side: Side, scope: Scope, rows: readonly Row[], base = baseLocal(side.mapping) ?? 'record') {
    this.#side = side;
    this.#scope = scope;
    this.#base = base;
    this.#demands = demands(side, rows);
    this.statements = this.#demands.map((demand) => this.#check(demand));
  }

  /** A field of the record. */
  read({ path }: Target): Read {
    const owner = path.slice(0, -1).join('\0');
    const name = path.at(-1)!;
    const demand = this.#demands.find(
      (each) => each.owner.join('\0') === owner && each.fields.includes(name),
    );
    if (demand === undefined) return readPath(this.#side, this.#scope.record, path);
    const { nullable } = readPath(this.#side, '', path);
    return { expression: this.#local(demand) + access(name), mayBeAbsent: false, nullable };
  }

  #check(demand: Demand): string {
    const { mapping } = this.#side;
    const { expression } = readPath(this.#side, this.#scope.record, demand.owner);
    const list = projected(this.#side, this.#scope, demand.fields) ?? jsonLiteral(demand.fields);
    const who = `${stringLiteral(mapping.api.name)}, ${stringLiteral(recordName(mapping))}`;
    return `const ${this.#local(demand)} = ${helper(this.#scope, 'asked')}(${expression}, ${list}, ${who});`;
  }

  #local({ owner }: Demand): string {
    return owner.length === 0 ? 'record' : this.#base;
  }
}

/** The member of the projection that lists exactly these fields. */
export function projected(side: Side, scope: Scope, fields: readonly string[]): string | undefined {
  const { mapping } = side;
  const sent = Object.entries(mapping.projection ?? {});
  const key = sent.find(([, value]) => JSON.stringify(value) === JSON.stringify(fields))?.[0];
  return key === undefined || !isIdentifier(key)
    ? undefined
    : `${ofMappers(side, scope, `${recordName(mapping)}Projection`)}.${key}`;
}
