import type { PasswordResetActivities } from '@app/contracts';
import { audit, expireReset, holdAccount, readPasswordResetFacts } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Each changes the facts at most once, then reads them back. */
export const passwordResetActivities = ({ em }: { em: EntityManager }): PasswordResetActivities => ({
  readPasswordReset: ({ accountId }) => readPasswordResetFacts(em, accountId),

  closePasswordReset: ({ accountId, correlationId }) =>
    em.transactional(async (tx) => {
      // The account first, as everywhere: a message that leaves at this moment moves the end, or finds itself dropped.
      await holdAccount(tx, accountId);
      if (await expireReset(tx, accountId)) {
        const line = { event: 'password-reset.expired', actor: 'system', subject: accountId, outcome: 'expired' };
        await audit(tx, { ...line, correlationId });
      }
      return readPasswordResetFacts(tx, accountId);
    }),
});
