import type { Request, Response } from 'express';
import type { RegistrationReceipt } from '../../../api/generated/parcours.js';
import { cookieFor, cookieOf } from '../../../cookies.js';
import { addresses } from '../../../ui/addresses.js';

const name = 'proprietaire';
/** A review and a creation link with their usual lifetimes; where the case has ended, the key opens nothing. */
export const ownerDays = 45;

/** The browser that registered may correct the address: it keeps the key, for this case's page only. */
export function rememberOwner(request: Request, response: Response, { id, ownerKey }: RegistrationReceipt): void {
  response.cookie(name, ownerKey, cookieFor(request, addresses.case(id), ownerDays * 24 * 60 * 60 * 1000));
}

export const ownerKeyOf = (request: Request): string | undefined => cookieOf(request, name);
