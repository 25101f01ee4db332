import type { Request, Response } from 'express';
import { cookieOf } from '../cookies.js';

/** How the API names the cookie of a session, on https and on http. */
const ofSession = ['__Host-session', 'session'];
/** And that by which it knows the browser (`docs/journeys/lockout.md`). */
const ofDevice = ['__Host-device', 'device'];

/** Whether the browser brings a session's cookie; the API says whether it is open. */
export const hasSession = (request: Request): boolean => pairsOf(request, ofSession).length > 0;

/** The header that brings the API its own cookies back; undefined when the browser has none. */
export function sessionOf(request: Request): string | undefined {
  const pairs = pairsOf(request, [...ofSession, ...ofDevice]);
  return pairs.length > 0 ? pairs.join('; ') : undefined;
}

const pairsOf = (request: Request, names: string[]): string[] =>
  names.flatMap((name) => {
    const value = cookieOf(request, name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });

/** What the API says of the cookies of session and device, on to the browser: web keeps neither. */
export function passSessionOn(response: Response, { headers }: { headers: Headers }): void {
  for (const cookie of headers.getSetCookie()) {
    if ([...ofSession, ...ofDevice].some((name) => cookie.startsWith(`${name}=`)))
      response.append('Set-Cookie', cookie);
  }
}
