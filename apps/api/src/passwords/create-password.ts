import type { Caller } from '../caller.js';
import {
  crashPoint,
  createFirstPassword,
  holdAccount,
  holdGuard,
  holdRegistration,
  linkStateUnderLock,
  unlockAccount,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FreshNotice } from '../journeys-client.js';
import type { NewCredentials } from '../sessions/device-cookie.js';
import type { CreationLink } from './link-facts.js';
import { refuseUnlessValid } from './link-lookup.js';

/**
 * Consumes the link: password stored, account active, registration completed, what was locked meanwhile unlocked, in one transaction
 * that judges the link again. Two at once, or a deadline in the same instant: the registration's lock lets one of them be first
 * (R13, R19). `guardKeys`: under which failures of this identifier are counted.
 */
export const createPassword = (
  em: EntityManager,
  link: CreationLink,
  hash: string,
  accountLifetime: string,
  guardKeys: readonly string[],
  caller: Caller,
): Promise<{ notice: FreshNotice; credentials: NewCredentials }> =>
  em.transactional(async (tx) => {
    const { id, registrationId, accountId, caseNumber } = link;
    const { address, correlationId } = caller;
    const guarded = { accountId, guardKeys };
    await holdGuard(tx, guarded);
    await holdRegistration(tx, registrationId);
    await holdAccount(tx, accountId);
    refuseUnlessValid(await linkStateUnderLock(tx, id));

    const { noticeId, version, at } = await createFirstPassword(tx, {
      link,
      hash,
      accountLifetime,
      address,
      correlationId,
    });
    await unlockAccount(tx, guarded, { actor: 'person', ...caller });
    crashPoint('api.password.before-commit');
    return {
      notice: { caseNumber, noticeId },
      credentials: { accountId, credentialsVersion: version, at },
    };
  });
