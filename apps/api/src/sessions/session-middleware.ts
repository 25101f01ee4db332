import type { MikroORM } from '@mikro-orm/postgresql';
import type { ApiSettings } from '@app/settings';
import type { RequestHandler } from 'express';
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

/** In this order: who asks is known once the cookie is read. A cookie that is forged, ended or another environment's is none. */
export function readSessions(orm: MikroORM, settings: ApiSettings): RequestHandler[] {
  const { name, options: cookie } = sessionCookie(settings);
  const store = new AccountSessionStore(orm, settings);
  return [
    session({
      ...{ name, cookie, store, secret: [...settings.sessionSecrets] },
      // `X-Forwarded-Proto` has passed `meetCaller`: only web's is left.
      ...{ proxy: true, resave: false, saveUninitialized: false },
    }),
    passport.initialize() as RequestHandler,
    passport.session() as RequestHandler,
  ];
}
