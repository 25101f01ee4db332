import type { AccountMailKind, LockoutActivities, LockoutFacts, LockoutRef } from '@app/contracts';
import {
  accountEnd,
  audit,
  countsForLimits,
  holdAccount,
  makeAccountMailDue,
  readLockoutFacts,
  reminderAt,
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
        if (!(await changed(tx, ref, 'told_at = now()', 'l.told_at is null'))) return;
        if (!(await madeDueToday(tx, ref.accountId, 'locked'))) await makeAccountMailDue(tx, ref.accountId, 'locked');
      }),

    remindOwner: (ref) =>
      holdingTheAccount(ref, async (tx) => {
        if (await changed(tx, ref, 'reminded_at = now()', `l.reminded_at is null and ${reminderAt} <= now()`))
          await makeAccountMailDue(tx, ref.accountId, 'locked-reminder');
      }),

    closeLockout: (ref) =>
      holdingTheAccount(ref, async (tx) => {
        const lives = `exists (select from account a where a.id = l.account_id and coalesce(${accountEnd} > now(), true))`;
        if (!(await changed(tx, ref, `ended_at = now(), ended_as = 'ended'`, `not ${lives}`))) return;
        await dropWaitingMail(tx, ref);
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

/** One conditional statement on an open lock; answers whether it changed anything. `set` and `when` are SQL of ours, never input. */
async function changed(tx: EntityManager, ref: LockoutRef, set: string, when: string): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `update lockout l set ${set} where l.id = ? and l.account_id = ? and l.ended_at is null and ${when} returning 1`,
    [ref.lockoutId, ref.accountId],
  );
  return rows.length > 0;
}

/** Locked again and again, its owner has one message a day; one more behind each reset that let them in, for they know of that lock no more (F10). */
async function madeDueToday(tx: EntityManager, accountId: string, kind: AccountMailKind): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `select 1 from mail_send m
     where account_id = ? and kind = ? and due_at > now() - interval '24 hours' and ${countsForLimits} limit 1`,
    [accountId, kind],
  );
  return rows.length > 0;
}

async function dropWaitingMail(tx: EntityManager, { accountId }: LockoutRef): Promise<void> {
  await tx.execute(
    `update mail_send set state = 'dropped', lease_until = null
     where account_id = ? and kind in ('locked', 'locked-reminder') and state in ('due', 'sending')`,
    [accountId],
    'run',
  );
}
