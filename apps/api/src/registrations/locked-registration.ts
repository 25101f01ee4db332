import type { BlockedReason, RegistrationStatus } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { problem } from '../problem.js';
import { knownPublicId } from './follow-registration.js';

export interface LockedRegistration {
  id: string;
  publicId: string;
  ownerNonce: string;
  caseNumber: string;
  status: RegistrationStatus;
  blockedReason: BlockedReason | null;
  email: string;
}

/**
 * Holds the case until the transaction ends; whoever changes it takes this lock first, before account and link.
 * What depends on other tables must be read by a later statement: this one saw them as they were before the wait.
 */
export async function lockRegistration(tx: EntityManager, publicId: string): Promise<LockedRegistration> {
  const [row] = await tx.execute<LockedRegistration[]>(
    `select id, public_id as "publicId", owner_nonce as "ownerNonce", case_number as "caseNumber", status,
       blocked_reason as "blockedReason", email
     from registration where public_id = ? for update`,
    [knownPublicId(publicId)],
  );
  if (!row) throw problem('registration-unknown');
  return row;
}
