import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { bodyOf, comesFromHere } from '../loopback-request.js';
import { Fault, type InboxFaults } from './faults.js';
import type { MessageStore } from './message-store.js';
import { listPage, type MailPreview, messagePage, previewPage, previewsPage } from './pages.js';

export interface InboxParts {
  store: MessageStore;
  faults: InboxFaults;
  /** Called when the faults have changed; resolves when the SMTP side follows. */
  followFaults(): Promise<void>;
  previews(): MailPreview[];
}

type Answer = { status: number; json?: unknown; page?: string };
const notFound: Answer = { status: 404, json: { error: 'not-found' } };

async function orderFault(request: IncomingMessage, { faults, followFaults }: InboxParts): Promise<Answer> {
  const ordered = await bodyOf(request, Fault);
  if ('refusal' in ordered) return ordered.refusal;
  faults.add(ordered.body);
  await followFaults();
  return { status: 201, json: ordered.body };
}

async function answer(request: IncomingMessage, parts: InboxParts): Promise<Answer> {
  const { store, faults, followFaults, previews } = parts;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [first = '', ...rest] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const route = `${request.method === 'HEAD' ? 'GET' : request.method} /${first}${rest.length > 0 ? '/…' : ''}`;
  switch (route) {
    case 'GET /':
      return { status: 200, page: listPage(store.list(searchParams.get('to') ?? undefined)) };
    case 'GET /messages':
      return { status: 200, json: store.list(searchParams.get('to') ?? undefined) };
    case 'GET /messages/…': {
      const message = await store.read(rest.join('/'));
      return message ? { status: 200, json: message } : notFound;
    }
    case 'GET /courriels/…': {
      const message = await store.read(rest.join('/'));
      return message ? { status: 200, page: messagePage(message) } : notFound;
    }
    case 'DELETE /messages':
      await store.clear();
      return { status: 204 };
    case 'GET /faults':
      return { status: 200, json: faults.list() };
    case 'POST /faults':
      return orderFault(request, parts);
    case 'DELETE /faults':
      faults.clear();
      await followFaults();
      return { status: 204 };
    case 'GET /dev/…': {
      if (rest[0] !== 'courriels') return notFound;
      if (rest.length === 1) return { status: 200, page: previewsPage(previews()) };
      const preview = previews().find(({ name }) => name === rest[1]);
      return preview ? { status: 200, page: previewPage(preview) } : notFound;
    }
    default:
      return notFound;
  }
}

function send(response: ServerResponse, { status, json, page }: Answer): void {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:; frame-src 'self'";
  const type = page === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8';
  const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-store' };
  response.writeHead(status, status === 204 ? {} : headers);
  response.end(status === 204 ? undefined : (page ?? JSON.stringify(json)));
}

/** The inbox's pages and HTTP API, on 127.0.0.1. */
export function createInboxServer(parts: InboxParts): Server {
  return createServer((request, response) => {
    if (!comesFromHere(request)) return send(response, { status: 403, json: { error: 'cross-site-refused' } });
    answer(request, parts)
      .catch((error: unknown): Answer => ({ status: 500, json: { error: String(error) } }))
      .then((made) => send(response, made))
      .catch(() => response.destroy());
  });
}
