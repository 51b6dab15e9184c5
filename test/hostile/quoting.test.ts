import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/*
 * Text of a document, a manifest or a mapping becomes code only through quote.ts. Here the emitters are read as the compiler reads
 * them: wherever a text is put together, or a declaration is described, nothing may stand that was read straight out of the model,
 * save what can't be anything but a name.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What of the model is a name or a word of ours, and who has seen to that. */
const NAMES: Readonly<Record<string, string>> = {
  'Api.id': 'the name of a folder: config.schema.json, --name and vendorFolder in load/request.ts',
  'Api.name': 'a name of a class: vendor.schema.json, or pascalCase in build/api.ts',
  'Api.origin': 'goes to FileBuilder, which makes a line comment of it',
  'Entity.name': 'build/canonical.ts',
  'Parameter.name in emit/call.ts': 'a key of data, which jsonLiteral prints',
};

const config = ts.getParsedCommandLineOfConfigFile(
  path.join(root, 'tsconfig.json'),
  { noEmit: true },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  },
)!;
const emitters = config.fileNames.filter((name) => name.startsWith(path.join(root, 'generator/emit/')));
const program = ts.createProgram(emitters, config.options);
const checker = program.getTypeChecker();

/** Whether what an expression is part of goes through quote.ts as a whole. */
function isQuoted(expression: ts.Node): boolean {
  const { parent } = expression;
  if (ts.isCallExpression(parent) && parent.expression !== expression) {
    const symbol = checker.getSymbolAtLocation(parent.expression);
    const known = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return known?.valueDeclaration?.getSourceFile().fileName.endsWith('/emit/quote.ts') === true;
  }
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent))
    return isQuoted(parent.parent);
  const isText =
    ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent) || ts.isParenthesizedExpression(parent);
  return (isText || ts.isBinaryExpression(parent) || ts.isConditionalExpression(parent)) && isQuoted(parent);
}

/** Which member of the model an expression reads, if it does nothing else. */
function readsOf(expression: ts.Expression): readonly string[] {
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isAsExpression(expression)
  )
    return readsOf(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...readsOf(expression.whenTrue), ...readsOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return [...readsOf(expression.left), ...readsOf(expression.right)];
  if (ts.isPropertyAccessExpression(expression))
    return ofModel(checker.getSymbolAtLocation(expression.name), expression);
  if (!ts.isIdentifier(expression)) return [];
  const symbol = ts.isShorthandPropertyAssignment(expression.parent)
    ? checker.getShorthandAssignmentValueSymbol(expression.parent)
    : checker.getSymbolAtLocation(expression);
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined) return [];
  if (ts.isBindingElement(declaration)) {
    const owner = checker.getTypeAtLocation(declaration.parent);
    const name = declaration.propertyName ?? declaration.name;
    return ts.isIdentifier(name) ? ofModel(owner.getProperty(name.text), expression) : [];
  }
  return ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
    ? readsOf(declaration.initializer)
    : [];
}

/** `Interface.member` of a text that is declared in the model. */
function ofModel(symbol: ts.Symbol | undefined, at: ts.Node): readonly string[] {
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined) return [];
  const { fileName } = declaration.getSourceFile();
  // What the plan holds beside the model are names that the plan itself has given.
  if (!fileName.includes('/generator/model/') || fileName.endsWith('/plan.ts')) return [];
  const type = checker.getTypeOfSymbolAtLocation(symbol, at);
  const parts = type.isUnion() ? type.types : [type];
  if (!parts.some((part) => (part.flags & ts.TypeFlags.String) !== 0)) return [];
  const { parent } = declaration;
  return [`${ts.isInterfaceDeclaration(parent) ? parent.name.text : '…'}.${symbol.name}`];
}

/** The expressions of a file that become code as they are. */
function codeOf(file: ts.SourceFile): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateSpan(node)) found.push(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      found.push(node.left, node.right);
    if (ts.isObjectLiteralExpression(node) && isStructure(node))
      for (const member of node.properties) {
        if (ts.isPropertyAssignment(member)) found.push(...elementsOf(member.initializer));
        if (ts.isShorthandPropertyAssignment(member)) found.push(member.name);
      }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function elementsOf(expression: ts.Expression): readonly ts.Expression[] {
  return ts.isArrayLiteralExpression(expression) ? expression.elements : [expression];
}

/** Whether an object describes a declaration to the printer, which quotes nothing. */
function isStructure(node: ts.ObjectLiteralExpression): boolean {
  const type = checker.getContextualType(node);
  const parts = type === undefined ? [] : type.isUnionOrIntersection() ? type.types : [type];
  return parts.some((part) =>
    [part.symbol, part.aliasSymbol].some((symbol) =>
      symbol?.declarations?.some((each) => each.getSourceFile().fileName.includes('/ts-morph/')),
    ),
  );
}

/** The entry that excuses a read, of all files or of one. */
function excuse(read: string): string | undefined {
  return [read, read.replace(/ in .*/, '')].find((name) => Object.hasOwn(NAMES, name));
}

describe('what emitters put together', () => {
  const files = program.getSourceFiles().filter(({ fileName }) => emitters.includes(fileName));
  const used = new Map<string, string[]>();
  for (const file of files) {
    if (file.fileName.endsWith('/quote.ts')) continue;
    for (const expression of codeOf(file)) {
      if (isQuoted(expression)) continue;
      const { line } = file.getLineAndCharacterOfPosition(expression.getStart());
      const where = `${path.relative(root, file.fileName)}:${line + 1} ${expression.getText()}`;
      const inFile = ` in ${path.relative(path.join(root, 'generator'), file.fileName)}`;
      for (const read of readsOf(expression))
        used.set(read + inFile, [...(used.get(read + inFile) ?? []), where]);
    }
  }

  it('is no text of a document, unless through quote.ts', () => {
    const strangers = [...used].filter(([name]) => excuse(name) === undefined);
    expect(Object.fromEntries(strangers)).toEqual({});
  });

  it('is looked at: names of the model are met, and none is excused for nothing', () => {
    expect(files.length).toBeGreaterThan(20);
    const excuses = new Set([...used.keys()].map(excuse));
    expect(Object.keys(NAMES).filter((name) => !excuses.has(name))).toEqual([]);
  });
});
