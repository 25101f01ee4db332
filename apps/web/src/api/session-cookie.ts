import type { Request, Response } from 'express';
import { cookieOf } from '../cookies.js';

/** How the API names the cookie of a session, on https and on http. */
const names = ['__Host-session', 'session'];

/** The header that brings the API its own cookie back; undefined when the browser has none. */
export function sessionOf(request: Request): string | undefined {
  const pairs = names.flatMap((name) => {
    const value = cookieOf(request, name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return pairs.length > 0 ? pairs.join('; ') : undefined;
}

/** What the API says of the session's cookie, on to the browser: web keeps no session of its own. */
export function passSessionOn(response: Response, { headers }: { headers: Headers }): void {
  for (const cookie of headers.getSetCookie()) {
    if (names.some((name) => cookie.startsWith(`${name}=`))) response.append('Set-Cookie', cookie);
  }
}
