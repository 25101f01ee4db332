import type { CookieOptions, Request } from 'express';
import { parseCookie } from 'cookie';

/** A cookie of the request; what no browser of ours was given is undefined, too. */
export const cookieOf = (request: Request, name: string): string | undefined =>
  parseCookie(request.headers.cookie ?? '')[name];

/**
 * For one address and what is under it; out of reach of scripts and of other sites' forms. Of https alone where
 * `PUBLIC_URL` is (a local of the application), whatever a proxy tells or forgets.
 */
export const cookieFor = ({ app }: Request, path: string, maxAgeMs?: number): CookieOptions => ({
  ...{ path, httpOnly: true, sameSite: 'lax', secure: (app.locals as { siteIsSecure: boolean }).siteIsSecure },
  ...(maxAgeMs !== undefined && { maxAge: maxAgeMs }),
});
