import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from './faults.js';

export interface LoggedRequest {
  service: Service;
  /** ISO 8601, UTC. */
  at: string;
  method: string;
  path: string;
  /** Null when no answer was given, or none yet. */
  status: number | null;
  siret?: string;
}

const kept = 10_000;

/** What the services were asked, oldest first: the last 10 000 requests; never a body or a header. */
export class RequestLog {
  private readonly requests: LoggedRequest[] = [];

  add(service: Service, { method = '', url = '' }: IncomingMessage, response: ServerResponse, siret?: string): void {
    const at = new Date().toISOString();
    const logged: LoggedRequest = { service, at, method, path: url, status: null, ...(siret ? { siret } : {}) };
    this.requests.push(logged);
    if (this.requests.length > kept) this.requests.shift();
    response.once('finish', () => (logged.status = response.statusCode));
  }

  /** Of every service when none is named. */
  list(service: string | null): LoggedRequest[] {
    return this.requests.filter((one) => service === null || one.service === service);
  }
}
