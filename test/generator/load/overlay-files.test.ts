import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { loadDocument } from '../../../generator/load/document.js';
import { Files } from '../../../generator/load/files.js';
import { folder, only, told, where, type Texts } from '../support.js';

const api = (ref: string): object => ({
  openapi: '3.0.3',
  info: { title: 'T', version: '1' },
  paths: {},
  components: { schemas: { Boat: { type: 'object', properties: { mast: { $ref: ref } } } } },
});

const overlay = (ref: string): string => `overlay: 1.1.0
info: { title: T, version: "1" }
actions:
  - target: $.components.schemas.Boat.properties
    update: { sail: { $ref: '${ref}' } }
`;

const ours = {
  Mast: { title: 'ours' },
  Sail: { title: 'our sail', properties: { mast: { $ref: '#/Mast' } } },
};

/** What the properties of a boat lead to, of a document in one folder and an overlay in another. */
async function boat(
  texts: Texts,
  document: (root: string) => string = (root) => path.join(root, 'app/api.json'),
) {
  const root = await folder(texts);
  const report = new Report();
  const files = new Files(root, report);
  const found = await loadDocument(document(root), files, report, undefined, [
    { file: path.join(root, 'specs/overlay.yaml') },
  ]);
  const at = (name: string): unknown => {
    const place = { source: found!.root, pointer: [] };
    const { properties } = found!.follow('#/components/schemas/Boat', found!.root)!.value as {
      properties: Record<string, object>;
    };
    return (found!.resolve({ value: properties[name], place })?.value as { title?: unknown })?.title;
  };
  return { report, at };
}

describe('a reference to a file in an overlay', () => {
  it('starts at the overlay, and one of the document at the document, even if both read alike', async () => {
    const { report, at } = await boat({
      'app/api.json': api('types.json#/Mast'),
      'app/types.json': { Mast: { title: 'theirs' }, Sail: { title: 'their sail' } },
      'specs/overlay.yaml': overlay('types.json#/Sail'),
      'specs/types.json': ours,
    });
    expect(told(report)).toEqual([]);
    expect([at('mast'), at('sail')]).toEqual(['theirs', 'our sail']);
  });

  it('leads to a file from a document that came from the network as well', async () => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify(api('#/components/schemas/Boat'))),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { report, at } = await boat(
      { 'specs/overlay.yaml': overlay('types.json#/Sail'), 'specs/types.json': ours },
      () => `http://127.0.0.1:${port}/api.json`,
    );
    expect(told(report)).toEqual([]);
    expect(at('sail')).toBe('our sail');
  });

  it('that leads nowhere is told in the overlay, as it is written there', async () => {
    const { report, at } = await boat({
      'app/api.json': api('#/components/schemas/Boat'),
      'specs/overlay.yaml': overlay('types.json#/Sial'),
      'specs/types.json': ours,
    });
    const fault = only(report, 'document/dangling-ref');
    expect(where(fault)).toBe('specs/overlay.yaml:5:29');
    expect([fault.message, fault.help]).toEqual([
      'Nothing is at "types.json#/Sial"; the type is unknown instead.',
      'Did you mean "types.json#/Sail"?',
    ]);
    expect(at('sail')).toBeUndefined();
  });
});
