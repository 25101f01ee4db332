import { comesFrom, isSafe } from '@app/edge';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { showPage } from '../page.js';
import { RefusedPage } from './error-pages.js';

/** R42: a form counts when the browser says that it comes from our pages. No token in forms: web holds no state. */
export const refuseOtherSites =
  (publicUrl: string): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    if (isSafe(request) || comesFrom(request, publicUrl) === 'us') next();
    else showPage(response, <RefusedPage />, 403);
  };
