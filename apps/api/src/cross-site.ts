import { comesFrom, isSafe } from '@app/edge';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problem } from './problem.js';

/** Refuses what another site makes a browser send (R42); a program tells nothing of where it comes from, and passes. */
export function refuseOtherSites(publicUrl: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (isSafe(request) || comesFrom(request, publicUrl) !== 'elsewhere') next();
    else next(problem('cross-site-refused'));
  };
}
