import ts from 'typescript';
import type { OutputFile } from '../../generator/model/plan.js';

/** What may stand at the top of a generated file. */
const ALLOWED: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.VariableStatement,
]);

// oxlint-disable-next-line no-control-regex
const INVISIBLE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const SEGMENT = /^[A-Za-z0-9][\w-]{0,150}(\.ts)?$/;

/** What is wrong with the names of files: each must be one that every system takes, inside the output folder. */
export function faultsOfNames(files: readonly OutputFile[]): readonly string[] {
  const taken = new Set<string>();
  return files.flatMap(({ path }) => {
    const twice = taken.has(path.toLowerCase());
    taken.add(path.toLowerCase());
    const sound =
      path.endsWith('.ts') && path.split('/').every((part) => SEGMENT.test(part) && !DEVICES.test(part));
    return twice || !sound ? [`the file is called ${JSON.stringify(path.slice(0, 300))}`] : [];
  });
}

/** What is wrong with a text: it does not parse, holds what nobody sees, or says something that we never say. */
export function faultsOf({ path, text }: OutputFile): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) as ts.SourceFile & Parsed;
  const wrong = (what: string, at = 0): string => {
    return `${path}: ${what}: ${JSON.stringify(text.slice(Math.max(0, at - 80), at + 80))}`;
  };
  const hidden = INVISIBLE.exec(text);
  const mapped = /\/[/*][#@] *source(Mapping)?URL/.exec(text);
  return [
    ...file.parseDiagnostics.map(({ messageText, start }) => wrong(JSON.stringify(messageText), start)),
    ...(hidden === null ? [] : [wrong('an invisible character', hidden.index)]),
    ...(/\p{Surrogate}/u.test(text) ? [wrong('half a character')] : []),
    ...(mapped === null ? [] : [wrong('a source map', mapped.index)]),
    ...(file.commentDirectives ?? []).map(({ range }) => wrong('a word to the compiler', range.pos)),
    ...(file.pragmas.size === 0 && file.checkJsDirective === undefined ? [] : [wrong('a pragma')]),
    ...file.statements.flatMap((node) => (ALLOWED.has(node.kind) ? [] : [wrong('a statement', node.pos)])),
    ...strangers(file).map((node) => wrong('a stranger', node.pos)),
  ];
}

/** What the parser knows, and its types keep to themselves. */
interface Parsed {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly commentDirectives?: readonly { readonly range: ts.TextRange }[];
  readonly pragmas: ReadonlyMap<string, unknown>;
  readonly checkJsDirective?: unknown;
}

/** Identifiers out of payloads, and tags that no emitter writes. */
function strangers(file: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && /__pwned/.test(node.text)) found.push(node);
    if ('jsDoc' in node)
      found.push(...ts.getJSDocTags(node).filter(({ tagName }) => tagName.text !== 'deprecated'));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
