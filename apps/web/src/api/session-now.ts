import { isSafe } from '@app/edge';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Api } from './api.js';
import { currentSession } from './generated/parcours.js';
import { hasSession } from './session-cookie.js';

export type SessionNow = Awaited<ReturnType<typeof currentSession>>;

const longestWaitMs = 2_000;

interface Locals {
  session?: Promise<SessionNow>;
  isSignedIn?: Promise<boolean>;
}

/**
 * A cookie is not yet a session: only the API knows whether it has ended. A browser that has the cookie is asked about
 * once a request, while its page does its own asking; a browser without it costs no call.
 */
export const askForSession =
  (api: Api): RequestHandler =>
  (request: Request, response: Response, next: NextFunction) => {
    const locals = response.locals as Locals;
    if (isSafe(request) && hasSession(request)) {
      locals.session = currentSession(api.inSessionOf(request));
      locals.isSignedIn = Promise.race([locals.session.then(({ status }) => status !== 401), unknownInTime()]);
    }
    next();
  };

/** What the API says of the session of this request. */
export const sessionNow = (request: Request, { locals }: Response, api: Api): Promise<SessionNow> =>
  (locals as Locals).session ?? currentSession(api.inSessionOf(request));

/**
 * For the header. Where the API does not tell, a browser that has the cookie counts as signed in: « Se déconnecter » is
 * never missing on a shared computer, and both of its ways lead to the truth.
 */
export const isSignedIn = ({ req, locals }: Response): boolean | Promise<boolean> =>
  (locals as Locals).isSignedIn ?? hasSession(req);

const unknownInTime = (): Promise<true> =>
  new Promise((resolve) => setTimeout(() => resolve(true), longestWaitMs).unref());
