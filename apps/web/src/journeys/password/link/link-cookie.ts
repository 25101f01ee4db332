import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieFor, cookieOf } from '../../../cookies.js';
import { addresses } from '../../../ui/addresses.js';

const name = 'lien';
const tokenAtTheStart = /^[A-Za-z0-9_-]{22,86}/u;

/** The token in an address, without the punctuation that a mail program may have taken along; undefined when it is none. */
export const tokenIn = (text: string): string | undefined => tokenAtTheStart.exec(text)?.[0];

/** Moves the token to a cookie of a page of its own, whose address it answers (R18). Gone with the browser's session. */
export function hideToken(request: Request, response: Response, token: string): string {
  const address = addresses.linkPage(randomBytes(6).toString('base64url'));
  response.cookie(name, token, cookieFor(request, address));
  return address;
}

export const tokenOf = (request: Request): string | undefined => tokenIn(cookieOf(request, name) ?? '');

export function forgetToken(request: Request, response: Response, page: string): void {
  response.clearCookie(name, cookieFor(request, addresses.linkPage(page)));
}
