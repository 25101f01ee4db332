import { randomBytes } from 'node:crypto';
import type { RegistrationCase } from '@app/journeys';
import { caseNumberFrom } from '@app/domain';
import { insertRegistration, newNonce, newPublicId } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';

/** What is registered, cleaned: nothing here is as it was typed. */
export interface RegistrationInput {
  siret: string;
  contractNumber: string;
  applicant: { lastName: string; firstName: string; email: string; phone?: string | undefined };
}

export interface Received extends RegistrationCase {
  noticeId: string;
}

/**
 * One statement: the contract must be in the registry, the partial unique index lets one live case stand per SIRET, and
 * case, notice and audit line appear together or not at all. Undefined when something stood in the way.
 */
export async function receiveRegistration(
  em: EntityManager,
  { siret, contractNumber, applicant }: RegistrationInput,
  { address, correlationId }: Caller,
): Promise<Received | undefined> {
  const caseNumber = caseNumberFrom(randomBytes(5));
  const row = await insertRegistration(em, {
    ...{ publicId: newPublicId(), ownerNonce: newNonce(), caseNumber, siret, contractNumber, applicant },
    ...{ address, correlationId },
  });
  return row && { id: row.id, caseNumber, siret, correlationId, noticeId: row.noticeId };
}
