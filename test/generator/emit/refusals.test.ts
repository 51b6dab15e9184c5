import { expect, it } from 'vitest';
import { answers, json, ref, text } from '../openapi.js';
import { client, folded } from '../support.js';

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

/** The bodies of operations that are refused with these schemas, one each, as `vendor.ts` has them, and the types. */
async function bodies(...schemas: readonly object[]): Promise<{ errors: string; types: string }> {
  const paths = Object.fromEntries(
    schemas.map((schema, index) => [
      `/a${index}`,
      { get: { responses: { ...answers(text), 400: { description: 'No.', ...json(schema) } } } },
    ]),
  );
  const { files } = await client({ paths });
  const errors = /interface \w+Errors \{([^}]*)\}/.exec(files.get('vendor.ts')!)![1]!;
  return { errors: errors.trim(), types: folded(files.get('types.ts')!) };
}

const fault = (error: object): object => ({
  type: 'object',
  properties: { ok: { type: 'boolean' }, error },
  required: ['ok'],
});

it('names a body that each operation writes out, once', async () => {
  const { errors, types } = await bodies(fault(text), fault(text));
  expect(errors).toBe('400: AcmeRefusal;');
  expect(types).toContain('export interface AcmeRefusal { ok: boolean; error?: string; }');
});

it('says of many bodies what they all have', async () => {
  const { errors, types } = await bodies(
    ...[...'ABCDEFGHI'].map((word) => ({
      ...fault({ type: 'string', enum: [word] }),
      ...(word === 'A' && { required: ['ok', 'error'] }),
    })),
  );
  expect(errors).toBe('400: AcmeRefusal;');
  expect(types).toContain('ok: boolean; error?: string; }');
  expect(types).not.toContain("'A'");
});

it('says nothing of many bodies that have nothing in common', async () => {
  const { errors } = await bodies(
    ...[...'ABCDEFGHI'].map((word) => ({ type: 'object', properties: { [word]: text } })),
  );
  expect(errors).toBe('400: unknown;');
});
