import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  access,
  docCode,
  docText,
  isIdentifier,
  jsonLiteral,
  lineComment,
  propertyName,
  stringLiteral,
  templateText,
} from '../../../generator/emit/quote.js';

/** Text as documents of strangers may hold it. */
const HOSTILE: readonly string[] = [
  '',
  "it's",
  'say "no"',
  '\\',
  "\\'",
  '\\\\"\\',
  '`${process.exit(1)}`',
  '${a}',
  '$',
  '$`{',
  'a*/b/*c',
  '*/ alert(1) /*',
  '*',
  '*\u0000/',
  '*\u202e/ x',
  '//',
  '\n\r\n\r\t',
  'a\u2028b\u2029c',
  '\u202eevil\u2066\u200f\u061c',
  '\u0000\u0007\u001b[2J\u007f\u009b',
  '\ufeff\ufffe\uffff',
  '\ud800 lone \udc00',
  '😀 é 漢',
  '__proto__',
  'constructor',
  '</script>',
  '@deprecated',
  '  @param x',
  '{@link x}',
  'see @deprecated',
  '// @ts-ignore',
  '@ts-ignore',
  '//# sourceMappingURL=x.map',
  '/*@ sourceURL=x */ //#  sourceMappingURL =y',
  '#!/usr/bin/env node',
  '{{x}}',
  "'; throw 1; '",
];

// oxlint-disable-next-line no-control-regex
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;

/** What an expression is worth. */
function value(expression: string): unknown {
  // oxlint-disable-next-line no-implied-eval no-new-func
  return new Function(`"use strict"; return (${expression});`)();
}

function parsed(text: string): ts.SourceFile {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext, true);
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly unknown[] };
  expect(parseDiagnostics, text).toEqual([]);
  return file;
}

describe('a string literal', () => {
  it.each(HOSTILE)('holds exactly %j', (text) => {
    const literal = stringLiteral(text);
    expect(value(literal)).toBe(text);
    expect(literal).not.toMatch(INVISIBLE);
    expect(literal.startsWith("'") && literal.endsWith("'")).toBe(true);
  });

  it('holds no mark that a debugger takes as the address of a map', () => {
    expect(stringLiteral('//# sourceMappingURL=x')).toBe("'//\\u0023 sourceMappingURL=x'");
    expect(stringLiteral('#source')).toBe("'#source'");
  });

  it('is as plain as it can be', () => {
    expect(stringLiteral(`a "b" 'c' é`)).toBe(`'a "b" \\'c\\' é'`);
  });
});

describe('a literal of data', () => {
  it.each<[unknown]>([
    [HOSTILE],
    [{ a: [1, -2.5, true, null, { b: "it's" }], 'c-d': '', $e: {}, 2: [] }],
    [Object.fromEntries(HOSTILE.map((name) => [name, name]))],
  ])('is worth that data', (data) => {
    expect(JSON.stringify(value(jsonLiteral(data)))).toBe(JSON.stringify(data));
  });

  it('has a member called __proto__ as a member', () => {
    const made = value(jsonLiteral(JSON.parse('{ "__proto__": { "polluted": true } }'))) as object;
    expect(Object.keys(made)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });

  it('leaves out what is undefined', () => {
    expect(value(jsonLiteral({ a: undefined, b: 1 }))).toEqual({ b: 1 });
    expect(jsonLiteral(undefined)).toBe('undefined');
  });
});

describe('a property', () => {
  it.each(HOSTILE)('called %j is declared, written and read', (name) => {
    const data = value(`{ ${propertyName(name)}: 1 }`) as Record<string, number>;
    expect(Object.keys(data)).toEqual([name]);
    expect(value(`(o) => o${access(name)}`)).toBeTypeOf('function');
    expect((value(`(o) => o${access(name)}`) as (o: object) => unknown)(data)).toBe(1);
    parsed(`interface A { ${propertyName(name)}: string }`);
  });

  it('has no quotes where it needs none, and has them where a letter could be taken for another', () => {
    expect([propertyName('a_1$'), access('a_1$')]).toEqual(['a_1$', '.a_1$']);
    expect([propertyName('а'), access('а')]).toEqual(["'а'", "['а']"]);
    expect(['1a', 'a-b', '', 'é', 'a b', 'a.b'].some(isIdentifier)).toBe(false);
  });
});

describe('the text of a template', () => {
  it.each(HOSTILE)('is exactly %j', (text) => {
    const template = `\`${templateText(text)}\``;
    expect(value(template)).toBe(text);
    expect(template).not.toMatch(INVISIBLE);
    expect(template).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('a doc comment', () => {
  it.each(HOSTILE)('out of %j ends where it should, and is one comment', (text) => {
    for (const around of [text, `${text}\n${text}`, `- ${text}`, `\`\`\`\n${text}\n\`\`\``, `| ${text} |`]) {
      const doc = docText(around);
      expect(doc).not.toContain('*/');
      expect(doc).not.toMatch(INVISIBLE);
      expect(doc).not.toMatch(/\p{Surrogate}/u);
      expect(doc).not.toMatch(/(?<!\\)[#@]\s*source(Mapping)?URL/);
      const file = parsed(
        `/**\n${doc
          .split('\n')
          .map((line) => ` * ${line}`.trimEnd())
          .join('\n')}\n */\nconst a = 1;\n`,
      );
      expect(file.statements).toHaveLength(1);
    }
  });

  /** The tags that TypeScript sees in a comment. */
  function tags(text: string): readonly string[] {
    const file = parsed(
      `/**\n${docText(text)
        .split('\n')
        .map((line) => ` * ${line}`.trimEnd())
        .join('\n')}\n */\nconst a = 1;\n`,
    );
    return ts.getJSDocTags(file.statements[0]!).map((tag) => tag.tagName.text);
  }

  it.each([
    '@deprecated',
    '  @deprecated at once',
    'Of old.\n@deprecated',
    'This is `not @deprecated` yet, and neither is that @deprecated',
    '// @ts-ignore',
    `${'word '.repeat(19)} @deprecated and more`,
    `- ${'word '.repeat(19)} @deprecated and more`,
    'a\n\n@param x y',
  ])('has no tag out of %j', (text) => {
    expect(tags(text)).toEqual([]);
  });

  it('is filled to the width of a page, and keeps lists, tables, code and paragraphs', () => {
    const long = 'word '.repeat(60).trim();
    const doc = docText(
      `${long}\n\n- ${long}\n- two\n\n\n| a | ${long} |\n\`\`\`\n${long}\n\`\`\`\nEnd.\r\nNot yet.`,
    );
    const lines = doc.split('\n');
    expect(lines.filter((line) => line.length > 96)).toEqual([`| a | ${long} |`, long]);
    expect(lines).toContain('- two');
    expect(lines.at(-1)).toBe('End. Not yet.');
    expect(doc).not.toContain('\n\n\n');
    expect(lines.find((line) => line.startsWith('  word'))).toBeDefined();
  });

  it('keeps code on one line, whatever it is', () => {
    const path = `GET /${'a b/'.repeat(40)}`;
    expect(docCode(`${path}\n*/ @x \`c\``)).toBe(`\`${path} *\\/ \\@x c\``);
  });

  it('does not fold what has no space to fold at', () => {
    const url = `https://acme.test/${'x'.repeat(200)}`;
    expect(docText(url)).toBe(url);
  });
});

describe('a line comment', () => {
  it.each(HOSTILE)('out of %j is one line', (text) => {
    const file = parsed(`// ${lineComment(text)}\nconst a = 1;\n`);
    expect(file.statements).toHaveLength(1);
    expect(lineComment(text)).not.toMatch(INVISIBLE);
    expect(lineComment(text)).not.toMatch(/[\n\r]|^\s*[@#]|\p{Surrogate}/u);
  });
});
