import type { SignedInAccount } from '@app/contracts/http';
import type { SessionOwner } from '@app/persistence';
import type { z } from 'zod';

export type SignedIn = SessionOwner;

declare global {
  namespace Express {
    interface User extends SignedIn {}
  }
}

const iso = (time: string): string => new Date(time).toISOString();

export const accountView = (who: SignedIn): z.infer<typeof SignedInAccount> => ({
  identifier: who.identifier,
  lastName: who.lastName,
  firstName: who.firstName,
  role: who.role,
  siret: who.siret,
  establishmentName: who.establishmentName,
  expiresAt: iso(who.expiresAt),
});

/** The field of an answer, absent at the first sign-in. */
export const previousLogin = ({ previousLoginAt }: SignedIn): { previousLoginAt?: string } =>
  previousLoginAt === null ? {} : { previousLoginAt: iso(previousLoginAt) };
