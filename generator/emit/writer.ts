import ts from 'typescript';
import { stringLiteral } from './quote.js';

/** A type as text, and the named types in it. */
export interface PrintedType {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** Prints type nodes, with plain names in place of `components["schemas"]["…"]`, and open enumerations that keep their members. */
export class TypeWriter {
  readonly #printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed, removeComments: false });
  readonly #file = ts.createSourceFile('types.ts', '', ts.ScriptTarget.ESNext);

  write(node: ts.Node): PrintedType {
    const names = new Set<string>();
    const { transformed } = ts.transform(node, [
      (context) => (root) => visitor(context, names)(root) as ts.Node,
    ]);
    return { text: this.#printer.printNode(ts.EmitHint.Unspecified, transformed[0]!, this.#file), names };
  }
}

function visitor(context: ts.TransformationContext, names: Set<string>): ts.Visitor {
  const visit = (node: ts.Node): ts.Node => {
    const name = schemaName(node);
    if (name !== undefined) {
      names.add(name);
      return ts.factory.createTypeReferenceNode(name);
    }
    const literal = literalText(node);
    if (literal !== undefined) return ts.factory.createIdentifier(stringLiteral(literal));
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isUnionTypeNode(visited)) return openUnion(visited);
    if (ts.isPropertySignature(visited)) tidyComments(visited);
    return visited;
  };
  return visit;
}

/** The text of a string literal. openapi-typescript makes some of them as identifiers that hold their quotes. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node)) return node.text;
  if (!ts.isIdentifier(node) || !/^["']/.test(node.text)) return undefined;
  return node.text.startsWith('"') ? (JSON.parse(node.text) as string) : node.text.slice(1, -1);
}

/** The name in `components["schemas"]["Name"]`. */
function schemaName(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return undefined;
  const root = node.objectType.objectType;
  if (!ts.isTypeReferenceNode(root) || !ts.isIdentifier(root.typeName) || root.typeName.text !== 'components')
    return undefined;
  const { indexType } = node;
  return ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal)
    ? indexType.literal.text
    : undefined;
}

/**
 * A union of literals with `string` is just `string` to the compiler, and an editor would offer nothing. With `string & {}` the known
 * values stay visible. Members that stand twice are dropped.
 */
function openUnion(union: ts.UnionTypeNode): ts.Node {
  const members = union.types.flatMap(flatten);
  const literal = members.some(isStringType);
  const open = literal && members.some((member) => member.kind === ts.SyntaxKind.StringKeyword);
  if (!open) return union;
  const rest = ts.factory.createParenthesizedType(
    ts.factory.createIntersectionTypeNode([
      ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      ts.factory.createTypeLiteralNode([]),
    ]),
  );
  return ts.factory.createUnionTypeNode(
    members.map((member) => (member.kind === ts.SyntaxKind.StringKeyword ? rest : member)),
  );
}

/** Identifiers that hold their quotes stand where types do. */
function isStringType(member: ts.Node): boolean {
  const node = ts.isLiteralTypeNode(member) ? member.literal : member;
  return ts.isStringLiteral(node) || (ts.isIdentifier(node) && /^["']/.test(node.text));
}

function flatten(node: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(flatten);
  return ts.isParenthesizedTypeNode(node) && ts.isUnionTypeNode(node.type) ? flatten(node.type) : [node];
}

/** openapi-typescript indents the further lines of a comment, and notes what the type says already. */
function tidyComments(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments === undefined) return;
  const tidied = comments.flatMap((comment) => {
    const lines = comment.text.replace(/\n \* {5}/g, '\n * ').split('\n');
    const told = lines.filter((line) => !/^[\s*]*@(constant|enum \{.*\})\s*$/.test(line));
    const text = told.join('\n');
    return /^[\s*]*$/.test(text)
      ? []
      : [{ ...comment, text: told.length === 1 ? `${text.trimEnd()} ` : text }];
  });
  ts.setSyntheticLeadingComments(node, tidied);
}
