import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}
export interface Told {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Instead of a body: an event stream, which the test writes to. */
  stream?: (response: ServerResponse) => void;
}
type Answer = Told | ((asked: Asked) => Told | Promise<Told>);

/** The API at the wire: what a test did not say it answers is a failure, not a default. */
export class FakeApi {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeApi> {
    const server = createServer();
    const api = new FakeApi(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (data: Buffer) => (text += data.toString()));
      request.on('end', () => void answer());
      const answer = async () => {
        const { method = '', url: path = '', headers } = request;
        const asked = { method, path, headers, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
        const { status, body, headers: more, stream } = await api.answerTo(asked);
        if (stream) return openStream(response, stream);
        response.writeHead(status, {
          'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
          ...more,
        });
        response.end(JSON.stringify(body ?? { status, title: 'Refusé', type: 'about:blank', code: 'not-found' }));
      };
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `route`: such as `POST /v1/registrations`. */
  when(route: string, answer: Answer): this {
    this.answers.set(route, answer);
    return this;
  }

  forget(): void {
    this.asked.length = 0;
    this.answers.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answerTo(asked: Asked): Told | Promise<Told> {
    this.asked.push(asked);
    const answer = this.answers.get(`${asked.method} ${asked.path}`);
    if (!answer) return { status: 599, body: { unexpected: `${asked.method} ${asked.path}` } };
    return typeof answer === 'function' ? answer(asked) : answer;
  }
}

function openStream(response: ServerResponse, stream: (response: ServerResponse) => void): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(':\n\n');
  stream(response);
}
