import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../generator/suggest.js';

it.each([
  ['taks', ['tasks', 'task', 'notes'], ['task', 'tasks']],
  ['Titel', ['title', 'subtitle', 'body'], ['title']],
  ['title', ['hs_title', 'body'], ['hs_title']],
  ['dueDate', ['due_date', 'dueAt', 'date'], ['due_date', 'dueAt']],
  ['abcd', ['abdc'], ['abdc']],
  ['at', ['as', 'set', 'title'], ['as']],
  ['x', ['id', 'to'], []],
  ['status', ['body', 'owner'], []],
  ['', ['a'], ['a']],
  ['a', [], []],
])('offers for %j out of %j: %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toEqual(expected);
});

it('offers at most three, the nearest first, each once, and always in the same order', () => {
  const candidates = ['task4', 'task2', 'task1', 'task3', 'task', 'task'];
  expect(nearest('task', candidates)).toEqual(['task', 'task1', 'task2']);
  expect(nearest('task', candidates.toReversed())).toEqual(['task', 'task1', 'task2']);
});

it('offers nothing for what is no word at all, nor such a thing for a word', () => {
  const long = 'a'.repeat(201);
  expect(nearest(long, [long, 'a'])).toEqual([]);
  expect(nearest('aaaa', [long, 'aaab'])).toEqual(['aaab']);
});

it('asks in one sentence', () => {
  expect(didYouMean([])).toBeUndefined();
  expect(String(didYouMean(['a']))).toBe('Did you mean "a"?');
  expect(String(didYouMean(['a', 'b']))).toBe('Did you mean "a" or "b"?');
  expect(String(didYouMean(['a', 'b', 'c']))).toBe('Did you mean "a", "b" or "c"?');
});
