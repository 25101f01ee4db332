import type { Server } from 'node:http';

/** Longer than the 60 s for which balancers usually hold a connection without a request: who reuses it must be the first to end it. */
const heldMs = 75_000;

/**
 * How long connections live. Node takes the smaller of the last two for the headers: they are the same, and also end a
 * connection on which no request came at all. A request's body has a deadline of its own (`deadline.ts`).
 */
export function holdConnections(server: Server): void {
  server.keepAliveTimeout = heldMs;
  server.headersTimeout = heldMs + 5_000;
  server.requestTimeout = heldMs + 5_000;
}

/** Before a server closes: a connection whose request is under way ends with its answer. */
export function releaseConnections(server: Server): void {
  server.keepAliveTimeout = 1;
}
