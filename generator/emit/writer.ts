import ts from 'typescript';
import { stringLiteral } from './quote.js';

/** A type as text, and the named types in it. */
export interface PrintedType {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** Prints type nodes, with plain names in place of `components["schemas"]["…"]`. */
export class TypeWriter {
  readonly #printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed, removeComments: false });
  readonly #file = ts.createSourceFile('types.ts', '', ts.ScriptTarget.ESNext);

  write(node: ts.Node): PrintedType {
    const names = new Set<string>();
    const plain = visitor(names)(node) as ts.Node;
    return { text: this.#printer.printNode(ts.EmitHint.Unspecified, plain, this.#file), names };
  }
}

/** Types have no scopes, so that no transformation needs to be set up around the visitor, which takes longer than its work. */
function visitor(names: Set<string>): ts.Visitor {
  const visit = (node: ts.Node): ts.Node => {
    const name = schemaName(node);
    if (name !== undefined) {
      names.add(name);
      return ts.factory.createTypeReferenceNode(name);
    }
    const literal = literalText(node);
    if (literal !== undefined) return ts.factory.createIdentifier(stringLiteral(literal));
    const visited = ts.visitEachChild(node, visit, undefined);
    if (ts.isUnionTypeNode(visited)) return ts.factory.createUnionTypeNode(visited.types.flatMap(flat));
    if (ts.isIntersectionTypeNode(visited)) return oneLiteral(visited);
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

/** The alternatives of a union, and of those within it. */
function flat(node: ts.TypeNode): readonly ts.TypeNode[] {
  const inner = ts.isParenthesizedTypeNode(node) ? node.type : node;
  return ts.isUnionTypeNode(inner) ? inner.types.flatMap(flat) : [node];
}

/** Other members stand in the same braces as the named ones; where some of those may be missing, they say so. */
function oneLiteral(node: ts.IntersectionTypeNode): ts.Node {
  const [named, rest, ...others] = node.types;
  if (named === undefined || rest === undefined || others.length > 0) return node;
  if (!ts.isTypeLiteralNode(named) || !ts.isTypeLiteralNode(rest)) return node;
  const [index] = rest.members;
  if (index === undefined || !ts.isIndexSignatureDeclaration(index)) return node;
  const optional = named.members.some(({ questionToken }) => questionToken !== undefined);
  const { factory } = ts;
  const type =
    optional && index.type.kind !== ts.SyntaxKind.UnknownKeyword
      ? factory.createUnionTypeNode([
          ...flat(index.type),
          factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
        ])
      : index.type;
  const wider = factory.createIndexSignature(index.modifiers, index.parameters, type);
  return factory.createTypeLiteralNode([...named.members, wider]);
}

/** openapi-typescript indents the further lines of a comment, and notes what the type says already. */
function tidyComments(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments === undefined) return;
  const tidied = comments.flatMap((comment) => {
    const lines = comment.text.replace(/\n \* {5}/g, '\n * ').split('\n');
    const told = lines.filter((line) => !/^[\s*]*@(constant|enum \{.*\})\s*$/.test(line));
    const [line = '', ...others] = told.filter((text) => !/^[\s*]*$/.test(text));
    if (line === '') return [];
    return [
      { ...comment, text: others.length === 0 ? `* ${line.replace(/^[\s*]*/, '')} ` : told.join('\n') },
    ];
  });
  ts.setSyntheticLeadingComments(node, tidied);
}
