import { describe, expect, it } from 'vitest';
import { joinList, splitList } from '../../../templates/runtime/codecs/list.js';
import {
  cutAtWord,
  isOneLine,
  joinTitleAndBody,
  splitTitleAndBody,
} from '../../../templates/runtime/codecs/text.js';
import { random } from './random.js';

/** Half a surrogate pair. */
const halves = /\p{Surrogate}/u;

const pieces = [
  'a',
  'word',
  ' ',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  ';',
  '😀',
  '\ud83d',
  '\ude00',
  '\u00a0',
  '…',
  '"',
];

describe('title and body', () => {
  it('is the title, and below a blank line the body', () => {
    expect(joinTitleAndBody('Call', 'Ask for Ada')).toBe('Call\n\nAsk for Ada');
    expect(joinTitleAndBody('Call', '')).toBe('Call');
    expect(joinTitleAndBody('Call', null)).toBe('Call');
    expect(joinTitleAndBody('', 'Ask')).toBe('\n\nAsk');
  });

  it.each([
    ['', '', null],
    ['Call', 'Call', null],
    ['Call\n', 'Call', null],
    ['Call\n\n', 'Call', null],
    ['Call\nAsk', 'Call', 'Ask'],
    ['Call\n\nAsk\n\nAda', 'Call', 'Ask\n\nAda'],
    ['Call\r\n\r\nAsk\r\nAda', 'Call', 'Ask\r\nAda'],
    ['Call\n\n\nAsk', 'Call', '\nAsk'],
  ])('splits %j', (text, title, body) => {
    expect(splitTitleAndBody(text)).toEqual({ title, body });
  });

  it('gives back what was joined, if the title was one line', () => {
    const { text } = random(11);
    for (let round = 0; round < 5_000; round++) {
      const [title, body] = [text(pieces, 3), text(pieces, 6)];
      const back = splitTitleAndBody(joinTitleAndBody(title, body));
      if (isOneLine(title)) expect(back).toEqual({ title, body: body || null });
    }
  });
});

describe('cutAtWord', () => {
  it.each([
    ['short', 5, 'short', false],
    ['one two three', 9, 'one two…', true],
    ['one two three', 8, 'one two…', true],
    ['one two three', 7, 'one…', true],
    ['one  two three', 6, 'one…', true],
    ['supercalifragilistic', 6, 'super…', true],
    ['a supercalifragilistic', 10, 'a superca…', true],
    ['😀😀😀', 4, '😀…', true],
    ['😀😀😀', 5, '😀😀…', true],
    ['😀', 1, '', true],
    ['ab', 1, 'a', true],
    ['ab', 0, '', true],
    ['ab', -1, '', true],
    ['     ', 3, '', true],
  ])('cuts %j to %i', (text, max, expected, cut) => {
    expect(cutAtWord(text, max)).toEqual({ text: expected, cut });
  });

  it('never gives more than was asked, and nothing that was not there', () => {
    const { integer, text } = random(13);
    for (let round = 0; round < 5_000; round++) {
      const [whole, max] = [text(pieces, 12), integer(20)];
      const { text: part, cut } = cutAtWord(whole, max);
      expect(part.length).toBeLessThanOrEqual(max);
      expect(cut).toBe(whole.length > max);
      const kept = cut && part.endsWith('…') && !whole.startsWith(part) ? part.slice(0, -1) : part;
      expect(whole.startsWith(kept)).toBe(true);
      expect(!halves.test(whole) && halves.test(part)).toBe(false);
    }
  });
});

describe('lists in a text', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    [';a;b', ['a', 'b']],
    ['a;;b;', ['a', 'b']],
    [' a ; ; b ', ['a', 'b']],
  ])('splits %j', (text, parts) => {
    expect(splitList(text, ';')).toEqual(parts);
  });

  it('leaves out what could not be told apart', () => {
    expect(joinList(['a', 'b;c', ' ', ' d '], ';')).toEqual({ text: 'a;d', dropped: ['b;c', ' '] });
    expect(joinList([], ';')).toEqual({ text: '', dropped: [] });
  });

  it('gives back what was joined', () => {
    const { text } = random(17);
    for (let round = 0; round < 2_000; round++) {
      const parts = [text(pieces, 3), text(pieces, 3), text(pieces, 3)];
      const joined = joinList(parts, ';');
      const kept = parts.filter((part) => !joined.dropped.includes(part)).map((part) => part.trim());
      expect(splitList(joined.text, ';')).toEqual(kept);
    }
  });
});
