import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Report } from '../../../generator/diagnostics.js';
import { loadDocument } from '../../../generator/load/document.js';
import { Files } from '../../../generator/load/files.js';
import { isPublic } from '../../../generator/load/remote.js';
import type { JsonObject } from '../../../generator/model/document.js';
import { folder, only, pointedAt, told, where } from '../support.js';

/** A server that answers paths with texts, or leads on where a text begins with `->`; and what it was asked for. */
async function serve(texts: Readonly<Record<string, string>> | RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (typeof texts === 'function') return texts(request, response);
    const text = texts[request.url ?? ''];
    if (text === undefined) response.writeHead(404).end();
    else if (text.startsWith('->')) response.writeHead(302, { location: text.slice(2) }).end();
    else response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, asked };
}

async function load(file: string, allowedHosts: readonly string[] = [], root = '/nowhere') {
  const report = new Report();
  const document = await loadDocument(file, new Files(root, report, allowedHosts), report);
  return { document, report };
}

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';

describe('a document that somebody names by its URL', () => {
  it('is read, with what it refers to at the same origin', async () => {
    const { url, asked } = await serve({
      '/specs/a.yaml?v=1': `${head}x: { $ref: 'parts/b.json#/B' }\n`,
      '/specs/parts/b.json': '{ "B": { "$ref": "/c.yaml" } }',
      '/c.yaml': 'type: string\n',
    });
    const { document, report } = await load(`${url}/specs/a.yaml?v=1`);
    expect(told(report)).toEqual([]);
    const target = document!.follow('parts/b.json#/B', document!.root)!;
    expect(document!.resolve(target)?.value).toEqual({ type: 'string' });
    expect(asked).toEqual(['/specs/a.yaml?v=1', '/specs/parts/b.json', '/c.yaml']);
  });

  it('is shown without who asked and for what', async () => {
    const { url } = await serve({ '/a.yaml?token=secret': 'openapi: 4.0.0\n' });
    const { report } = await load(`${url.replace('//', '//me:secret@')}/a.yaml?token=secret#secret`);
    expect(where(only(report, 'document/unsupported-version'))).toBe(`${url}/a.yaml:1:10`);
    const missing = await load(`${url.replace('//', '//me:secret@')}/b.yaml?token=secret`);
    const { message } = only(missing.report, 'source/unreadable');
    expect(message).toBe(`${url}/b.yaml can't be read: the server answers 404.`);
  });

  it('may have moved, and what it refers to starts from there', async () => {
    const { url } = await serve({
      '/a.yaml': '->/new/a.yaml',
      '/new/a.yaml': `${head}x: { $ref: 'b.yaml' }\n`,
      '/new/b.yaml': 'type: string\n',
    });
    const { document, report } = await load(`${url}/a.yaml`);
    expect([told(report), document!.root.path]).toEqual([[], `${url}/new/a.yaml`]);
  });

  it.each([
    ['/circle', 'it leads on more than 5 times'],
    ['/other', 'it leads to localhost:PORT, which is not allowed'],
    ['/file', 'it leads to , which is not allowed'],
    ['/no-url', 'it leads to something that is no URL'],
  ])('is not followed from %s: %s', async (start, reason) => {
    const { url, port } = await serve((request, response) => {
      const leads: Readonly<Record<string, string>> = {
        '/circle': '/circle',
        '/other': `http://localhost:${port}/a.yaml`,
        '/file': 'file:///etc/passwd',
        '/no-url': 'http://[',
      };
      response.writeHead(302, { location: leads[request.url ?? ''] }).end();
    });
    const { report } = await load(`${url}${start}`);
    expect(only(report, 'source/unreadable').message).toContain(reason.replace('PORT', String(port)));
  });

  it('has an end: a body that never stops growing is cut off, and so is one that was cut', async () => {
    const chunk = Buffer.alloc(2 ** 20, 32);
    const { url } = await serve((request, response) => {
      if (request.url === '/cut') return void response.write('openapi', () => response.destroy());
      const write = (): void => void (response.destroyed || response.write(chunk, write));
      write();
    });
    expect(only((await load(`${url}/endless`)).report, 'source/unreadable').message).toContain(
      'larger than the 128 MB',
    );
    expect(only((await load(`${url}/cut`)).report, 'source/unreadable').message).toContain(
      'the connection was cut',
    );
  }, 30_000);

  it('is told to be a page where it is one', async () => {
    const { url } = await serve({ '/': '<html>Log in</html>' });
    expect(only((await load(url)).report, 'source/syntax').message).toContain('it looks like HTML or XML');
  });
});

describe('a reference to a URL', () => {
  it('is not followed to a host that nobody named: a warning says which, and how to allow it', async () => {
    const { url, port, asked } = await serve({ '/b.yaml': 'type: string\n' });
    const file = path.join(await folder({ 'a.yaml': `${head}x: { $ref: '${url}/b.yaml' }\n` }), 'a.yaml');
    const { document, report } = await load(file);
    expect([document === undefined, report.failed, asked]).toEqual([false, false, []]);
    const fault = only(report, 'document/remote-not-allowed');
    expect(fault.message).toContain(`127.0.0.1:${port}`);
    expect(fault.help).toContain(`--allow-host 127.0.0.1:${port}`);
    expect(pointedAt(fault)).toBe(`'${url}/b.yaml'`);
  });

  it('is followed to a host that is listed, and from there no further', async () => {
    const other = await serve({ '/c.yaml': 'type: string\n' });
    const { url, port } = await serve({ '/b.yaml': `B: { $ref: '${other.url}/c.yaml' }\n` });
    const root = await folder({ 'a.yaml': `${head}x: { $ref: '${url}/b.yaml#/B' }\n` });
    const { report } = await load(path.join(root, 'a.yaml'), [`127.0.0.1:${port}`], root);
    expect(told(report)).toEqual([`${url}/b.yaml:1:12 document/remote-not-allowed`]);
    expect(other.asked).toEqual([]);
  });

  it('never leads from a URL to a file, and tells why a thing can not be read', async () => {
    const { url } = await serve({
      '/a.yaml': `${head}x: { $ref: 'file:///etc/hostname' }\ny: { $ref: '/etc/hostname' }\nz: { $ref: 'b:c' }\n`,
    });
    const { report } = await load(`${url}/a.yaml`);
    expect(report.diagnostics.map(({ help }) => String(help))).toEqual([
      '"file:///etc/hostname" can\'t be read from here: it is neither a file nor a URL.',
      '"/etc/hostname" can\'t be read from here: the server answers 404.',
      '"b:c" can\'t be read from here: it is neither a file nor a URL.',
    ]);
  });
});

describe('addresses', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1'])(
    'such as %s are not public',
    (address) => {
      expect(isPublic(address)).toBe(false);
      expect(isPublic(`::ffff:${address}`)).toBe(false);
    },
  );

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fd12::1',
    'fd00:ec2::254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'ff02::1',
  ])('such as %s are not public either', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('such as %s are', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it('are looked at when a name is looked up: a pattern opens public ones only, a name also its own', async () => {
    const { port, asked } = await serve({ '/b.yaml': 'type: string\n' });
    const root = await folder({
      'a.yaml': `${head}x: { $ref: 'http://crosswalk.localhost/b.yaml' }\n`,
      'b.yaml': `${head}x: { $ref: 'http://localhost:${port}/b.yaml' }\n`,
    });
    const pattern = await load(path.join(root, 'a.yaml'), ['*.localhost'], root);
    expect(only(pattern.report, 'document/dangling-ref').help).toMatch(/not a public one|no such host/);
    expect(asked).toEqual([]);
    const named = await load(path.join(root, 'b.yaml'), [`localhost:${port}`], root);
    expect(told(named.report)).toEqual([]);
    const { data } = named.document!.root;
    expect(
      named.document!.resolve({
        value: (data as JsonObject)['x'],
        place: { source: named.document!.root, pointer: [] },
      })?.value,
    ).toEqual({
      type: 'string',
    });
  });
});
