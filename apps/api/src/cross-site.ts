import { comesFrom } from '@app/edge';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problem } from './problem.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses what another site makes a browser send (R42); a program tells nothing of where it comes from, and passes. */
export function refuseOtherSites(publicUrl: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (reading.has(request.method) || comesFrom(request, publicUrl) !== 'elsewhere') next();
    else next(problem('cross-site-refused'));
  };
}
