import {
  crashPoint,
  holdAccount,
  holdGuard,
  type LinkFacts,
  linkStateUnderLock,
  unlockAccount,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import type { NewCredentials } from '../sessions/device-cookie.js';
import { refuseUnlessValid } from './link-lookup.js';
import { replacePassword } from './replace-password.js';

/**
 * Consumes the link of a reset, in one transaction: another password with all that ends with the old one, and the lock and the count of
 * failures are lifted (R22, R27). An account that has expired stays so (R34). `guardKeys`: under which failures of this identifier are counted.
 */
export const resetPassword = (
  em: EntityManager,
  { id, accountId }: LinkFacts,
  hash: string,
  guardKeys: readonly string[],
  caller: Caller,
): Promise<NewCredentials> =>
  em.transactional(async (tx) => {
    const guarded = { accountId, guardKeys };
    // Guard, account, link: a sign-in that settles takes them in this order too.
    await holdGuard(tx, guarded);
    await holdAccount(tx, accountId);
    refuseUnlessValid(await linkStateUnderLock(tx, id));
    const credentials = await replacePassword(tx, { accountId, hash, linkId: id, caller });
    await unlockAccount(tx, guarded, { actor: 'person', ...caller });
    crashPoint('api.reset.before-commit');
    return credentials;
  });
