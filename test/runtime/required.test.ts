import { expect, it } from 'vitest';
import { readyRequest } from '../../templates/runtime/request.js';

const call = { method: 'PATCH', path: '/notes', body: { done: true }, required: ['filter'] };

it.each([undefined, {}, { filter: undefined }, { filter: null }])(
  'a call that must not go without a filter is not sent without one: %j',
  (query) => {
    expect(() => readyRequest('https://api.acme.test', { ...call, query }, {})).toThrow(
      'The query has no `filter`',
    );
  },
);

it.each(['constructor', 'toString', '__proto__'])(
  'nor without one that every object has anyway: %s',
  (name) => {
    expect(() => readyRequest('https://api.acme.test', { ...call, query: {}, required: [name] }, {})).toThrow(
      'The query has no',
    );
  },
);

it("goes with it, also where it is empty: what that means is the vendor's to say", () => {
  const { url } = readyRequest('https://api.acme.test', { ...call, query: { filter: '' } }, {});
  expect(url).toBe('https://api.acme.test/notes?filter=');
});
