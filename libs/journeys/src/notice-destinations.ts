import { markDelivered, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { signalAccountJourney } from './account-journeys.js';
import { deliverToRegistration } from './notice-delivery.js';
import { type ResetLimits, takeResetRequest } from './reset-request.js';

/** Delivers a notice to the journey that it names, and marks it and those before it as delivered. Throws while one of the servers is away. */
export async function deliverNotice(
  client: Client,
  em: EntityManager,
  notice: WaitingNotice,
  limits: ResetLimits,
  withinMs: number,
): Promise<void> {
  const { id, journey, subject } = notice;
  if (journey !== 'reset-request') return deliverToJourney(client, em, notice, withinMs);
  await takeResetRequest(em, subject, limits);
  await markDelivered(em, { journey, subject }, id);
}

/** The same, for every destination but the one that asks the facts alone. */
export async function deliverToJourney(
  client: Client,
  em: EntityManager,
  { id, journey, subject, correlationId }: WaitingNotice,
  withinMs: number,
): Promise<void> {
  if (journey === 'registration') return deliverToRegistration(client, em, { caseNumber: subject }, id, withinMs);
  if (journey === 'reset-request') throw new Error('a reset request is no journey');
  await signalAccountJourney(client, em, { journey, subject, correlationId }, withinMs);
  await markDelivered(em, { journey, subject }, id);
}
