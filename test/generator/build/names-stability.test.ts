import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameOperations, type Unnamed } from '../../../generator/build/names.js';

const part = fc.constantFrom(
  'tasks',
  'task',
  'notes',
  'Tasks',
  'v1',
  'v2',
  'api',
  'batch',
  'archive',
  'search',
  '{id}',
  '{taskId}',
  '{objectType}',
  'タスク',
);
const operation: fc.Arbitrary<Unnamed> = fc.record({
  operationId: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'listTasks',
    'tasks.list',
    'notes.get',
    'getTask',
    'Tasks_Get',
    '🚀',
  ),
  tags: fc.subarray(['Tasks', 'Note', 'Basic'], { maxLength: 2 }),
  httpMethod: fc.constantFrom('get', 'post', 'put', 'patch', 'delete'),
  path: fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`),
});
const documents = fc.uniqueArray(operation, {
  selector: ({ httpMethod, path }) => `${httpMethod} ${path}`,
  maxLength: 25,
});

/** What each operation is called, by the operation. */
function names(operations: readonly Unnamed[]): ReadonlyMap<Unnamed, string> {
  const found = nameOperations(operations, 'An API');
  return new Map(operations.map((one) => [one, `${found.get(one)!.resource}.${found.get(one)!.method}`]));
}

it('names are unique, whatever their capitals, and identifiers', () => {
  fc.assert(
    fc.property(documents, (operations) => {
      const all = [...names(operations).values()];
      expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(operations.length);
      for (const name of all) expect(name).toMatch(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/);
    }),
  );
});

it('names do not depend on the order of the document', () => {
  fc.assert(
    fc.property(
      documents.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        const before = names(all);
        for (const [one, name] of names(shuffled)) expect(name).toBe(before.get(one));
      },
    ),
  );
});

it('what is added below the paths of a document, or taken away there, renames nothing else', () => {
  const deeper = documents.map((operations) =>
    operations.map((one) => ({ ...one, operationId: undefined, path: `/a/b/c/d/e${one.path}` })),
  );
  fc.assert(
    fc.property(documents, deeper, (operations, added) => {
      const before = names(operations);
      const after = names([...added, ...operations]);
      for (const one of operations) expect(after.get(one)).toBe(before.get(one));
    }),
  );
});

it('a later version of a whole document renames nothing of the earlier ones', () => {
  const versioned = documents.map((operations) =>
    operations.map((one) => ({ ...one, operationId: undefined, path: `/v3${one.path}` })),
  );
  fc.assert(
    fc.property(versioned, (operations) => {
      const later = operations.map((one) => ({ ...one, path: one.path.replace('/v3', '/v10') }));
      const before = names(operations);
      const after = names([...later, ...operations]);
      for (const one of operations) expect(after.get(one)).toBe(before.get(one));
    }),
  );
});

it('a name that an id says outright is nobody else’s, whatever is added', () => {
  fc.assert(
    fc.property(documents, (operations) => {
      const owner: Unnamed = {
        operationId: 'tasks.archive',
        tags: [],
        httpMethod: 'post',
        path: '/a/b/c/d/e/f/g/h',
      };
      expect(names([...operations, owner]).get(owner)).toBe('tasks.archive');
    }),
  );
});
