import { lookup as lookUp } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { MOST_BYTES, tooLarge } from './limits.js';

/** What came of a request: bytes and the URL that gave them, or why there are none. */
export type Fetched = { readonly bytes: Buffer; readonly url: string } | { readonly fault: string };

const MOST_REDIRECTS = 5;
const LONGEST_WAIT = 30_000;

/**
 * Fetches documents from those hosts that somebody named: in the URL of a document, or in a list. A document alone opens no host. A
 * host of the list that begins with `*.` stands for those below it; these are reached at public addresses only.
 */
export class Remote {
  readonly #listed: readonly string[];
  readonly #named = new Set<string>();

  constructor(allowedHosts: readonly string[]) {
    this.#listed = allowedHosts.map((host) => host.toLowerCase());
  }

  /** Opens the host of a URL that a person gave. */
  name(url: string): void {
    if (!URL.canParse(url)) return;
    const { host, hostname, port, protocol } = new URL(url);
    this.#named.add(`${protocol}//${host}`);
    // A server that sends all from http to https is still the same.
    if (port === '') this.#named.add(`https://${hostname}`);
  }

  /** Whether a URL may be fetched. */
  permits(url: URL): boolean {
    return this.#isExact(url) || this.#listed.some((host) => host.startsWith('*.') && isBelow(url, host));
  }

  async fetch(start: string): Promise<Fetched> {
    if (!URL.canParse(start)) return { fault: 'it is no well-formed URL' };
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    let url = new URL(start);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      if (!this.permits(url)) return { fault: `it leads to ${url.host}, which is not allowed` };
      const answer = await ask(url, this.#isExact(url), signal).catch((error: unknown) =>
        reasonOf(error, signal),
      );
      if (typeof answer === 'string') return { fault: answer };
      if ('bytes' in answer) return { bytes: answer.bytes, url: url.href };
      if (!URL.canParse(answer.location, url)) return { fault: 'it leads to something that is no URL' };
      const next = new URL(answer.location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        return { fault: 'it leads from https to something less safe' };
      url = next;
    }
    return { fault: `it leads on more than ${MOST_REDIRECTS} times` };
  }

  /** Whether somebody named this very host. */
  #isExact(url: URL): boolean {
    return (
      isHttp(url) && (this.#named.has(`${url.protocol}//${url.host}`) || this.#listed.includes(url.host))
    );
  }
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

function isBelow(url: URL, pattern: string): boolean {
  return isHttp(url) && url.port === '' && url.hostname.endsWith(pattern.slice(1));
}

/** One request, without following anything. */
async function ask(
  url: URL,
  isExact: boolean,
  signal: AbortSignal,
): Promise<{ readonly bytes: Buffer } | { readonly location: string }> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isExact && !isPublic(literal)) throw new Refusal(NOT_PUBLIC);
  const options: RequestOptions = {
    agent: false,
    signal,
    lookup: vetted(isExact),
    headers: { accept: 'application/json, application/yaml, */*', 'accept-encoding': 'identity' },
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end();
  });
  const { statusCode = 0, headers } = answer;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    answer.destroy();
    return { location: headers.location };
  }
  if (statusCode < 200 || statusCode >= 300) {
    answer.destroy();
    throw new Refusal(`the server answers ${statusCode}`);
  }
  return { bytes: await bytesOf(answer) };
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refusal(tooLarge(MOST_BYTES));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An end that we made ourselves. */
class Refusal extends Error {}

const NOT_PUBLIC = 'its address is not a public one';

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof Refusal) return error.message;
  if (signal.aborted) return `there is no answer after ${LONGEST_WAIT / 1000} seconds`;
  const { code } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? `the connection fails${code === undefined ? '' : ` (${code})`}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host can not be looked up',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
};

/** Looks a host up and refuses addresses that it may not have: what is looked up here is what is connected to. */
function vetted(isExact: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined)
        return callback(error ?? new Refusal('it has no address'), '');
      if (!addresses.every(({ address }) => isPublic(address) || (isExact && !isNever(address))))
        return callback(new Refusal(NOT_PUBLIC), '');
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** Addresses that no name may stand for: what answers there hands out the keys of the machine. */
const NEVER = listOf(
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::/32',
  '100.100.100.200/32',
  '0.0.0.0/8',
  '::/128',
);

/** Addresses that are not those of a public server. */
// prettier-ignore
const NOT_OF_ALL = listOf(
  '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15',
  '224.0.0.0/4', '240.0.0.0/4', '::1/128', '64:ff9b::/32', '100::/64', '2001::/32', '2002::/16', 'fc00::/7',
  'fec0::/10', 'ff00::/8',
);

function listOf(...networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

function isNever(address: string): boolean {
  return NEVER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Whether an address is one that anybody can reach. */
export function isPublic(address: string): boolean {
  return !isNever(address) && !NOT_OF_ALL.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
