import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problem } from './problem.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send (R42, OWASP ASVS 5.0 3.5.1). A browser says where a request comes
 * from; one too old for `Sec-Fetch-Site` sends `Origin` with every POST; a program sends neither.
 */
export function refuseOtherSites(publicUrl: string): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const site = request.get('Sec-Fetch-Site');
    const origin = request.get('Origin');
    const ours = site === undefined ? origin === undefined || origin === publicUrl : site === 'same-origin';
    if (ours || reading.has(request.method)) next();
    else next(problem('cross-site-refused'));
  };
}
