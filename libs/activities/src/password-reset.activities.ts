import type { PasswordResetActivities } from '@app/contracts';
import { audit, holdAccount, readPasswordResetFacts } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Each changes the facts at most once, then reads them back. */
export const passwordResetActivities = ({ em }: { em: EntityManager }): PasswordResetActivities => ({
  readPasswordReset: ({ accountId }) => readPasswordResetFacts(em, accountId),

  closePasswordReset: ({ accountId, correlationId }) =>
    em.transactional(async (tx) => {
      // The account first, as everywhere: a message that leaves at this moment moves the end, or finds itself dropped.
      await holdAccount(tx, accountId);
      const closed = await tx.execute<unknown[]>(
        `with closed as (
           update password_reset set state = 'expired', ended_at = now()
           where account_id = ? and state = 'open' and deadline <= now() returning account_id),
         dropped as (
           update mail_send m set state = 'dropped', lease_until = null from closed
           where m.account_id = closed.account_id and m.kind = 'reset' and m.state in ('due', 'sending'))
         select from closed`,
        [accountId],
      );
      if (closed.length > 0) {
        const line = { event: 'password-reset.expired', actor: 'system', subject: accountId, outcome: 'expired' };
        await audit(tx, { ...line, correlationId });
      }
      return readPasswordResetFacts(tx, accountId);
    }),
});
