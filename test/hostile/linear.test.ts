import { describe, expect, it } from 'vitest';
import {
  docText,
  jsonLiteral,
  lineComment,
  propertyName,
  stringLiteral,
  templateText,
} from '../../generator/emit/quote.js';
import { renamed } from '../../generator/emit/symbols.js';
import { nearest } from '../../generator/suggest.js';
import { camelCase, pascalCase, words } from '../../generator/words.js';

/** All that looks at texts of documents letter by letter. */
const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  stringLiteral,
  jsonLiteral: (text) => jsonLiteral({ [text]: [text] }),
  propertyName,
  templateText,
  docText,
  lineComment,
  renamed: (text) =>
    renamed(`{ ${propertyName(text)}: /** ${docText(text)} */ Name }`, new Map([['Name', 'Other']])),
  words,
  camelCase,
  pascalCase,
  nearest: (text) => nearest(text, ['thing', text, `${text}a`]),
  'nearest to a word': (text) => nearest('thing', [text, `${text}a`, 'things']),
};

const PARTS =
  'a|A|aA|Aa|1|_|-|.|/|\\|\'|"|`|${|{|}|{a|*/|/*|@| @|#|//# source|<|>|:|a:|[|(|=|\u0301|é|😀|\ud800|\u202e|\u2028'.split(
    '|',
  );
const REPEATED = [
  ...PARTS,
  '|',
  ' ',
  '\n',
  '\t',
  '\r',
  'a ',
  'a\n',
  '- a\n',
  '1. ',
  '| a |\n',
  '```\n',
  '    a\n',
  '\n\n',
];
const LENGTH = 300_000;

describe('a text of any length takes no longer than it is', () => {
  it.each(Object.keys(FUNCTIONS))('%s', (name) => {
    for (const part of REPEATED) {
      const text = `x${part.repeat(LENGTH / part.length)}!`;
      const start = performance.now();
      FUNCTIONS[name]!(text);
      // What grows with the square of the length takes a minute and more.
      expect(performance.now() - start, JSON.stringify(part)).toBeLessThan(3000);
    }
  });
});

it('a name that nobody would give is cut', () => {
  expect(camelCase('thing '.repeat(1000)).length).toBeLessThan(200);
  expect(pascalCase('a'.repeat(1e5)).length).toBeLessThan(210);
});
