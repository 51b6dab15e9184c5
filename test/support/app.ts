import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Texts } from '../generator/support.js';

/** A document of one operation. */
export const api = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://acme.test' }],
  paths: {
    '/todos/{id}': {
      get: {
        operationId: 'todos.get',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'x',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Todo' } } },
          },
        },
      },
    },
    '/todos': {
      post: {
        operationId: 'todos.create',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewTodo' } } },
        },
        responses: {
          201: {
            description: 'x',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Todo' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Todo: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          until: { type: ['string', 'null'], format: 'date-time' },
        },
      },
      NewTodo: {
        type: 'object',
        properties: { name: { type: 'string' }, until: { type: ['string', 'null'], format: 'date-time' } },
      },
    },
  },
};

/** An app of its own: a shipped vendor, one of its own with a manifest, mappings for it, and one that extends a shipped mapping. */
export const app: Texts = {
  'crosswalk.config.yaml': `out: src/made
vendors:
  attio: {}
  acme: { document: vendor/acme.json, manifest: vendor/acme.vendor.yaml }
mappings: [mappings]
`,
  'vendor/acme.json': api,
  'vendor/acme.vendor.yaml': 'name: AcmeCorp\ndocument: acme.json\n',
  'mappings/acme/task.yaml': `entity: Task
resource: todos
fields: { title: name, dueAt: { at: until, as: instant } }
absent:
  body: no text
  status: not said
  completedAt: not said
  priority: not said
  type: not said
  assignees: nobody
  links: nothing
  reminders: none
  queues: none
`,
  'mappings/attio/task.yaml': 'entity: Task\nabsent: { priority: our workspace has no such thing }\n',
};

/** The arguments that make a client of `acme.json`. */
export const bySpec: string[] = ['generate', '--spec', 'acme.json', '--name', 'acme', '--out', 'out'];

/** The texts of all files of a folder. */
export async function texts(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  return new Map(
    await Promise.all(
      files.map(async (file) => [path.relative(root, file), await readFile(file, 'utf8')] as const),
    ),
  );
}

/** When each file of a folder was last written. */
export async function times(root: string): Promise<readonly number[]> {
  return Promise.all(
    [...(await texts(root)).keys()].map(async (file) => (await stat(path.join(root, file))).mtimeMs),
  );
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
