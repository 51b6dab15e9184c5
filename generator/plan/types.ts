import type { Report } from '../diagnostics.js';
import { isObject, type Located, type OpenApiDocument } from '../model/document.js';
import type { NamedType, TypeTable } from '../model/plan.js';
import { accessOf, isLeftOut, subschemas, type Direction, type Subschema } from '../model/subschemas.js';
import { capital } from '../words.js';
import { GLOBALS } from './globals.js';
import { isTall, labelOf } from './inline.js';
import { givenName, isPlain, keyFor, Names, reportRename, wantedName } from './names.js';

/** A schema that may have a type of its own. */
interface Node {
  readonly key: string;
  readonly schema: Located;
  /** The ways in which values of it go. */
  readonly directions: Set<Direction>;
  /** The schemas that its type names. */
  readonly uses: Set<Node>;
  /** For an object inside another schema: that one, and what it is called there. */
  readonly owner: Node | undefined;
  readonly label: string;
  /** Something refers to it, so that it needs a name. */
  referred: boolean;
  /** It is not the same in both directions. */
  differs: boolean;
  name: string | undefined;
  /** The name of what is sent, where that is not the same. */
  inputName: string | undefined;
}

/** Names longer than this are not put in front of others. */
const LONG = 80;

/** Gathers the types that the output needs, and names them. */
export class TypeCollector {
  readonly #document: OpenApiDocument;
  readonly #nodes = new Map<string, Node>();
  readonly #queue: (readonly [Node, Direction])[] = [];
  /** What was taken in by itself, and may be given a name later. */
  readonly #roots = new Set<unknown>();
  #names = new Names();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** Takes in a schema and all that it refers to. */
  add(schema: Located, direction: Direction): void {
    const target = this.#follow(schema);
    if (target === undefined) this.#roots.add(schema.value);
    this.#reach(target ?? this.#node(schema), direction);
  }

  /** Names all that is referred to. Schemas whose name can't stand as it is are reported. */
  settle(names: Names, apiName: string, report: Report): void {
    this.#names = names;
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop())
      this.#walk(next[0].schema, next[0], next[1], '', 0);
    this.#spreadDifferences();
    const order = this.#inOrder().filter(({ referred }) => referred);
    for (const node of order.toSorted((a, b) => rank(a) - rank(b))) {
      const wanted = wantedName(node.schema);
      node.name = names.take(GLOBALS.has(wanted) ? capital(apiName) + wanted : wanted);
      reportRename(node.schema, node.name, report);
    }
  }

  /** Gives an inline schema, which was taken in before, a name of its own. */
  hoist(wanted: string, schema: Located): void {
    const node = this.#nodes.get(keyFor(schema));
    if (node !== undefined) node.name ??= this.#names.take(givenName(schema) ?? wanted);
  }

  /** The table of all types, in the order of their names. Names that are made of others are given now, and so take none away. */
  table(): TypeTable {
    const order = this.#inOrder();
    for (const node of order) this.#nameInside(node);
    const split = order.filter(({ name, differs, directions }) => name && differs && directions.size > 1);
    for (const node of split) node.inputName = this.#names.take(`${node.name!}Input`);
    const types = order.flatMap(typesOf).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return {
      document: this.#document,
      types,
      nameOf: (target, direction) => {
        const node = this.#nodes.get(keyFor(target));
        return direction === 'request' ? (node?.inputName ?? node?.name) : node?.name;
      },
      isOpen: (schema) => 'x-extensible-enum' in schema,
    };
  }

  #inOrder(): readonly Node[] {
    return [...this.#nodes.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  #node(schema: Located, owner?: Node, label = ''): Node {
    const key = keyFor(schema);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = {
      key,
      schema,
      directions: new Set(),
      uses: new Set(),
      owner,
      label,
      referred: false,
      differs: false,
      name: undefined,
      inputName: undefined,
    };
    this.#nodes.set(key, node);
    return node;
  }

  #reach(node: Node, direction: Direction): void {
    if (node.directions.has(direction)) return;
    node.directions.add(direction);
    this.#queue.push([node, direction]);
  }

  /** Goes through what is written in one type, and reaches those that it names. */
  #walk(schema: Located, node: Node, direction: Direction, label: string, depth: number): void {
    if (depth > 200) return;
    const target = this.#follow(schema);
    if (target !== undefined) this.#use(node, target, direction);
    const parts = subschemas(schema);
    for (const part of parts) {
      if (part.keyword === 'properties') {
        const access = accessOf(this.#document, part.schema);
        if (access !== undefined) node.differs = true;
        if (isLeftOut(access, direction)) continue;
      }
      const inner = labelOf(part, label, parts);
      if (this.#isNamed(part, inner)) this.#use(node, this.#node(part.schema, node, inner), direction);
      else this.#walk(part.schema, node, direction, inner, depth + 1);
    }
  }

  #isNamed({ keyword, schema }: Subschema, label: string): boolean {
    if (givenName(schema) !== undefined || this.#roots.has(schema.value)) return true;
    return keyword !== 'allOf' && label !== '' && isTall(schema);
  }

  /** What a schema refers to. */
  #follow({ value, place }: Located): Node | undefined {
    const ref = isObject(value) ? value['$ref'] : undefined;
    const target = typeof ref === 'string' ? this.#document.follow(ref, place.source) : undefined;
    const node = target && this.#node(target);
    if (node !== undefined) node.referred = true;
    return node;
  }

  #use(node: Node, used: Node, direction: Direction): void {
    node.uses.add(used);
    this.#reach(used, direction);
  }

  /** What names a type that differs by direction differs as well. */
  #spreadDifferences(): void {
    const users = new Map<Node, Node[]>();
    for (const node of this.#nodes.values()) {
      for (const used of node.uses) {
        const list = users.get(used);
        if (list === undefined) users.set(used, [node]);
        else list.push(node);
      }
    }
    const queue = [...this.#nodes.values()].filter(({ differs }) => differs);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const user of users.get(next) ?? []) {
        if (user.differs) continue;
        user.differs = true;
        queue.push(user);
      }
    }
  }

  /** An object inside a named type is called after the type and the property. */
  #nameInside(node: Node): void {
    const { owner, label, schema } = node;
    if (node.name !== undefined || owner === undefined) return;
    this.#nameInside(owner);
    if (owner.name === undefined) return;
    const wanted = givenName(schema) ?? (owner.name.length > LONG ? label : owner.name + label);
    node.name = this.#names.take(wanted);
  }
}

/** Names that a schema gives itself come first, then those of the document that can stand as they are. */
function rank({ schema }: Node): number {
  return givenName(schema) !== undefined ? 0 : isPlain(schema) ? 1 : 2;
}

function typesOf({ name, inputName, schema, directions }: Node): readonly NamedType[] {
  if (name === undefined) return [];
  if (inputName !== undefined)
    return [
      { name, schema, direction: 'response' },
      { name: inputName, schema, direction: 'request' },
    ];
  return [{ name, schema, direction: [...directions].at(-1) ?? 'whole' }];
}
