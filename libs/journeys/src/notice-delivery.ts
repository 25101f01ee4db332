import { markDelivered, unfinishedCase } from '@app/persistence';
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
    const unfinished = await unfinishedCase(em, caseNumber);
    if (unfinished) await startRegistration(client, unfinished, withinMs);
  }
  await markDelivered(em, { journey: 'registration', subject: caseNumber }, noticeId);
}
