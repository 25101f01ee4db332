import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { problem } from './problem.js';

const largestBody = '64kb';

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** JSON and nothing else; a body of another type is refused rather than taken for an absent one. */
export const jsonBody: RequestHandler[] = [
  (request: Request, _response: Response, next: NextFunction) => {
    if (hasBody(request) && !request.is('application/json')) next(problem('media-type-unsupported'));
    else next();
  },
  // Not strict: `"text"` is JSON too, and of a wrong shape.
  json({ limit: largestBody, strict: false }),
];
