import type { CookieOptions, Request } from 'express';
import { parseCookie } from 'cookie';

/** A cookie of the request; what no browser of ours was given is undefined, too. */
export const cookieOf = (request: Request, name: string): string | undefined =>
  parseCookie(request.headers.cookie ?? '')[name];

/** For one address and what is under it; out of reach of scripts and of other sites' forms. */
export const cookieFor = (request: Request, path: string, maxAgeMs?: number): CookieOptions => ({
  ...{ path, httpOnly: true, sameSite: 'lax', secure: request.secure },
  ...(maxAgeMs !== undefined && { maxAge: maxAgeMs }),
});
