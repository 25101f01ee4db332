import { isLookUp, markDelivered, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { signalAccountJourney } from './account-journeys.js';
import { deliverToRegistration } from './notice-delivery.js';
import { takeRenewalRequest } from './renewal-request.js';
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
  if (!isLookUp(journey)) return deliverToJourney(client, em, notice, withinMs);
  await takeRequest(em, notice, limits);
  await markDelivered(em, { journey, subject }, id);
}

const takeRequest = (em: EntityManager, notice: WaitingNotice, limits: ResetLimits): Promise<void> =>
  notice.journey === 'reset-request'
    ? takeResetRequest(em, notice.subject, limits)
    : takeRenewalRequest(em, notice.subject, notice.correlationId);

/** The same, for every destination but those that ask the facts alone. */
export async function deliverToJourney(
  client: Client,
  em: EntityManager,
  { id, journey, subject, correlationId }: WaitingNotice,
  withinMs: number,
): Promise<void> {
  if (journey === 'registration') return deliverToRegistration(client, em, { caseNumber: subject }, id, withinMs);
  if (isLookUp(journey)) throw new Error(`a ${journey} is no journey`);
  await signalAccountJourney(client, em, { journey, subject, correlationId }, withinMs);
  await markDelivered(em, { journey, subject }, id);
}
