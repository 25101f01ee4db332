import { isSafe } from '@app/edge';
import { hasSession } from '../api/session-cookie.js';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const [none, self] = ["'none'", "'self'"];

/** Nothing inline, nothing from elsewhere. `same-origin`: with `no-referrer` browsers post `Origin: null`. */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...{ defaultSrc: [none], styleSrc: [self], scriptSrc: [self], imgSrc: [self, 'data:'], connectSrc: [self] },
      ...{ formAction: [self], baseUri: [none], frameAncestors: [none] },
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
});

const personal =
  /^\/(?:mon-compte|se-connecter|mot-de-passe-oublie|(?:mot-de-passe|inscrire-un-etablissement|identifiant-oublie)\/.)/u;

/**
 * Pages about a person or a case, all pages of a browser with a session, and answers to forms are nobody's to keep; others
 * are looked at again each time.
 */
export function keepNothing(request: Request, response: Response, next: NextFunction): void {
  const isPublic = isSafe(request) && !personal.test(request.path.toLowerCase()) && !hasSession(request);
  response.setHeader('Cache-Control', isPublic ? 'no-cache' : 'no-store');
  next();
}
