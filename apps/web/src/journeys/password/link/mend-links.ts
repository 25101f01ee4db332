import type { NextFunction, Request, Response } from 'express';
import { mendedPath } from './rewritten-link.js';

/** F9: before the routes, which refuse a path they cannot decode and know no path with something more in it. */
export function mendLinks(request: Request, _response: Response, next: NextFunction): void {
  request.url = mendedPath(request.url) ?? request.url;
  next();
}
