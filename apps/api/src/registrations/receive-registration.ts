import { randomBytes } from 'node:crypto';
import type { RegistrationCase } from '@app/journeys';
import { caseNumberFrom } from '@app/domain';
import { hurriedFor, newNonce, newPublicId } from '@app/persistence';
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
  const [row] = await em.execute<{ id: string; notice_id: string }[]>(
    `with received as (
       insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email,
         phone, correlation_id)
       select ?, ?, ?, 'classic', ?, ?, ?, ?, ?, ?, ?
       where exists (select from contract where siret = ? and number = ?)
       on conflict do nothing
       returning id, case_number, correlation_id),
     told as (
       insert into notice (journey, subject, correlation_id, due_at)
       select 'registration', case_number, correlation_id, now() + make_interval(secs => ${hurriedFor}) from received returning id),
     written as (
       insert into audit_event (event, actor, subject, outcome, address, correlation_id, detail)
       select 'registration.received', 'person', case_number, 'checking', ?, correlation_id, ? from received)
     select received.id, told.id as notice_id from received, told`,
    [
      ...[newPublicId(), newNonce(), caseNumber, siret, contractNumber],
      ...[applicant.lastName, applicant.firstName, applicant.email, applicant.phone ?? null, correlationId],
      ...[siret, contractNumber, address, JSON.stringify({ siret })],
    ],
  );
  return row && { id: row.id, caseNumber, siret, correlationId, noticeId: String(row.notice_id) };
}
