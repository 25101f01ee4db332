import { holdPublicRegistration, type LockedRegistration } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { problem } from '../problem.js';
import { knownPublicId } from './follow-registration.js';

/**
 * Holds the case until the transaction ends; whoever changes it takes this lock first, before account and link.
 * What depends on other tables must be read by a later statement: this one saw them as they were before the wait.
 */
export async function lockRegistration(tx: EntityManager, publicId: string): Promise<LockedRegistration> {
  const row = await holdPublicRegistration(tx, knownPublicId(publicId));
  if (!row) throw problem('registration-unknown');
  return row;
}
