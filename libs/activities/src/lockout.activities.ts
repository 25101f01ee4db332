import type { LockoutActivities, LockoutFacts, LockoutRef } from '@app/contracts';
import {
  audit,
  dropLockMail,
  endLockout,
  holdAccount,
  makeAccountMailDue,
  noteOwnerReminded,
  noteOwnerTold,
  readLockoutFacts,
  wasToldToday,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Each changes the facts at most once, in one transaction that holds the account, then reads them back. */
export const lockoutActivities = ({ em }: { em: EntityManager }): LockoutActivities => {
  const holdingTheAccount = (ref: LockoutRef, change: (tx: EntityManager) => Promise<void>): Promise<LockoutFacts> =>
    em.transactional(async (tx) => {
      await holdAccount(tx, ref.accountId);
      await change(tx);
      return readLockoutFacts(tx, ref);
    });

  return {
    readLockout: (ref) => readLockoutFacts(em, ref),

    tellOwner: (ref) =>
      holdingTheAccount(ref, async (tx) => {
        if (!(await noteOwnerTold(tx, ref))) return;
        if (!(await wasToldToday(tx, ref.accountId, 'locked'))) await makeAccountMailDue(tx, ref.accountId, 'locked');
      }),

    remindOwner: (ref) =>
      holdingTheAccount(ref, async (tx) => {
        if (await noteOwnerReminded(tx, ref)) await makeAccountMailDue(tx, ref.accountId, 'locked-reminder');
      }),

    closeLockout: (ref) =>
      holdingTheAccount(ref, async (tx) => {
        if (!(await endLockout(tx, ref))) return;
        await dropLockMail(tx, ref.accountId);
        await audit(tx, {
          event: 'lockout.ended',
          actor: 'system',
          subject: ref.accountId,
          outcome: 'ended',
          correlationId: ref.correlationId,
          detail: { lockoutId: ref.lockoutId },
        });
      }),
  };
};
