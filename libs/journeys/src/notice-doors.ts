import { markDelivered, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { knockOnAccount } from './account-doors.js';
import { deliverNotice } from './notice-delivery.js';
import { type ResetLimits, takeResetRequest } from './reset-request.js';

/** Knocks on the door that a notice names, and marks it and those before it as heard. Throws while one of the servers is away. */
export async function knockOnDoor(
  client: Client,
  em: EntityManager,
  notice: WaitingNotice,
  limits: ResetLimits,
  withinMs: number,
): Promise<void> {
  const { id, journey, subject } = notice;
  if (journey !== 'reset-request') return knockOnJourney(client, em, notice, withinMs);
  await takeResetRequest(em, subject, limits);
  await markDelivered(em, { journey, subject }, id);
}

/** The same, for every door but the one that asks the facts alone. */
export async function knockOnJourney(
  client: Client,
  em: EntityManager,
  { id, journey, subject, correlationId }: WaitingNotice,
  withinMs: number,
): Promise<void> {
  if (journey === 'registration') return deliverNotice(client, em, { caseNumber: subject }, id, withinMs);
  if (journey === 'reset-request') throw new Error('a reset request is no journey');
  await knockOnAccount(client, em, { journey, subject, correlationId }, withinMs);
  await markDelivered(em, { journey, subject }, id);
}
