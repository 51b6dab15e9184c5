import { describe, expect, it } from 'vitest';
import { ownServer, serversOf, urlOf } from '../../../generator/build/servers.js';
import { documentOf } from '../support.js';

describe('servers', () => {
  it.each([
    ['https://a.test/v1/', 'https://a.test/v1'],
    ['//a.test', 'https://a.test'],
    ['https://a.test/?x=1#y', 'https://a.test'],
    ['https://{region}.a.test', 'https://eu.a.test'],
    ['{scheme}://a.test', ''],
    ['https://{nobody}.a.test', ''],
  ])('%s is called at %s', async (url, expected) => {
    const variables = { region: { default: 'eu', enum: ['eu', 'us'], description: 'Where.' } };
    const [server] = serversOf(await documentOf({ servers: [{ url, variables }] }));
    expect(urlOf(server!)).toBe(expected);
  });

  it.each(['/v1', 'v1', '', 'ftp://a.test', 7, undefined])('%j is none: the app must say', async (url) => {
    expect(serversOf(await documentOf({ servers: [{ url }] }))).toEqual([]);
  });

  it('that are there with and without encryption are taken with it', async () => {
    const urls = [
      'http://a.test/v1',
      'https://a.test/v1',
      'http://b.test',
      'http://{x}.test',
      'https://{x}.test',
    ];
    const servers = serversOf(await documentOf({ servers: urls.map((url) => ({ url })) }));
    expect(servers.map(({ url }) => url)).toEqual(['https://a.test/v1', 'http://b.test', 'https://{x}.test']);
  });

  it('variables come with what may be chosen', async () => {
    const variables = { region: { default: 'eu', enum: ['eu', 'us', 7], description: 'Where.' } };
    const [server] = serversOf(
      await documentOf({ servers: [{ url: 'https://{region}.{other}.test', variables }] }),
    );
    expect(server!.variables).toEqual([
      { name: 'region', default: 'eu', values: ['eu', 'us'], description: 'Where.' },
      { name: 'other', default: undefined, values: [], description: '' },
    ]);
  });

  it('of an operation go before those of its path, and those of the document are none of its own', async () => {
    const document = await documentOf({ servers: [{ url: 'https://a.test' }] });
    const located = (url?: string) => ({
      value: url === undefined ? {} : { servers: [{ url }] },
      place: { source: document.root, pointer: [] },
    });
    expect(ownServer(document, located('https://b.test'), located('https://c.test'))).toBe('https://c.test');
    expect(ownServer(document, located('https://b.test'), located())).toBe('https://b.test');
    expect(ownServer(document, located('https://a.test/'), located())).toBeUndefined();
    expect(ownServer(document, located(), located())).toBeUndefined();
  });
});
