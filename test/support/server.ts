import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How a request is answered: a value is sent as JSON with status 200, a text as it is. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers a request. What it returns is sent; if that is undefined it has answered itself. */
export type Handler = (request: Received, response: ServerResponse, count: number) => Reply | undefined;

/** A server on this machine. */
export interface Server {
  readonly url: string;
  readonly received: Received[];
  /** Changes how it answers. */
  answer(handler: Handler): void;
  close(): Promise<void>;
}

/** Starts a server on a free port. It answers `{}` until it is told otherwise. */
export async function startServer(handler: Handler = () => ({ body: {} })): Promise<Server> {
  let current = handler;
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, text: Buffer.concat(chunks).toString() };
      received.push(request);
      const reply = current(request, response, received.length);
      if (reply !== undefined) send(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: (next) => {
      current = next;
      received.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  const isText = typeof body === 'string' || body === undefined;
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
