import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieFor, cookieOf } from '../../../cookies.js';
import { linkPage, type LinkPurpose } from './link-purpose.js';
import { tokenIn } from './rewritten-link.js';

const name = 'lien';

/** Moves the token to a cookie of a page of its own, whose address it answers (R18). Gone with the browser's session. */
export function hideToken(request: Request, response: Response, purpose: LinkPurpose, token: string): string {
  const address = linkPage[purpose](randomBytes(6).toString('base64url'));
  response.cookie(name, token, cookieFor(request, address));
  return address;
}

export const tokenOf = (request: Request): string | undefined => tokenIn(cookieOf(request, name) ?? '');
