import { expect, it } from 'vitest';
import { answers, json, ref, text } from '../openapi.js';
import { client } from '../support.js';

it('imports nothing for a refusal that can be anything', async () => {
  const refused = (schema: object): object => ({
    responses: { ...answers(text), 400: { description: 'No.', ...json(schema) } },
  });
  const { files } = await client({
    paths: { '/a': { get: refused(ref('Fault')), post: refused({}) } },
    components: { schemas: { Fault: { type: 'object' } } },
  });
  const vendor = files.get('vendor.ts')!;
  expect(vendor).toContain('400: unknown;');
  expect(vendor).not.toContain('Fault');
});
