import type { MikroORM } from '@mikro-orm/postgresql';
import type { ApiSettings } from '@app/settings';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import passport from 'passport';
import { AccountSessionStore } from './account-session-store.js';

/** R41. `__Host-` binds the cookie to this host, this path and https; a browser on http would refuse it. */
export function sessionCookie({ publicUrl }: Pick<ApiSettings, 'publicUrl'>) {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-session' : 'session',
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const,
  };
}

/**
 * The scheme of the site is that of `PUBLIC_URL`: a proxy that tells another, or none, changes nothing. express-session
 * gives a `Secure` cookie to a request of https alone, and reads its scheme there.
 */
function asReachedBy(publicUrl: string): RequestHandler {
  const scheme = new URL(publicUrl).protocol.slice(0, -1);
  return (request: Request, _response: Response, next: NextFunction) => {
    request.headers['x-forwarded-proto'] = scheme;
    next();
  };
}

/** In this order: who asks is known once the cookie is read. A cookie that is forged, ended or another environment's is none. */
export function readSessions(orm: MikroORM, settings: ApiSettings): RequestHandler[] {
  const { name, options: cookie } = sessionCookie(settings);
  const store = new AccountSessionStore(orm, settings);
  return [
    asReachedBy(settings.publicUrl),
    session({
      ...{ name, cookie, store, secret: [...settings.sessionSecrets] },
      ...{ proxy: true, resave: false, saveUninitialized: false },
    }),
    passport.initialize() as RequestHandler,
    passport.session() as RequestHandler,
  ];
}
