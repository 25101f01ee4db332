import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a request was still waiting for when its time was over: the rest of its own body, or our answer. */
export type LateFor = 'body' | 'answer';
type Next = (error?: unknown) => void;

/** The contract's 10 s, less what it takes to write an answer. */
export const longestWaitMs = 9_500;

/**
 * Whatever a request waits for, its session's reading and its own body included, it is answered within `ms`: `giveUp`
 * writes the refusal. Stands before all that may wait. An answer under way is cut when its length was told, and goes on
 * when it is a stream.
 */
export function withinDeadline<Request extends IncomingMessage, Response extends ServerResponse>(
  ms: number,
  giveUp: (request: Request, response: Response, lateFor: LateFor) => void,
) {
  return (request: Request, response: Response, next: Next): void => {
    // express-session's own `end` waits for its store.
    const { end } = response;
    const timer = setTimeout(() => {
      if (response.headersSent) return void (response.hasHeader('Content-Length') && response.destroy());
      response.end = end;
      // What is left of the body would be taken for the next request.
      if (!request.complete) response.setHeader('Connection', 'close');
      giveUp(request, response, request.complete ? 'answer' : 'body');
    }, ms);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}

/** Stands behind what may wait: a request that was given up goes no further. */
export function unlessGivenUp(_request: IncomingMessage, response: ServerResponse, next: Next): void {
  if (!response.writableEnded) next();
}
