import { markDelivered } from '@app/persistence';
import { registrationWorkflowId } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { signalJourney } from './signal-and-start.js';
import { type RegistrationCase, startRegistration } from './registration-start.js';

/**
 * Signals a registration's journey, beginning it again where it is missing though the facts are not at their end,
 * and marks its notices up to `noticeId` as heard. Throws when Temporal or the database is away: whoever repeats will.
 */
export async function deliverToRegistration(
  client: Client,
  em: EntityManager,
  { caseNumber }: Pick<RegistrationCase, 'caseNumber'>,
  noticeId: string,
  withinMs: number,
): Promise<void> {
  if (!(await signalJourney(client, registrationWorkflowId(caseNumber), withinMs))) {
    const unfinished = await unfinishedRegistration(em, caseNumber);
    if (unfinished) await startRegistration(client, unfinished, withinMs);
  }
  await markDelivered(em, { journey: 'registration', subject: caseNumber }, noticeId);
}

/** SQL: a case as whoever starts its journey needs it; `r` is the registration. */
export const registrationCase = `
  select r.id, r.case_number as "caseNumber", r.siret, r.correlation_id as "correlationId" from registration r`;

/** Undefined when nothing is left to do for the case: no stage to leave, no message to send. */
async function unfinishedRegistration(em: EntityManager, caseNumber: string): Promise<RegistrationCase | undefined> {
  const [row] = await em.execute<RegistrationCase[]>(
    `${registrationCase}
     where r.case_number = ? and (r.status in ('checking', 'under-review', 'awaiting-password')
       or exists (select from mail_send m where m.registration_id = r.id and m.state in ('due', 'sending')))`,
    [caseNumber],
  );
  return row;
}
