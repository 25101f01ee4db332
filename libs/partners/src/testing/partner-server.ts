import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands for a partner on 127.0.0.1; its answer is whatever the test sets, and an unset answer fails loudly. */
export interface PartnerServer {
  readonly url: string;
  answer: RequestListener;
  /** Of each request, in the order they came. */
  readonly asked: IncomingMessage[];
  close(): Promise<void>;
}

const unset: RequestListener = (_request, response) => response.writeHead(599).end('no answer was set');

export async function startPartnerServer(): Promise<PartnerServer> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    partner.answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const partner: PartnerServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: unset,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return partner;
}

export const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export const status =
  (code: number, headers: Record<string, string> = {}, body = '{"erreur":"…"}'): RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end(body);
