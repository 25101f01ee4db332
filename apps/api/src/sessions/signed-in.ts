import type { SignedInAccount } from '@app/contracts/http';
import type { z } from 'zod';

/** Whoever a session belongs to. */
export interface SignedIn {
  accountId: string;
  /** The session is refused as soon as the account's differs (R22). */
  credentialsVersion: number;
  identifier: string;
  lastName: string;
  firstName: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
  expiresAt: string;
  previousLoginAt: string | null;
}

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
