import { propertyName } from '../quote.js';

/** A value and where it goes, from the literal down. */
export interface Entry {
  readonly path: readonly string[];
  readonly expression: string;
  /** A comment behind it, where it has a line of its own. */
  readonly comment?: string;
}

/** A literal out of paths and expressions; a number in a path is a place in a list. */
export function literal(entries: readonly Entry[]): string {
  const heads = headsOf(entries);
  const isList = heads.length > 0 && heads.every((head) => /^\d+$/.test(head));
  const members = heads.map((head) => (isList ? valueAt(entries, head) : memberAt(entries, head)));
  return isList ? `[${members.join(', ')}]` : `{ ${members.join(', ')} }`;
}

/** The same with each member on a line of its own. */
export function tallLiteral(entries: readonly Entry[]): string {
  const lines = headsOf(entries).map((head) => {
    const comment = entries.find(({ path }) => path[0] === head)?.comment ?? '';
    return `${memberAt(entries, head)},${comment}\n`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}}`;
}

/** One member of a literal. */
export function member(path: readonly string[], expression: string): string {
  return memberAt([{ path, expression }], path[0]!);
}

function headsOf(entries: readonly Entry[]): readonly string[] {
  return [...new Set(entries.map(({ path }) => path[0]!))];
}

function memberAt(entries: readonly Entry[], head: string): string {
  const value = valueAt(entries, head);
  return value === head ? head : `${propertyName(head)}: ${value}`;
}

function valueAt(entries: readonly Entry[], head: string): string {
  const inner = entries.filter(({ path }) => path[0] === head);
  const [first] = inner;
  if (first?.path.length === 1) return first.expression;
  return literal(inner.map(({ path, expression }) => ({ path: path.slice(1), expression })));
}
