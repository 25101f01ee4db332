import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { showPage } from '../page.js';
import { RefusedPage } from './error-pages.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * R42: a form counts when the browser says that it comes from our pages; where it does not say so (older browsers), when
 * its `Origin` is ours. No token in forms: web holds no state.
 */
export const refuseOtherSites =
  (publicUrl: string): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    const site = request.get('Sec-Fetch-Site');
    const ours = site === undefined ? request.get('Origin') === publicUrl : site === 'same-origin';
    if (ours || reading.has(request.method)) next();
    else showPage(response, <RefusedPage />, 403);
  };
